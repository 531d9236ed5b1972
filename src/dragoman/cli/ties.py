"""``dragoman ties``, ``network``, ``undertakings`` and ``brief``: how actors got on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.answers import ARCHIVE

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.ties import Built, Table, Tell, Ties, UndertakingEntry

F = TypeVar("F", bound=Callable[..., Any])

_PERIODS = ("day", "week", "month", "quarter", "year")
_PLOT = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 12


class TiesGroup(click.Group):
    """A group whose first word may be an actor: then it is the command ``between``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts ``between`` before what is no command of the group."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["between", *args]
        return super().parse_args(ctx, args)


def _when(command: F) -> F:
    until = click.option("--until", metavar="DAY", help="To the end of this day, month or year.")
    since = click.option("--since", metavar="DAY", help="From this day, month or year on (2019-05-01, 2019-05, 2019).")
    return since(until(command))


def _by(command: F) -> F:
    option = click.option("--by", type=click.Choice(_PERIODS), default="month", show_default=True, help="The periods.")
    return option(command)


def _json(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Write it as JSON.")(command)


def _plot(command: F) -> F:
    return click.option(
        "--plot", metavar="FILE", type=_PLOT, help="Also write a plot: FILE ends with .svg, .png or .html."
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


@click.group(
    cls=TiesGroup,
    epilog="""\b
Examples:
  dragoman ties AZE IRN --since 2019 --by quarter
  dragoman ties AZE IRN --plot tie.svg --json
  dragoman ties IRN
  dragoman ties top --limit 10
  dragoman ties build
""",
)
def ties() -> None:
    """How actors got on: `dragoman ties AZE IRN`, with the options of `dragoman ties between --help`.

    Reports of one event, however many articles tell it, are merged into one; `code` does that at its end, and every
    question for what is missing.
    """


@ties.command(
    epilog="\b\nExamples:\n  dragoman ties AZE IRN --since 2019 --by month --plot tie.html\n"
    "  dragoman ties IRN IGO:EU USA --json\n"
)
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@ARCHIVE
@_when
@_by
@_plot
@_json
def between(
    actors: tuple[str, ...],
    archive: Path,
    since: str | None,
    until: str | None,
    by: str,
    plot: Path | None,
    as_json: bool,
) -> None:
    """The ties between ACTORS: codes (IRN, IGO:UN) or names.

    Two are a dyad, whose directions are kept apart; one is its ties with whomever; more are those among themselves;
    none is all. Planned, possible and denied events stand apart from actual ones.
    """
    from dragoman.ties.charts import save

    with opened(archive) as kept:
        tie = kept.ties(*actors, since=since, until=until, by=by)
        if plot is not None:
            save(lambda dark: tie.plot(dark=dark), plot)
            click.echo(f"plot written to {plot}", err=True)
        if as_json:
            _write_json(tie.to_dict())
        else:
            _show(tie)


@ties.command(epilog="\b\nExample:\n  dragoman ties build --archive news.dragoman --anew\n")
@ARCHIVE
@click.option("--anew", is_flag=True, help="All of it, not only what changed since the last time.")
@_json
def build(archive: Path, anew: bool, as_json: bool) -> None:
    """Merge the reports of events into events; decisions made by hand are kept."""
    from dragoman.archive import Archive
    from dragoman.ties import build as merge

    with Archive(archive) as kept, told_progress() as tell:
        _say_built(merge(kept, anew=anew, tell=tell), as_json)


@ties.command(epilog="\b\nExample:\n  dragoman ties split m1f0c2a9be7730d41\n  dragoman ties split page:e3 other:e1\n")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@ARCHIVE
@_json
def split(events: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Take events apart, for good: every report named stands alone, or every report of a merged EVENT.

    What was joined by hand comes asunder where it was joined. `ties A B --json` and `events` show the ids.
    """
    from dragoman.archive import Archive
    from dragoman.ties import split as apart

    with Archive(archive) as kept:
        _say_built(apart(kept, *events), as_json)


@ties.command(epilog="\b\nExample:\n  dragoman ties join m1f0c2a9be7730d41 page:e3\n")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@ARCHIVE
@_json
def join(events: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Make one event of two or more, for good; each EVENT is a merged event or a report of one."""
    from dragoman.archive import Archive
    from dragoman.ties import join as together

    with Archive(archive) as kept:
        _say_built(together(kept, *events), as_json)


@ties.command(epilog="\b\nExample:\n  dragoman ties top IRN --since 2019 --limit 10\n")
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@ARCHIVE
@_when
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="No more rows than this.")
@_json
def top(
    actors: tuple[str, ...], archive: Path, since: str | None, until: str | None, limit: int, as_json: bool
) -> None:
    """The pairs of actors with most events: of all, of one ACTOR with whomever, or of some among themselves."""
    from dragoman.ties import top as busiest

    with opened(archive) as kept:
        rows = busiest(kept, *actors, since=since, until=until, limit=limit)
    if as_json:
        _write_json(rows.to_dicts())
    else:
        _table(rows, "no events between two actors")


@ties.command(epilog="\b\nExample:\n  dragoman ties event m1f0c2a9be7730d41\n")
@click.argument("event")
@ARCHIVE
@_json
def event(event: str, archive: Path, as_json: bool) -> None:
    """One merged EVENT: all reports of it, why each belongs there, and which are reprints."""
    from dragoman.ties import event as look_up

    with opened(archive) as kept:
        found, reports = look_up(kept, event)
    if as_json:
        import msgspec

        _write_json({**msgspec.to_builtins(found), "tellings": reports.to_dicts()})
        return
    who = " + ".join(found.source) + (" → " + " + ".join(found.target) if found.target else "")
    click.echo(f"{found.day or 'no day'} {found.type} {who} ({found.status}): {found.text}")
    click.echo(
        f"{_number(found.reports, 'report')}, {_number(found.outlets, 'outlet')} in their own words, "
        f"{_number(found.reprints, 'reprint')}; {found.why}"
    )
    _table(reports, "", columns=("event", "published_at", "outlet", "reprint", "why", "text"))


@click.command(epilog="\b\nExample:\n  dragoman network --since 2020 --least 3 --plot network.png\n")
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@ARCHIVE
@_when
@click.option("--by", type=click.Choice(_PERIODS), help="Also the links of every period.")
@click.option(
    "--least", type=click.IntRange(min=1), default=1, show_default=True, help="Leave out links of fewer events."
)
@_plot
@_json
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
        _write_json(found.to_dict())
    else:
        _table(found.nodes, "no two actors deal with each other")


@click.command(epilog="\b\nExample:\n  dragoman brief AZE IRN --since 2019 --out brief.html\n")
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...")
@ARCHIVE
@_when
@_by
@click.option("--out", required=True, metavar="FILE", type=_PLOT, help="Where to: FILE ends with .html or .md.")
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
        _table(rows, "no undertakings", columns=("name", "kind", "parties", "stage", "stage_day", "reports", "outlets"))
    elif form == "json" and output is not None:
        with opened_text(output) as out:
            out.write(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=1) + "\n")
    elif form == "json":
        _write_json(rows.to_dicts())
    else:
        write((flat(row) for row in rows), RegisterRow, "csv" if form == "table" else form, output)
    if output is not None:
        click.echo(f"{len(rows)} undertakings written to {output}", err=True)


def _write_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _say_built(built: Built, as_json: bool) -> None:
    import msgspec

    if as_json:
        _write_json(msgspec.to_builtins(built))
        return
    click.echo(f"{_number(built.pages, 'page')} looked at; {_number(built.reports, 'report')} merged into "
               f"{_number(built.events, 'event')}")  # fmt: skip
    if built.dormant:
        click.echo(f"  {_number(built.dormant, 'decision')} by hand rest: their events are not in the archive")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _show(tie: Ties) -> None:
    """The tie for people: the last periods, the turning points, what is planned."""
    from dragoman.ties import Table

    click.echo(tie.note)
    columns = ("period", "source", "target", "events", "reports", "cooperation_share", "goldstein", "per_thousand",
               "statements", "undertakings")  # fmt: skip
    busy = [row for row in tie.periods if row.events or row.statements]
    _table(Table(tie.periods.kind, busy[-3 * _SHOWN :]), "no events", columns=columns)
    if len(busy) > 3 * _SHOWN:
        click.echo(f"… and {len(busy) - 3 * _SHOWN} rows before these (see --json)")
    for point in tie.turning_points:
        click.echo(f"turning point {point.period}: {point.turn}")
        for text in point.texts:
            click.echo(f"  {text}")
    for plan in [plan for plan in tie.planned if plan.state != "fulfilled"][-_SHOWN:]:
        click.echo(f"{plan.state} {plan.start or 'no day'}: {plan.text}")


def _table(rows: Table[Any], none: str, *, columns: tuple[str, ...] | None = None) -> None:
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
