"""Commands run in an empty folder, with a coder that reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import dragoman.coder
from dragoman import articles
from dragoman.cli import commands
from dragoman.errors import DragomanError, PageError
from dragoman.report import Kept, Provenance, Report, SetAside

Make = Callable[..., Report]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def runs(*words: str, **more: Any) -> Result:
        result = CliRunner().invoke(commands, list(words), **more)
        if result.exception is not None and not isinstance(result.exception, (SystemExit, DragomanError)):
            raise result.exception
        return result

    return runs


@pytest.fixture
def version() -> list[str]:
    """Which version codes; a test may take another."""
    return ["1"]


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch, make_report: Make, version: list[str]) -> None:
    """A Coder that reads nothing: a page of the word "empty" is set aside, every other gives the same report."""

    class Fake:
        def __init__(self, actors: Path | None = None, fast: bool = False, codebook: Path | None = None) -> None:
            if actors is not None and not Path(actors).is_file():
                raise DragomanError(f"{actors}: there is no such file of actors")

        def code(self, page: Any, **more: Any) -> Report:
            [kept] = self.keep(articles.raw(page))
            if not isinstance(kept.result, Report):
                raise PageError("it is empty")
            return kept.result

        def keep(self, pages: Iterable[Any], **more: Any) -> Iterator[Kept]:
            for page in pages:
                if isinstance(page, Kept):
                    yield page
                elif isinstance(page, SetAside):
                    yield Kept(page=None, result=page)
                elif page.text == "empty":
                    aside = SetAside(id=page.id, reason="it is empty", source=page.source, bytes=page.bytes)
                    yield Kept(page=page, result=aside)
                else:
                    yield Kept(page=page, result=make_report(page.id, provenance=self.provenance(page.sha256)))

        def provenance(self, sha256: str) -> Provenance:
            return Provenance(dragoman=version[0], codebook="1", model="none", page_sha256=sha256)

    monkeypatch.setattr(dragoman.coder, "Coder", Fake)


@pytest.fixture
def filled(run: Callable[..., Result], coder: None) -> Callable[..., Result]:
    """A folder with an archive of one page, which came under two names."""
    Path("accord.txt").write_text("words")
    Path("accord2.txt").write_text("words")
    run("code", "accord.txt", "accord2.txt")
    return run
