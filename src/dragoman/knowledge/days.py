"""Dates in tables: years, months or days, open at either end."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dragoman.errors import KnowledgeError


class Days(NamedTuple):
    """From ``start`` to ``end``, both included; None is open."""

    start: date | None
    end: date | None

    def hold(self, on: date) -> bool:
        """Whether a day lies within."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def days(start: str, end: str) -> Days:
    """The days between two cells of a table, each ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or empty.

    Raises KnowledgeError for anything else.
    """
    return Days(_first(start), _last(end))


def _parts(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split("-")]
    except ValueError as error:
        raise KnowledgeError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD") from error


@lru_cache(maxsize=4_000)
def _first(text: str) -> date | None:
    if not text:
        return None
    year, month, day = ([*_parts(text), 1, 1])[:3]
    return date(year, month, day)


@lru_cache(maxsize=4_000)
def _last(text: str) -> date | None:
    if not text:
        return None
    parts = _parts(text)
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)
