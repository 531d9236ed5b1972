"""``dragoman network``, ``brief``, and ``undertakings`` as a register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.answers import ARCHIVE
from dragoman.cli.tied import PERIODS, PLOT, by_period, json_flag, opened, plot_option, show_table, when, write_json

if TYPE_CHECKING:
    from dragoman.ties import Table, UndertakingEntry


@click.command(epilog="\b\nExample:\n  dragoman network --since 2020 --least 3 --plot network.png\n")
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@ARCHIVE
@when
@click.option("--by", type=click.Choice(PERIODS), help="Also the links of every period.")
@click.option(
    "--least", type=click.IntRange(min=1), default=1, show_default=True, help="Leave out links of fewer events."
)
@plot_option
@json_flag
def network(
    actors: tuple[str, ...],
    archive: Path,
    since: str | None,
    until: str | None,
    by: str | None,
    least: int,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Who deals with whom, with the centrality and the communities of actors."""
    from dragoman.ties import network as draw
    from dragoman.ties.charts import save

    with opened(archive) as kept:
        found = draw(kept, *actors, since=since, until=until, by=by, least=least)
    if plot is not None:
        save(lambda dark: found.plot(dark=dark), plot)
        click.echo(f"plot written to {plot}", err=True)
    if as_json:
        write_json(found.to_dict())
    else:
        show_table(found.nodes, "no two actors deal with each other")


@click.command(epilog="\b\nExample:\n  dragoman brief AZE IRN --since 2019 --out brief.html\n")
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...")
@ARCHIVE
@when
@by_period
@click.option("--out", required=True, metavar="FILE", type=PLOT, help="Where to: FILE ends with .html or .md.")
def brief(actors: tuple[str, ...], archive: Path, since: str | None, until: str | None, by: str, out: Path) -> None:
    """A dossier of about two pages on ACTORS, every line of it with the sentence that it rests on.

    HTML is one file that needs nothing else; beside Markdown stands its plot.
    """
    from dragoman.ties.brief import save

    with opened(archive) as kept:
        files = save(kept, *actors, since=since, until=until, by=by, out=out)
    click.echo(f"brief written to {' and '.join(map(str, files))}", err=True)


def with_register(command: click.Command) -> click.Command:
    """The command ``undertakings`` with the register: what pages call by many names put together."""
    plain = command.callback

    def ask(name: str | None, register: bool, **asked: Any) -> None:
        if name is None and not register:
            assert plain is not None  # noqa: S101 - click gives every command of functions one
            plain(**asked)
            return
        _register(name, **asked)

    command.callback = ask
    command.params[:0] = [
        click.Argument(["name"], required=False),
        click.Option(["--register"], is_flag=True, help="Put together what pages call by many names; so does NAME."),
    ]
    command.epilog = (
        f"{command.epilog}  dragoman undertakings railway --party IRN\n  dragoman undertakings --register\n"
    )
    return command


def _register(
    name: str | None, archive: Path, form: str, output: Path | None, limit: int | None, **filters: str | None
) -> None:
    from dragoman.errors import QueryError
    from dragoman.ties import Table, undertakings

    for option in ("outlet", "text", "page"):
        if filters.get(option) is not None:
            raise QueryError(f"--{option} asks for pages; the register has none, so leave it out or leave out NAME")
    party = filters.get("party")
    with opened(archive) as kept:
        found = undertakings(
            kept, *([party] if party else []), name=name, since=filters.get("since"), until=filters.get("until")
        )
    kind, stage = filters.get("kind"), filters.get("stage")
    rows = [row for row in found if kind in (None, row.kind) and stage in (None, row.stage)]
    _write_register(Table(found.kind, rows[:limit]), form, output)


def _write_register(rows: Table[UndertakingEntry], form: str, output: Path | None) -> None:
    from dragoman.exchange.tables import opened as opened_text
    from dragoman.exchange.tables import write
    from dragoman.ties import RegisterRow, flat

    if form == "table" and output is None:
        show_table(
            rows, "no undertakings", columns=("name", "kind", "parties", "stage", "stage_day", "reports", "outlets")
        )
    elif form == "json" and output is not None:
        with opened_text(output) as out:
            out.write(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=1) + "\n")
    elif form == "json":
        write_json(rows.to_dicts())
    else:
        write((flat(row) for row in rows), RegisterRow, "csv" if form == "table" else form, output)
    if output is not None:
        click.echo(f"{len(rows)} undertakings written to {output}", err=True)
