"""``dragoman archive``: care of the file."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.answers import ARCHIVE
from dragoman.cli.running import at_work

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def archive() -> None:
    """Check, shrink, copy, restore and merge archives."""


@archive.command(epilog="\b\nExample:\n  dragoman archive check --archive news.dragoman\n")
@ARCHIVE
def check(archive: Path) -> None:
    """Look whether the file is whole and everything in it agrees; exit status 1 where it does not."""
    from dragoman.archive.upkeep import check as look

    faults = look(there(archive))
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{archive} is not whole; restore a copy with `dragoman archive restore`")
        raise click.exceptions.Exit(1)
    click.echo(f"{archive} is whole")


@archive.command(epilog="\b\nExample:\n  dragoman archive vacuum --archive news.dragoman\n")
@ARCHIVE
def vacuum(archive: Path) -> None:
    """Make the file as small as it can be and questions fast. Needs as much free space as the file has."""
    from dragoman.archive.upkeep import vacuum as shrink

    with at_work(there(archive), "archive vacuum", wait=True):
        before, after = shrink(archive)
    click.echo(f"{archive}: {before:,} bytes before, {after:,} now")


@archive.command(epilog="\b\nExample:\n  dragoman archive backup copy.dragoman --archive news.dragoman\n")
@click.argument("copy", type=_FILE)
@ARCHIVE
def backup(copy: Path, archive: Path) -> None:
    """Write a COPY of the archive, also while others read and write it."""
    from dragoman.archive.upkeep import backup as write

    write(archive, copy)
    click.echo(f"{archive} copied to {copy}")


@archive.command(epilog="\b\nExample:\n  dragoman archive restore copy.dragoman --archive news.dragoman --force\n")
@click.argument("copy", type=_FILE)
@ARCHIVE
@click.option("--force", is_flag=True, help="Also where an archive is there, which is lost.")
def restore(copy: Path, archive: Path, force: bool) -> None:
    """Put a COPY in the place of the archive; it is checked first."""
    from dragoman.archive.upkeep import restore as put

    put(archive, copy, force=force)
    click.echo(f"{archive} is now as {copy}")


@archive.command(
    epilog="\b\nExample:\n  dragoman archive merge monday.dragoman tuesday.dragoman --archive week.dragoman\n"
)
@click.argument("others", nargs=-1, required=True, type=_FILE)
@ARCHIVE
def merge(others: tuple[Path, ...], archive: Path) -> None:
    """Take the pages of OTHERS in, each exactly once; the archive is made where there is none."""
    from dragoman.archive.merging import merge as take

    with at_work(archive, "archive merge", wait=True):
        for other in others:
            merged = take(archive, other)
            click.echo(f"{other}: {merged.added:,} pages taken in, {merged.held:,} were there")


def there(archive: Path) -> Path:
    """The archive. Raises ArchiveError where there is none."""
    from dragoman.errors import ArchiveError

    if not archive.is_file():
        raise ArchiveError(f"there is no archive {archive}; `dragoman code PAGES --archive {archive}` makes one")
    return archive
