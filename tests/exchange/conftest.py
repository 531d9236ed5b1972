from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages_by_hand import build

from dragoman.archive import Archive
from dragoman.exchange.exports import Job, Settings, export
from dragoman.report import Report


@pytest.fixture
def small(tmp_path: Path, make_report: Callable[..., Report]) -> Path:
    """The archive of pages coded by hand."""
    return build(tmp_path / "small.dragoman", make_report())


@pytest.fixture
def exported(small: Path, tmp_path: Path) -> Callable[..., tuple[Path, Job]]:
    """Exports the archive: ``exported("polecat")`` gives the path and what was counted."""

    def run(form: str, name: str = "", **settings: Any) -> tuple[Path, Job]:
        out = tmp_path / (name or form)
        with Archive(small, readonly=True) as archive:
            return out, export(archive, out, Settings(format=form, **settings))

    return run
