"""``show`` and ``explain``: one page, one event."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.answers import ARCHIVE

if TYPE_CHECKING:
    from dragoman.report import Report

_SHOW = """\b
Examples:
  dragoman show page.txt
  dragoman show page.txt --html page.html
  dragoman show some-id --archive news.dragoman
"""


@click.command(epilog=_SHOW)
@click.argument("page", metavar="PAGE|ID")
@ARCHIVE
@click.option(
    "--html",
    "html_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a self-contained HTML file.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
@click.option("--published", metavar="ISO", help="When the page was published, if it does not say so.")
@click.option(
    "--actors", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A table of your own actors."
)
@click.option(
    "--codebook", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A codebook of your own."
)
def show(
    page: str,
    archive: Path,
    html_file: Path | None,
    as_json: bool,
    published: str | None,
    actors: Path | None,
    codebook: Path | None,
) -> None:
    """Show a page with its records marked where they stand, and the records under it.

    PAGE is a file, coded now and not kept; an ID is that of a page in the archive.
    """
    path = Path(page)
    report = _coded(path, published, actors, codebook) if path.is_file() else _kept(page, archive)
    if html_file is not None:
        from dragoman.exchange.marked import html
        from dragoman.exchange.tables import opened

        with opened(html_file) as out:
            out.write(html(report))
        click.echo(f"written to {html_file}", err=True)
    if as_json:
        click.echo(report.to_json())
    elif html_file is None:
        from rich.console import Console

        from dragoman.exchange.terminal import render

        # Wide enough for the tables where nobody looks.
        console = Console(width=None if sys.stdout.isatty() else 120)
        for part in render(report):
            console.print(part)


def _coded(path: Path, published: str | None, actors: Path | None, codebook: Path | None) -> Report:
    from dragoman.coder import Coder

    return Coder(actors, codebook=codebook).code(path, published=published)


def _kept(page: str, archive: Path) -> Report:
    from dragoman.archive import Archive
    from dragoman.errors import QueryError

    if not archive.is_file():
        raise QueryError(f"there is no file {page}, and no archive {archive} that could hold a page of that id")
    with Archive(archive, readonly=True) as kept:
        return kept.report(page)


@click.command(
    epilog="\b\nExamples:\n  dragoman explain page:e3\n  dragoman explain page:e3 --archive news.dragoman --json\n"
)
@click.argument("event_id")
@ARCHIVE
@click.option("--json", "as_json", is_flag=True, help="Write the event with its trace as JSON.")
def explain(event_id: str, archive: Path, as_json: bool) -> None:
    """Why an event is there: the words, the clause, the line of the lexicon, the rules, and what was turned down."""
    from dragoman.archive import Archive

    with Archive(archive, readonly=True) as kept:
        report, event = kept.event(event_id)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(event))
        return
    from dragoman.exchange.explained import lines

    for line in lines(report, event):
        click.echo(line)
