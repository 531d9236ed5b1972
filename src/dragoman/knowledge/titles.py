"""What titles say of their holders: of which state they are, and which offices a word for one may mean."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables
from dragoman.knowledge.roles import by_title

_ANY = "*"
_BELOW = ("deputy ", "vice ", "assistant ", "first deputy ")
_BY_SECTOR = ("official", "politician")
"""Words that mean whoever holds an office of their own sector."""


class Description(NamedTuple):
    """Which titles a word may mean besides itself and those that end in it, and which of these it never does."""

    means: frozenset[str]
    never: frozenset[str]


_PLAIN = Description(frozenset(), frozenset())


@cache
def descriptions() -> dict[str, Description]:
    """What the words for offices may mean."""
    return {
        row["words"]: Description(frozenset(row.list("means")), frozenset(row.list("never")))
        for row in tables.rows("descriptions.tsv")
    }


@cache
def state_titles() -> dict[str, tuple[str, ...]]:
    """The states that have a title, by it; that which is meant where none is named stands first."""
    return {row["title"]: row.list("states") for row in tables.rows("state_titles.tsv")}


def state_of(title: str, about: str | None) -> str | None:
    """The state whose a title is where none is named beside it, on a page about some country; None if any's."""
    states = state_titles().get(title.lower(), ())
    if about in states:
        return about
    return states[0] if states else None


def is_rank(title: str) -> bool:
    """Whether a title may be borne by the holder of any office: "General", "the official"."""
    return _ANY in descriptions().get(title, _PLAIN).means


def may_mean(said: str, held: str) -> bool:
    """Whether a word for an office may mean a title: "the minister" a foreign minister, never a prime minister."""
    said, held = said.removeprefix("former "), held.removeprefix("former ")
    described = descriptions().get(said, _PLAIN)
    if said == held or held in described.means:
        return True
    if held in described.never or (held.startswith(_BELOW) and not said.startswith(_BELOW)):
        return False
    return held.endswith(" " + said) or (said in _BY_SECTOR and _sector(said) == _sector(held))


def _sector(title: str) -> str | None:
    role = by_title().get(title)
    return role.sector if role is not None else "GOV"
