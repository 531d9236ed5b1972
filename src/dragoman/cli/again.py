"""``rejects``, ``recode`` and ``diff``: what could not be coded, what is to be coded again, and what that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.answers import ARCHIVE
from dragoman.cli.counting import Count
from dragoman.cli.running import ACTORS, NO_WAIT, WORKERS, Run, at_work
from dragoman.cli.upkeep import there

if TYPE_CHECKING:
    from dragoman.report import Page, SetAside

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv", "json", "parquet")),
    default="table",
    show_default=True,
    help="How to write it; parquet needs --output.",
)
_OUTPUT = click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")


@click.command(
    epilog="\b\nExamples:\n  dragoman rejects\n  dragoman rejects --format json\n  dragoman rejects --retry\n"
)
@ARCHIVE
@click.option("--retry", is_flag=True, help="Code them again, from where they came from or from the kept text.")
@ACTORS
@WORKERS
@NO_WAIT
@_FORMAT
@_OUTPUT
def rejects(
    archive: Path,
    retry: bool,
    actors: Path | None,
    workers: int | None,
    no_wait: bool,
    form: str,
    output: Path | None,
) -> None:
    """List the pages that were set aside: where each came from, why, and how many bytes it had."""
    from dragoman.archive import Archive, RejectRow
    from dragoman.exchange.tables import write

    if retry:
        _retry(archive, actors, workers, no_wait)
        return
    with Archive(archive, readonly=True) as kept:
        count = write(kept.rejects(), RejectRow, form, output)
    if not count:
        click.echo("no pages were set aside", err=True)


def _retry(archive: Path, actors: Path | None, workers: int | None, no_wait: bool) -> None:
    from dragoman.coder import Coder
    from dragoman.ties import build

    count = Count(archive)
    with at_work(there(archive), "rejects --retry", wait=not no_wait) as (kept, advance):
        gone: list[str] = []
        run = Run(kept, Coder(actors), count, workers=workers)
        run.over(_fetched(list(kept.pages_set_aside()), gone.append), advance)
        build(kept)
    _say_gone(gone)
    if not count.pages and not count.set_aside:
        click.echo("no page could be tried again", err=True)
    else:
        for line in count.lines():
            click.echo(line)


@click.command(epilog="\b\nExamples:\n  dragoman recode\n  dragoman recode --all --workers 4\n  dragoman diff\n")
@ARCHIVE
@click.option("--all", "everything", is_flag=True, help="Also pages coded by this version, codebook and model.")
@ACTORS
@WORKERS
@NO_WAIT
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def recode(
    archive: Path, everything: bool, actors: Path | None, workers: int | None, no_wait: bool, as_json: bool
) -> None:
    """Code the pages of the archive again that another version, codebook or model coded.

    The former reports are kept; `dragoman diff` shows what changed. A run that broke off is started again.
    """
    from dragoman.archive.changes import changes
    from dragoman.coder import Coder
    from dragoman.ties import build

    count = Count(archive)
    gone: list[str] = []
    with at_work(there(archive), "recode", wait=not no_wait) as (kept, advance):
        coder = Coder(actors)
        # Texts that were kept stay; of pages kept without theirs none is brought in now.
        run = Run(kept, coder, count, workers=workers, again=True, text=False)
        run.over(_fetched(kept.pages(None if everything else coder.provenance), gone.append), advance)
        build(kept)
        found = Counter(row.change for row in changes(kept.former()))
    _say_gone(gone)
    if as_json:
        click.echo(count.as_json())
        return
    click.echo(f"{count.pages:,} pages coded again, {count.set_aside:,} could not be read, in {archive}")
    parts = ", ".join(f"{found[change]:,} {change}" for change in ("added", "lost", "recoded"))
    click.echo(f"against the former reports events are {parts} (see: dragoman diff)")


@click.command(epilog="\b\nExamples:\n  dragoman diff\n  dragoman diff some-id --format json\n")
@click.argument("page", required=False)
@ARCHIVE
@_FORMAT
@_OUTPUT
def diff(page: str | None, archive: Path, form: str, output: Path | None) -> None:
    """Show what coding again changed, of all pages or of the PAGE of an id: events added, lost, recoded."""
    from dragoman.archive import Archive
    from dragoman.archive.changes import ChangeRow, changes
    from dragoman.exchange.tables import write

    with Archive(archive, readonly=True) as kept:
        if page is not None:
            kept.report(page)  # tells where there is none
        count = write(changes(kept.former(page)), ChangeRow, form, output)
    if not count:
        click.echo("nothing changed", err=True)


def _say_gone(gone: list[str]) -> None:
    for source in gone[:8]:
        is_on_web = source.startswith(("http://", "https://"))
        why = (
            "is on the web: name it to `dragoman code`"
            if is_on_web
            else "is not there any more and its text was not kept"
        )
        click.echo(f"  {source} {why}", err=True)
    if len(gone) > 8:
        click.echo(f"  … and {len(gone) - 8} more", err=True)


def _fetched(pages: Iterable[Page], gone: Callable[[str], Any]) -> Iterator[Page | SetAside]:
    """The pages with their text: what was kept, else from where it came from.

    Of what was set aside the source is asked first: the file may have been put right.
    """
    left: dict[Path, dict[str, Page]] = {}
    for page in pages:
        path = _file(page.source)
        if page.text and (page.sha256 or path is None):
            yield page
        elif path is not None:
            left.setdefault(path, {})[page.source or ""] = page
        else:
            gone(page.source or page.id)
    for path, wanted in left.items():
        yield from _from_source(path, wanted, gone)


def _from_source(path: Path, wanted: dict[str, Page], gone: Callable[[str], Any]) -> Iterator[Page | SetAside]:
    import msgspec

    from dragoman import articles
    from dragoman.report import SetAside

    alone = wanted.get(str(path))
    given = {"published": alone.published_at, "outlet": alone.outlet} if alone is not None else {}
    for one in articles.raw(path, **given):
        held = wanted.get(one.source or "")
        if held is None:
            continue
        if isinstance(one, SetAside) or not held.sha256:
            del wanted[one.source or ""]
            yield one
        elif one.sha256 == held.sha256:
            del wanted[one.source or ""]
            yield msgspec.structs.replace(held, text=one.text)
    for source in wanted:
        gone(source)


def _file(source: str | None) -> Path | None:
    """The file that a source names: it is one, or something within one (``pages.jsonl:3``)."""
    while source:
        path = Path(source)
        if path.is_file():
            return path
        cut = max(source.rfind(sign) for sign in ":!#")
        if cut < 0:
            return None
        source = source[:cut]
    return None
