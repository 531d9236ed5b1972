"""Parquet tables: one page a row."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dragoman.articles import rows
from dragoman.articles.source import Opened, Piece
from dragoman.errors import PageError
from dragoman.report import SetAside

if TYPE_CHECKING:
    import polars as pl

_ROWS = 64
_MOST_ROWS = 4096
_CHARACTERS = 8_000_000
"""So much of a table is held at a time; the library by itself reads whole groups of rows, and those may be large."""


def looks(opened: Opened) -> bool:
    """Whether a file is a Parquet table."""
    return opened.head.startswith(b"PAR1")


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of the rows; no other columns are read than those that serve."""
    import polars as pl
    from polars.exceptions import PanicException, PolarsError

    with _on_disk(opened) as path:
        try:
            names = list(pl.read_parquet_schema(path))
            if reason := opened.columns.missing(names):
                raise PageError(reason)
            wanted = sorted({name for use in opened.columns.among(names).values() for name in use}, key=names.index)
            table = pl.scan_parquet(path, glob=False).select(wanted)
            for number, row in enumerate(_rows(table), 1):
                opened.budget.unpack(_characters(row))
                where = opened.id(number) if opened.name else f"row {number}"
                yield rows.piece(row, opened.columns, where, opened.at(number))
        except (PolarsError, PanicException, OSError, ValueError) as error:
            reason = str(error).split("\n", 1)[0]
            raise PageError(f"the Parquet table cannot be read ({reason}); write it anew") from error


def _rows(table: pl.LazyFrame) -> Iterator[dict[str, Any]]:
    at, step = 0, _ROWS
    while (part := table.slice(at, step).collect()).height:
        characters = 1
        for row in part.iter_rows(named=True):
            characters += _characters(row)
            yield row
        at += part.height
        step = max(1, min(_MOST_ROWS, part.height * _CHARACTERS // characters))


def _characters(row: Mapping[str, Any]) -> int:
    return sum(len(cell) for cell in row.values() if isinstance(cell, str))


@contextmanager
def _on_disk(opened: Opened) -> Iterator[Path]:
    """The file on disk, where its reader needs it; set down under a name of ours if it stood in another."""
    if opened.path is not None:
        yield opened.path
        return
    with TemporaryDirectory(prefix="dragoman-") as room:
        path = Path(room) / "table.parquet"
        with path.open("wb") as handle:
            shutil.copyfileobj(opened.handle, handle)
        yield path
