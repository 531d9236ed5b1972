"""Sentences made of an act and what is said of it: "refused to" and "send aid to Chad" make REJECT.

The acts are the lexicon's examples and the nouns of ``typer_acts.tsv``, the frames those of ``typer_frames.tsv``; what
they make together says the table by which the coder itself composes acts, ``composition/operations.tsv``. So the typer
learns that the verb of an act alone does not decide the type.
"""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import NamedTuple

from typer_rows import GENERIC, Row, label_of

from dragoman.knowledge import codebook, lexicon
from dragoman.pairs import marked

_HOME = Path(__file__).parent
_EXAMPLE = re.compile(r"\[([^\]]+)\] ([a-z]+) (.*\{.*\}.*)")
_AUXILIARIES = frozenset(("is", "was", "are", "were", "has", "have", "had", "will", "would", "did", "does"))
_DOUBLED = frozenset(("cut", "put", "hit", "let", "get", "win", "begin", "quit", "rid", "set", "shut", "run", "sit"))


class Act(NamedTuple):
    """An act in its forms (infinitive, ing, past, noun), its target marked; who does it, and its CAMEO code."""

    subject: str
    forms: dict[str, str]
    cameo: str


class Frame(NamedTuple):
    """A frame: its operators, the form of act that it takes, the types that it goes with (none: any), its words."""

    operators: tuple[str, ...]
    form: str
    types: frozenset[str]
    words: str


class Composed:
    """Makes sentences by chance, of all classes alike many."""

    def __init__(self, names: list[str], rng: random.Random) -> None:
        self._names, self._rng = names, rng
        verbs_, nouns_ = verbs(), nouns()
        self._made: dict[str, list[tuple[Frame, list[Act]]]] = {}
        for frame in frames():
            by_label: dict[str, list[Act]] = {}
            for act in nouns_ if frame.form == "noun" else verbs_:
                if (label := composed(frame, act.cameo)) is not None:
                    by_label.setdefault(label, []).append(act)
            for label, acts in by_label.items():
                self._made.setdefault(label, []).append((frame, acts))

    def some(self, count: int) -> list[Row]:
        """So many sentences."""
        labels = sorted(self._made)
        return [self._one(f"composed-{number}", labels[number % len(labels)]) for number in range(count)]

    def _one(self, uid: str, label: str) -> Row:
        frame, acts = self._rng.choice(self._made[label])
        act = self._rng.choice(acts)
        text = said(frame, act, act.subject or self._someone(), self._someone(), self._someone())
        return Row(marked(uid, text), label)

    def _someone(self) -> str:
        return self._rng.choice(GENERIC if self._rng.random() < 0.2 else self._names)


def frames() -> list[Frame]:
    """The frames."""
    return [
        Frame(tuple(row["operators"].split()), row["form"], frozenset(row["acts"].split(",")) - {""}, row["frame"])
        for row in _rows("typer_frames.tsv")
    ]


def nouns() -> list[Act]:
    """Acts as nouns; who does them is open."""
    return [Act("", {"noun": row["act"].replace("{}", "<t>{}</t>")}, row["cameo"]) for row in _rows("typer_acts.tsv")]


def verbs() -> list[Act]:
    """The lexicon's examples of the shape "[Chad] bombed a village in {Niger}.", in three forms."""
    found = []
    for line in lexicon.lines():
        shape = _EXAMPLE.fullmatch(line.example.rstrip("."))
        base = line.predicate.split()[0]
        if line.pos != "verb" or line.status or shape is None:
            continue
        subject, verb, rest = shape.groups()
        if verb not in _AUXILIARIES and verb[0] == base[0] and not verb.endswith(("ly", "ing")):
            rest = rest.replace("{", "<t>").replace("}", "</t>")
            forms = {"inf": base, "ing": ing_of(base, verb), "past": verb}
            found.append(Act(subject, {form: f"{word} {rest}" for form, word in forms.items()}, line.cameo))
    return found


def ing_of(verb: str, past: str) -> str:
    """The ing form of a verb, by its past: stop, stopped, stopping."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if past.endswith("ed") and not past.endswith("ied"):
        return f"{past[:-2]}ing" if not verb.endswith("ee") else f"{verb}ing"
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def composed(frame: Frame, cameo: str) -> str | None:
    """The class of an act in a frame; None where the two do not go together."""
    if frame.types and codebook.type_of(cameo) not in frame.types:
        return None
    for operator in reversed(frame.operators):
        if operator.startswith("="):
            return operator[1:]
        table = lexicon.operations()[operator]
        keys = (*(cameo[:length] for length in range(len(cameo), 1, -1)), codebook.type_of(cameo), "*")
        result = next((table[key] for key in keys if key in table), "none")
        if result in ("none", "possible"):
            return None  # what is left open is no clear case of anything
        cameo = result if result.isdigit() else cameo
    return label_of(codebook.type_of(cameo), cameo)


def said(frame: Frame, act: Act, subject: str, other: str, third: str) -> str:
    """The sentence, source and target marked; the target of a noun is the third."""
    words, text = act.forms[frame.form].replace("{}", third), frame.words
    if "<t>" in text:
        words = words.replace("<t>", "").replace("</t>", "")
    if "<s>" not in text:
        text = text.replace("SUBJ", "<s>SUBJ</s>", 1)
    return f"{text.replace('ACT', words).replace('SUBJ', subject).replace('OTHER', other)}."


def _rows(name: str) -> list[dict[str, str]]:
    with (_HOME / name).open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))
