"""One SQLite file of reports: each page once, all or nothing, whatever moment the power fails."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from dragoman.archive.questions import Filters, question
from dragoman.archive.schema import MIGRATIONS
from dragoman.errors import ArchiveError, QueryError
from dragoman.report import Event, Participant, Report, SetAside

_BUSY_MS = 20_000
_MARK = 0x44524147  # "DRAG": the file is ours


class Archive:
    """An archive at a path; created where there is none, unless ``readonly``.

    Use it as a context manager. Raises ArchiveError where the file cannot be opened, is no archive, or was written by a
    newer version.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self.path = Path(path)
        if readonly and not self.path.is_file():
            raise ArchiveError(f"there is no archive at {self.path}; make one with: dragoman code PAGES --archive {self.path}")
        try:
            self._base = sqlite3.connect(self.path, timeout=_BUSY_MS / 1000, isolation_level=None)
            self._base.row_factory = sqlite3.Row
            self._prepare(readonly)
        except sqlite3.DatabaseError as error:
            raise ArchiveError(f"{self.path} cannot be opened as an archive ({error})") from error

    def _prepare(self, readonly: bool) -> None:
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        mark = self._base.execute("PRAGMA application_id").fetchone()[0]
        tables = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and mark != _MARK:
            raise ArchiveError(f"{self.path} is a database, but not an archive of dragoman; choose another file")
        if version > len(MIGRATIONS):
            raise ArchiveError(f"{self.path} was written by a newer version of dragoman; update with: pip install -U dragoman")
        self._base.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        self._base.execute("PRAGMA foreign_keys = ON")
        if readonly and version:
            return
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            # executescript commits first: the script brings its own transaction
            self._base.executescript(
                f"BEGIN IMMEDIATE; {script} PRAGMA application_id = {_MARK}; PRAGMA user_version = {number}; COMMIT;"
            )

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    # --- reports in --------------------------------------------------------------------------------------------------

    def put(self, report: Report) -> str:
        """Keep a report in place of the one of the same page; its id in the archive.

        A page that is there under another id (the same text) stays one page, under its first id.
        """
        with self._transaction():
            return self._put(report)

    def put_many(self, found: Iterable[Report | SetAside]) -> None:
        """Keep reports, and the reasons of pages set aside, all or none."""
        with self._transaction():
            for one in found:
                if isinstance(one, SetAside):
                    self._set_aside(one)
                else:
                    self._put(one)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.path} cannot be written ({error})") from error

    def _set_aside(self, one: SetAside) -> None:
        self._base.execute("INSERT OR REPLACE INTO set_aside VALUES (?, ?)", (one.id, one.reason))

    def _put(self, report: Report) -> str:
        sha = report.provenance.page_sha256 if report.provenance is not None else report.id
        same = self._base.execute("SELECT id FROM pages WHERE sha256 = ? AND id <> ?", (sha, report.id)).fetchone()
        if same is not None:
            return str(same["id"])
        self._base.execute("DELETE FROM pages WHERE id = ?", (report.id,))
        self._base.execute("DELETE FROM words WHERE page = ?", (report.id,))
        self._base.execute("DELETE FROM set_aside WHERE id = ?", (report.id,))
        article = report.article
        self._base.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report.id, sha, article.headline, article.outlet, article.url, article.published_at, (article.published_at or "")[:10] or None,
                article.language, len(report.events), len(report.statements), zlib.compress(report.to_json(), 6),
            ),
        )
        for event in report.events:
            self._put_event(report.id, event)
        self._put_others(report)
        text = "\n".join([article.headline or "", *(part.text for part in article.paragraphs)])
        self._base.execute("INSERT INTO words VALUES (?, ?)", (report.id, text))
        return report.id

    def _put_event(self, page: str, event: Event) -> None:
        date = event.date
        self._base.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.id, page, event.type, event.mode, event.cameo, event.quad, event.goldstein, event.status, _codes(event.source),
                _codes(event.target), date.start if date else None, date.end if date else None, bool(date and date.inherited),
                event.place.name if event.place else None, event.place.country if event.place else None, event.reported_by,
                event.confidence, event.evidence.text,
            ),
        )
        self._base.executemany(
            "INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?)",
            [
                (event.id, role, part.code, part.sector, part.person, part.text)
                for role, parts in (("source", event.source), ("target", event.target), ("mediator", event.mediators))
                for part in parts
            ],
        )

    def _put_others(self, report: Report) -> None:
        page = report.id
        self._base.executemany(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (page, one.speaker.name if one.speaker else None, one.speaker.code if one.speaker else None,
                 one.addressee.name if one.addressee else None, one.kind, one.verb, one.medium, one.text, one.start, one.end)
                for one in report.statements
            ],
        )
        self._base.executemany(
            "INSERT INTO persons VALUES (?, ?, ?, ?, ?)",
            [
                (page, one.name, "; ".join(f"{office.title} of {office.of}" if office.of else office.title for office in one.offices),
                 one.country, len(one.mentions))
                for one in report.persons
            ],
        )
        self._base.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(page, one.text, one.name, one.lat, one.lon, one.country, one.admin1, one.geonames_id, one.kind) for one in report.places],
        )
        self._base.executemany(
            "INSERT INTO undertakings VALUES (?, ?, ?, ?, ?, ?)",
            [(page, one.name, one.kind, ",".join(one.parties), one.stage, one.said_by) for one in report.undertakings],
        )

    # --- questions out -----------------------------------------------------------------------------------------------

    def ask(self, kind: str, filters: Filters | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a question, one at a time. ``kind`` is one of KINDS. Raises QueryError for a filter that makes no sense."""
        sql, given = question(kind, filters or Filters())
        try:
            for row in self._base.execute(sql, given):
                yield dict(row)
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.path} cannot be read ({error})") from error

    def report(self, page: str) -> Report:
        """The report of a page. Raises QueryError where there is none."""
        row = self._base.execute("SELECT report FROM pages WHERE id = ?", (page,)).fetchone()
        if row is None:
            raise QueryError(f"there is no page {page!r} in {self.path}; see: dragoman articles --archive {self.path}")
        return Report.from_json(zlib.decompress(row["report"]))

    def reports(self) -> Iterator[Report]:
        """All reports, in the order in which their pages came."""
        for row in self._base.execute("SELECT report FROM pages ORDER BY rowid"):
            yield Report.from_json(zlib.decompress(row["report"]))

    def event(self, event: str) -> tuple[Report, Event]:
        """An event with the report that it stands in. Raises QueryError where there is none."""
        row = self._base.execute("SELECT page FROM events WHERE id = ?", (event,)).fetchone()
        if row is None:
            raise QueryError(f"there is no event {event!r} in {self.path}; see: dragoman events --archive {self.path}")
        report = self.report(row["page"])
        return report, next(one for one in report.events if one.id == event)

    def set_aside(self) -> list[SetAside]:
        """The pages that could not be coded, with the reasons."""
        return [SetAside(id=row["id"], reason=row["reason"]) for row in self._base.execute("SELECT * FROM set_aside ORDER BY id")]

    def counts(self) -> dict[str, int]:
        """How many pages, events, statements and pages set aside there are."""
        return {
            name: int(self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names of ours
            for name, table in (("pages", "pages"), ("events", "events"), ("statements", "statements"), ("set_aside", "set_aside"))
        }


def _codes(parts: Iterable[Participant]) -> str:
    """The actors of a role in a cell: ``IRN:GOV, RUS``."""
    return ", ".join(f"{part.code}:{part.sector}" if part.sector and len(part.code) == 3 else part.code for part in parts)
