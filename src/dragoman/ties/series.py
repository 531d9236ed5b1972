"""Series: what happened between actors, period by period; each event once, planned and denied ones apart."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dragoman.archive.conditions import Conditions
from dragoman.knowledge.days import days
from dragoman.ties.bands import NO_BAND, Bands
from dragoman.ties.periods import By, between, first_day, label, last_day, placed
from dragoman.ties.records import PeriodRow, SeriesRow
from dragoman.ties.scope import Scope

_PLAIN = """
SELECT substr(d.day, 1, {}), {}, d.status, {}, d.quad, d.goldstein, d.intensity, count(*), sum(d.reports)
FROM merged_dyads d{}
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_OTHERS = """
SELECT d.merged, d.source, d.target, d.status, d.type, d.quad, d.goldstein, d.intensity, d.reports, d.day, m.start,
  m."end", m.granularity
FROM merged_dyads d CROSS JOIN merged_events m ON m.key = d.merged{}
ORDER BY d.merged
"""
_SHARED: dict[By, int] = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}
"""How many characters of a day tell the period, or a part of it."""

Direction = tuple[str | None, str | None]
ALL: Direction = (None, None)


class Alike(NamedTuple):
    """Events of one kind, of one pair and period: how many they are, and how many reports tell them."""

    source: str
    target: str
    status: str
    type: str
    quad: str | None
    goldstein: float | None
    intensity: float | None
    events: int
    reports: int


@dataclass(slots=True)
class Sums:
    """Events added up."""

    events: int = 0
    reports: int = 0
    quads: dict[str | None, int] = field(default_factory=dict)
    values: dict[float, int] = field(default_factory=dict)
    intensities: dict[float, int] = field(default_factory=dict)

    def add(self, event: Alike) -> None:
        """Adds events that are alike."""
        self.events += event.events
        self.reports += event.reports
        # Plain dictionaries: there are thousands of these, and counters take three times as long to make.
        self.quads[event.quad] = self.quads.get(event.quad, 0) + event.events
        if event.goldstein is not None:
            self.values[event.goldstein] = self.values.get(event.goldstein, 0) + event.events
        if event.intensity is not None:
            self.intensities[event.intensity] = self.intensities.get(event.intensity, 0) + event.events


Key = tuple[str, str, str, str, str, str | None]


@dataclass(slots=True)
class Series:
    """The sums by period, direction and type, and those of all actual events by period and direction."""

    by: By
    rows: dict[Key, Sums] = field(default_factory=lambda: defaultdict(Sums))
    totals: dict[tuple[str, Direction], Sums] = field(default_factory=lambda: defaultdict(Sums))
    unplaced: int = 0

    def add(self, day: str, events: Alike, *, first: bool, directed: bool) -> None:
        """Adds events of a day (or its month or year); ``first`` where they were not added for another pair yet."""
        period = label(f"{day}-01-01"[:10], self.by)
        if events.type:
            self.rows[period, events.source, events.target, events.status, events.type, events.quad].add(events)
        if events.status != "actual":
            return
        if first:
            self.totals[period, ALL].add(events)
        if directed:
            self.totals[period, (events.source, events.target)].add(events)

    def table(self, *statuses: str) -> list[SeriesRow]:
        """The rows of events of some statuses, by period, direction and type."""
        return [
            SeriesRow(
                period=period,
                source=source,
                target=target,
                status=status,
                type=type_,
                quad=quad,
                events=sums.events,
                reports=sums.reports,
                goldstein=mean(sums.values),
                intensity=mean(sums.intensities),
            )
            for (period, source, target, status, type_, quad), sums in sorted(
                self.rows.items(), key=lambda item: tuple(map(str, item[0]))
            )
            if status in statuses
        ]


def collect(
    connection: sqlite3.Connection, scope: Scope, by: By, *, types: bool = True, directed: bool = True
) -> Series:
    """Adds up the events of a scope. An event of several pairs counts once in all, and once for each pair.

    Without ``types`` there are no rows by type, of which all actors have as many as events; without ``directed`` no
    totals by direction.
    """
    series = Series(by)
    directed = directed and bool(scope.dyad)
    sides = "d.source, d.target" if types or directed else "'', ''"
    asked = _asked(scope, "d.plain")
    sql = _PLAIN.format(_SHARED[by], sides, "d.type" if types else "''", asked.where())
    for day, *values in connection.execute(sql, asked.values):
        events = Alike(*values)
        if day:
            series.add(day, events, first=True, directed=directed)
        else:
            series.unplaced += events.events
    last = None
    asked = _asked(scope, "NOT d.plain")
    for row in connection.execute(_OTHERS.format(asked.where()), asked.values):
        key, source, target, status, type_, quad, goldstein, intensity, reports, day, start, end, granularity = row
        kind = type_ if types else ""
        events = Alike(source, target, status, kind, quad, goldstein, intensity, 1, reports)
        if day and placed(start, end, granularity, by):
            series.add(day, events, first=key != last, directed=directed)
        else:
            series.unplaced += key != last
        last = key
    return series


def _asked(scope: Scope, which: str) -> Conditions:
    asked = scope.conditions(source="d.source", target="d.target", day="d.day")
    asked.add(which)
    return asked


def told(connection: sqlite3.Connection, scope: Scope) -> Counter[str]:
    """How many events of each status a scope has."""
    found: Counter[str] = Counter()
    for which, counted in (("d.plain", "count(*)"), ("NOT d.plain", "count(DISTINCT d.merged)")):
        asked = _asked(scope, which)
        sql = f"SELECT d.status, {counted} FROM merged_dyads d{asked.where()} GROUP BY 1"  # noqa: S608 - constants
        found.update(dict(connection.execute(sql, asked.values).fetchall()))
    return found


def coverage(connection: sqlite3.Connection, by: By) -> Counter[str]:
    """The number of pages of the archive in each period."""
    counted: Counter[str] = Counter()
    for day, pages in connection.execute("SELECT day, pages FROM page_days WHERE day <> ''"):
        counted[label(day, by)] += pages
    return counted


@dataclass(slots=True)
class Beside:
    """What stands beside the events of a period: pages of the archive, statements about each other, undertakings."""

    coverage: Mapping[str, int]
    statements: Mapping[tuple[str, Direction], int]
    undertakings: Mapping[str, int]


class Drawn(NamedTuple):
    """Which bands are drawn: that of the mean Goldstein value, and those of shares and rates. It takes its time."""

    mean: bool = True
    parts: bool = True


ALL_DRAWN = Drawn()


def period_rows(
    series: Series, scope: Scope, beside: Beside, periods: Iterable[str], drawn: Drawn = ALL_DRAWN
) -> Iterator[PeriodRow]:
    """One row for every period and direction (of a dyad both, and always all together), empty periods too."""
    for number, period in enumerate(periods):
        for offset, direction in enumerate((ALL, *scope.directions)):
            sums = series.totals.get((period, direction), Sums())
            yield _row(sums, period, direction, beside, Bands(3 * number + offset), drawn)


def _row(sums: Sums, period: str, direction: Direction, beside: Beside, bands: Bands, drawn: Drawn) -> PeriodRow:
    kinds = sums.quads
    cooperation = sum(kinds.get(f"{how} cooperation", 0) for how in ("verbal", "material"))
    conflict = sum(kinds.get(f"{how} conflict", 0) for how in ("verbal", "material"))
    pages = beside.coverage.get(period, 0)
    low, high = bands.mean(sums.values) if drawn.mean else NO_BAND
    share_low, share_high = bands.share(cooperation, cooperation + conflict) if drawn.parts else NO_BAND
    rate_low, rate_high = bands.rate(sums.events, pages) if drawn.parts else NO_BAND
    return PeriodRow(
        period=period,
        source=direction[0],
        target=direction[1],
        events=sums.events,
        reports=sums.reports,
        verbal_cooperation=kinds.get("verbal cooperation", 0),
        material_cooperation=kinds.get("material cooperation", 0),
        verbal_conflict=kinds.get("verbal conflict", 0),
        material_conflict=kinds.get("material conflict", 0),
        cooperation_share=_part(cooperation, cooperation + conflict),
        cooperation_low=share_low,
        cooperation_high=share_high,
        conflict_share=_part(conflict, cooperation + conflict),
        goldstein=mean(sums.values),
        goldstein_low=low,
        goldstein_high=high,
        intensity=mean(sums.intensities),
        coverage=pages,
        per_thousand=_part(sums.events * 1000, pages),
        per_thousand_low=rate_low,
        per_thousand_high=rate_high,
        statements=beside.statements.get((period, direction), 0),
        undertakings=beside.undertakings.get(period, 0),
    )


def spanned(series: Series, scope: Scope, covered: Iterable[str]) -> list[str]:
    """The periods that the archive has pages of, as far as the scope reaches: where nothing stands, nothing was told.

    Events told of other times have rows by type, and no place in this row of periods.
    """
    held = sorted(covered) or sorted({period for period, _ in series.totals})
    if not held:
        return []
    edges = days(scope.since or "", scope.until or "")
    first = max(first_day(held[0], series.by), edges.start or date.min)
    last = min(last_day(held[-1], series.by), edges.end or date.max)
    return between(first.isoformat(), last.isoformat(), series.by) if first <= last else []


def mean(counted: Mapping[float, int]) -> float | None:
    """The mean of values, each with the number of times that it stands."""
    number = sum(counted.values())
    return round(sum(value * times for value, times in counted.items()) / number, 4) if number else None


def _part(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
