"""Days, weeks, months, quarters and years as labels that sort: 2020-12-09, 2020-W50, 2020-12, 2020-Q4, 2020."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from dragoman.errors import QueryError

By = Literal["day", "week", "month", "quarter", "year"]

_LONGEST: dict[str, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_STEP: dict[str, int] = {"day": 1, "week": 7, "month": 28, "quarter": 89, "year": 365}


def checked(by: str) -> By:
    """A period's name. Raises QueryError where there is none such."""
    if by not in get_args(By):
        raise QueryError(f"there is no period {by!r}; take one of {', '.join(get_args(By))}")
    return by  # type: ignore[return-value]


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_LABELS: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year:04}",
}


@lru_cache(maxsize=100_000)
def label(day: str, by: By) -> str:
    """The period of a day."""
    return _LABELS[by](date.fromisoformat(day))


def first_day(period: str, by: By) -> date:
    """The first day of a period."""
    year = int(period[:4])
    if by == "day":
        return date.fromisoformat(period)
    if by == "week":
        return date.fromisocalendar(year, int(period[6:]), 1)
    if by == "month":
        return date(year, int(period[5:]), 1)
    if by == "quarter":
        return date(year, 3 * int(period[6:]) - 2, 1)
    return date(year, 1, 1)


def last_day(period: str, by: By) -> date:
    """The last day of a period."""
    day = first_day(period, by) + timedelta(days=_LONGEST[by] - 1)
    while label(day.isoformat(), by) != period:
        day -= timedelta(days=1)
    return day


def between(first: str, last: str, by: By) -> list[str]:
    """All periods from that of a first day to that of a last one."""
    found = []
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        found.append(label(day.isoformat(), by))
        day = first_day(found[-1], by)
        while label(day.isoformat(), by) == found[-1]:
            day += timedelta(days=_STEP[by] if day == first_day(found[-1], by) else 1)
    return found


def placed(start: str | None, end: str | None, granularity: str | None, by: By) -> bool:
    """Whether an event can be counted under one period.

    What goes on from one day to another counts where it begins; what happened some time in a stretch longer than a
    period does not count in any.
    """
    if start is None or end is None or start == end or granularity == "range" or label(start, by) == label(end, by):
        return True
    return (date.fromisoformat(end) - date.fromisoformat(start)).days < _LONGEST[by]
