"""Labelled sentences against gold: one type for one marked pair."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import EvaluationError
from dragoman.evaluation import sentences
from dragoman.evaluation.counts import DRAWS, Tally, interval
from dragoman.knowledge import codebook
from dragoman.pairs import Pair, marked

YIELD = "YIELD"
"""What an outside set calls CONCEDE and RETREAT."""

_MERGED = {"CONCEDE": YIELD, "RETREAT": YIELD}


class Set(NamedTuple):
    """Pairs with their gold root, the kind of each sentence, and the crosswalk by which they were labelled."""

    name: str
    pairs: list[Pair]
    roots: list[str]
    kinds: list[str]
    crosswalk: str


class Answer(NamedTuple):
    """A pair's gold root, what was answered (NONE: nothing is said between the two), and how sure that was."""

    uid: str
    gold: str
    got: str
    confidence: float
    kind: str


def read(path: Path, part: str = "test") -> Set:
    """The pairs of a file or folder of labelled sentences; of the own form those of one part, or of all.

    A file with a column ``gold_root`` follows the crosswalk of 2021 and is taken whole.
    """
    if path.is_file() and "gold_root" in (columns := _columns(path)):
        return _outside(path, columns)
    rows = [row for row in sentences.read(path) if part in ("all", sentences.part_of(row.pair.uid))]
    pairs, roots, kinds = [row.pair for row in rows], [row.root for row in rows], [row.kind for row in rows]
    return Set(path.name, pairs, roots, kinds, codebook.CROSSWALKS[0])


def _columns(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as handle:
        return next(csv.reader(handle, delimiter="\t"), [])


def _outside(path: Path, columns: list[str]) -> Set:
    if "marked_sentence" not in columns:
        raise EvaluationError(f"{path}: there is no column marked_sentence")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    pairs = [marked(row.get("uid") or str(number), row["marked_sentence"]) for number, row in enumerate(rows)]
    return Set(path.name, pairs, [row["gold_root"] for row in rows], [""] * len(rows), codebook.CROSSWALKS[1])


def answers(given: Set, found: Iterable[tuple[str, str | None, float]], least: float = 0.0) -> list[Answer]:
    """The answers to a set: for each pair uid, root and confidence; what is less sure than ``least`` counts as none."""
    merged = _MERGED if YIELD in given.roots else {}
    rows = zip(given.roots, given.kinds, found, strict=True)
    return [
        Answer(uid, gold, merged.get(root, root) if root and sure >= least else sentences.NONE, sure, kind)
        for gold, kind, (uid, root, sure) in rows
    ]


def by_root(held: Sequence[Answer]) -> dict[str, Tally]:
    """The tally of each root that the gold has."""
    gold, got = Counter(one.gold for one in held), Counter(one.got for one in held)
    right = Counter(one.gold for one in held if one.gold == one.got)
    return {root: Tally(right[root], got[root] - right[root], gold[root] - right[root]) for root in sorted(gold)}


def root_macro(held: Sequence[Answer]) -> float:
    """The mean F1 of the event types."""
    scores = [tally.f1 for root, tally in by_root(held).items() if root != sentences.NONE]
    return sum(scores) / len(scores) if scores else 0.0


def quad_macro(held: Sequence[Answer]) -> float:
    """The mean F1 of the four quad classes."""
    shown = [one._replace(gold=_quad(one.gold), got=_quad(one.got)) for one in held]
    scores = by_root(shown)
    quads = sorted({kind.quad for kind in codebook.types().values()})
    return sum(scores[quad].f1 if quad in scores else 0.0 for quad in quads) / len(quads)


def _quad(root: str) -> str:
    if root == YIELD:
        return "material cooperation"
    return codebook.types()[root].quad if root in codebook.types() else sentences.NONE


def accuracy(held: Sequence[Answer]) -> float:
    """The share of pairs with the right root."""
    return sum(one.gold == one.got for one in held) / len(held) if held else 0.0


def described(held: Sequence[Answer]) -> dict[str, object]:
    """All figures of a set."""
    families: dict[str, list[Answer]] = {}
    for one in held:
        families.setdefault(sentences.family(one.uid), []).append(one)

    def drawn(groups: Sequence[list[Answer]]) -> float:
        return root_macro([one for group in groups for one in group])

    kinds = sorted({one.kind for one in held} - {""})
    mixed = Counter((one.gold, one.got) for one in held if one.gold != one.got)
    return {
        "sentences": len(held),
        "root_macro_f1": round(root_macro(held), 3),
        "interval": interval(list(families.values()), drawn, DRAWS // 5),
        "quad_macro_f1": round(quad_macro(held), 3),
        "accuracy": round(accuracy(held), 3),
        "uncoded": sum(one.got == sentences.NONE for one in held),
        "by_root": {root: _brief(tally) for root, tally in by_root(held).items()},
        "by_kind": {kind: round(accuracy([one for one in held if one.kind == kind]), 3) for kind in kinds},
        "confusion": {f"{gold} as {got}": count for (gold, got), count in mixed.most_common(20)},
    }


def _brief(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 3),
        "recall": round(tally.recall, 3),
        "f1": round(tally.f1, 3),
        "gold": tally.found + tally.missed,
    }
