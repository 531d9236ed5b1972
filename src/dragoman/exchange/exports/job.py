"""One export: what is asked, what is read from the archive, and what is counted on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.archive import Archive
from dragoman.archive.rows import EventRow
from dragoman.exchange.exports.act import Dyad, dyads
from dragoman.exchange.exports.bare import bare
from dragoman.exchange.exports.jsonlines import Json
from dragoman.report import Event, Record, Report

_HELD_REPORTS = 512


class Settings(Record, frozen=True):
    """How to export. ``filters`` are those of ``Archive.events()``."""

    format: str
    crosswalk: str = "plover-2024"
    text: bool = True
    by: str = "dyad-month"
    filters: dict[str, str] = msgspec.field(default_factory=dict)


class Job:
    """An export at work. Events and pages come one at a time, so memory does not grow with the archive."""

    def __init__(
        self, archive: Archive, out: Path, settings: Settings, tell: Callable[[int], object] | None = None
    ) -> None:
        self.archive = archive
        # A folder such as "." has no name until it is spelled out.
        self.out = out if out.name else out.resolve()
        self.settings = settings
        self.counts: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.made_by: set[tuple[str, str, str]] = set()
        self.files: list[Path] = []
        self._tell = tell
        self._report = lru_cache(maxsize=_HELD_REPORTS)(lambda page: self._allowed(archive.report(page)))

    def rows(self) -> Iterator[EventRow]:
        """The events asked for as rows, by day."""
        for row in self.archive.events(**self.settings.filters):  # type: ignore[arg-type]
            self.counted("events")
            yield row if self.settings.text else msgspec.structs.replace(row, text="")

    def events(self, *, count: bool = True) -> Iterator[tuple[Report, Event]]:
        """The events asked for with the reports that they stand in, by day."""
        for row in self.archive.events(**self.settings.filters):  # type: ignore[arg-type]
            report = self._report(row.page)
            if count:
                self.counted("events")
            yield report, next(event for event in report.events if event.id == row.id)

    def asserted(self) -> Iterator[tuple[Report, Event]]:
        """The events for formats without a status: those hoped for and denied are left out unless asked for."""
        for report, event in self.events():
            if event.status in ("possible", "denied") and "status" not in self.settings.filters:
                self.left_out[event.status] += 1
            else:
                yield report, event

    def dyads(self) -> Iterator[Dyad]:
        """The asserted events as dyads. One that has no day at all is left out."""
        for report, event in self.asserted():
            found = False
            for one in dyads(report, event, self.settings.crosswalk):
                found = True
                yield one
            self.left_out["without a day"] += not found

    def pages(self) -> Iterator[tuple[Report, tuple[Event, ...]]]:
        """The pages with the events asked for, by their ids; all pages where nothing is asked."""
        filters = self.settings.filters
        if "page" in filters:
            reports: Iterator[Report] = iter([self.archive.report(filters["page"])])
        else:
            reports = self.archive.reports()
        for whole in reports:
            report = self._allowed(whole)
            events = report.events
            if filters:
                wanted = {row.id for row in self.archive.events(**{**filters, "page": report.id})}  # type: ignore[arg-type]
                events = tuple(event for event in events if event.id in wanted)
                if not events:
                    continue
            self.counts["events"] += len(events)
            self.counted("pages")
            yield report, events

    def records(self, of_page: Callable[[Report, tuple[Event, ...]], Iterable[Json]]) -> Iterator[Json]:
        """What a format makes of the pages asked for, each record counted as a row."""
        for report, events in self.pages():
            for one in of_page(report, events):
                self.counted("rows")
                yield one

    def _allowed(self, report: Report) -> Report:
        """The report, without the words of its page where none are wanted; what made it is remembered."""
        if (made := report.provenance) is not None:
            self.made_by.add((made.dragoman, made.codebook, made.model))
        return report if self.settings.text else bare(report)

    def counted(self, what: str) -> None:
        """Counts something read or written."""
        self.counts[what] += 1
        if self._tell is not None and what in ("events", "pages"):
            self._tell(self.counts[what])
