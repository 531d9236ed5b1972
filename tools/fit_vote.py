"""Weighs the lexicon against the typer on the own sentences. See docs/typer.md.

    python tools/fit_vote.py

Writes knowledge/typer/vote.tsv. For each situation in which the lexicon finds a pair: how often its type is right on
the training and development parts (of which the lexicon knows nothing), and the weight that, added to the typer's
log-probabilities, makes the labels of the development part most probable (which the typer has not learnt from; all
weights are fitted together and drawn towards their mean). A situation, or one with a type, that is nearly always right
settles a pair. To be run again when the typer is trained anew or the lexicon has grown much.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dragoman.evaluation import sentences
from dragoman.events import typer
from dragoman.events.relations import findings
from dragoman.events.vote import label_of
from dragoman.knowledge.typer import HOME
from dragoman.language import load
from dragoman.pairs import Pair

ROOT = Path(__file__).parent.parent
RARE = 10
"""A situation of fewer sentences of the development part has no weight of its own."""

SETTLED, ENOUGH = 0.95, 30
"""A situation settles a pair where at least this share was right, in at least so many sentences."""


class Case(NamedTuple):
    """A sentence with its true class, and what the lexicon says of it in what situation."""

    pair: Pair
    true: str
    said: str
    situation: str
    part: str


def main() -> None:
    """Measures, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "evaluation" / "sentences")
    held = cases(parser.parse_args().corpus)
    dev = [case for case in held if case.part == "dev"]
    counts = Counter(case.situation for case in dev)
    names = [name_of(case.situation, counts) for case in dev]
    opinions = list(typer.load().ask([case.pair for case in dev]))
    scale, weights = fit(names, dev, opinions)
    write(held, scale, weights, len(dev))


def cases(corpus: Path) -> list[Case]:
    """All sentences but those of the test part."""
    rows = [row for row in sentences.read(corpus) if sentences.part_of(row.pair.uid) != "test"]
    found = findings([row.pair for row in rows], load())
    return [
        Case(
            row.pair,
            label_of(row.cameo or None),
            label_of(one.voice.cameo),
            one.voice.situation,
            sentences.part_of(row.pair.uid),
        )
        for row, one in zip(rows, found, strict=True)
    ]


def name_of(situation: str, counts: Counter[str]) -> str:
    """The line of a situation: its own, or where it is rare that of its kind."""
    return situation if counts[situation] >= RARE else situation.split()[0]


def fit(names: list[str], dev: list[Case], opinions: list[typer.Opinion]) -> tuple[float, dict[str, float]]:
    """The scale of the typer's log-probabilities and the weight of each situation: the least loss, by descent."""
    labels, lines = list(opinions[0].shares), sorted(set(names))
    logs = np.log(np.maximum(1e-6, np.array([[one.shares[label] for label in labels] for one in opinions])))
    true, said = (np.array([labels.index(getattr(case, of)) for case in dev]) for of in ("true", "said"))
    at, every = np.array([lines.index(name) for name in names]), np.arange(len(names))
    values = np.ones(1 + len(lines))
    moment, power = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, 1501):
        scores = values[0] * logs
        scores[every, said] += values[1:][at]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = shares / shares.sum(axis=1, keepdims=True)
        errors[every, true] -= 1.0
        slope = np.zeros_like(values)
        slope[0] = (errors * logs).sum()
        np.add.at(slope[1:], at, errors[every, said])
        slope[1:] += 0.5 * (values[1:] - values[1:].mean())
        moment, power = 0.9 * moment + 0.1 * slope, 0.99 * power + 0.01 * slope**2
        values -= 0.02 * (moment / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    return float(values[0]), dict(zip(lines, values[1:].tolist(), strict=True))


def write(held: list[Case], scale: float, weights: dict[str, float], dev: int) -> None:
    """Writes the table."""
    mean = float(np.mean(list(weights.values())))
    lines = [
        "# What the lexicon's answer counts for beside the typer's probabilities, by tools/fit_vote.py: precision on",
        f"# {len(held)} sentences of the training and development parts, weights on the {dev} of the latter; the first",
        "# weight multiplies the typer's log-probabilities; a situation followed by a type is listed where it settles",
        "situation\tsentences\tright\tprecision\tweight\tsettles",
        f"typer\t{dev}\t\t0\t{scale:.3f}\tno",
        line("any", held, mean),
    ]
    kinds = {case.situation.split()[0] for case in held}
    for name in sorted({case.situation for case in held} | kinds):
        own = [case for case in held if name in (case.situation, case.situation.split()[0])]
        weight = weights.get(name, weights.get(name.split()[0], mean))
        lines.append(line(name, own, weight))
        if " " in name:
            for label in sorted({case.said for case in own}):
                typed = line(f"{name} {label}", [case for case in own if case.said == label], weight)
                lines += [typed] if typed.endswith("yes") else []
    (HOME / "vote.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def line(name: str, own: list[Case], weight: float) -> str:
    """A line of the table."""
    right = sum(case.said == case.true for case in own)
    settles = "yes" if len(own) >= ENOUGH and right / len(own) >= SETTLED else "no"
    return f"{name}\t{len(own)}\t{right}\t{(right + 1) / (len(own) + 2):.3f}\t{weight:.3f}\t{settles}"


if __name__ == "__main__":
    main()
