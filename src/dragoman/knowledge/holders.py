"""Who held which office when."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.knowledge import tables
from dragoman.knowledge.days import Days, days


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
    rows = sorted(tables.rows("holders/*.tsv"), key=lambda row: row.path.name != "current.tsv")
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
        for name in names:
            found.setdefault(name, []).append(one)
    return found


@cache
def full_names() -> tuple[AhoCorasick, list[str]]:
    """An automaton of all names of two words and more."""
    names = sorted(name for name in holders() if " " in name)
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


@cache
def by_last_name() -> dict[str, list[Holder]]:
    """The holders by the last word of their first name in the table, for those whom news call by it alone."""
    found: dict[str, list[Holder]] = {}
    for name, held in holders().items():
        for one in held:
            if name == one.person or " " not in name:
                last = name.rsplit(" ", 1)[-1]
                if one not in found.setdefault(last, []):
                    found[last].append(one)
    return found


def offices_of(name: str, on: date | None) -> list[Holder]:
    """The offices that a person holds on a day, or held last before it (all, where there is no day)."""
    held = holders().get(name, [])
    if on is None:
        return held
    current = [one for one in held if one.days.hold(on)]
    if current:
        return current
    past = [one for one in held if one.days.end is not None and one.days.end < on]
    return sorted(past, key=lambda one: one.days.end or date.min, reverse=True)[:1]
