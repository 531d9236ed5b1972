"""A user's row of an outlet stands for ours of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.knowledge import outlets


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DRAGOMAN_KNOWLEDGE", str(tmp_path))
    outlets._by_name.cache_clear()
    yield tmp_path
    outlets._by_name.cache_clear()


def test_the_later_row_wins(tables: Path) -> None:
    (tables / "outlets.tsv").write_text(
        "name\tnames\tdomains\tcountry\ttimezone\nReuters\t\t\tNOR\tEurope/Oslo\n", encoding="utf-8"
    )
    found = outlets.outlet_by_name("reuters")
    assert found is not None
    assert found.country == "NOR"
