"""The learned typer: what a source does to a target, from the words of the sentence alone.

A small network of its own kind beside the lexicon: it always has an answer, with a probability. It reads one pair at a
time on one thread, so that an answer does not depend on what else is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dragoman.actors import Ref
from dragoman.errors import ModelError
from dragoman.knowledge import codebook
from dragoman.knowledge.typer import HOME
from dragoman.language import Sentence
from dragoman.pairs import Pair, Span

NONE = "NONE"
"""The class of pairs between which nothing happens."""


class Opinion(NamedTuple):
    """The probability of each class: the event types, CAMEO 163 apart from them, and NONE."""

    shares: dict[str, float]

    @property
    def best(self) -> str:
        """The most probable class."""
        return max(self.shares, key=self.shares.__getitem__)

    @property
    def best_act(self) -> str:
        """The most probable class but NONE."""
        return max((name for name in self.shares if name != NONE), key=self.shares.__getitem__)


class Typer:
    """Asks the network that lies in a folder."""

    def __init__(self, home: Path = HOME) -> None:
        # Heavy libraries, only needed by those who ask.
        from dragoman.knowledge.typer.encoding import Encoder

        about = _about(home)
        self._labels: list[str] = about["labels"]
        self._temperature: float = about["temperature"]
        self._encoder = Encoder(home / "vocabulary.txt")
        self._session = _session(home / "model.onnx")

    def ask(self, pairs: Iterable[Pair]) -> Iterator[Opinion]:
        """The opinions on pairs, in order."""
        for ids in self._encoder.encode(list(pairs)):
            [logits] = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
            scores = logits[0].astype(np.float64) / self._temperature
            shares = np.exp(scores - scores.max())
            yield Opinion(dict(zip(self._labels, (shares / shares.sum()).tolist(), strict=True)))


def _session(path: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own errors have no common ground
        raise ModelError(f"the typer's model {path} cannot be read: {error}") from error


def _about(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "typer.json").read_text(encoding="utf-8"))
    return found


@cache
def name() -> str:
    """What the typer that comes with the package is called in the provenance of reports: by its model's hash."""
    return f"typer {_about(HOME)['model_sha256'][:12]}"


@cache
def load() -> Typer:
    """The typer that comes with the package. Loaded once for a process."""
    return Typer()


def cameo_of(label: str) -> str:
    """The CAMEO code of a class: 163, or the root of the type."""
    return label if label.isdigit() else codebook.types()[label].cameo


def pair_in(sentence: Sentence, text: str, sources: Iterable[Ref], targets: Iterable[Ref]) -> Pair | None:
    """The sentence of a text with the first of some sources and of some targets that it names; None without either."""
    source, target = _first(sentence, sources), _first(sentence, targets)
    if source is None or target is None:
        return None
    return Pair("", text[sentence.start : sentence.end], source, target)


def _first(sentence: Sentence, refs: Iterable[Ref]) -> Span | None:
    for ref in refs:
        if sentence.start <= ref.start and ref.end <= sentence.end:
            return ref.start - sentence.start, ref.end - sentence.start
    return None
