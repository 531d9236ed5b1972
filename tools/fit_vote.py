"""Weighs the lexicon against the typer on the development part of the own sentences. See docs/typer.md.

    python tools/fit_vote.py

Writes knowledge/typer/vote.tsv: for each situation in which the lexicon finds a pair, how often its type is right, and
the weight that, added to the typer's log-probabilities, makes the labels most probable (all weights fitted together,
drawn towards the mean of their kind). To be run again when the typer is trained anew or the lexicon has grown much.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.evaluation import sentences
from dragoman.events import typer
from dragoman.events.relations import findings
from dragoman.events.vote import label_of
from dragoman.knowledge.typer import HOME
from dragoman.language import load

ROOT = Path(__file__).parent.parent
RARE = 8
"""A situation of fewer sentences has no line of its own."""

SETTLED, ENOUGH = 0.95, 25
"""A situation settles a pair where at least this share was right, in at least so many sentences."""

Numbers = npt.NDArray[np.float64]


def main() -> None:
    """Measures, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", help="folders of labelled sentences")
    options = parser.parse_args()
    rows = [
        row
        for folder in options.corpus or [ROOT / "evaluation" / "sentences"]
        for row in sentences.read(folder)
        if sentences.part_of(row.pair.uid) == "dev"
    ]
    pairs = [row.pair for row in rows]
    voices = [found.voice for found in findings(pairs, load())]
    opinions = list(typer.load().ask(pairs))
    labels = list(opinions[0].shares)
    true = np.array([labels.index(label_of(row.cameo or None)) for row in rows])
    said = np.array([labels.index(label_of(voice.cameo)) for voice in voices])
    logs = np.log(np.maximum(1e-6, np.array([[one.shares[label] for label in labels] for one in opinions])))
    counts = Counter(voice.situation for voice in voices)
    names = [name_of(voice.situation, counts) for voice in voices]
    write(names, said, true, *fit(names, said, true, logs))


def name_of(situation: str, counts: Counter[str]) -> str:
    """The line of a situation: its own, or where it is rare that of its kind."""
    return situation if counts[situation] >= RARE else situation.split()[0]


def fit(names: list[str], said: Numbers, true: Numbers, logs: Numbers) -> tuple[float, dict[str, float]]:
    """The scale of the typer's log-probabilities and the weight of each situation: the least loss, by descent."""
    lines = sorted(set(names))
    at = np.array([lines.index(name) for name in names])
    every = np.arange(len(names))
    votes = np.zeros_like(logs)
    votes[every, said] = 1.0
    values = np.array([1.0, *([1.0] * len(lines))])
    moment, power = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, 1501):
        scores = values[0] * logs + votes * values[1:][at][:, None]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        errors = shares.copy()
        errors[every, true] -= 1.0
        slope = np.zeros_like(values)
        slope[0] = (errors * logs).sum()
        np.add.at(slope[1:], at, errors[every, said])
        slope[1:] += 0.5 * (values[1:] - values[1:].mean())
        moment, power = 0.9 * moment + 0.1 * slope, 0.99 * power + 0.01 * slope**2
        values -= 0.02 * (moment / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    return float(values[0]), dict(zip(lines, values[1:].tolist(), strict=True))


def write(names: list[str], said: Numbers, true: Numbers, scale: float, weights: dict[str, float]) -> None:
    """Writes the table."""
    hits = said == true
    lines = [
        f"# What the lexicon's answer counts for beside the typer's probabilities: {len(names)} sentences of the",
        "# development part, by tools/fit_vote.py; the first line's weight multiplies the typer's log-probabilities",
        "situation\tsentences\tright\tprecision\tweight\tsettles",
        f"typer\t{len(names)}\t\t0\t{scale:.3f}\tno",
        f"any\t{len(names)}\t{hits.sum()}\t{hits.mean():.3f}\t{np.mean(list(weights.values())):.3f}\tno",
    ]
    for name in sorted(weights):
        own = hits[[one == name for one in names]]
        settles = "yes" if len(own) >= ENOUGH and own.mean() >= SETTLED else "no"
        share = (own.sum() + 1) / (len(own) + 2)
        lines.append(f"{name}\t{len(own)}\t{own.sum()}\t{share:.3f}\t{weights[name]:.3f}\t{settles}")
    (HOME / "vote.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
