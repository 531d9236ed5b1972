"""What the tables know: ``knowledge`` and ``actors``."""

from __future__ import annotations

from datetime import date

import click


@click.group()
def knowledge() -> None:
    """The tables of knowledge: check them, show them, say where they are looked for."""


@knowledge.command(epilog="\b\nExample:\n  dragoman knowledge check --examples\n")
@click.option("--examples", is_flag=True, help="Also run every example sentence of the lexicon (takes half a minute).")
def check(examples: bool) -> None:
    """Lint all tables; exit status 1 where anything is wrong."""
    from dragoman.knowledge.check import problems

    found = problems()
    if examples:
        from dragoman.actors import Registry
        from dragoman.events.examples import examples as all_examples
        from dragoman.events.examples import run

        found += [
            f"{failure.example.where}: {failure.example.marked!r} gave {failure.found}"
            for failure in run(all_examples(), Registry.load())
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
            click.echo(
                f"{sum(1 for _ in tables.read(path)):7} {path.relative_to(tables.HOME) if path.is_relative_to(tables.HOME) else path}"
            )
        return
    paths = tables.files(table) or tables.files(f"**/{table}") or tables.files(f"**/{table}.tsv")
    if not paths:
        raise KnowledgeError(f"there is no table {table!r}; see: dragoman knowledge show")
    for path in paths:
        click.echo(path.read_text(encoding="utf-8"), nl=False)


@knowledge.command()
def paths() -> None:
    """Where tables are looked for: the package's own first, yours after it."""
    from dragoman.knowledge.tables import search_paths

    for path in search_paths():
        click.echo(f"{path}{'' if path.is_dir() else '  (not there)'}")


@click.group()
def actors() -> None:
    """Who is who."""


@actors.command(
    epilog='\b\nExamples:\n  dragoman actors lookup "Tehran"\n  dragoman actors lookup "Hassan Rouhani" --on 2020-12-10\n'
)
@click.argument("text")
@click.option("--on", help="On which day (2020-12-10).")
def lookup(text: str, on: str | None) -> None:
    """What the tables know under a name, an office holder's too."""
    from dragoman.actors import Registry
    from dragoman.actors import lookup as look
    from dragoman.errors import QueryError
    from dragoman.knowledge.holders import by_last_name, holders

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as error:
        raise QueryError(f"--on must be a day such as 2020-12-10, not {on!r}") from error
    lines = [
        f"{entry.code}{':' + entry.sector if entry.sector else ''}\t{entry.kind}\t{entry.name}\t{entry.where}{'' if holds else chr(9) + 'not on that day'}"
        for entry, holds in look(Registry.load(), text, day)
    ]
    for holder in holders().get(text) or by_last_name().get(text, []):
        if day is None or holder.days.hold(day):
            term = f"{holder.days.start or '…'} to {holder.days.end or '…'}"
            lines.append(f"{holder.of}\t{holder.office}\t{holder.person}\t{term}\t{holder.where}")
    click.echo("\n".join(lines) if lines else f"nothing is known under {text!r}")
