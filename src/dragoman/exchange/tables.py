"""Rows of answers as table, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from dragoman.errors import QueryError

FORMATS = ("table", "csv", "json", "parquet")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL = 100


def write(rows: Iterable[dict[str, Any]], form: str, out: TextIO, path: Path | None = None) -> int:
    """Write rows in a format, as they come where the format allows it; how many there were.

    Parquet needs ``path``. Raises QueryError where it has none.
    """
    if form == "csv":
        return _csv(rows, out)
    if form == "json":
        return _json(rows, out)
    if form == "parquet":
        return _parquet(rows, path)
    return _table(rows, out)


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _csv(rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    writer = None
    count = 0
    for count, row in enumerate(rows, 1):
        if writer is None:
            writer = csv.DictWriter(out, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: harmless(value) for name, value in row.items()})
    return count


def _json(rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    count = 0
    out.write("[")
    for count, row in enumerate(rows, 1):
        out.write(("," if count > 1 else "") + "\n" + json.dumps(row, ensure_ascii=False))
    out.write("\n]\n")
    return count


def _parquet(rows: Iterable[dict[str, Any]], path: Path | None) -> int:
    if path is None:
        raise QueryError("Parquet is no text: say where to with --output FILE.parquet")
    import polars

    frame = polars.DataFrame(list(rows), infer_schema_length=None)
    frame.write_parquet(path)
    return frame.height


def _table(rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    from rich.console import Console

    from dragoman.exchange.terminal import table

    held = list(rows)
    if held:
        names = tuple(name for name in held[0] if any(row[name] not in (None, "") for row in held))
        cells = [tuple(_short(row[name]) for name in names) for row in held]
        Console(file=out, width=None if out.isatty() else 160).print(table("", names, cells))
    return len(held)


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
