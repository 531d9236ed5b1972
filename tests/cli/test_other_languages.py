"""Pages in other languages: set aside with the reason, unless another package brings a coder for them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from dragoman import other_languages
from dragoman.articles import ReadPage
from dragoman.coder import Coder
from dragoman.errors import ModelError
from dragoman.report import Report, SetAside

SPANISH = "Los presidentes hablan\n\n" + 3 * "Los presidentes hablaron durante tres horas de un camino en la frontera. "
ENGLISH = "Peru and Ecuador hold talks\n\nLIMA - Peru's president met Ecuador's foreign minister in Lima on Thursday.\n"


def make() -> Any:
    """The coder of another package."""

    def code(page: ReadPage) -> Report:
        return Report(id="any", article=page.article)

    return code


def broken() -> Any:
    raise RuntimeError("no model")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """What other packages offer."""
    entries: list[EntryPoint] = []
    monkeypatch.setattr(other_languages, "entry_points", lambda group: entries)
    for held in (other_languages._offered, other_languages.coder_of):
        held.cache_clear()
    yield entries
    for held in (other_languages._offered, other_languages.coder_of):
        held.cache_clear()


def entry(name: str) -> EntryPoint:
    return EntryPoint("es", f"{__name__}:{name}", other_languages.GROUP)


def test_without_a_coder_it_is_set_aside(offered: list[EntryPoint]) -> None:
    [found] = Coder().code_many([SPANISH])
    assert isinstance(found, SetAside)
    assert found.reason == "language is es; only English is coded"


def test_a_coder_of_another_package(offered: list[EntryPoint]) -> None:
    offered.append(entry("make"))
    first, second, third = Coder().code_many([{"id": "s", "text": SPANISH}, {"id": "e", "text": ENGLISH}, "Hola"])
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.id, first.article.language) == ("s", "es")
    assert first.provenance is not None and first.provenance.page_sha256
    assert (second.id, second.article.language) == ("e", "en")
    assert second.events
    assert isinstance(third, SetAside)


def test_a_coder_that_cannot_be_loaded(offered: list[EntryPoint]) -> None:
    offered.append(entry("broken"))
    with pytest.raises(ModelError, match="cannot be loaded"):
        list(Coder().code_many([SPANISH]))
