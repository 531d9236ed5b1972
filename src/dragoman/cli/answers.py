"""Questions to an archive: ``events``, ``statements`` and the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click

ARCHIVE = click.option(
    "--archive",
    default="archive.dragoman",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to ask.",
)

_WHO = "a code (IRN, IRN:GOV, IGO:UN) or a name"
_PERIOD = {
    "since": "From this day, month or year on (2020-12-01, 2020-12, 2020).",
    "until": "To the end of this day, month or year.",
    "outlet": "Who published it.",
    "text": 'Words that must stand in it; those in "double quotes" side by side.',
    "page": "The id of a page.",
}


class Question(NamedTuple):
    """A command: what it lists, its filters with their help, and examples of them."""

    help: str
    filters: dict[str, str]
    examples: tuple[str, ...]


QUESTIONS = {
    "events": Question(
        "Who did what to whom: the events that fit all filters, by day.",
        {
            "actor": f"Who takes part, in any role: {_WHO}.",
            "source": f"Who does it: {_WHO}. What is mutual by nature is found from either side.",
            "target": f"To whom it is done: {_WHO}.",
            "type": "The PLOVER type, such as CONSULT.",
            "quad": "The quad class, such as material-conflict.",
            "status": "actual, planned, possible or denied.",
            "place": "Where it happened: a place, a first-order division, or a country's code.",
            **_PERIOD,
            "min_confidence": "How sure it must be at least, from 0 to 1: more precision for less recall.",
        },
        (
            "--source IRN --type CONSULT",
            "--actor Zarif --since 2020 --status planned",
            "--format csv --output events.csv",
        ),
    ),
    "statements": Question(
        "Who said what: the statements that fit all filters, by the day of their page.",
        {
            "speaker": f"Who says it: {_WHO}.",
            "addressee": f"To whom: {_WHO}.",
            "kind": "direct, indirect or mixed.",
            **_PERIOD,
        },
        ("--speaker Rouhani", "--text sanctions --kind direct"),
    ),
    "persons": Question(
        "Who stands in the pages, with offices: those of most mentions first.",
        {"name": "A name or a part of one.", "country": "A country's code.", "office": "An office, such as president."},
        ("--name Zarif", '--office "foreign minister"'),
    ),
    "places": Question(
        "Which places the pages speak of, with coordinates: those of most mentions first.",
        {"name": "A name or a part of one.", "country": "A country's code.", "kind": "A kind, such as city."},
        ("--country UKR", "--format parquet --output places.parquet"),
    ),
    "undertakings": Question(
        "Which agreements, plans, projects and works actors share.",
        {
            "party": "The code of a party.",
            "kind": "A kind, such as treaty.",
            "stage": "What is said of it, such as signed.",
            **_PERIOD,
        },
        ("--party IRN", "--stage signed --since 2020"),
    ),
    "articles": Question(
        "The pages, by day, with the number of their records.",
        {"actor": f"Who takes part in an event: {_WHO}.", **{name: _PERIOD[name] for name in list(_PERIOD)[:-1]}},
        ('--text "water treaty"', "--outlet Reuters --format json"),
    ),
    "reprints": Question(
        "Which pages say again what another said first: copies, rewrites, the same page under other ids.",
        {"page": "The id of a page: only the story that it is one of."},
        ("", "--page some-id --format json"),
    ),
}


def add_questions(group: click.Group) -> None:
    """One command for each kind of record."""
    for kind, question in QUESTIONS.items():
        group.add_command(_command(kind, question))


def _command(kind: str, question: Question) -> click.Command:
    def ask(archive: Path, form: str, output: Path | None, limit: int | None, **filters: str | None) -> None:
        from dragoman.archive import Archive
        from dragoman.archive.rows import KINDS
        from dragoman.exchange.tables import write

        with Archive(archive, readonly=True) as kept:
            count = write(getattr(kept, kind)(limit=limit, **filters), KINDS[kind], form, output)
        if output is not None:
            click.echo(f"{count} {kind} written to {output}", err=True)
        elif not count:
            click.echo(f"no {kind}", err=True)

    command: Callable[..., Any] = ask
    command = click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")(
        command
    )
    command = click.option(
        "--format",
        "form",
        type=click.Choice(("table", "csv", "json", "parquet")),
        default="table",
        show_default=True,
        help="How to write it; parquet needs --output.",
    )(command)
    command = click.option("--limit", type=click.IntRange(min=1), help="No more rows than this.")(command)
    for name, text in reversed(question.filters.items()):
        command = click.option(f"--{name.replace('_', '-')}", metavar=name.upper(), help=text)(command)
    examples = "".join(f"  dragoman {kind} {example}\n" for example in question.examples)
    return click.command(kind, help=question.help, epilog=f"\b\nExamples:\n{examples}")(ARCHIVE(command))
