"""What the ties room answers with: flat records, one a row."""

from __future__ import annotations

from dragoman.report import Record


class Built(Record, frozen=True):
    """What a build did: pages looked at, reports of events in the groups it worked on, events they make now.

    ``dormant`` counts decisions made by hand whose events are not in the archive (any more).
    """

    pages: int = 0
    reports: int = 0
    events: int = 0
    dormant: int = 0


class MergedEvent(Record, frozen=True):
    """One event, however many reports tell it.

    ``day`` is the day it is counted under: the first stated day, else that of the first report. ``outlets`` counts
    those that tell it in their own words, ``reprints`` the reports that repeat another's words. ``text`` is the
    evidence of the first report, ``first`` and ``last`` bound it in ``page``.
    """

    id: str
    day: str | None
    start: str | None
    end: str | None
    granularity: str | None
    type: str
    mode: str | None
    cameo: str | None
    quad: str | None
    goldstein: float | None
    intensity: float | None
    status: str
    symmetric: bool
    source: tuple[str, ...]
    target: tuple[str, ...]
    place: str | None
    reports: int
    outlets: int
    reprints: int
    first_report: str | None
    last_report: str | None
    why: str
    event: str
    page: str
    outlet: str | None
    published_at: str | None
    text: str
    first: int
    last: int


class Telling(Record, frozen=True):
    """One report of a merged event: the event as its page tells it, and why it belongs there."""

    event: str
    page: str
    outlet: str | None
    published_at: str | None
    reprint: bool
    why: str
    text: str
    first: int
    last: int


class SeriesRow(Record, frozen=True):
    """Events of one type from ``source`` to ``target`` in a period; each event once."""

    period: str
    source: str
    target: str
    status: str
    type: str
    quad: str | None
    events: int
    reports: int
    goldstein: float | None
    intensity: float | None


class PeriodRow(Record, frozen=True):
    """All that happened between the actors asked for, in one direction or (``source`` and ``target`` empty) in all.

    ``coverage`` is the number of pages of the archive in that period, ``per_thousand`` the events for every thousand of
    them. Shares are parts of the events that are cooperation or conflict. ``_low`` and ``_high`` bound the middle
    95 in 100 of the bootstrap. ``statements`` are those about each other, ``undertakings`` those under way.
    """

    period: str
    source: str | None
    target: str | None
    events: int
    reports: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    cooperation_share: float | None
    cooperation_low: float | None
    cooperation_high: float | None
    conflict_share: float | None
    goldstein: float | None
    goldstein_low: float | None
    goldstein_high: float | None
    intensity: float | None
    coverage: int
    per_thousand: float | None
    per_thousand_low: float | None
    per_thousand_high: float | None
    statements: int
    undertakings: int


class TurningPoint(Record, frozen=True):
    """A period with which a new course begins, the course before and after, and the events that drive it.

    The numbers are means a period: events of cooperation and of conflict for every thousand pages, and Goldstein
    value of an event. ``turn`` says it in words; ``events`` are ids of merged events.
    """

    period: str
    turn: str
    cooperation_before: float
    cooperation_after: float
    conflict_before: float
    conflict_after: float
    goldstein_before: float | None
    goldstein_after: float | None
    events: tuple[str, ...]
    texts: tuple[str, ...]


class Said(Record, frozen=True):
    """A statement of ``source`` about ``target``, with where it stands."""

    period: str | None
    source: str
    target: str
    speaker: str | None
    kind: str
    verb: str | None
    text: str
    page: str
    outlet: str | None
    published_at: str | None
    first: int
    last: int


class SaidCount(Record, frozen=True):
    """A cell of the matrix who speaks about whom."""

    source: str
    target: str
    statements: int
    pages: int
    speakers: tuple[str, ...]


class Planned(Record, frozen=True):
    """A planned event and what came of it.

    ``state``: ``fulfilled`` by the event ``met_by``, else ``due``, or ``overdue`` where its time has passed by the last
    page of the archive. ``denied_by`` is an event that says it did not happen.
    """

    id: str
    state: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    type: str
    start: str | None
    end: str | None
    first_report: str | None
    last_report: str | None
    reports: int
    outlets: int
    met_by: str | None
    met_on: str | None
    denied_by: str | None
    event: str
    page: str
    outlet: str | None
    published_at: str | None
    text: str
    first: int
    last: int


class Stage(Record, frozen=True):
    """What one page says of an undertaking."""

    day: str | None
    stage: str | None
    said_by: str | None
    name: str
    page: str
    outlet: str | None
    text: str
    first: int
    last: int


class _Undertaking(Record, frozen=True):
    """What every form of an entry of the register says."""

    name: str
    names: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    stage: str | None
    stage_day: str | None
    active: bool
    first_day: str | None
    last_day: str | None
    reports: int
    outlets: int


class UndertakingEntry(_Undertaking, frozen=True):
    """An agreement or project in the register: parties, stages over time, and the last word on it."""

    stages: tuple[Stage, ...]


class RegisterRow(_Undertaking, frozen=True):
    """An entry of the register as one flat row; ``stages`` are written ``2019-05-01 signed (page)``."""

    stages: tuple[str, ...]


def flat(entry: UndertakingEntry) -> RegisterRow:
    """An entry of the register as one flat row."""
    values = {name: getattr(entry, name) for name in RegisterRow.__struct_fields__}
    values["stages"] = tuple(f"{one.day or 'no day'} {one.stage or 'spoken of'} ({one.page})" for one in entry.stages)
    return RegisterRow(**values)


class Mover(Record, frozen=True):
    """A pair of actors with its events of some newest days, and of as many days before."""

    first: str
    second: str
    now: int
    before: int

    @property
    def change(self) -> int:
        """How many more events there are than before."""
        return self.now - self.before


class TopRow(Record, frozen=True):
    """A pair of actors, both directions together, with how they got on."""

    first: str
    second: str
    events: int
    reports: int
    cooperation: int
    conflict: int
    goldstein: float | None
    first_day: str | None
    last_day: str | None


class Node(Record, frozen=True):
    """An actor in a network: how much it deals with others, and how central it is."""

    code: str
    events: int
    partners: int
    degree: float
    betweenness: float
    pagerank: float
    community: int


class Link(Record, frozen=True):
    """Two actors who deal with each other, both directions together; ``period`` is None for the whole time."""

    source: str
    target: str
    period: str | None
    events: int
    reports: int
    cooperation: int
    conflict: int
    goldstein: float | None
