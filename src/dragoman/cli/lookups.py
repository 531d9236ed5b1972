"""What the tables know: ``knowledge`` and ``actors``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dragoman.knowledge.days import Days


_CHECK = """\b
Examples:
  dragoman knowledge check --examples
  dragoman knowledge check --codebook mine.tsv --examples
"""


@click.group()
def knowledge() -> None:
    """The tables of knowledge: check them, show them, say where they are looked for."""


@knowledge.command(epilog=_CHECK)
@click.option("--examples", is_flag=True, help="Also run every example sentence of the lexicon (takes half a minute).")
@click.option(
    "--codebook",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check a codebook of your own; with --examples its examples alone.",
)
def check(examples: bool, codebook: Path | None) -> None:
    """Lint all tables; exit status 1 where anything is wrong."""
    from dragoman.knowledge import own
    from dragoman.knowledge.active import using
    from dragoman.knowledge.check import problems

    chosen = own.read(codebook) if codebook is not None else None
    found = problems()
    if examples:
        from dragoman.events.examples import examples as all_examples
        from dragoman.events.examples import run

        with using(chosen):
            wanted = [one for one in all_examples() if codebook is None or one.where.startswith(f"{codebook.name}:")]
            found += [
                f"{failure.example.where}: {failure.example.marked!r} gave {failure.found}" for failure in run(wanted)
            ]
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems" if found else "all tables are in order")
    if found:
        raise click.exceptions.Exit(1)


@knowledge.command(epilog="\b\nExamples:\n  dragoman knowledge show\n  dragoman knowledge show lexicon/consult.tsv\n")
@click.argument("table", required=False)
def show(table: str | None) -> None:
    """List the tables with their numbers of rows, or print one TABLE."""
    from dragoman.errors import KnowledgeError
    from dragoman.knowledge import tables

    if table is None:
        for path in tables.files("**/*.tsv"):
            shown = path.relative_to(tables.HOME) if path.is_relative_to(tables.HOME) else path
            click.echo(f"{sum(1 for _ in tables.read(path)):7} {shown}")
        return
    wanted = table.removesuffix(".tsv")
    paths = [path for path in tables.files("**/*.tsv") if f"/{path.as_posix()}".endswith(f"/{wanted}.tsv")]
    if not paths:
        raise KnowledgeError(f"there is no table {table!r}; see: dragoman knowledge show")
    for path in paths:
        click.echo(path.read_text(encoding="utf-8"), nl=False)


@knowledge.command(epilog="\b\nExample:\n  DRAGOMAN_KNOWLEDGE=my-tables dragoman knowledge paths\n")
def paths() -> None:
    """Where tables are looked for: the package's own first, yours after it."""
    from dragoman.knowledge.tables import search_paths

    for path in search_paths():
        click.echo(f"{path}{'' if path.is_dir() else '  (not there)'}")


_IMPORT = """\b
Example:
  dragoman knowledge import phoenix Phoenix.*.actors.txt Phoenix.agents.txt CAMEO.2.0.txt --out phoenix
"""


@knowledge.command("import", epilog=_IMPORT)
@click.argument("form", type=click.Choice(("phoenix",)))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Where the tables go."
)
def import_(form: str, files: tuple[Path, ...], out: Path) -> None:
    """Turn dictionaries of others into tables of ours.

    Of PETRARCH and Phoenix dictionaries of actors, agents and verbs: actors.tsv for --actors, a folder knowledge for
    DRAGOMAN_KNOWLEDGE, and left-out.tsv with what our tables cannot say.
    """
    from dragoman.exchange import phoenix

    found = phoenix.read(files)
    phoenix.write(found, out)
    for name, number in found.counts().items():
        click.echo(f"{number:7,} {out / name}")


@click.group()
def actors() -> None:
    """Who is who."""


_LOOKUP = """\b
Examples:
  dragoman actors lookup "Tehran"
  dragoman actors lookup "Hassan Rouhani" --on 2020-12-10
  dragoman actors lookup "Xia" --actors mine.tsv
"""


@actors.command(epilog=_LOOKUP)
@click.argument("text")
@click.option("--on", metavar="DAY", help="On which day (2020-12-10).")
@click.option(
    "--actors", "own", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A table of your own."
)
def lookup(text: str, on: str | None, own: Path | None) -> None:
    """What the tables know under a name, an office holder's too, with the line that says so."""
    rows = list(_known(text, _day(on), own))
    if not rows:
        click.echo(f"nothing is known under {text!r}")
        return
    from rich.console import Console

    from dragoman.exchange.terminal import table

    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table(("code", "as", "name", "when", "line"), rows))


def _day(text: str | None) -> date | None:
    from dragoman.errors import QueryError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise QueryError(f"--on must be a day such as 2020-12-10, not {text!r}") from error


def _known(text: str, day: date | None, own: Path | None) -> Iterator[tuple[str, ...]]:
    from dragoman.actors import Registry
    from dragoman.actors import lookup as look
    from dragoman.knowledge.holders import known_as

    for entry, holds in look(Registry.load(own), text, day):
        code = f"{entry.code}:{entry.sector}" if entry.sector else entry.code
        yield code, entry.kind, entry.name, _term(entry.days) if holds else "not on that day", entry.where
    for holder in known_as(text):
        if day is None or holder.days.hold(day):
            yield holder.of, holder.office, holder.person, _term(holder.days), holder.where


def _term(days: Days) -> str:
    return f"{days.start or '…'} to {days.end or '…'}" if days.start or days.end else ""
