"""Labelled sentences: files of pairs with their type, and their parts for training, development and test."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.errors import EvaluationError
from dragoman.pairs import Pair, marked

Part = Literal["train", "dev", "test"]
NONE = "NONE"
"""The root of a pair between which nothing happens."""

_COLUMNS = ("uid", "root", "cameo", "kind", "marked_sentence")
_TRAIN, _DEV = 70, 85


class Sentence(NamedTuple):
    """A pair with its PLOVER type, its CAMEO code (empty where the type is NONE) and the kind of sentence."""

    pair: Pair
    root: str
    cameo: str
    kind: str


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a file, or of all files ``*.tsv`` of a folder, in order.

    Raises EvaluationError where a file has other columns.
    """
    for one in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
        with one.open(encoding="utf-8", newline="") as handle:
            rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(rows.fieldnames or ()) != _COLUMNS:
                raise EvaluationError(f"{one}: the header must be {' '.join(_COLUMNS)}, separated by tabs")
            for row in rows:
                if any(row[column] is None for column in _COLUMNS):
                    raise EvaluationError(f"{one}:{rows.line_num}: there are fewer cells than columns")
                yield Sentence(marked(row["uid"], row["marked_sentence"]), row["root"], row["cameo"], row["kind"])


def family(uid: str) -> str:
    """The name that all markings of one sentence share: the uid without its last letter."""
    return re.sub(r"(?<=\d)[a-z]+$", "", uid)


def part_of(uid: str) -> Part:
    """The part to which a sentence belongs: 70 of 100 families train, 15 develop, 15 test, by a hash of the family."""
    share = int.from_bytes(hashlib.sha256(family(uid).encode()).digest()[:4], "big") % 100
    return "train" if share < _TRAIN else "dev" if share < _DEV else "test"
