"""Questions to an archive: ``events``, ``statements`` and the others, ``show`` and ``explain``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dragoman.report import Event, Report

_ARCHIVE = click.option("--archive", default="archive.dragoman", show_default=True, type=click.Path(dir_okay=False, path_type=Path), help="The archive to ask.")
_KINDS = ("events", "statements", "persons", "places", "undertakings", "articles")
_FILTERS = (
    ("--actor", "In any role: a code (IRN, IRN:GOV, IGO:UN) or a person's name."),
    ("--source", "Who does it."),
    ("--target", "To whom."),
    ("--type", "The event type, such as CONSULT; of statements and undertakings the kind."),
    ("--quad", "The quad class, such as 'material conflict'."),
    ("--status", "actual, planned, possible or denied."),
    ("--since", "From this day on (2020-12-01)."),
    ("--until", "To this day."),
    ("--place", "A place's name, or a country's code."),
    ("--outlet", "Who published it."),
    ("--text", "Words that must stand in it."),
    ("--page", "The id of a page."),
)


def add_questions(group: click.Group) -> None:
    """One command for each kind of record."""
    for kind in _KINDS:
        group.add_command(_question(kind))


def _question(kind: str) -> click.Command:
    def ask(archive: Path, form: str, output: Path | None, limit: int | None, **filters: Any) -> None:
        from dragoman.archive import Archive, Filters
        from dragoman.exchange.tables import write

        with Archive(archive, readonly=True) as kept:
            rows = kept.ask(kind, Filters(limit=limit, **filters))
            if output is not None and form != "parquet":
                with output.open("w", encoding="utf-8", newline="") as out:
                    write(rows, form, out)
            else:
                count = write(rows, form, sys.stdout, output)
                if not count and form == "table":
                    click.echo(f"no {kind}", err=True)

    command: Callable[..., Any] = ask
    for name, text in reversed(_FILTERS):
        command = click.option(name, help=text)(command)
    command = click.option("--limit", type=click.IntRange(min=1), help="No more rows than this.")(command)
    command = click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")(command)
    command = click.option("--format", "form", type=click.Choice(("table", "csv", "json", "parquet")), default="table", show_default=True)(command)
    epilog = f"\b\nExamples:\n  dragoman {kind} --archive news.dragoman --since 2020-12-01\n  dragoman {kind} --actor IRN --format csv --output {kind}.csv\n"
    return click.command(kind, help=f"The {kind} in an archive.", epilog=epilog)(_ARCHIVE(command))


@click.command(epilog="\b\nExamples:\n  dragoman show page.txt\n  dragoman show seed --archive news.dragoman --html seed.html\n")
@click.argument("page")
@_ARCHIVE
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), help="Write a self-contained HTML file.")
def show(page: str, archive: Path, html_file: Path | None) -> None:
    """Show a PAGE (a file, or the id of one in the archive) with its records marked, and the records under it."""
    report = _report(page, archive)
    if html_file is not None:
        from dragoman.exchange.marked import html

        html_file.write_text(html(report), encoding="utf-8")
        click.echo(f"written to {html_file}")
        return
    from rich.console import Console

    from dragoman.exchange.terminal import render

    console = Console(width=None if sys.stdout.isatty() else 120)
    for part in render(report):
        console.print(part)


def _report(page: str, archive: Path) -> Report:
    """The report of an id in the archive, else of a file, coded now."""
    from dragoman.archive import Archive
    from dragoman.errors import QueryError

    path = Path(page)
    if archive.is_file():
        with Archive(archive, readonly=True) as kept:
            try:
                return kept.report(page)
            except QueryError:
                if not path.is_file():
                    raise
    if not path.is_file():
        raise QueryError(f"there is no file {page!r}, and no archive at {archive} that could hold a page of that id")
    from dragoman.coder import Coder

    return Coder().code(path)


@click.command(epilog="\b\nExample:\n  dragoman explain seed:e3 --archive news.dragoman\n")
@click.argument("event_id")
@_ARCHIVE
@click.option("--json", "as_json", is_flag=True, help="Write the event with its trace as JSON.")
def explain(event_id: str, archive: Path, as_json: bool) -> None:
    """Why an event is there: the words, the clause, the line of the lexicon, the rules, and what was turned down."""
    from dragoman.archive import Archive

    with Archive(archive, readonly=True) as kept:
        report, event = kept.event(event_id)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(event).decode())
        return
    for line in _explanation(report, event):
        click.echo(line)


def _explanation(report: Report, event: Event) -> list[str]:
    from dragoman.exchange.marked import when
    from dragoman.exchange.marks import codes

    why = event.why
    lines = [
        f"{event.id}: {event.type} ({event.cameo}) {codes(event.source)} → {codes(event.target)}, {event.status}",
        f"words      “{event.evidence.text}” (characters {event.evidence.start} to {event.evidence.end} of page {report.id})",
    ]
    for role, parts in (("source", event.source), ("target", event.target), ("mediator", event.mediators)):
        lines += [f"{role:<10} “{part.text}” is {part.code}{':' + part.sector if part.sector else ''}{' (' + part.person + ')' if part.person else ''}" for part in parts]
    if why is not None:
        lines += [f"clause     {why.clause}", f"lexicon    {why.line}"]
        lines += [f"rule       {rule}" for rule in why.rules]
        lines += [f"not        {reason}" for reason in why.turned_down]
    if event.date is None:
        lines.append("date       none in the clause")
    elif event.date.inherited:
        lines.append(f"date       {when(event)}: the clause has none, so the article's own")
    else:
        lines.append(f"date       {when(event)} from “{event.date.text}”, counted from {report.article.published_at or 'no date'}")
    lines.append(f"status     {event.status}: by tense, modals and negation of the clause and what carries it")
    if event.place is not None:
        lines.append(f"place      {event.place.name} from “{event.place.text}”")
    if event.reported_by is not None:
        lines.append(f"said by    {event.reported_by}")
    if len(event.mentions) > 1:
        lines.append(f"mentions   {len(event.mentions)}: told again in the article and folded into one")
    lines.append(f"confidence {event.confidence}")
    return lines
