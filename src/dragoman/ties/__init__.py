"""Ties: one event from many reports, and how actors got on over time.

>>> from dragoman import Archive
>>> with Archive("news.dragoman") as archive:           # doctest: +SKIP
...     tie = archive.ties("AZE", "IRN", since="2019", by="month")
...     tie.series.to_polars()          # period, source, target, type, quad, events, reports, goldstein
...     tie.turning_points              # a Table of records: iterate, index, to_dicts(), to_polars(), to_pandas()
...     tie.plot().save("tie.svg")

The rooms above use these:

- :func:`ties` (also ``Archive.ties``): a :class:`Ties` of a dyad, one actor, a set, or all, with ``series``, ``apart``
  (planned, possible, denied), ``periods``, ``turning_points``, ``events``, ``tellings(id)``, ``statements``,
  ``statement_matrix``, ``undertakings``, ``planned``, ``plot()``, ``to_dict()``.
- :func:`top`: the pairs with most events. :func:`movers`: those whose events changed most. :func:`network`: a
  :class:`Network` with ``nodes``, ``links``, ``periods``, ``plot()``. :func:`undertakings`: the register.
  :func:`event`: one merged event with its reports.
- :func:`build`, :func:`pending`: the step that merges; questions run it for what is missing, and say so where the
  archive is open for reading alone. :func:`split` and :func:`join`: decisions by hand, which it keeps.
- :func:`brief`: a dossier as HTML or Markdown.

Charts are Altair charts: ``chart.to_dict()`` is a Vega-Lite specification with its data in it, for a page to draw.
Nothing here needs the language model.
"""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.archive import Archive
from dragoman.archive.connection import told
from dragoman.ties import events as _events
from dragoman.ties import network as _network
from dragoman.ties import register as _register
from dragoman.ties.brief import brief
from dragoman.ties.building import Tell, build, ensure_built, join, pending, split
from dragoman.ties.network import Network
from dragoman.ties.pairs import Pair
from dragoman.ties.pairs import moved as _moved
from dragoman.ties.periods import By, checked
from dragoman.ties.records import (
    Built,
    Link,
    MergedEvent,
    Mover,
    Node,
    PeriodRow,
    Planned,
    RegisterRow,
    Said,
    SaidCount,
    SeriesRow,
    Stage,
    Telling,
    TopRow,
    TurningPoint,
    UndertakingEntry,
    flat,
)
from dragoman.ties.scope import Scope, scope
from dragoman.ties.tables import Table
from dragoman.ties.view import Ties

__all__ = [
    "Built",
    "By",
    "Link",
    "MergedEvent",
    "Mover",
    "Network",
    "Node",
    "Pair",
    "PeriodRow",
    "Planned",
    "RegisterRow",
    "Said",
    "SaidCount",
    "Scope",
    "SeriesRow",
    "Stage",
    "Table",
    "Tell",
    "Telling",
    "Ties",
    "TopRow",
    "TurningPoint",
    "UndertakingEntry",
    "brief",
    "build",
    "event",
    "flat",
    "join",
    "movers",
    "network",
    "pending",
    "split",
    "ties",
    "top",
    "undertakings",
]


def ties(archive: Archive, *actors: str, since: str | None = None, until: str | None = None, by: str = "month") -> Ties:
    """How actors got on.

    Args:
        archive: an open archive; what was not merged yet is merged first.
        actors: codes (``IRN``, ``IGO:UN``) or names that pages use: two for a dyad, one for its ties with whomever,
            more for those among themselves, none for all.
        since: the first day, month or year.
        until: the last one.
        by: day, week, month, quarter or year.

    Raises:
        QueryError: an actor, period or day makes no sense.
        ArchiveError: the archive is open for reading alone and has pages that were not merged.
    """
    return Ties(archive, *actors, since=since, until=until, by=by)


def event(archive: Archive, id: str) -> tuple[MergedEvent, Table[Telling]]:
    """A merged event with its reports. Raises QueryError where there is none of that id."""
    ensure_built(archive)
    with told(archive.path):
        told_by = Table(Telling, _events.tellings(archive.connection, id))
        return next(_events.by_ids(archive.connection, [id])), told_by


def top(
    archive: Archive, *actors: str, since: str | None = None, until: str | None = None, limit: int = 20
) -> Table[TopRow]:
    """The pairs with most events: of all, of one actor with whomever, or of a set."""
    ensure_built(archive)
    with told(archive.path):
        asked = scope(archive.connection, actors, since, until)
        return Table(TopRow, _network.top(archive.connection, asked, limit))


def movers(archive: Archive, *, days: int, limit: int = 20) -> Table[Mover]:
    """The pairs whose events changed most from some ``days`` to as many after them, up to the archive's last day."""
    ensure_built(archive)
    last = archive.last_day()
    if last is None:
        return Table(Mover, ())
    end = date.fromisoformat(last)
    turn = end - timedelta(days - 1)
    now = Scope(since=turn.isoformat(), until=last)
    before = Scope(since=(turn - timedelta(days)).isoformat(), until=(turn - timedelta(1)).isoformat())
    with told(archive.path):
        found = _moved(archive.connection, now, before, limit)
        return Table(Mover, [Mover(first=a, second=b, now=many, before=few) for a, b, many, few in found])


def network(
    archive: Archive,
    *actors: str,
    since: str | None = None,
    until: str | None = None,
    by: str | None = None,
    least: int = 1,
) -> Network:
    """Who deals with whom: of all, around one actor, or within a set.

    Args:
        archive: an open archive.
        actors: codes or names.
        since: the first day, month or year.
        until: the last one.
        by: also the links of every day, week, month, quarter or year.
        least: links of fewer events are left out.
    """
    ensure_built(archive)
    period = checked(by) if by is not None else None
    with told(archive.path):
        asked = scope(archive.connection, actors, since, until)
        note = Ties(archive).note
        return _network.network(archive.connection, asked, by=period, least=least, note=note)


def undertakings(
    archive: Archive, *actors: str, name: str | None = None, since: str | None = None, until: str | None = None
) -> Table[UndertakingEntry]:
    """The register of undertakings: of all, of one party, or those that two or more share; ``name`` by its words."""
    with told(archive.path):
        asked = scope(archive.connection, actors, since, until)
        return Table(UndertakingEntry, _register.register(archive.connection, asked, name))
