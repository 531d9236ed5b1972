"""``dragoman export``: an archive in the formats that others read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import click

from dragoman.cli.answers import ARCHIVE, QUESTIONS

NAMES = (
    "polecat", "gdelt2", "gdelt2-mentions", "gdelt1-reduced", "icews", "phoenix", "plover", "csv", "parquet", "ftm",
    "jsonld", "ro-crate", "w3c-annotations", "ninjs", "panel",
)  # fmt: skip

_EXAMPLES = """\b
Examples:
  dragoman export --format polecat --archive news.dragoman --out events.tsv
  dragoman export --format parquet --out tables --no-text
  dragoman export --format panel --by country-month --out panel.csv --since 2019
"""


def _filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of ``dragoman events``."""
    for name, text in reversed(QUESTIONS["events"].filters.items()):
        command = click.option(f"--{name.replace('_', '-')}", metavar=name.upper(), help=text)(command)
    return command


@click.command(epilog=_EXAMPLES)
@click.option("--format", "form", type=click.Choice(NAMES), required=True, help="What to write.")
@ARCHIVE
@click.option(
    "--out", required=True, metavar="PATH", type=click.Path(path_type=Path), help="Where to: a file or a folder."
)
@click.option("--no-text", is_flag=True, help="Leave out the words of the pages; names, codes and offsets stay.")
@click.option(
    "--crosswalk",
    type=click.Choice(("plover-2024", "plover-2021")),
    default="plover-2024",
    show_default=True,
    help="From CAMEO codes to PLOVER types.",
)
@click.option(
    "--by",
    type=click.Choice(("country-month", "dyad-month")),
    default="dyad-month",
    show_default=True,
    help="The rows of a panel.",
)
@_filtered
def export(form: str, archive: Path, out: Path, no_text: bool, crosswalk: str, by: str, **filters: str | None) -> None:
    """Write the archive, or the events that fit all filters, in a format that other tools read.

    PATH.meta.json, written beside it, says what made the export, with which settings, what is in it, and which columns
    are empty on purpose. Formats without a status carry what happened, and what is planned as the intent or threat it
    is; what is hoped for or denied only where --status asks for it.
    """
    from dragoman.archive import Archive
    from dragoman.exchange.exports import Settings
    from dragoman.exchange.exports import export as write

    given = {name: value for name, value in filters.items() if value is not None}
    settings = Settings(format=form, crosswalk=crosswalk, text=not no_text, by=by, filters=given)
    with Archive(archive, readonly=True) as kept, progress("read") as tell:
        job = write(kept, out, settings, tell)
    counts = ", ".join(f"{number:,} {name}" for name, number in job.counts.items())
    click.echo(f"{counts or 'nothing'} written to {out}", err=True)
    if left := sum(job.left_out.values()):
        reasons = ", ".join(f"{number:,} {name}" for name, number in sorted(job.left_out.items()) if number)
        click.echo(f"{left:,} events left out: {reasons}", err=True)


@contextmanager
def progress(done: str) -> Iterator[Callable[[int], None]]:
    """Shows a count on standard error, from two seconds on, where someone is looking."""
    with ExitStack() as stack:
        due = monotonic() + 2
        status: Any = None

        def tell(count: int) -> None:
            nonlocal due, status
            if not sys.stderr.isatty() or monotonic() < due:
                return
            if status is None:
                from rich.console import Console
                from rich.status import Status

                status = stack.enter_context(Status("", console=Console(stderr=True)))
            status.update(f"{count:,} {done}")
            due = monotonic() + 0.2

        yield tell
