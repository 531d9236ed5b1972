"""``dragoman code``: pages to reports in an archive."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from dragoman.cli.pages import sources

if TYPE_CHECKING:
    from dragoman.archive import Stored
    from dragoman.report import Report, SetAside

_SHOWN = 8
_KINDS_OF_REASONS = 1000

EPILOG = """\b
Examples:
  dragoman code page.txt
  dragoman code saved/ "more/*.html" --archive news.dragoman --reports reports.jsonl
  cat pages.jsonl | dragoman code - --outlet Reuters
  dragoman code page.txt --published 2020-12-10T17:46+03:30 --actors mine.tsv
"""


@click.command(epilog=EPILOG)
@click.argument("pages", nargs=-1, required=True)
@click.option(
    "--archive",
    default="archive.dragoman",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to write to; made where there is none.",
)
@click.option(
    "--reports",
    metavar="OUT.jsonl",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    help="Also write the reports, one JSON object a line; - is standard output.",
)
@click.option("--published", metavar="ISO", help="When the pages were published, such as 2020-12-10T17:46+03:30.")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option(
    "--actors", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A table of your own actors."
)
@click.option("--fast", is_flag=True, help="Leave the learned typer out: the lexicon decides alone.")
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def code(
    pages: tuple[str, ...],
    archive: Path,
    reports: str | None,
    published: str | None,
    outlet: str | None,
    actors: Path | None,
    fast: bool,
    as_json: bool,
) -> None:
    """Code PAGES (files, folders, patterns, or - for standard input) and keep the reports in an archive.

    Pages are plain text as scraped, saved HTML, or JSONL with one page a line (id, text or html, title, published_at,
    outlet, url). A page coded again replaces its report; the same page under two names is one page. Pages that cannot
    be read are set aside with the reason. Exit status: 0 where any page could be read, else 2.
    """
    from dragoman.archive import Archive
    from dragoman.coder import Coder

    with ExitStack() as stack:
        # Before the language model is loaded: who names a wrong file should hear of it at once.
        kept = stack.enter_context(Archive(archive))
        room = Path(stack.enter_context(TemporaryDirectory(prefix="dragoman-")))
        count = Count(archive)
        found = Coder(actors, fast).code_many(sources(pages, room), published=published, outlet=outlet)
        out = stack.enter_context(_opened(reports)) if reports is not None else None
        advance = stack.enter_context(_progress())
        kept.put_many(_noted(found, count, out, advance), count.stored)
    for line in [count.as_json()] if as_json else count.lines():
        click.echo(line, err=reports == "-")
    if not count.pages:
        raise click.exceptions.Exit(2)


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    from dragoman.errors import QueryError

    try:
        return cast("AbstractContextManager[BinaryIO]", click.open_file(path, "wb"))
    except OSError as error:
        raise QueryError(f"{path} cannot be written ({error.strerror or error})") from error


class Count:
    """What came of the pages. Its size does not grow with their number."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.pages = self.set_aside = self.events = self.statements = 0
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.same: list[tuple[str, str]] = []
        self.changed: list[str] = []

    def add(self, one: Report | SetAside) -> None:
        """Counts a page that was read or set aside."""
        from dragoman.report import SetAside

        if isinstance(one, SetAside):
            self.set_aside += 1
            known = one.reason in self.reasons or len(self.reasons) < _KINDS_OF_REASONS
            reason = one.reason if known else "other reasons"
            self.reasons[reason] += 1
            self.examples.setdefault(reason, one.id)
        else:
            self.pages += 1
            self.events += len(one.events)
            self.statements += len(one.statements)

    def stored(self, one: Stored) -> None:
        """Counts what became of a page in the archive."""
        self.outcomes[one.outcome] += 1
        if one.outcome == "same" and len(self.same) < _SHOWN:
            self.same.append((one.id, one.held_as))
        if one.outcome == "changed" and len(self.changed) < _SHOWN:
            self.changed.append(one.id)

    def as_json(self) -> str:
        """The summary as one JSON object."""
        numbers = {name: getattr(self, name) for name in ("pages", "set_aside", "events", "statements")}
        outcomes = {name: self.outcomes[name] for name in ("added", "replaced", "changed", "same")}
        reasons = [
            {"reason": reason, "pages": number, "example": self.examples[reason]}
            for reason, number in self.reasons.most_common()
        ]
        summary = {**numbers, **outcomes, "archive": str(self.archive), "reasons": reasons}
        return json.dumps(summary, ensure_ascii=False)

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        yield (
            f"{_number(self.pages, 'page')} read, {self.set_aside} set aside, {_number(self.events, 'event')}, "
            f"{_number(self.statements, 'statement')}, in {self.archive}"
        )
        for reason, number in self.reasons.most_common(_SHOWN):
            others = f" and {number - 1} more" if number > 1 else ""
            yield f"  set aside: {self.examples[reason]}{others}: {reason}"
        if len(self.reasons) > _SHOWN:
            yield f"  … and {len(self.reasons) - _SHOWN} more reasons (see --json)"
        if self.outcomes["replaced"]:
            yield f"  {_number(self.outcomes['replaced'], 'report')} took the place of an older one of the same page"
        for name, first in self.same:
            yield f"  {name} is the same page as {first}"
        for name in self.changed:
            yield f"  {name} was the id of a page with other words; the new one took its place"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _noted(
    found: Iterator[Report | SetAside], count: Count, reports: BinaryIO | None, advance: Advance
) -> Iterator[Report | SetAside]:
    """The same pages on their way to the archive: stamped with the moment, counted, written to the file of reports."""
    import msgspec

    from dragoman.report import SetAside

    for one in found:
        if not isinstance(one, SetAside) and one.provenance is not None:
            made = msgspec.structs.replace(one.provenance, coded_at=datetime.now(UTC).isoformat(timespec="seconds"))
            one = msgspec.structs.replace(one, provenance=made)
        count.add(one)
        if reports is not None and not isinstance(one, SetAside):
            reports.write(one.to_json() + b"\n")
        advance(count)
        yield one


class Advance:
    """Shows nothing; the base of what shows how far the run is."""

    def __call__(self, count: Count) -> None:
        """Hears of each page."""


class _Shown(Advance):
    """A line on the screen, from two seconds on."""

    def __init__(self, stack: ExitStack) -> None:
        from time import monotonic

        self._stack = stack
        self._now = monotonic
        self._due = monotonic() + 2
        self._status: object = None

    def __call__(self, count: Count) -> None:
        if self._now() < self._due:
            return
        from rich.console import Console
        from rich.status import Status

        text = f"{count.pages:,} pages, {count.events:,} events, {count.set_aside:,} set aside"
        if isinstance(self._status, Status):
            self._status.update(text)
        else:
            self._status = self._stack.enter_context(Status(text, console=Console(stderr=True)))
        self._due = self._now() + 0.2


@contextmanager
def _progress() -> Iterator[Advance]:
    """Shows the progress on standard error where someone is looking."""
    with ExitStack() as stack:
        yield _Shown(stack) if sys.stderr.isatty() else Advance()
