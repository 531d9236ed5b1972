"""``dragoman ties``: how actors got on, and the merging of reports into events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.answers import ARCHIVE
from dragoman.cli.counting import number
from dragoman.cli.tied import (
    by_period,
    json_flag,
    opened,
    plot_option,
    show_table,
    told_progress,
    when,
    write_json,
)

if TYPE_CHECKING:
    from dragoman.ties import Built, Ties

_SHOWN = 12


class TiesGroup(click.Group):
    """A group whose first word may be an actor: then it is the command ``between``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts ``between`` before what is no command of the group."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["between", *args]
        return super().parse_args(ctx, args)


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
@when
@by_period
@plot_option
@json_flag
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
            write_json(tie.to_dict())
        else:
            _show(tie)


@ties.command(epilog="\b\nExample:\n  dragoman ties build --archive news.dragoman --anew\n")
@ARCHIVE
@click.option("--anew", is_flag=True, help="All of it, not only what changed since the last time.")
@json_flag
def build(archive: Path, anew: bool, as_json: bool) -> None:
    """Merge the reports of events into events; decisions made by hand are kept."""
    from dragoman.archive import Archive
    from dragoman.ties import build as merge

    with Archive(archive) as kept, told_progress() as tell:
        _say_built(merge(kept, anew=anew, tell=tell), as_json)


@ties.command(epilog="\b\nExample:\n  dragoman ties split m1f0c2a9be7730d41\n  dragoman ties split page:e3 other:e1\n")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@ARCHIVE
@json_flag
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
@json_flag
def join(events: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Make one event of two or more, for good; each EVENT is a merged event or a report of one."""
    from dragoman.archive import Archive
    from dragoman.ties import join as together

    with Archive(archive) as kept:
        _say_built(together(kept, *events), as_json)


@ties.command(epilog="\b\nExample:\n  dragoman ties top IRN --since 2019 --limit 10\n")
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@ARCHIVE
@when
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="No more rows than this.")
@json_flag
def top(
    actors: tuple[str, ...], archive: Path, since: str | None, until: str | None, limit: int, as_json: bool
) -> None:
    """The pairs of actors with most events: of all, of one ACTOR with whomever, or of some among themselves."""
    from dragoman.ties import top as busiest

    with opened(archive) as kept:
        rows = busiest(kept, *actors, since=since, until=until, limit=limit)
    if as_json:
        write_json(rows.to_dicts())
    else:
        show_table(rows, "no events between two actors")


@ties.command(epilog="\b\nExample:\n  dragoman ties event m1f0c2a9be7730d41\n")
@click.argument("event")
@ARCHIVE
@json_flag
def event(event: str, archive: Path, as_json: bool) -> None:
    """One merged EVENT: all reports of it, why each belongs there, and which are reprints."""
    from dragoman.ties import event as look_up

    with opened(archive) as kept:
        found, reports = look_up(kept, event)
    if as_json:
        import msgspec

        write_json({**msgspec.to_builtins(found), "tellings": reports.to_dicts()})
        return
    who = " + ".join(found.source) + (" → " + " + ".join(found.target) if found.target else "")
    click.echo(f"{found.day or 'no day'} {found.type} {who} ({found.status}): {found.text}")
    click.echo(
        f"{number(found.reports, 'report')}, {number(found.outlets, 'outlet')} in their own words, "
        f"{number(found.reprints, 'reprint')}; {found.why}"
    )
    show_table(reports, "", columns=("event", "published_at", "outlet", "reprint", "why", "text"))


def _say_built(built: Built, as_json: bool) -> None:
    import msgspec

    if as_json:
        write_json(msgspec.to_builtins(built))
        return
    click.echo(f"{number(built.pages, 'page')} looked at; {number(built.reports, 'report')} merged into "
               f"{number(built.events, 'event')}")  # fmt: skip
    if built.dormant:
        click.echo(f"  {number(built.dormant, 'decision')} by hand rest: their events are not in the archive")


def _show(tie: Ties) -> None:
    """The tie for people: the last periods, the turning points, what is planned."""
    from dragoman.ties import Table

    click.echo(tie.note)
    columns = ("period", "source", "target", "events", "reports", "cooperation_share", "goldstein", "per_thousand",
               "statements", "undertakings")  # fmt: skip
    busy = [row for row in tie.periods if row.events or row.statements]
    show_table(Table(tie.periods.kind, busy[-3 * _SHOWN :]), "no events", columns=columns)
    if len(busy) > 3 * _SHOWN:
        click.echo(f"… and {len(busy) - 3 * _SHOWN} rows before these (see --json)")
    for point in tie.turning_points:
        click.echo(f"turning point {point.period}: {point.turn}")
        for text in point.texts:
            click.echo(f"  {text}")
    for plan in [plan for plan in tie.planned if plan.state != "fulfilled"][-_SHOWN:]:
        click.echo(f"{plan.state} {plan.start or 'no day'}: {plan.text}")
