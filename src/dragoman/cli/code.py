"""``dragoman code``: pages to reports in an archive."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.pages import sources

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.report import Report, SetAside

_BATCH = 64
_SHOWN = 8

EPILOG = """\b
Examples:
  dragoman code page.txt
  dragoman code saved/ "more/*.html" --archive news.dragoman --reports reports.jsonl
  cat pages.jsonl | dragoman code - --outlet Reuters
  dragoman code page.txt --published 2020-12-10T17:46+03:30 --actors mine.tsv
"""


@click.command(epilog=EPILOG)
@click.argument("pages", nargs=-1, required=True)
@click.option("--archive", default="archive.dragoman", show_default=True, type=click.Path(dir_okay=False, path_type=Path), help="The archive to write to.")
@click.option("--reports", type=click.Path(dir_okay=False, path_type=Path), help="Also write the reports to a file, one JSON object a line.")
@click.option("--published", help="When the pages were published, if they do not say so (ISO 8601).")
@click.option("--outlet", help="Who published them, if they do not say so.")
@click.option("--actors", type=click.Path(dir_okay=False, path_type=Path), help="Your own actors: a TSV file with the header name, code, from, to.")
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def code(
    pages: tuple[str, ...], archive: Path, reports: Path | None, published: str | None, outlet: str | None, actors: Path | None, as_json: bool
) -> None:
    """Code PAGES (files, folders, patterns, or - for standard input) and keep the reports in an archive.

    Pages are plain text as scraped, saved HTML, or JSONL with one page a line (id, text or html, title, published_at,
    outlet, url). A page coded again replaces its report. Pages that cannot be read are set aside with the reason.
    Exit status: 0 where any page could be read, else 2.
    """
    from dragoman.archive import Archive
    from dragoman.coder import Coder

    coder = Coder(actors)
    tally: Counter[str] = Counter()
    aside: list[tuple[str, str]] = []
    with ExitStack() as stack:
        kept = stack.enter_context(Archive(archive))
        out = stack.enter_context(reports.open("wb")) if reports is not None else None
        found = coder.code_many(sources(pages), published=published, outlet=outlet)
        for batch in _batches(_watched(found, tally)):
            _keep(kept, batch, tally, aside)
            if out is not None:
                for one in batch:
                    if not hasattr(one, "reason"):
                        out.write(one.to_json() + b"\n")  # type: ignore[union-attr]
    _summarise(tally, aside, archive, as_json)
    if not tally["pages"]:
        raise click.exceptions.Exit(2)


def _keep(archive: Archive, batch: list[Report | SetAside], tally: Counter[str], aside: list[tuple[str, str]]) -> None:
    from dragoman.report import SetAside

    archive.put_many(batch)
    for one in batch:
        if isinstance(one, SetAside):
            tally["set_aside"] += 1
            aside.append((one.id, one.reason))
        else:
            tally["pages"] += 1
            tally["events"] += len(one.events)
            tally["statements"] += len(one.statements)


def _batches(found: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for one in found:
        batch.append(one)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _watched(found: Iterator[Any], tally: Counter[str]) -> Iterator[Any]:
    """The same pages, with a counter on the screen while they come, where someone is looking."""
    if not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None)
        for one in found:
            progress.advance(task)
            yield one


def _summarise(tally: Counter[str], aside: list[tuple[str, str]], archive: Path, as_json: bool) -> None:
    if as_json:
        summary = {name: tally[name] for name in ("pages", "set_aside", "events", "statements")}
        reasons = [{"id": name, "reason": reason} for name, reason in aside]
        click.echo(json.dumps({**summary, "archive": str(archive), "reasons": reasons}, ensure_ascii=False))
        return
    click.echo(f"{tally['pages']} pages read, {tally['set_aside']} set aside, {tally['events']} events, {tally['statements']} statements → {archive}")
    for name, reason in aside[:_SHOWN]:
        click.echo(f"  set aside: {name}: {reason}", err=True)
    if len(aside) > _SHOWN:
        click.echo(f"  … and {len(aside) - _SHOWN} more", err=True)
