"""The tie between actors as one object: everything that can be asked of it, worked out when it is asked."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.archive import Archive
from dragoman.archive.connection import told
from dragoman.ties import events, series, speech
from dragoman.ties.building import ensure_built
from dragoman.ties.events import BY_WORD
from dragoman.ties.periods import checked
from dragoman.ties.planned import due, past, planned
from dragoman.ties.records import (
    MergedEvent,
    PeriodRow,
    Planned,
    Said,
    SaidCount,
    SeriesRow,
    Telling,
    TurningPoint,
    UndertakingEntry,
)
from dragoman.ties.register import active, register
from dragoman.ties.register import told as register_told
from dragoman.ties.scope import Scope, scope
from dragoman.ties.series import Drawn
from dragoman.ties.tables import Table
from dragoman.ties.turning import turning_points

if TYPE_CHECKING:
    import altair
    import polars


class Ties:
    """How actors got on: made by :func:`dragoman.ties.ties` or ``Archive.ties``.

    Two actors are a dyad, one is a state with whomever, more are a set among themselves, none is all. Every property
    is a :class:`~dragoman.ties.tables.Table`: a sequence of records with ``to_polars()``, ``to_pandas()`` and
    ``to_dicts()``. The archive must stay open while properties are asked for.
    """

    def __init__(
        self, archive: Archive, *actors: str, since: str | None = None, until: str | None = None, by: str = "month"
    ) -> None:
        """Raises QueryError for an unknown actor, period or day; see :func:`dragoman.ties.ties`."""
        self.by = checked(by)
        ensure_built(archive)
        self._archive = archive
        with told(archive.path):
            self.scope = scope(archive.connection, actors, since, until)
            self.scope.conditions(source="", target="", day="")  # days that make no sense are told at once

    def __repr__(self) -> str:
        return f"<Ties {' '.join(self.scope.actors) or 'of all'} by {self.by}>"

    def _collect(self, **parts: bool) -> series.Series:
        with told(self._archive.path):
            return series.collect(self._archive.connection, self.scope, self.by, **parts)

    @cached_property
    def _by_type(self) -> series.Series:
        return self._collect()

    @cached_property
    def _by_direction(self) -> series.Series:
        return self._collect(types=False)

    @cached_property
    def _whole(self) -> series.Series:
        return self._collect(types=False, directed=False)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many events there are of each status."""
        with told(self._archive.path):
            return series.told(self._archive.connection, self.scope)

    @cached_property
    def series(self) -> Table[SeriesRow]:
        """What happened, by period, direction and type; each event once."""
        return Table(SeriesRow, self._by_type.table("actual"))

    @cached_property
    def apart(self) -> Table[SeriesRow]:
        """The same of what was planned, possible or denied."""
        return Table(SeriesRow, self._by_type.table("planned", "possible", "denied"))

    @property
    def unplaced(self) -> int:
        """How many events have no day, or a time too wide for one period: they are in no series."""
        return self._whole.unplaced

    @cached_property
    def periods(self) -> Table[PeriodRow]:
        """Every period the archive has pages of: shares, means with bands, coverage, statements, undertakings."""
        with told(self._archive.path):
            statements = speech.counted(self._archive.connection, self.scope, self.by)
            covered, spanned = self._covered
            beside = series.Beside(covered, statements, active(self.undertakings, spanned, self.by))
            return Table(PeriodRow, series.period_rows(self._by_direction, self.scope, beside, spanned))

    @cached_property
    def course(self) -> Table[PeriodRow]:
        """The same without what takes longest: bands of shares and rates, statements, undertakings."""
        covered, spanned = self._covered
        beside = series.Beside(covered, {}, {})
        rows = series.period_rows(self._by_direction, self.scope, beside, spanned, Drawn(parts=False))
        return Table(PeriodRow, rows)

    @cached_property
    def _covered(self) -> tuple[Counter[str], list[str]]:
        """The pages of the archive by period, and the periods that they and the scope span."""
        with told(self._archive.path):
            covered = series.coverage(self._archive.connection, self.by)
        return covered, series.spanned(self._whole, self.scope, covered)

    @cached_property
    def turning_points(self) -> Table[TurningPoint]:
        """The periods with which the course changes, each with the events that drive it."""
        covered, spanned = self._covered
        beside, drawn = series.Beside(covered, {}, {}), Drawn(mean=False, parts=False)
        whole = list(series.period_rows(self._whole, Scope(), beside, spanned, drawn))
        with told(self._archive.path):
            return Table(TurningPoint, turning_points(self._archive.connection, self.scope, self.by, whole))

    @cached_property
    def events(self) -> Table[MergedEvent]:
        """The actual events by day, each once, with where its first report stands."""
        with told(self._archive.path):
            return Table(MergedEvent, events.find(self._archive.connection, self.scope))

    def key_events(self, limit: int, weight: str = BY_WORD) -> Table[MergedEvent]:
        """The heaviest of them, by day; those without a day stand last."""
        with told(self._archive.path):
            found = events.heaviest(self._archive.connection, self.scope, weight, limit)
        return Table(MergedEvent, sorted(found, key=lambda one: (one.day or "9", one.id)))

    def tellings(self, id: str) -> Table[Telling]:
        """The reports of one of the events. Raises QueryError where there is no such event."""
        with told(self._archive.path):
            return Table(Telling, events.tellings(self._archive.connection, id))

    @cached_property
    def statements(self) -> Table[Said]:
        """What the actors say about each other, by day."""
        with told(self._archive.path):
            return Table(Said, speech.said(self._archive.connection, self.scope, self.by))

    def latest_statements(self, limit: int) -> Table[Said]:
        """The last of them."""
        with told(self._archive.path):
            return Table(Said, speech.latest(self._archive.connection, self.scope, self.by, limit))

    @cached_property
    def statement_matrix(self) -> Table[SaidCount]:
        """How often each speaks about each other, and who speaks."""
        with told(self._archive.path):
            return Table(SaidCount, speech.matrix(self._archive.connection, self.scope))

    @cached_property
    def undertakings(self) -> Table[UndertakingEntry]:
        """The agreements and projects that they share, with stages over time."""
        with told(self._archive.path):
            return Table(UndertakingEntry, register(self._archive.connection, self.scope))

    @cached_property
    def undertakings_told(self) -> int:
        """How many reports of undertakings :attr:`undertakings` has to go through."""
        with told(self._archive.path):
            return register_told(self._archive.connection, self.scope)

    @cached_property
    def planned(self) -> Table[Planned]:
        """What was planned, and whether it came about."""
        with told(self._archive.path):
            return Table(Planned, planned(self._archive.connection, self.scope))

    @cached_property
    def due(self) -> Table[Planned]:
        """What is still to come, as of the archive's last page."""
        with told(self._archive.path):
            return Table(Planned, due(self._archive.connection, self.scope))

    def past_plans(self, limit: int) -> Table[Planned]:
        """The last of what was planned and is not to come any more."""
        with told(self._archive.path):
            return Table(Planned, past(self._archive.connection, self.scope, limit))

    @cached_property
    def note(self) -> str:
        """Where the numbers come from: the archive, its pages and outlets, and the days they span."""
        with told(self._archive.path):
            asked = (
                "SELECT coalesce(sum(pages), 0), (SELECT count(*) FROM page_outlets), min(nullif(day, '')),"
                " max(nullif(day, '')) FROM page_days"
            )
            pages, outlets, first, last = self._archive.connection.execute(asked).fetchone()
        return f"{self._archive.path.name}: {pages:,} pages of {outlets:,} outlets, {first} to {last}"

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data, ready for JSON."""
        return {
            "actors": list(self.scope.actors),
            "since": self.scope.since,
            "until": self.scope.until,
            "by": self.by,
            "source": self.note,
            "unplaced": self.unplaced,
            **{
                name: getattr(self, name).to_dicts()
                for name in ("series", "apart", "periods", "turning_points", "events", "statements", "statement_matrix",
                             "undertakings", "planned")
            },
        }  # fmt: skip

    def to_polars(self) -> polars.DataFrame:
        """The series as a Polars data frame; the other tables have a ``to_polars`` of their own."""
        return self.series.to_polars()

    def to_pandas(self) -> Any:
        """The series as a pandas data frame."""
        return self.series.to_pandas()

    def plot(self, *, dark: bool = False) -> altair.TopLevelMixin:
        """The course as a chart: events up and down, Goldstein value with its band, turning points."""
        from dragoman.ties.charts import course_chart

        return course_chart(self, dark=dark)
