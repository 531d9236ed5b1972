"""The one reader of the knowledge tables: tab-separated, with a header, ``#`` for comments, ``|`` within lists.

A user extends or overrides a table by a file of the same relative name in a folder of
:func:`search_paths`: its rows are read after the package's own, and a later row wins where both say who or
what they are about by the same first column (lists of names are joined by the rooms that use them).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge import active

HOME = Path(__file__).parent
"""The folder of the tables that come with the package."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column name, and where it stands."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    @property
    def where(self) -> str:
        """``file:line``, for messages and explanations."""
        return f"{self.path.name}:{self.line}"


def search_paths() -> list[Path]:
    """The folders in which tables are looked for, the package's own first, the user's after it."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    paths = [HOME, config / "dragoman" / "knowledge"]
    if extra := os.environ.get("DRAGOMAN_KNOWLEDGE"):
        paths.extend(Path(part) for part in extra.split(os.pathsep) if part)
    return paths


def files(name: str) -> list[Path]:
    """All files of a table or, with a glob such as ``lexicon/*.tsv``, of a group of tables, in order."""
    return [path for folder in search_paths() for path in sorted(folder.glob(name))]


def rows(name: str) -> Iterator[Row]:
    """The rows of a table (or of a glob of tables), the user's after the package's, those of a codebook in use last.

    Raises KnowledgeError where a line has not as many cells as the header.
    """
    own = active.current()
    if own is None or not own.stands_for(name):
        for path in files(name):
            yield from read(path)
    if own is not None:
        yield from own.rows(name)


def read(path: Path) -> Iterator[Row]:
    """The rows of one file."""
    header: list[str] | None = None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise KnowledgeError(f"{path}:{number}: {len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        yield Row(dict(zip(header, cells, strict=True)), path, number)
