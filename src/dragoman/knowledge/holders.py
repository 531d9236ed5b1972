"""Who held which office when."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.knowledge import tables
from dragoman.knowledge.days import Days, days
from dragoman.knowledge.names import key, unmarked

_BY_HAND = "by hand"
_SURNAME_FIRST = frozenset({"CHN", "PRK"})
"""Where the first word of a name is the one that news call a person by."""
_JOINED_NAMES = re.compile(r"\w+ \w+-[a-z]+")
"""A name whose last two parts a hyphen joins, the second in small letters, begins with the surname: "Ban Ki-moon"."""


class Holder(NamedTuple):
    """A person in an office of a state or body, from and to which day."""

    person: str
    names: tuple[str, ...]
    office: str
    of: str
    sector: str | None
    days: Days
    where: str


@cache
def holders() -> dict[str, list[Holder]]:
    """The holders by every name they go by; those written by hand stand before those derived."""
    found: dict[str, list[Holder]] = {}
    rows = sorted(tables.rows("holders/*.tsv"), key=lambda row: row["source"] != _BY_HAND)
    for row in rows:
        names = (row["person"], *row.list("names"))
        one = Holder(
            row["person"],
            names,
            row["office"],
            row["of"],
            row["sector"] or None,
            days(row["from"], row["to"]),
            row.where,
        )
        for spelling in dict.fromkeys(one for name in names for one in (name, unmarked(name))):
            found.setdefault(spelling, []).append(one)
    return found


@cache
def full_names() -> tuple[AhoCorasick, list[str]]:
    """An automaton of all names of two words and more."""
    names = sorted(name for name in holders() if " " in name)
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@cache
def by_last_name() -> dict[str, list[Holder]]:
    """The holders by the name that news call them by alone, in the form in which names are compared."""
    found: dict[str, list[Holder]] = {}
    for name, held in holders().items():
        for one in held:
            if name == one.person or " " not in name:
                called = found.setdefault(key(unmarked(last_name(name, one.of))), [])
                if one not in called:
                    called.append(one)
    return found


def known_as(name: str) -> list[Holder]:
    """All holders who go by a name, in full or by the last of it alone."""
    return named(name) or called(name)


def called(name: str) -> list[Holder]:
    """The holders whom news call by a name alone, with or without the marks on its letters."""
    return by_last_name().get(key(unmarked(name)), [])


def named(name: str) -> list[Holder]:
    """The holders who go by a name, with or without the marks on its letters."""
    return holders().get(name) or holders().get(unmarked(name), [])


def last_name(name: str, of: str | None = None) -> str:
    """The word of a name that its bearer is called by alone: the last, or the first where surnames stand there."""
    words = name.split()
    if len(words) > 1 and (of in _SURNAME_FIRST or _JOINED_NAMES.fullmatch(name)):
        return words[0]
    return words[-1].rsplit("-", 1)[-1] if _has_article(words[-1]) else words[-1]


def offices_of(name: str, on: date | None) -> list[Holder]:
    """The offices that a person holds on a day, or held last before it (all, where there is no day)."""
    held = named(name)
    if on is None:
        return held
    current = [one for one in held if one.days.hold(on)]
    return current or last_held(held, on)


def last_held(held: list[Holder], on: date) -> list[Holder]:
    """Of some offices that which ended last before a day."""
    past = [one for one in held if one.days.end is not None and one.days.end < on]
    return sorted(past, key=lambda one: one.days.end or date.min, reverse=True)[:1]


def _has_article(word: str) -> bool:
    """Whether a last name begins with the Arabic article, which news leave off: "al-Assad"."""
    article, hyphen, name = word.partition("-")
    return bool(hyphen and name) and len(article) == 2 and article.lower()[0] in "ae"
