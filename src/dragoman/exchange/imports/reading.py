"""Files of other event data as rows of cells, whatever their headers, stray tabs and packing."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TextIO

from dragoman.errors import QueryError
from dragoman.exchange.columns import columns
from dragoman.knowledge import tables

ORIGINS = ("gdelt", "polecat", "icews")

_LIMIT = 10_000_000
"""Characters of one cell; csv's own limit is too low for lists of names."""
_STRAYS = 2
"""The most stray tabs in a line that are put right."""
_BOUNDS = {"lat": 90.0, "lon": 180.0, "goldstein": 10.0}
_SIGNS = re.compile(r"[^a-z0-9]+")

Row = dict[str, str]


class Field(NamedTuple):
    """Where something stands in other event data, and what it looks like there."""

    columns: tuple[str, ...]
    form: re.Pattern[str]


@cache
def layout(origin: str) -> dict[str, Field]:
    """Their columns by our names."""
    return {
        row["ours"]: Field(tuple(map(_plain, row.list("columns"))), re.compile(row["form"] or ".*"))
        for row in tables.read(Path(__file__).parent / "layouts.tsv")
        if row["origin"] == origin
    }


def _plain(name: str) -> str:
    return _SIGNS.sub("", name.casefold())


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The text of a file, of a gzipped one, or of the first member of a zip archive."""
    try:
        with path.open("rb") as raw:
            sign = raw.read(4)
        if sign.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[0]) as member:
                yield io.TextIOWrapper(member, encoding="utf-8-sig", errors="replace", newline="")
        elif sign.startswith(b"\x1f\x8b"):
            with gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as text:
                yield text
        else:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
                yield text
    except (OSError, EOFError, zipfile.BadZipFile, IndexError) as error:
        raise QueryError(f"{path} cannot be read ({error})") from error


def rows(path: Path, origin: str, broken: Callable[[int], object]) -> Iterator[tuple[list[str], Row]]:
    """The rows of a file, each as its cells and by our names. ``broken`` hears of lines that are none, by number.

    Raises QueryError where the file is not of that origin.
    """
    csv.field_size_limit(_LIMIT)
    with _opened(path) as text:
        lines = _split(text)
        first = next(lines, None)
        if first is None:
            raise QueryError(f"{path} is empty")
        header, headed = _header(first, origin, path)
        places = _places(header, origin, path)
        whole = lines if headed else chain([first], lines)
        for number, cells in enumerate(whole, 2 if headed else 1):
            if not any(cell.strip() for cell in cells):
                continue
            fitting = _fitting(cells, len(header), places, origin)
            if fitting is None:
                broken(number)
                continue
            yield fitting, {name: _value(fitting[at]) for name, at in places.items()}


def _split(text: TextIO) -> Iterator[list[str]]:
    """The cells of each line: by tabs as they stand, or as CSV where the first line has more commas than tabs."""
    first = text.readline()
    if first.count(",") > first.count("\t"):
        yield from csv.reader(chain([first], text))
        return
    for line in chain([first], text):
        # GDELT and POLECAT quote nothing, so a quotation mark is a character like any other.
        yield [cell.strip() for cell in line.rstrip("\r\n").split("\t")]


def _value(cell: str) -> str:
    """A cell without what stands for nothing."""
    plain = cell.strip().strip('"')
    return "" if plain in ("NA", "None", "NULL", "NaN", "nan", "--", "---") else plain


def _header(first: list[str], origin: str, path: Path) -> tuple[list[str], bool]:
    """The plain names of the columns, and whether the first line has them."""
    names = [_plain(cell) for cell in first]
    if origin == "gdelt" and names[0] not in layout(origin)["id"].columns:
        return _gdelt(len(names), path), False
    while names and not names[-1]:
        names.pop()
    if names and names[0] in layout(origin)["id"].columns:
        return names, True
    day = layout(origin)["day"].form
    if len(names) == len(columns(origin)) and any(day.fullmatch(cell) for cell in first):
        return [_plain(column.name) for column in columns(origin)], False
    raise QueryError(f"{path} has no header of {origin.upper()}; is it of another kind?")


def _gdelt(count: int, path: Path) -> list[str]:
    """The columns of GDELT by their number: 61 in 2.0, 57 or 58 in 1.0, which knows no second-order divisions."""
    names = [_plain(column.name) for column in columns("gdelt2")]
    old = [name for name in names if not name.endswith("adm2code")]
    for known in (names, old, old[:-1]):
        if count == len(known):
            return known
    # The link may be missing at the end of the first line, or a stray tab may stand in it.
    if len(names) - 1 <= count <= len(names) + _STRAYS:
        return names
    raise QueryError(f"{path} has {count} columns; GDELT has 61 (2.0), 57 or 58 (1.0)")


def _places(header: list[str], origin: str, path: Path) -> dict[str, int]:
    found = {}
    for ours, field in layout(origin).items():
        at = next((header.index(name) for name in field.columns if name in header), None)
        if at is not None:
            found[ours] = at
    if "id" not in found or "day" not in found:
        raise QueryError(f"{path} has no columns of {origin.upper()} for id and date; is it of another kind?")
    return found


def _fitting(cells: list[str], count: int, places: dict[str, int], origin: str) -> list[str] | None:
    """The cells of a line, as many as there are columns: empty ones added or dropped at its end, stray tabs mended."""
    while len(cells) > count and not cells[-1]:
        cells = cells[:-1]
    if len(cells) <= count:
        cells = [*cells, *[""] * (count - len(cells))]
        return cells if _sound(cells, places, origin) else None
    if len(cells) > count + _STRAYS:
        return None
    return _mended(cells, count, places, origin)


def _mended(cells: list[str], count: int, places: dict[str, int], origin: str) -> list[str] | None:
    """The line with neighbours put together until it has as many cells as it should.

    Of the ways in which every cell looks as it should, the one that leaves the fewest of ours empty.
    """
    sound = [line for line in _joined(cells, count, 0) if _sound(line, places, origin)]
    return max(sound, key=lambda line: sum(bool(_value(line[at])) for at in places.values()), default=None)


def _joined(cells: list[str], count: int, start: int) -> Iterator[list[str]]:
    if len(cells) == count:
        yield cells
        return
    for at in range(start, len(cells) - 1):
        joined = " ".join(part for part in cells[at : at + 2] if part)
        yield from _joined([*cells[:at], joined, *cells[at + 2 :]], count, at)


def _sound(cells: list[str], places: dict[str, int], origin: str) -> bool:
    """Whether each cell that we read looks as it should, and the numbers are possible."""
    values = {name: _value(cells[at]) for name, at in places.items()}
    if not values["id"] or not values["day"]:
        return False
    fields = layout(origin)
    if not all(fields[name].form.fullmatch(value) for name, value in values.items() if value):
        return False
    return all(abs(float(values.get(name) or 0)) <= bound for name, bound in _BOUNDS.items())
