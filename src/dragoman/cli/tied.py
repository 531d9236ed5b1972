"""What the commands about ties have in common: options, an archive brought up to date, tables and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.ties import Table, Tell

F = TypeVar("F", bound=Callable[..., Any])

PERIODS = ("day", "week", "month", "quarter", "year")
PLOT = click.Path(dir_okay=False, path_type=Path)


def when(command: F) -> F:
    """The options ``--since`` and ``--until``."""
    until = click.option("--until", metavar="DAY", help="To the end of this day, month or year.")
    since = click.option("--since", metavar="DAY", help="From this day, month or year on (2019-05-01, 2019-05, 2019).")
    return since(until(command))


def by_period(command: F) -> F:
    """The option ``--by``."""
    option = click.option("--by", type=click.Choice(PERIODS), default="month", show_default=True, help="The periods.")
    return option(command)


def json_flag(command: F) -> F:
    """The option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Write it as JSON.")(command)


def plot_option(command: F) -> F:
    """The option ``--plot``."""
    return click.option(
        "--plot", metavar="FILE", type=PLOT, help="Also write a plot: FILE ends with .svg, .png or .html."
    )(command)


@contextmanager
def opened(archive: Path) -> Iterator[Archive]:
    """An archive for reading, brought up to date first where pages came since the last build."""
    from dragoman.archive import Archive
    from dragoman.errors import ArchiveError
    from dragoman.ties import build, pending

    try:
        kept = Archive(archive, readonly=True)
        stale = pending(kept)
    except ArchiveError:
        if not archive.exists():
            raise
        stale = True  # written by an older version: opening it for writing updates it
    else:
        if stale:
            kept.close()
    if stale:
        with Archive(archive) as written, told_progress() as tell:
            build(written, tell=tell)
        kept = Archive(archive, readonly=True)
    with kept:
        yield kept


@contextmanager
def told_progress() -> Iterator[Tell]:
    """Shows how far a build is on standard error, from two seconds on, where someone is looking."""
    from time import monotonic

    due = monotonic() + 2

    def tell(what: str, done: int) -> None:
        nonlocal due
        if sys.stderr.isatty() and monotonic() >= due:
            click.echo(f"\rmerging: {done:,} {what}   ", err=True, nl=False)
            due = monotonic() + 0.2

    yield tell
    if sys.stderr.isatty() and due > monotonic() + 2:
        click.echo(err=True)


def write_json(data: object) -> None:
    """Plain data as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def show_table(rows: Table[Any], none: str, *, columns: tuple[str, ...] | None = None) -> None:
    """Rows for people, with some of the columns; what to say on standard error where there are none."""
    from rich.console import Console

    from dragoman.exchange.terminal import table

    if not len(rows):
        click.echo(none, err=True)
        return
    shown = columns or rows.columns
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table(shown, ([_cell(getattr(row, name)) for name in shown] for row in rows)))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return " | ".join(value) if isinstance(value, tuple) else str(value)
