"""Whom the tables know under a name on the day of a page: by all of it, or by the last of it alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dragoman.actors.spans import RoleSpan
from dragoman.knowledge.holders import Holder, called, last_held, offices_of
from dragoman.knowledge.titles import is_rank, may_mean

_HEADS = ("president", "prime minister", "chancellor", "king", "supreme leader", "sultan", "emir", "secretary-general")
_LEADER = "leader"
"""What lists of rulers call all of them, whatever their title."""
_CALLED = (
    *_HEADS,
    _LEADER,
    "foreign minister",
    "high representative",
    "commission president",
    "director general",
    "junta leader",
    "crown prince",
    "defence minister",
    "vice president",
    "national security adviser",
    "opposition leader",
    "deputy prime minister",
    "interior minister",
    "finance minister",
    "envoy",
)
"""Offices whose holders news call by their last name alone, those best known before others."""


def title_words(title: RoleSpan) -> str:
    """What a title says: its own words where these are no plain name of an office, else the office."""
    text = title.text.lower()
    return text if text.startswith("head of ") else title.role.title


class Known:
    """What the tables know on a day; ``near`` are the codes of those that the page names."""

    def __init__(self, on: date | None, near: Collection[str]) -> None:
        self._on = on
        self._near = near

    def in_office(self, holder: Holder) -> bool:
        """Whether an office is still held on the day."""
        return self._on is None or holder.days.hold(self._on)

    def by_name(self, name: str) -> list[Holder]:
        """The offices of a person known by all of a name."""
        return offices_of(name, self._on)

    def by_last_name(self, name: str, title: RoleSpan | None, sure: bool) -> list[Holder]:
        """The offices of the one person whom a last name can mean, with a title before it or none.

        ``sure``: whether the word is surely a person's name.
        """
        found = called(name)
        held = [one for one in found if self._holds(one)]
        if title is None:
            return self._one_of([one for one in held if self._may_stand_alone(one, sure)])
        said = title_words(title)
        if is_rank(said):
            return self._one_of(held)
        fitting = [one for one in held if _fits(said, one.office)]
        if not fitting and self._on is not None:
            fitting = last_held([one for one in found if _fits(said, one.office)], self._on)
        return self._one_of(fitting)

    def _holds(self, holder: Holder) -> bool:
        return holder.days.end is None if self._on is None else holder.days.hold(self._on)

    def _may_stand_alone(self, holder: Holder, sure: bool) -> bool:
        if holder.office in _HEADS or holder.office == _LEADER:
            return True
        return holder.office in _CALLED and (sure or holder.of in self._near)

    def _one_of(self, held: Sequence[Holder]) -> list[Holder]:
        """The offices of one person where all that may be meant act for one state or body: of all, of those whose
        state the page names, of the heads of states.
        """
        near = [one for one in held if one.of in self._near]
        for choice in (held, near, [one for one in held if one.office in _HEADS]):
            if choice and len({one.of for one in choice}) == 1:
                person = min(choice, key=_rank).person
                return [one for one in choice if one.person == person]
        return []


def _fits(said: str, held: str) -> bool:
    """Whether the holder of an office may bear a title."""
    return may_mean(said, held) or (held == _LEADER and said in _HEADS)


def _rank(holder: Holder) -> int:
    return _CALLED.index(holder.office) if holder.office in _CALLED else len(_CALLED)
