"""A run over many pages: from pages as received to the archive. What ``code``, ``recode`` and ``rejects`` share."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from dragoman.cli.counting import Count
from dragoman.cli.progress import Advance, progress

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.coder import Coder
    from dragoman.report import Kept, Page, Provenance, Report, SetAside

WORKERS = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many processes code. [default: as many as cores, or one where there is little to code]",
)
ACTORS = click.option(
    "--actors", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A table of your own actors."
)
NO_WAIT = click.option(
    "--no-wait", is_flag=True, help="Where another run holds the archive: say which and end, instead of waiting for it."
)


class Run(NamedTuple):
    """How the pages of a run are treated."""

    archive: Archive
    coder: Coder
    summary: Count
    workers: int | None = None
    again: bool = False
    text: bool = True
    reports: BinaryIO | None = None

    def over(self, pages: Iterable[Page | SetAside], advance: Advance) -> None:
        """Codes the pages and keeps what comes of them; those that the archive knows are left as they are."""
        self.take(self.coder.keep(self._known(pages), workers=self.workers), advance)

    def take(self, kept: Iterable[Kept], advance: Advance) -> None:
        """Keeps what came of pages."""
        self.archive.put_many(self._noted(kept, advance), self.summary.stored, text=self.text)

    def unknown(self, found: Iterable[Kept]) -> Iterator[Kept]:
        """What was coded elsewhere, without the reports that the archive has already."""
        from dragoman.report import Kept, Report

        for kept in found:
            page, report = kept.page, kept.result
            made = report.provenance if isinstance(report, Report) else None
            known = page is not None and made is not None and self.archive.knows(page, partial(_by, made))
            yield Kept(page=page, result=None) if known and not self.again else kept

    def _known(self, pages: Iterable[Page | SetAside]) -> Iterator[Page | SetAside | Kept]:
        from dragoman.report import Kept, SetAside

        path = str(self.archive.path.absolute())
        own = {path + ending for ending in ("", "-wal", "-shm", "-lock", "-journal")}
        for page in pages:
            if page.source in own:
                continue  # the archive stands in the folder that is read
            if self.again or isinstance(page, SetAside) or not self.archive.knows(page, self.coder.provenance):
                yield page
            else:
                yield Kept(page=page, result=None)

    def _noted(self, found: Iterable[Kept], advance: Advance) -> Iterator[Kept]:
        """The same on their way to the archive: stamped with the moment, counted, written to the file of reports."""
        import msgspec

        from dragoman.report import SetAside

        for kept in found:
            report = kept.result
            if report is None and kept.page is not None:
                report = self.archive.report_of(kept.page)
            elif report is not None and not isinstance(report, SetAside):
                report = _stamped(report)
                kept = msgspec.structs.replace(kept, result=report)
            if report is not None:
                self.summary.add(report)
            if self.reports is not None and report is not None and not isinstance(report, SetAside):
                self.reports.write(report.to_json() + b"\n")
            advance(self.summary, _size(kept))
            yield kept


def _by(made: Provenance, sha256: str) -> Provenance:
    """What coded a page elsewhere."""
    return made


def _stamped(report: Report) -> Report:
    import msgspec

    if report.provenance is None:
        return report
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return msgspec.structs.replace(report, provenance=msgspec.structs.replace(report.provenance, coded_at=now))


def _size(kept: Kept) -> int:
    one: Any = kept.page or kept.result
    return getattr(one, "bytes", None) or 0


@contextmanager
def at_work(archive: Path, command: str, *, wait: bool, named: Iterable[str] = ()) -> Iterator[tuple[Archive, Advance]]:
    """An archive held for long work, and what shows how far that is."""
    from dragoman.archive import Archive

    with (
        full_disk_told(),
        Archive(archive) as kept,
        kept.at_work(f"dragoman {command}", wait=wait, tell=lambda text: click.echo(text, err=True)),
        progress(named) as advance,
    ):
        yield kept, advance


@contextmanager
def full_disk_told() -> Iterator[None]:
    """A full disk is for the user to put right, whatever file was being written."""
    from dragoman.errors import ArchiveError

    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise ArchiveError(f"the disk is full{f' ({error.filename})' if error.filename else ''}") from error


def told(count: Count, as_json: bool, *, err: bool = False) -> None:
    """Says what came of it; exit status 2 where no page could be read."""
    for line in [count.as_json()] if as_json else count.lines():
        click.echo(line, err=err)
    if not count.pages:
        raise click.exceptions.Exit(2)
