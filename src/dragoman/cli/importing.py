"""``dragoman import`` and ``dragoman compare``: the events of others beside our own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.answers import ARCHIVE
from dragoman.cli.exporting import progress

if TYPE_CHECKING:
    from dragoman.exchange.imports import Imported


@click.command(
    "import",
    epilog="\b\nExamples:\n  dragoman import gdelt 20210504.export.CSV.zip --archive news.dragoman\n"
    "  dragoman import icews events.2018.tab --json\n",
)
@click.argument("origin", type=click.Choice(("gdelt", "polecat", "icews")))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@ARCHIVE
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def import_(origin: str, file: Path, archive: Path, as_json: bool) -> None:
    """Keep the rows of FILE beside our own events, each once, marked by where they are from.

    GDELT 2.0 and 1.0, POLECAT and ICEWS are read, zipped or gzipped too. Stray tabs are mended where the line then
    makes sense; lines that are no rows are counted and left out. Then it says how the rows repeat and mirror each
    other.
    """
    import msgspec

    from dragoman.exchange.imports import import_file

    with progress("rows") as tell:
        found = import_file(archive, origin, file, tell)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Imported) -> list[str]:
    """The summary for people."""
    all_ = found.repeats
    lines = [
        f"{found.file}: {found.added:,} rows added, {found.same:,} held before, {found.replaced:,} replaced, "
        f"{found.broken:,} broken lines"
    ]
    if found.broken_lines:
        more = " …" if found.broken > len(found.broken_lines) else ""
        lines.append(f"  broken: line {', '.join(map(str, found.broken_lines))}{more}")
    lines.append(f"all of {all_.origin}: {all_.rows:,} rows, {all_.first_day} to {all_.last_day}")
    shares = {
        "repeat the day, source, target and code of an earlier row": all_.duplicates,
        "do so within one story": all_.in_story,
        "mirror another row (source and target exchanged)": all_.mirrors,
        "are a visit told from both sides": all_.visits,
        "are domestic": all_.domestic,
        "name no place": all_.without_place,
        "have no PLOVER type": all_.without_type,
    }
    lines += [f"  {number:,} ({number / max(1, all_.rows):.1%}) {what}" for what, number in shares.items()]
    return lines


@click.command(epilog="\b\nExample:\n  dragoman compare --archive news.dragoman --by year --since 2020\n")
@ARCHIVE
@click.option("--by", type=click.Choice(("day", "month", "year")), default="month", show_default=True)
@click.option("--since", metavar="SINCE", help="From this day, month or year on.")
@click.option("--until", metavar="UNTIL", help="To the end of this day, month or year.")
@click.option("--json", "as_json", is_flag=True, help="Write it as JSON.")
def compare(archive: Path, by: str, since: str | None, until: str | None, as_json: bool) -> None:
    """Count our events beside the imported ones by period and type, and say how many both have."""
    import msgspec

    from dragoman.exchange.imports.comparing import compare as count

    found = count(archive, by, since, until)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    from rich.console import Console

    from dragoman.exchange.terminal import table

    console = Console(width=None if sys.stdout.isatty() else 160)
    rows = [(part.period, part.origin, part.type or "none", f"{part.events:,}") for part in found.parts]
    console.print(table(("period", "origin", "type", "events"), rows))
    for one in found.overlap:
        click.echo(
            f"{one.origin}: of our {one.ours:,} events between states it has {one.ours_found_there:,}; "
            f"of its {one.theirs:,} we have {one.theirs_found_here:,}"
        )
