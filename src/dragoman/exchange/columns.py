"""Column tables: what stands in which column of a format, and which columns are left empty on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Generic, NamedTuple, TextIO, TypeVar

from dragoman.exchange.tables import harmless
from dragoman.knowledge import tables

T = TypeVar("T")

Values = Mapping[str, Callable[[T], object]]
"""What a format can say of one thing, by the name that its column table uses."""

TABLES = Path(__file__).parent / "columns"


class Column(NamedTuple):
    """A column of a format: the value in it, empty where it is left empty for the reason in ``note``."""

    name: str
    value: str
    note: str


@cache
def columns(form: str) -> tuple[Column, ...]:
    """The columns of a format in order."""
    return tuple(Column(row["column"], row["value"], row["note"]) for row in tables.read(TABLES / f"{form}.tsv"))


class Lines(Generic[T]):
    """Tab-separated lines of a format, each with as many cells as there are columns."""

    def __init__(self, form: str, values: Values[T], *, missing: str = "") -> None:
        self._columns = columns(form)
        self._values = [values[column.value] if column.value else None for column in self._columns]
        self._missing = missing

    def header(self, out: TextIO) -> None:
        """Writes the names of the columns."""
        out.write("\t".join(column.name for column in self._columns) + "\n")

    def write(self, out: TextIO, one: T) -> None:
        """Writes a line."""
        cells = (cell(value(one)) if value is not None else "" for value in self._values)
        out.write("\t".join(text or self._missing for text in cells) + "\n")


def cell(value: object) -> str:
    """A value as a cell: no tabs, line breaks, double quotes or formulas; numbers in few digits."""
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".10g")
    text = str(value)
    if not text.isprintable() or '"' in text:
        text = " ".join(text.replace('"', "'").split())
        text = "".join(char for char in text if char.isprintable() or char == "\u200d")
    # What is a number here is one in a spreadsheet as well; `harmless` lets it be.
    return harmless(text.strip())


def listed(values: Iterable[str], separator: str = ";") -> str:
    """A list as a cell, each value once."""
    return separator.join(dict.fromkeys(value.replace(separator, ",") for value in values if value))
