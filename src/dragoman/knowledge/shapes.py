"""The shape of the tables: whether each has the columns it should, and its cells hold what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables
from dragoman.knowledge.days import days

TABLE_OF_TABLES = "schema.tsv"


class Shape(NamedTuple):
    """What is known of a table, or of a group of tables by a pattern of their names."""

    table: str
    columns: tuple[str, ...]
    filled: tuple[str, ...]
    once: tuple[str, ...]
    dates: tuple[str, ...]
    numbers: tuple[str, ...]
    countries: tuple[str, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes, in an order in which the first that fits a table is its own."""
    return tuple(
        Shape(row["table"], *(row.list(name) for name in Shape._fields[1:])) for row in tables.rows(TABLE_OF_TABLES)
    )


def problems() -> Iterator[str]:
    """What is wrong with the shape of the tables in all folders, each as ``file:line: a sentence``."""
    for folder in tables.search_paths():
        seen: dict[tuple[str, ...], str] = {}
        for path in sorted(folder.rglob("*.tsv")):
            name = path.relative_to(folder)
            shape = next((one for one in shapes() if _fits(name, one.table)), None)
            if shape is not None:
                yield from _table(path, shape, seen)
            elif name.as_posix() != TABLE_OF_TABLES:
                yield f"{path.name}:1: there is no table of this name; {TABLE_OF_TABLES} lists those that are read"


def _fits(name: Path, table: str) -> bool:
    return len(name.parts) == len(Path(table).parts) and name.match(table)


def _table(path: Path, shape: Shape, seen: dict[tuple[str, ...], str]) -> Iterator[str]:
    rows = _rows(path)
    first = next(rows, None)
    if isinstance(first, str):
        yield first
    if not isinstance(first, tables.Row):
        return
    missing = [name for name in shape.columns if name not in first.cells]
    strange = [name for name in first.cells if name not in shape.columns]
    for name in missing:
        yield f"{path.name}:1: the column {name!r} is missing"
    for name in strange:
        yield f"{path.name}:1: the column {name!r} is not known"
    if missing or strange:
        return
    for row in (first, *rows):
        if isinstance(row, str):
            yield row
        else:
            yield from _row(row, shape, seen)


def _rows(path: Path) -> Iterator[tables.Row | str]:
    """The rows of a file; the sentence of the error where it cannot be read on."""
    try:
        yield from tables.read(path)
    except KnowledgeError as error:
        yield str(error)


def _row(row: tables.Row, shape: Shape, seen: dict[tuple[str, ...], str]) -> Iterator[str]:
    for name in shape.filled:
        if not row[name]:
            yield f"{row.where}: {name} is empty"
    if shape.once:
        key = (shape.table, *(row[name] for name in shape.once))
        if key in seen:
            yield f"{row.where}: {' '.join(key[1:]).strip()} stands already in {seen[key]}"
        seen.setdefault(key, row.where)
    for name in shape.dates:
        yield from _date(row, name)
    for name in shape.numbers:
        yield from _number(row, name)
    for name in shape.countries:
        for code in row.list(name):
            if code not in _countries():
                yield f"{row.where}: there is no country {code!r}"
    if shape.dates == ("from", "to"):
        yield from _order(row)


def _date(row: tables.Row, name: str) -> Iterator[str]:
    try:
        days(row[name], row[name])
    except (KnowledgeError, ValueError):
        yield f"{row.where}: {name} {row[name]!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD"


def _order(row: tables.Row) -> Iterator[str]:
    try:
        start, end = days(row["from"], row["to"])
    except (KnowledgeError, ValueError):
        return
    if start is not None and end is not None and end < start:
        yield f"{row.where}: it ends ({row['to']}) before it begins ({row['from']})"


def _number(row: tables.Row, rule: str) -> Iterator[str]:
    name, _, bounds = rule.partition("=")
    if not row[name]:
        return
    try:
        value = float(row[name])
    except ValueError:
        yield f"{row.where}: {name} {row[name]!r} is no number"
        return
    low, _, high = bounds.partition("..")
    if bounds and not float(low) <= value <= float(high):
        yield f"{row.where}: {name} {row[name]} is not from {low} to {high}"


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["code"] for row in tables.rows("countries.tsv"))


def problems_of(path: Path, name: Path) -> Iterator[str]:
    """What is wrong with the shape of one file that is to stand as the table ``name``."""
    shape = next((one for one in shapes() if _fits(name, one.table)), None)
    if shape is not None:
        yield from _table(path, shape, {})
