"""Other event data beside our own: GDELT, POLECAT and ICEWS into an archive, and how they compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.exchange.imports.held import Repeats, keep, opened, repeats
from dragoman.exchange.imports.meaning import Foreign, foreign
from dragoman.exchange.imports.reading import ORIGINS, rows
from dragoman.report import Record

__all__ = ["ORIGINS", "Imported", "Repeats", "import_file"]


class Imported(Record, frozen=True):
    """What became of the rows of a file, and what repeats and mirrors in all rows of its origin."""

    file: str
    origin: str
    added: int
    replaced: int
    same: int
    broken: int
    broken_lines: tuple[int, ...]
    repeats: Repeats


_NAMED = 20
"""The most lines that are named as broken."""


def import_file(archive: Path, origin: str, file: Path, tell: Callable[[int], object] = lambda count: None) -> Imported:
    """Keeps the rows of a file in an archive, each once, marked by their origin.

    Lines that are no rows are counted and left out. Raises QueryError where the file is not of that origin, and
    ArchiveError where the archive cannot be written.
    """
    broken: list[int] = []
    count = 0

    def note(line: int) -> None:
        nonlocal count
        count += 1
        if len(broken) < _NAMED:
            broken.append(line)

    def found() -> Iterator[Foreign]:
        for cells, row in rows(file, origin, note):
            yield foreign(origin, row, cells)

    with opened(archive) as connection:
        counts = keep(connection, archive, found(), tell)
        return Imported(
            file=file.name,
            origin=origin,
            added=counts["added"],
            replaced=counts["replaced"],
            same=counts["same"],
            broken=count,
            broken_lines=tuple(broken),
            repeats=repeats(connection, origin),
        )
