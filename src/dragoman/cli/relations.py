"""``dragoman relations``: what one marked phrase does to another."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dragoman.pairs import Pair

_COLUMNS = ("uid", "root", "cameo", "confidence", "why")


@click.command(epilog="\b\nExample:\n  dragoman relations pairs.tsv answers.tsv --crosswalk plover-2021\n")
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--crosswalk", type=click.Choice(("plover-2024", "plover-2021")), default="plover-2024", show_default=True
)
@click.option("--fast", is_flag=True, help="Leave the learned typer out: the lexicon decides alone.")
def relations(pairs: Path, out: Path, crosswalk: str, fast: bool) -> None:
    """Code one dyad a line of PAIRS, a TSV with uid, sentence, marked_sentence, source, target.

    In marked_sentence the two phrases are marked <s>source</s> and <t>target</t>; they can be any phrases.
    OUT gets uid, root, cameo, confidence, why; the root is empty where nothing is said between the two.
    """
    from dragoman.events.relations import relate
    from dragoman.language import load

    coded = count = 0
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for found in relate(_read(pairs), load(), crosswalk, fast):
            count += 1
            coded += found.root is not None
            why = " ".join(found.why.split())
            writer.writerow([found.uid, found.root or "", found.cameo or "", found.confidence, why])
    click.echo(f"{coded} of {count} coded → {out}")


def _read(path: Path) -> Iterator[Pair]:
    from dragoman.errors import PageError
    from dragoman.pairs import marked

    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        if "marked_sentence" not in (rows.fieldnames or ()):
            raise PageError(f"{path}: the header must have uid, sentence, marked_sentence, source, target")
        for number, row in enumerate(rows, 1):
            yield marked(row.get("uid") or str(number), row["marked_sentence"])
