"""Quantities: a number, its unit, the value in SI units, and what is measured."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.units import units
from dragoman.language import Tree, Word
from dragoman.report import Quantity

__all__ = ["find"]

_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "mn": 1e6,
    "k": 1e3,
    "tn": 1e12,
}
_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "half a": 0.5, "a": 1,
}  # fmt: skip
_SIGNS = "$€£¥₹₽₩₦₴₼"


def find(tree: Tree) -> tuple[Quantity, ...]:
    """The quantities of a text that have a unit, in its order."""
    found = []
    for match in _pattern().finditer(tree.text):
        quantity = _quantity(tree, match)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(units(), key=len, reverse=True)
    before = "|".join(re.escape(name) for name in names if name[-1] in _SIGNS)
    after = "|".join(re.escape(name) for name in names if name[-1] not in _SIGNS)
    number = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join(_SMALL)
    scale = r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|k|m)\b)?"
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<sign>{before})\s?)?(?<!\w)(?P<number>{number}){scale}"
        rf"(?:(?P<gap>[ -]?)(?P<unit>{after})(?!\w))?"
    )


def _quantity(tree: Tree, match: re.Match[str]) -> Quantity | None:
    name = match["sign"] or match["unit"]
    if name is None or (match["sign"] is None and match["number"] == "a" and match["scale"] is None):
        return None
    unit = units()[name]
    text = match["number"]
    value = float(_SMALL[text]) if text in _SMALL else float(text.replace(",", ""))
    if match["scale"]:
        value = round(value * _SCALES[match["scale"]], 6)
    end = (
        match.end()
        if match["sign"] is None or match["unit"]
        else match.end("scale")
        if match["scale"]
        else match.end("number")
    )
    return Quantity(
        start=match.start(),
        end=end,
        text=tree.text[match.start() : end],
        value=_plain(value),
        unit=unit.name,
        si_value=_plain(round(value * unit.factor, 9)) if unit.factor is not None else None,
        si_unit=unit.si_unit,
        of=_measured(tree, match.start(), end),
    )


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _measured(tree: Tree, start: int, end: int) -> str | None:
    """What the quantity measures: the phrase after "of" or "in", the noun that it modifies, or its subject."""
    inside = tree.words_between(start, end)
    if not inside:
        return None
    top = next((word for word in inside if word.head not in inside or word.head is word), inside[-1])
    for kid in top.kids_of("prep"):
        if kid.lower in ("of", "in", "for") and kid.start >= end:
            for inner in kid.kids_of("pobj"):
                return _phrase(tree, inner)
    if top.dep in ("compound", "nummod", "amod", "nmod", "npadvmod", "quantmod") and top.head.is_noun:
        return _phrase(tree, top.head, after=end)
    if top.head.tag[0] == "V" and top.dep in ("attr", "dobj", "npadvmod"):
        subject = top.head.kid("nsubj", "nsubjpass")
        if subject is not None and subject.tag != "PRP":
            return _phrase(tree, subject)
    return None


def _phrase(tree: Tree, head: Word, after: int = 0) -> str | None:
    """The noun phrase of a word, relative clauses with "who" and the like left out."""
    words = [head, *_under(head)]
    kept = [
        word for word in sorted(words, key=lambda one: one.i) if word.start >= after and word.tag not in ("DT", "PRP$")
    ]
    if not kept:
        return None
    return tree.text[kept[0].start : kept[-1].end].strip(" ,") or None


def _under(word: Word) -> list[Word]:
    found = []
    for kid in word.kids:
        if kid.dep in ("relcl", "punct", "cc", "conj", "appos", "advcl", "det"):
            continue
        found += [kid, *_under(kid)]
    return found
