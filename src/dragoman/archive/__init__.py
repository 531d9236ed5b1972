"""One SQLite file: reports in, exactly once; questions out. One process writes at a time, many read meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from dragoman.archive import dyads, keeping, lists, naming, past, questions
from dragoman.archive import judgements as judging
from dragoman.archive.connection import connect, told, transaction
from dragoman.archive.dyads import DyadRow, MonthRow
from dragoman.archive.judgements import Drawn, Judgement, Verdict
from dragoman.archive.keeping import Outcome, Stored, put
from dragoman.archive.lists import Facet, Facets, Listed, Spot, Unknown
from dragoman.archive.past import Past
from dragoman.archive.rows import (
    ArticleRow,
    EventRow,
    PersonRow,
    PlaceRow,
    RejectRow,
    ReprintRow,
    StatementRow,
    UndertakingRow,
)
from dragoman.archive.turns import turn
from dragoman.archive.writing import rewrite, unpack
from dragoman.errors import ArchiveError, QueryError
from dragoman.report import Event, Kept, Page, Provenance, Record, Report, SetAside

if TYPE_CHECKING:
    from dragoman.ties import Ties

__all__ = [
    "Archive",
    "ArticleRow",
    "Drawn",
    "DyadRow",
    "EventRow",
    "Facet",
    "Facets",
    "Judgement",
    "Listed",
    "MonthRow",
    "Outcome",
    "Past",
    "PersonRow",
    "PlaceRow",
    "RejectRow",
    "ReprintRow",
    "Spot",
    "StatementRow",
    "Stored",
    "Tally",
    "UndertakingRow",
    "Unknown",
    "Verdict",
]

T = TypeVar("T")

_BATCH = 64
_LISTED = 1_000


class Tally(Record, frozen=True):
    """What became of many pages, counted by outcome (see :class:`Stored`)."""

    added: int = 0
    replaced: int = 0
    changed: int = 0
    same: int = 0
    known: int = 0
    set_aside: int = 0

    def plus(self, outcome: Outcome) -> Tally:
        """The tally with one more page."""
        name = outcome.replace(" ", "_")
        return msgspec.structs.replace(self, **{name: getattr(self, name) + 1})


class Archive:
    """An archive file, open. Use it as a context manager; an instance serves one thread at a time.

    >>> with Archive("archive.dragoman") as archive:  # doctest: +SKIP
    ...     archive.put(report)
    ...     for event in archive.events(source="IRN", type="CONSULT"):
    ...         print(event.start, event.target, event.text)
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        """Opens the file, made where there is none unless ``readonly``.

        Raises ArchiveError where it is no archive, was written by a newer version, or cannot be opened.
        """
        self.path = Path(path)
        self.readonly = readonly
        self._connection = connect(self.path, readonly=readonly)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. Answers still being read end with an ArchiveError."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for the rooms that stand on this one."""
        return self._connection

    # Reports in

    def put(self, one: Report | SetAside | Kept) -> Stored:
        """Keeps a report, or the reason why a page has none, and says what became of it.

        A page coded again replaces its report; the former one is kept where another version, codebook or model made
        it. A page whose words are held under another id stays one page; both ids lead to it. Other words under an id
        that is taken are another page.
        """
        with told(self.path), transaction(self._connection):
            return put(self._connection, _kept(one))

    def put_many(
        self,
        many: Iterable[Report | SetAside | Kept],
        tell: Callable[[Stored], object] | None = None,
        *,
        text: bool = True,
    ) -> Tally:
        """Keeps many, in transactions of some dozens each that are whole or not at all.

        ``tell`` hears of each once it is on disk. Where ``many`` raises, what came before it is kept. Of what comes as
        Kept the page itself is kept too, unless ``text`` is false.
        """
        tally = Tally()
        batch: list[Kept] = []
        try:
            for one in many:
                batch.append(_kept(one))
                if len(batch) >= _BATCH:
                    # Emptied before it is written: the `finally` below must not write it a second time.
                    full, batch = batch, []
                    tally = self._put_batch(full, tell, tally, text)
        finally:
            tally = self._put_batch(batch, tell, tally, text)
        return tally

    def _put_batch(self, batch: list[Kept], tell: Callable[[Stored], object] | None, tally: Tally, text: bool) -> Tally:
        if not batch:
            return tally
        with told(self.path), transaction(self._connection):
            stored = [put(self._connection, one, text=text) for one in batch]
        for one in stored:
            tally = tally.plus(one.outcome)
            if tell is not None:
                tell(one)
        return tally

    def knows(self, page: Page, made: Callable[[str], Provenance]) -> bool:
        """Whether this page came before under its id, with the same told of it, and was coded by the same means.

        ``made`` says by what means the page of a hash would be coded now; it is asked only where the page is held.
        """
        with told(self.path):
            return keeping.knows(self._connection, page, made)

    def report_of(self, page: Page) -> Report:
        """The report of a page as received, under the id that it came under."""
        row = self._one("SELECT report FROM pages WHERE sha256 = ?", (page.sha256,))
        if row is None:
            raise QueryError(f"there is no report of the page {page.id} in {self.path}")
        return keeping.under(page.id, self._unpack(row[0]))

    @contextmanager
    def at_work(
        self, command: str, *, wait: bool = True, tell: Callable[[str], object] | None = None
    ) -> Iterator[None]:
        """Holds the archive for long work; others who want that wait, or hear who holds it.

        Short writing (:meth:`put`) and all reading goes on meanwhile. ``tell`` hears whom this one waits for. Raises
        ArchiveError, which names the holder, where ``wait`` is false and another is at work.
        """
        with turn(self.path, self._connection, command, wait=wait, tell=tell):
            yield

    # What can be coded again

    def pages(self, other_than: Callable[[str], Provenance] | None = None) -> Iterator[Page]:
        """The pages as they were received, by id; only those that were not coded by such means, where these are given.

        A page whose text was not kept has an empty one: ``source`` says where to look.
        """
        return self._stream(past.pages(self._connection, other_than))

    def pages_set_aside(self) -> Iterator[Page]:
        """The pages set aside as they were received; where that was no text, with an empty one."""
        return self._stream(past.pages_set_aside(self._connection))

    def former(self, id: str | None = None) -> Iterator[Past]:
        """The reports of other means that the present ones took the place of, of all pages or of one, oldest first."""
        return self._stream(past.former(self._connection, id))

    # Questions out

    def report(self, id: str) -> Report:
        """The report of a page, by its id or another id under which the same page came, as its reviewers have it.

        Raises QueryError where there is none, with the reason where the page was set aside.
        """
        return self._corrected(self.machine_report(id))

    def machine_report(self, id: str) -> Report:
        """The same, as the machine made it."""
        with told(self.path):
            page = naming.find(self._connection, id)
        row = self._one("SELECT report FROM pages WHERE key = ?", (page,))
        if row is None:
            aside = self._one("SELECT reason FROM set_aside WHERE id = ?", (id,))
            raise QueryError(
                f"the page {id} was set aside: {aside[0]}" if aside else f"there is no page {id} in {self.path}"
            )
        return self._unpack(row[0])

    def event(self, id: str) -> tuple[Report, Event]:
        """An event with the report that it stands in. Raises QueryError where there is none.

        An id that begins with another id of the page leads to it too.
        """
        row = self._one("SELECT p.report FROM events e JOIN pages p ON p.key = e.page WHERE e.id = ?", (id,))
        page, _, number = id.rpartition(":")
        if row is not None:
            report = self._unpack(row[0])
        elif page and self._one("SELECT 1 FROM aliases WHERE id = ?", (page,)):
            report = self.machine_report(page)
            id = f"{report.id}:{number}"
        else:
            raise QueryError(f"there is no event {id} in {self.path}; `dragoman events` shows the ids")
        report = self._corrected(report)
        for event in report.events:
            if event.id == id:
                return report, event
        raise QueryError(f"there is no event {id} in {self.path}; `dragoman events` shows the ids")

    def reports(self) -> Iterator[Report]:
        """All reports, in the order of their ids."""
        for row in self._stream(self._connection.execute("SELECT report FROM pages ORDER BY id")):
            yield self._corrected(self._unpack(row[0]))

    def events(
        self,
        *,
        actor: str | None = None,
        source: str | None = None,
        target: str | None = None,
        type: str | None = None,
        quad: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        outlet: str | None = None,
        text: str | None = None,
        page: str | None = None,
        min_confidence: float | str | None = None,
        limit: int | None = None,
    ) -> Iterator[EventRow]:
        """The events that fit all that is asked, by day; those without a day stand last.

        Args:
            actor: who takes part, in any role: a code (``IRN``, ``IGO:UN``, ``IRN:GOV``) or a name.
            source: who does it; of an event symmetric in nature either side.
            target: to whom it is done; likewise.
            type: the PLOVER type.
            quad: the quad class, such as ``material conflict``.
            status: actual, planned, possible or denied.
            since: the first day, month or year.
            until: the last one.
            place: where it happened: a place's name, a first-order division, or a country's code.
            outlet: who published it.
            text: words of the evidence; those in double quotes must stand side by side.
            page: the id of the page.
            min_confidence: how sure it must be at least, from 0 to 1.
            limit: how many at most.
        """
        filters = questions.EventFilters(
            actor=actor, source=source, target=target, type=type, quad=quad, status=status, since=since,
            until=until, place=place, outlet=outlet, text=text, page=page, min_confidence=min_confidence, limit=limit,
        )  # fmt: skip
        return self._stream(questions.events(self._connection, filters))

    def statements(
        self,
        *,
        speaker: str | None = None,
        addressee: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        text: str | None = None,
        page: str | None = None,
        limit: int | None = None,
    ) -> Iterator[StatementRow]:
        """The statements that fit, by the day of their page. Speaker and addressee are names or codes."""
        filters = questions.StatementFilters(
            speaker=speaker, addressee=addressee, kind=kind, since=since, until=until, outlet=outlet, text=text,
            page=page, limit=limit,
        )  # fmt: skip
        return self._stream(questions.statements(self._connection, filters))

    def persons(
        self,
        *,
        name: str | None = None,
        country: str | None = None,
        office: str | None = None,
        limit: int | None = None,
    ) -> Iterator[PersonRow]:
        """The persons that fit, by name and country, those of most mentions first."""
        return self._stream(questions.persons(self._connection, name=name, country=country, office=office, limit=limit))

    def places(
        self, *, name: str | None = None, country: str | None = None, kind: str | None = None, limit: int | None = None
    ) -> Iterator[PlaceRow]:
        """The places that fit, those of most mentions first."""
        return self._stream(questions.places(self._connection, name=name, country=country, kind=kind, limit=limit))

    def undertakings(
        self,
        *,
        party: str | None = None,
        kind: str | None = None,
        stage: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        text: str | None = None,
        page: str | None = None,
        limit: int | None = None,
    ) -> Iterator[UndertakingRow]:
        """The undertakings that fit, by the day of their page. ``party`` is an actor's code."""
        filters = questions.UndertakingFilters(
            party=party,
            kind=kind,
            stage=stage,
            since=since,
            until=until,
            outlet=outlet,
            text=text,
            page=page,
            limit=limit,
        )
        return self._stream(questions.undertakings(self._connection, filters))

    def articles(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Iterator[ArticleRow]:
        """The articles that fit, by day; ``actor`` takes part in an event, ``text`` stands in headline or body."""
        filters = questions.ArticleFilters(actor=actor, since=since, until=until, outlet=outlet, text=text, limit=limit)
        return self._stream(questions.articles(self._connection, filters))

    def dyads(
        self, *, since: str | None = None, until: str | None = None, limit: int | None = None
    ) -> Iterator[DyadRow]:
        """Who does most to whom, in events as reported, of all time or from a year to a year."""
        return self._stream(dyads.top(self._connection, since, until, limit))

    def months(
        self, *, source: str, target: str, status: str | None = None, limit: int | None = None
    ) -> Iterator[MonthRow]:
        """What a code does to another by month and type, in events as reported."""
        return self._stream(dyads.months(self._connection, source=source, target=target, status=status, limit=limit))

    def reprints(self, *, page: str | None = None, limit: int | None = None) -> Iterator[ReprintRow]:
        """The pages that say again what another said first, by that one; of all stories or of a page's."""
        return self._stream(questions.reprints(self._connection, page=page, limit=limit))

    def listed(
        self,
        kind: str,
        /,
        *,
        after: str | None = None,
        limit: int = 50,
        ranked: bool = False,
        **filters: str | None,
    ) -> Listed:
        """Some answers of a kind, the newest first, with a cursor to go on; filters as of the method of that name.

        ``ranked`` puts those first that fit the words of ``text`` best.
        """
        if not 1 <= limit <= _LISTED:
            raise QueryError(f"a limit must be from 1 to {_LISTED}")
        with told(self.path):
            return lists.listed(self._connection, kind, filters, after=after, limit=limit, ranked=ranked)

    def spots(
        self, *, source: str, target: str, since: str | None = None, until: str | None = None, limit: int = 1_000
    ) -> tuple[Spot, ...]:
        """Where the newest events that a code does to another happened, and who tells of them."""
        with told(self.path):
            return lists.spots(self._connection, source, target, since, until, limit)

    def facets(self, kind: str, /, **filters: str | None) -> Facets:
        """The commonest values of some columns among the newest answers of a kind."""
        with told(self.path):
            return lists.facets(self._connection, kind, filters)

    def unknown_persons(self, *, pages: int = 2_000, limit: int = 20) -> tuple[Unknown, ...]:
        """The persons whom the newest pages name most and the tables of offices do not know."""
        from dragoman.knowledge.holders import holders

        with told(self.path):
            named = lists.persons_lately(self._connection, pages, 50 * limit)
        return tuple(one for one in named if one.name not in holders())[:limit]

    # What reviewers say

    def judge(self, one: Judgement, *, seen: int | None = None) -> int:
        """Keeps what a reviewer says of an event; from then on it wins on read. Returns the judgement's key.

        ``seen`` is the key of the newest judgement the reviewer knew of. Raises ConflictError where another reviewer
        judged the event since, QueryError where it makes no sense.
        """
        with told(self.path), transaction(self._connection):
            report = self.machine_report(one.page)
            machine = next((event for event in report.events if event.id == one.event), one.machine)
            sha = report.provenance.page_sha256 if report.provenance else None
            made = msgspec.structs.replace(one, page=report.id, machine=machine, sha256=sha)
            key = judging.add(self._connection, made, seen)
            rewrite(self._connection, report.id)
            return key

    def judgements(
        self, *, page: str | None = None, reviewer: str | None = None, event: str | None = None
    ) -> list[Judgement]:
        """What reviewers said, in the order in which they said it."""
        with told(self.path):
            return judging.judgements(self._connection, page=page, reviewer=reviewer, event=event)

    def doubtful(self, *, reviewer: str, limit: int = 50) -> tuple[EventRow, ...]:
        """The events that a reviewer should look at next: uncertain and weighty ones first, none judged before."""
        with told(self.path):
            return lists.doubtful(self._connection, reviewer, limit)

    def sample(self, *, reviewer: str, size: int, seed: int = 1) -> tuple[EventRow, ...]:
        """Events drawn at random, the same for the same seed, that the reviewer has not judged yet."""
        with told(self.path):
            return lists.sample(self._connection, reviewer, size, seed)

    def ties(self, *actors: str, since: str | None = None, until: str | None = None, by: str = "month") -> Ties:
        """How actors got on: see :func:`dragoman.ties.ties`, the room above that this leads to."""
        from dragoman.ties import ties

        return ties(self, *actors, since=since, until=until, by=by)

    def set_aside(self) -> Iterator[SetAside]:
        """The pages that have no report, with the reason, in the order of their ids."""
        rows = self._connection.execute("SELECT id, reason, source, bytes FROM set_aside ORDER BY id, source")
        for id, reason, source, size in self._stream(rows):
            yield SetAside(id=id, reason=reason, source=source or None, bytes=size)

    def rejects(self) -> Iterator[RejectRow]:
        """The same as rows, by source."""
        return self._stream(questions.rejects(self._connection))

    def years(self) -> dict[str, int]:
        """How many pages there are of each year, by their day."""
        asked = "SELECT substr(day, 1, 4), sum(pages) FROM page_days WHERE day <> '' GROUP BY 1 ORDER BY 1"
        with told(self.path):
            return dict(self._connection.execute(asked).fetchall())

    def last_day(self) -> str | None:
        """The day of the newest page."""
        row = self._one("SELECT max(day) FROM pages", ())
        return row[0] if row else None

    def counts(self) -> dict[str, int]:
        """How many pages, pages set aside, events and statements there are."""
        row = self._one(
            "SELECT (SELECT coalesce(sum(pages), 0) FROM page_days), (SELECT count(*) FROM set_aside),"
            " (SELECT count(*) FROM events), (SELECT count(*) FROM statements)",
            (),
        )
        return dict(zip(("pages", "set_aside", "events", "statements"), row or (), strict=True))

    def _one(self, sql: str, values: tuple[str | int | None, ...]) -> tuple[Any, ...] | None:
        with told(self.path), closing(self._connection.execute(sql, values)) as cursor:
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row

    def _stream(self, rows: Iterator[T]) -> Iterator[T]:
        with told(self.path):
            yield from rows

    def _corrected(self, report: Report) -> Report:
        judged = judging.judgements(self._connection, page=report.id)
        return judging.corrected(report, judged) if judged else report

    def _unpack(self, blob: bytes) -> Report:
        try:
            return unpack(blob)
        except Exception as error:
            raise ArchiveError(f"a report in {self.path} cannot be read; code its page again ({error})") from error


def _kept(one: Report | SetAside | Kept) -> Kept:
    return one if isinstance(one, Kept) else Kept(page=None, result=one)
