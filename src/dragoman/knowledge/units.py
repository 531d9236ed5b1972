"""Units of measure and what they are in SI."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables


class Unit(NamedTuple):
    """A unit by its English name; ``factor`` of ``si_unit`` make one, None where SI has no such measure."""

    name: str
    factor: float | None
    si_unit: str | None


@cache
def units() -> dict[str, Unit]:
    """The units by all names they go by."""
    found = {}
    for row in tables.rows("units.tsv"):
        factor = float(row["si_factor"]) if row["si_factor"] else None
        unit = Unit(row["unit"], factor, row["si_unit"] or None)
        found.update(dict.fromkeys(row.list("names"), unit))
    return found
