"""``dragoman watch``: feeds and sitemaps followed, their pages coded as they come."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from dragoman.cli.counting import Count
from dragoman.cli.reach import network, rules
from dragoman.cli.running import ACTORS, Run, full_disk_told

if TYPE_CHECKING:
    from dragoman.report import Page, SetAside
    from dragoman.watching import Found, Watcher

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

EPILOG = """\b
Examples:
  dragoman watch https://paper.example/feed.xml --contact me@home.example
  dragoman watch feeds.opml --every 30m --archive news.dragoman
  dragoman watch https://paper.example/sitemap.xml --once
"""


class _Span(click.ParamType[float]):
    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", str(value).strip().lower())
        if found is None:
            self.fail(f"{value!r} is no span of time; write it as 90s, 15m, 2h or 1d", param, ctx)
        return max(1.0, float(found[1]) * _UNITS[found[2]])


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, required=True)
@click.option("--every", type=_Span(), default="15m", show_default=True, help="How often to look at each source.")
@click.option("--once", is_flag=True, help="Look at what is due, code its pages, and end.")
@click.option(
    "--archive",
    default="archive.dragoman",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to write to; made where there is none.",
)
@network
@ACTORS
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def watch(
    sources: tuple[str, ...],
    every: float,
    once: bool,
    archive: Path,
    contact: str | None,
    delay: float,
    allow_private: bool,
    actors: Path | None,
    as_json: bool,
) -> None:
    """Follow SOURCES (feeds, OPML lists, sitemaps, or pages that name a feed) and code the pages they lead to.

    Sources are addresses on the web or files. Sites are asked politely: what did not change is not sent again,
    robots.txt is kept to, and there is time between two pages of one site. What was had is remembered in the archive,
    so that a run goes on where the last one ended. Ctrl-C or SIGTERM ends it once the pages in hand are kept.
    Exit status: 0, or 2 where with --once none of the sources could be read.
    """
    from dragoman.archive import Archive
    from dragoman.coder import Coder
    from dragoman.fetching import Fetcher, State
    from dragoman.watching import Watcher

    with ExitStack() as stack:
        stack.enter_context(full_disk_told())
        kept = stack.enter_context(Archive(archive))
        state = stack.enter_context(State(archive))
        count = Count(archive)
        run = Run(kept, Coder(actors), count, workers=1)
        stop = stack.enter_context(_stopped_by_signals())
        fetcher = Fetcher(rules(contact, delay, allow_private), stop)
        watcher = Watcher(fetcher, state, every=every, stop=stop)
        watcher.follow(sources, at_once=once)
        _round(watcher, run)
        while not once and not stop.is_set():
            watcher.rest()
            _round(watcher, run)
        failing = state.failing()
    for line in [count.as_json()] if as_json else count.lines():
        click.echo(line)
    for url, reason in failing:
        click.echo(f"  not read: {url}: {reason}", err=True)
    if once and watcher.tried and not watcher.read and not stop.is_set():
        raise click.exceptions.Exit(2)


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that is set at SIGINT and SIGTERM; a second one ends the run at once."""
    stop = threading.Event()
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def heard(number: int, frame: FrameType | None) -> None:
        stop.set()
        for one, handler in former.items():
            signal.signal(one, handler)

    for number in former:
        signal.signal(number, heard)
    try:
        yield stop
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)


def _round(watcher: Watcher, run: Run) -> None:
    """Codes all that is due, merges what came into events, and says so where it was something."""
    from dragoman.ties import build

    count = run.summary
    before = count.pages + count.set_aside
    for batch in watcher.round():
        # Held only for so long as pages are written, so that other work gets its turn between.
        with _held(run):
            run.over(_pages(batch), lambda count, size: None)
        watcher.done(batch)
    if count.pages + count.set_aside > before:
        with _held(run):
            build(run.archive)
        now = datetime.now(UTC).isoformat(timespec="minutes")
        click.echo(f"{now}: {next(count.lines())}", err=True)


def _held(run: Run) -> AbstractContextManager[None]:
    return run.archive.at_work("dragoman watch", wait=True, tell=lambda text: click.echo(text, err=True))


def _pages(batch: list[Found]) -> Iterator[Page | SetAside]:
    from dragoman import articles

    for found in batch:
        if isinstance(found.page, articles.Piece):
            yield from articles.raw(found.page)
        else:
            yield found.page
