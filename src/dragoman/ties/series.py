"""Series: what happened between actors, period by period; each event once, planned and denied ones apart."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dragoman.knowledge.days import days
from dragoman.ties.bands import Bands
from dragoman.ties.periods import By, between, first_day, label, last_day, placed
from dragoman.ties.records import PeriodRow, SeriesRow
from dragoman.ties.scope import Scope

_EVENTS = """
SELECT m.key, d.source, d.target, m.status, m.type, m.quad, m.goldstein, m.intensity, m.reports, m.day, m.start,
  m."end", m.granularity
FROM {} {}
ORDER BY m.key
"""
_BY_PAIR = "merged_dyads d CROSS JOIN merged_events m ON m.key = d.merged"
_BY_EVENT = "merged_events m CROSS JOIN merged_dyads d ON d.merged = m.key"

Direction = tuple[str | None, str | None]
ALL: Direction = (None, None)


@dataclass(slots=True)
class Sums:
    """Events added up."""

    events: int = 0
    reports: int = 0
    quads: Counter[str | None] = field(default_factory=Counter)
    values: Counter[float] = field(default_factory=Counter)
    intensities: Counter[float] = field(default_factory=Counter)

    def add(self, quad: str | None, goldstein: float | None, intensity: float | None, reports: int) -> None:
        """Adds an event."""
        self.events += 1
        self.reports += reports
        self.quads[quad] += 1
        if goldstein is not None:
            self.values[goldstein] += 1
        if intensity is not None:
            self.intensities[intensity] += 1


Key = tuple[str, str, str, str, str, str | None]


@dataclass(slots=True)
class Series:
    """The sums by period, direction and type, and those of all actual events by period and direction."""

    by: By
    rows: dict[Key, Sums] = field(default_factory=lambda: defaultdict(Sums))
    totals: dict[tuple[str, Direction], Sums] = field(default_factory=lambda: defaultdict(Sums))
    unplaced: int = 0

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


def collect(connection: sqlite3.Connection, scope: Scope, by: By) -> Series:
    """Adds up the events of a scope. An event of several pairs counts once in all, and once for each pair."""
    series = Series(by)
    last = None
    asked = scope.conditions(source="d.source", target="d.target", day="m.day")
    tables = _BY_PAIR if scope.actors else _BY_EVENT
    directed = bool(scope.dyad)
    for row in connection.execute(_EVENTS.format(tables, asked.where()), asked.values):
        key, source, target, status, type_, quad, goldstein, intensity, reports, day, start, end, granularity = row
        if day is None or not placed(start, end, granularity, by):
            series.unplaced += key != last
            last = key
            continue
        period = label(day, by)
        series.rows[period, source, target, status, type_, quad].add(quad, goldstein, intensity, reports)
        if status == "actual":
            if key != last:
                series.totals[period, ALL].add(quad, goldstein, intensity, reports)
            if directed:
                series.totals[period, (source, target)].add(quad, goldstein, intensity, reports)
        last = key
    return series


def coverage(connection: sqlite3.Connection, by: By) -> Counter[str]:
    """The number of pages of the archive in each period."""
    counted: Counter[str] = Counter()
    for day, pages in connection.execute("SELECT day, count(*) FROM pages WHERE day IS NOT NULL GROUP BY day"):
        counted[label(day, by)] += pages
    return counted


@dataclass(slots=True)
class Beside:
    """What stands beside the events of a period: pages of the archive, statements about each other, undertakings."""

    coverage: Mapping[str, int]
    statements: Mapping[tuple[str, Direction], int]
    undertakings: Mapping[str, int]


def period_rows(series: Series, scope: Scope, beside: Beside, periods: Iterable[str]) -> Iterator[PeriodRow]:
    """One row for every period and direction (of a dyad both, and always all together), empty periods too."""
    for number, period in enumerate(periods):
        for offset, direction in enumerate((ALL, *scope.directions)):
            yield _row(series.totals.get((period, direction), Sums()), period, direction, beside, 3 * number + offset)


def _row(sums: Sums, period: str, direction: Direction, beside: Beside, seed: int) -> PeriodRow:
    bands = Bands(seed)
    kinds = {quad: sums.quads[quad] for quad in sums.quads}
    cooperation = sum(kinds.get(f"{how} cooperation", 0) for how in ("verbal", "material"))
    conflict = sum(kinds.get(f"{how} conflict", 0) for how in ("verbal", "material"))
    pages = beside.coverage.get(period, 0)
    low, high = bands.mean(sums.values)
    share_low, share_high = bands.share(cooperation, cooperation + conflict)
    rate_low, rate_high = bands.rate(sums.events, pages)
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
    held = sorted(covered) or sorted({period for period, *_ in series.rows})
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
