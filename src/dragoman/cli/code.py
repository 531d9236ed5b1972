"""``dragoman code``: pages to reports in an archive."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

import click

from dragoman.cli.counting import Count
from dragoman.cli.pages import sources
from dragoman.cli.progress import Advance
from dragoman.cli.reach import Reach, reading
from dragoman.cli.running import ACTORS, NO_WAIT, WORKERS, Run, at_work, told

EPILOG = """\b
Examples:
  dragoman code page.txt
  dragoman code saved/ "more/*.html" --archive news.dragoman --reports reports.jsonl
  cat pages.jsonl | dragoman code - --outlet Reuters
  dragoman code crawl/ --workers 8 --no-text
  dragoman code crawl.warc.gz letters.zip paper.pdf
  dragoman code pages.parquet --text-column body --date-column day
  dragoman code feed.xml --fetch --contact me@home.example
  dragoman code s3://news/2024/ --cluster ray://head:10001 --parts s3://news/results
  dragoman code page.txt --published 2020-12-10T17:46+03:30 --actors mine.tsv
"""


@click.command(epilog=EPILOG)
@click.argument("pages", nargs=-1, required=True)
@click.option(
    "--archive",
    default="archive.dragoman",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to write to; made where there is none.",
)
@click.option(
    "--reports",
    metavar="OUT.jsonl",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    help="Also write the reports, one JSON object a line; - is standard output.",
)
@click.option("--published", metavar="ISO", help="When the pages were published, such as 2020-12-10T17:46+03:30.")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@ACTORS
@WORKERS
@click.option("--again", is_flag=True, help="Also code pages that were coded by this version, codebook and model.")
@click.option("--no-text", is_flag=True, help="Keep no copy of the pages themselves, only where they came from.")
@NO_WAIT
@reading
@click.option(
    "--cluster", metavar="ADDRESS", help="Code on a Ray cluster: its address, or local for one on this machine."
)
@click.option(
    "--parts", metavar="FOLDER", help="Where the cluster's results are set down, on storage that all machines see."
)
@click.option("--fast", is_flag=True, help="Leave the learned typer out: the lexicon decides alone.")
@click.option(
    "--codebook",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A codebook of your own: types and lines that extend ours or replace them.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def code(
    pages: tuple[str, ...],
    archive: Path,
    reports: str | None,
    published: str | None,
    outlet: str | None,
    actors: Path | None,
    fast: bool,
    workers: int | None,
    again: bool,
    no_text: bool,
    no_wait: bool,
    reach: Reach,
    cluster: str | None,
    parts: str | None,
    codebook: Path | None,
    as_json: bool,
) -> None:
    """Code PAGES (files, folders, patterns, addresses, or - for standard input) and keep the reports in an archive.

    Pages are plain text as scraped, HTML, PDF, mail, or what holds many: feeds, sitemaps, WARC, JSONL, CSV, Parquet,
    NewsML, ninjs, ZIP, tar and packed ones of all these. What a file is, is told by what it holds.

    A run that broke off is started again by the same command: what was coded is left as it is. The same
    page under two names is one page. Pages that cannot be read are set aside with the reason. Exit status: 0 where any
    page could be read, else 2.
    """
    from dragoman import articles
    from dragoman.coder import Coder
    from dragoman.ties import build

    if fast and cluster is not None:
        raise click.UsageError("--fast is for one machine: leave out either it or --cluster")
    with ExitStack() as stack:
        # Before the language model is loaded: who names a wrong file should hear of it at once.
        kept, advance = stack.enter_context(at_work(archive, "code", wait=not no_wait, named=pages))
        room = Path(stack.enter_context(TemporaryDirectory(prefix="dragoman-")))
        count = Count(archive)
        out = stack.enter_context(_opened(reports)) if reports is not None else None
        run = Run(
            kept,
            Coder(actors, fast, codebook=codebook),
            count,
            workers=workers,
            again=again,
            text=not no_text,
            reports=out,
        )
        if cluster is not None:
            on_cluster(run, advance, pages, cluster, parts, published=published, outlet=outlet)
        else:
            found = (
                one
                for page in sources(pages, room, reach)
                for one in articles.raw(page, published=published, outlet=outlet)
            )
            run.over(found, advance)
        build(kept)
    told(count, as_json, err=reports == "-")


def on_cluster(
    run: Run,
    advance: Advance,
    pages: tuple[str, ...],
    address: str,
    parts: str | None,
    *,
    published: str | None,
    outlet: str | None,
) -> None:
    """Codes files of pages on a cluster; the archive takes the results in as they come, each exactly once."""
    from dragoman.cluster import Results, coded, found

    folder = parts or str(run.archive.path.absolute()) + "-parts"
    results = Results(folder)
    done = coded(
        found(pages), folder, address=address, actors=run.coder.actors, codebook=run.coder.codebook,
        published=published, outlet=outlet, workers=run.workers,
    )  # fmt: skip
    for part in done:
        run.take(run.unknown(results.read(part)), advance)
    if parts is None:
        results.remove()


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    from dragoman.errors import QueryError

    try:
        return cast("AbstractContextManager[BinaryIO]", click.open_file(path, "wb"))
    except OSError as error:
        raise QueryError(f"{path} cannot be written ({error.strerror or error})") from error
