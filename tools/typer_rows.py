"""What the typer learns from: the own labelled sentences and the lexicon's examples, and how they are varied."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.evaluation import sentences
from dragoman.knowledge import codebook, lexicon
from dragoman.pairs import Pair, marked

NONE = sentences.NONE
EMBARGO = "163"
"""The class of its own for CAMEO 163, which the crosswalks take to different types."""

GENERIC = (
    *("the government", "the authorities", "officials", "the group", "the country", "they", "the president", "the two"),
    *(
        "the ministry",
        "the party",
        "the movement",
        "the organisation",
        "the company",
        "a spokesman",
        "the leader",
        "it",
    ),
    *("the minister", "the capital", "the state", "a delegation", "the council", "the commission", "local residents"),
)

LEADS = (
    *("LIMA (Agency) - ", "ANKARA, March 16 -- ", "GENEVA, 4 May (Agency) -- ", "On Monday, ", "Late on Friday, "),
    *("Earlier this week ", "In a statement, ", "According to state media, ", "Meanwhile, ", "Officials say that "),
)
TAILS = (
    *(", officials said on Monday.", ", according to a statement.", ", state media reported.", ", its spokesman said."),
    *(
        ", a local newspaper wrote.",
        " after months of tension.",
        " earlier this month.",
        " last week, the agency says.",
    ),
)
"""What news put before and after the sentence itself."""


class Row(NamedTuple):
    """A pair and its class."""

    pair: Pair
    label: str


def label_of(root: str, cameo: str) -> str:
    """The class of a sentence: its type, or 163."""
    return EMBARGO if cameo.startswith(EMBARGO) else root


def corpus(folders: list[Path]) -> dict[sentences.Part, list[tuple[Row, str]]]:
    """The sentences of some folders by part, each with its kind."""
    parts: dict[sentences.Part, list[tuple[Row, str]]] = {"train": [], "dev": [], "test": []}
    for folder in folders:
        for one in sentences.read(folder):
            row = Row(one.pair, label_of(one.root, one.cameo))
            parts[sentences.part_of(one.pair.uid)].append((row, one.kind))
    return parts


def examples() -> Iterator[Row]:
    """The lexicon's examples: ``[source] does something to {target}``."""
    for number, line in enumerate(lexicon.lines()):
        text = line.example
        for mark, opening, closing in (("s", "[", "]"), ("t", "{", "}")):
            text = text.replace(opening, f"<{mark}>").replace(closing, f"</{mark}>")
        if "<s>" in text or "<t>" in text:
            yield Row(marked(f"lexicon-{number}", text), label_of(codebook.type_of(line.cameo), line.cameo))


def meanings() -> Iterator[Row]:
    """The meanings of the CAMEO codes, said as if someone did it: "the government: appeal for aid, the group"."""
    for number, line in enumerate(codebook.cameo().values()):
        one, other = GENERIC[number % len(GENERIC)], GENERIC[number * 7 % len(GENERIC)]
        text = f"<s>{one}</s>: {line.label.lower()}, <t>{other}</t>"
        yield Row(marked(f"cameo-{line.code}", text), label_of(codebook.type_of(line.code), line.code))


class Varied:
    """Makes a row another of the same class: other names, another beginning or end, a mark left out."""

    def __init__(self, rows: list[Row], rng: random.Random) -> None:
        self._rng = rng
        self.names = [phrase for row in rows if (phrase := _phrase(row.pair, row.pair.source)) and _is_name(phrase)]

    def __call__(self, row: Row) -> Row:
        """The row, changed or not."""
        pair = row.pair
        for role, share in (("source", 0.35), ("target", 0.2)):
            span = getattr(pair, role)
            if span is not None and self._rng.random() < share and _is_name(_phrase(pair, span)):
                pair = _replaced(pair, span, self._other())
        if self._rng.random() < 0.2:
            pair = _without_lead(pair)
        elif self._rng.random() < 0.12:
            pair = _with_lead(pair, self._rng.choice(LEADS))
        if self._rng.random() < 0.1:
            pair = pair._replace(sentence=pair.sentence.rstrip(" .") + self._rng.choice(TAILS))
        if self._rng.random() < 0.04:
            pair = pair._replace(**{self._rng.choice(("target", "target", "source")): None})
        return Row(pair, row.label)

    def _other(self) -> str:
        return self._rng.choice(GENERIC if self._rng.random() < 0.4 else self.names)


def _phrase(pair: Pair, span: tuple[int, int] | None) -> str:
    return pair.sentence[span[0] : span[1]] if span is not None else ""


def _is_name(phrase: str) -> bool:
    """Whether a phrase names someone: a capital letter after its first word, or one word with a capital."""
    words = phrase.split()
    return bool(words) and len(words) < 9 and any(word[0].isupper() for word in (words[1:] or words))


def _replaced(pair: Pair, span: tuple[int, int], words: str) -> Pair:
    """The pair with other words for a phrase."""
    shift = len(words) - (span[1] - span[0])

    def moved(one: tuple[int, int] | None) -> tuple[int, int] | None:
        if one is None or one[1] <= span[0]:
            return one
        if one == span:
            return span[0], span[1] + shift
        return one[0] + shift, one[1] + shift

    text = pair.sentence[: span[0]] + words + pair.sentence[span[1] :]
    return Pair(pair.uid, text, moved(pair.source), moved(pair.target))


def _with_lead(pair: Pair, lead: str) -> Pair:
    spans = [span and (span[0] + len(lead), span[1] + len(lead)) for span in (pair.source, pair.target)]
    return Pair(pair.uid, lead + pair.sentence, *spans)


_LEAD = re.compile(r"^[^,]{3,60}, ")


def _without_lead(pair: Pair) -> Pair:
    """The pair without a clause that stands before both phrases."""
    found = _LEAD.match(pair.sentence)
    first = min((span[0] for span in (pair.source, pair.target) if span is not None), default=0)
    if found is None or found.end() > first:
        return pair
    spans = [span and (span[0] - found.end(), span[1] - found.end()) for span in (pair.source, pair.target)]
    return Pair(pair.uid, pair.sentence[found.end() :], *spans)
