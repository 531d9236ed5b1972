"""Rows of answers as table, CSV, JSON or Parquet: as they come, however many there are."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, get_type_hints

import msgspec

from dragoman.archive.changes import ChangeRow
from dragoman.archive.rows import (
    ArticleRow,
    EventRow,
    PersonRow,
    PlaceRow,
    RejectRow,
    ReprintRow,
    StatementRow,
    UndertakingRow,
)
from dragoman.errors import QueryError
from dragoman.report import Record

if TYPE_CHECKING:
    import polars

_SHOWN = {
    EventRow: ("id", "start", "source", "type", "target", "status", "place", "outlet", "text"),
    StatementRow: ("page", "speaker", "code", "kind", "verb", "medium", "text"),
    PersonRow: ("name", "country", "offices", "pages", "mentions"),
    PlaceRow: ("name", "kind", "admin1", "country", "lat", "lon", "pages", "mentions", "events"),
    UndertakingRow: ("page", "name", "kind", "parties", "stages", "said_by", "text"),
    ArticleRow: ("id", "published_at", "outlet", "headline", "events", "statements", "reprint_of"),
    ReprintRow: ("original", "page", "similarity", "why", "published_at", "outlet", "headline"),
    RejectRow: ("source", "reason", "bytes"),
    ChangeRow: ("page", "change", "event", "before", "after", "text"),
}
"""The columns of tables for people; files have them all."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_CELL = 100
_TABLE_ROWS = 200
_BATCH = 10_000


def write(rows: Iterable[Record], kind: type[Record], form: str, output: Path | None = None) -> int:
    """Writes rows of a kind in a format, to a file or to standard output; how many there were.

    Raises QueryError where Parquet has no file to go to, or the file cannot be written.
    """
    if form == "parquet":
        return _parquet(rows, kind, output)
    writers = {"table": _table, "csv": _csv, "json": _json}
    if output is None:
        return writers[form](rows, kind, sys.stdout)
    with opened(output) as out:
        return writers[form](rows, kind, out)


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A file to write text to, which takes its place once it is whole. Raises QueryError where it cannot be written."""
    # A device or a pipe is written to as it is.
    special = path.exists() and not path.is_file()
    target = path if special else path.resolve()
    part = path if special else target.with_name(f"{target.name}.part")
    try:
        # A page may hold halves of surrogate pairs, which no encoding has.
        with part.open("w", encoding="utf-8", errors="replace", newline="") as out:
            yield out
        if not special:
            part.replace(target)
    except OSError as error:
        raise QueryError(f"{path} cannot be written ({error.strerror or error})") from error
    finally:
        if not special:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def harmless(cell: str) -> str:
    """A cell that spreadsheets take for text: what begins like a formula gets an apostrophe before it."""
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _flat(value: object) -> object:
    """A list as one cell."""
    return " | ".join(map(str, value)) if isinstance(value, tuple) else value


def _csv(rows: Iterable[Record], kind: type[Record], out: TextIO) -> int:
    writer = csv.writer(out)
    writer.writerow(kind.__struct_fields__)
    count = 0
    for row in rows:
        count += 1
        # Panels have millions of rows, most of whose cells are numbers.
        writer.writerow([cell if type(cell) is int else _safe(cell) for cell in msgspec.structs.astuple(row)])
    return count


def _safe(value: object) -> object:
    """A value as a harmless cell."""
    cell = _flat(value)
    return harmless(cell) if isinstance(cell, str) else cell


def _json(rows: Iterable[Record], kind: type[Record], out: TextIO) -> int:
    count = 0
    out.write("[")
    for row in rows:
        count += 1
        out.write((",\n" if count > 1 else "\n") + json.dumps(msgspec.structs.asdict(row), ensure_ascii=False))
    out.write("\n]\n")
    return count


def _table(rows: Iterable[Record], kind: type[Record], out: TextIO) -> int:
    from rich.console import Console

    from dragoman.exchange.terminal import table

    # Wide enough where nobody looks; a terminal knows its own width.
    console = Console(file=out, width=None if out.isatty() else 160)
    count = 0
    for batch in _batches(rows, _TABLE_ROWS):
        count += len(batch)
        console.print(table(_SHOWN[kind], ([_short(getattr(row, name)) for name in _SHOWN[kind]] for row in batch)))
    return count


def _short(value: object) -> str:
    text = "" if value is None else str(_flat(value))
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _batches(rows: Iterable[Record], size: int) -> Iterator[list[Record]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _parquet(rows: Iterable[Record], kind: type[Record], output: Path | None) -> int:
    if output is None:
        raise QueryError("Parquet is no text: say where to with --output FILE.parquet")
    import polars
    from polars.io.plugins import register_io_source

    schema = _schema(kind)
    count = 0
    batches = _batches(rows, _BATCH)
    # Drawn here, so that a question that makes no sense is told as such and not as an error of the writer.
    first = next(batches, [])

    def source(*_: object) -> Iterator[polars.DataFrame]:
        nonlocal count
        for batch in chain([first], batches):
            count += len(batch)
            yield polars.DataFrame([msgspec.structs.asdict(row) for row in batch], schema=schema)

    try:
        register_io_source(source, schema=schema).sink_parquet(output)
    except OSError as error:
        raise QueryError(f"{output} cannot be written ({error.strerror or error})") from error
    return count


def _schema(kind: type[Record]) -> dict[str, Any]:
    """The columns of a kind of rows with their types."""
    import polars

    types: dict[object, Any] = {
        str: polars.String,
        int: polars.Int64,
        float: polars.Float64,
        bool: polars.Boolean,
        tuple[str, ...]: polars.List(polars.String),
    }
    hints = get_type_hints(kind)
    return {
        name: next(found for type_, found in types.items() if hints[name] == type_ or hints[name] == type_ | None)  # type: ignore[operator]
        for name in kind.__struct_fields__
    }
