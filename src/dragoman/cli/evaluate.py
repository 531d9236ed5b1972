"""``dragoman evaluate``: how right the coder is on gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from dragoman.evaluation import counts

EPILOG = """\b
Examples:
  dragoman evaluate tests/pages
  dragoman evaluate gold/page.gold.json --reports reports.jsonl
  dragoman evaluate evaluation/sentences --part dev --min-confidence 0.6
  dragoman evaluate tests/pages evaluation/sentences --save
"""
_FIGURES = ("event_dates", "event_status", "persons", "offices", "statements", "speakers", "places", "dates")
_MORE = ("quantities", "undertakings")
_PATH = click.Path(path_type=Path)


@click.command(epilog=EPILOG)
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reports", metavar="FILE", type=_PATH, help="Reports as JSON lines; else the pages are coded now.")
@click.option(
    "--min-confidence", "least", default=0.0, type=click.FloatRange(0, 1), help="Leave out what is less sure."
)
@click.option("--fast", is_flag=True, help="Leave the learned typer out.")
@click.option(
    "--part",
    type=click.Choice(("test", "dev", "train", "all")),
    default="test",
    show_default=True,
    help="Which part of the labelled sentences.",
)
@click.option("--show", is_flag=True, help="List what was missed and what was a false alarm.")
@click.option("--save", is_flag=True, help="Keep this run, to compare the next one with.")
@click.option("--last", metavar="FILE", type=_PATH, help="Where the last run is kept (evaluation/last.json).")
@click.option("--json", "as_json", is_flag=True, help="Write all figures as JSON.")
def evaluate(
    gold: tuple[Path, ...],
    reports: Path | None,
    least: float,
    fast: bool,
    part: str,
    show: bool,
    save: bool,
    last: Path | None,
    as_json: bool,
) -> None:
    """Compare with GOLD: pages (NAME.gold.json beside the page, or folders of them), labelled sentences (TSV), marked
    articles (JSONL).

    Prints precision, recall and F1 of events by type, quad class and dyad, the other families of records, the types of
    labelled sentences, and what is taken for what; in brackets the bounds within which 95 of 100 samples lie.
    """
    from dragoman.evaluation import changes
    from dragoman.evaluation.run import Run

    found = Run(least, fast, part).over(gold, _read(reports) if reports is not None else None)
    before = changes.read(last or changes.LAST)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(_tables(found, show))
        if before is not None:
            _print(_differences(changes.changes(before, found)))
    if save:
        changes.write(last or changes.LAST, found)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    from dragoman.errors import EvaluationError

    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {one["id"]: one for one in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path} cannot be read as reports, one JSON object a line ({error})") from error


Table = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]
"""A heading, the columns, the rows."""


def _print(tables: Iterable[Table]) -> None:
    from rich.console import Console

    from dragoman.exchange.terminal import table

    console = Console(width=None if sys.stdout.isatty() else 160)
    for heading, columns, rows in tables:
        if rows:
            console.print(f"\n{heading}", highlight=False, markup=False)
            console.print(table(columns, rows))


def _tables(found: dict[str, Any], show: bool) -> Iterator[Table]:
    if "pages" in found:
        yield from _page_tables(found["pages"], show)
    for name, one in found.get("sentences", {}).items():
        yield from _sentence_tables(name, one)
    for name, one in found.get("articles", {}).items():
        rows = [(kind, figure, str(value)) for kind, held in one.items() for figure, value in held.items()]
        yield f"marked articles: {name}", ("family", "figure", "value"), rows


def _page_tables(found: dict[str, Any], show: bool) -> Iterator[Table]:
    levels = [(name, *_prf(one), counts.bounds(one)) for name, one in found["events"].items()]
    columns = ("", "precision", "recall", "F1", "found", "wrong", "missed")
    yield f"events on {found['pages']} pages", (*columns, "F1 within"), levels
    yield "by type", columns, [(name, *_prf(one)) for name, one in found["by_type"].items()]
    held = [(name, found[name]) for name in (*_FIGURES, *_MORE) if name in found]
    rows = [
        (name, f"{one['share']:.3f}", f"{one['right']} of {one['of']}", str(one.get("given", "")), counts.bounds(one))
        for name, one in held
    ]
    rows += [(f"article: {name}", "", value, "", "") for name, value in found.get("article", {}).items()]
    yield "other families", ("", "share", "right", "given", "within"), rows
    yield "what is taken for what", ("", "times"), [(name, str(n)) for name, n in found["confusion"].items()]
    if show:
        yield "missed", ("event",), [(line,) for line in found["missed"]]
        yield "false alarms", ("event",), [(line,) for line in found["false_alarms"]]


def _sentence_tables(name: str, found: dict[str, Any]) -> Iterator[Table]:
    figures = ("root_macro_f1", "quad_macro_f1", "accuracy", "uncoded")
    rows = [(figure, str(found[figure])) for figure in figures]
    rows += [("within", counts.bounds(found)), ("calibration error", str(found["calibration"]["error"]))]
    yield f"{found['sentences']} labelled sentences: {name}", ("", ""), rows
    roots = [
        (root, *(str(one[key]) for key in ("precision", "recall", "f1", "gold")))
        for root, one in found["by_root"].items()
    ]
    yield "by type", ("", "precision", "recall", "F1", "gold"), roots
    yield "by kind of sentence", ("", "right"), [(kind, str(share)) for kind, share in found["by_kind"].items()]
    yield "what is taken for what", ("", "times"), [(pair, str(count)) for pair, count in found["confusion"].items()]


def _prf(one: dict[str, Any]) -> tuple[str, ...]:
    return (*counts.shares(one), *(str(one[name]) for name in ("found", "wrong", "missed")))


def _differences(found: Iterable[Any]) -> Iterator[Table]:
    rows = [(one.figure, *("" if value is None else str(value) for value in (one.before, one.now))) for one in found]
    yield "changed since the last run that was kept", ("figure", "before", "now"), rows
