"""Whether two reports can tell the same event: the conditions of the codebook, section 7, one function each."""

from __future__ import annotations

from dragoman.ties.tellings import Party, Telling, content

NEWS_CYCLE_DAYS = 2
"""A report that says no day may tell of one up to so many days before it came out."""
REPRINT_DAYS = 7
"""The same words may be printed again so many days later."""
_ENOUGH_WORDS = 0.5
_VISITS = frozenset({"040", "042", "043", "044", "045", "046"})
_WHOLE = frozenset({"country", "region", "admin1", "division", "state", "province"})


def same_act(one: str, other: str) -> bool:
    """Whether two CAMEO codes may stand for one act: equal to three digits, or one general, or guest and host."""
    first, second = one[:3], other[:3]
    return (
        first == second
        or first.endswith("0")
        or second.endswith("0")
        or not first
        or not second
        or (first in _VISITS and second in _VISITS)
    )


def same_direction(one: Telling, other: Telling) -> bool:
    """Whether the sides stand alike; either order will do where the act is mutual."""
    if one.symmetric or other.symmetric:
        return True  # they are of one block, so the sides are the same
    return _codes(one.source) == _codes(other.source)


def same_people(one: Telling, other: Telling) -> bool:
    """Whether the persons who act may be the same: on no side do both name persons who share no name."""
    crossed = _codes(one.source) != _codes(other.source)
    source, target = (other.target, other.source) if crossed else (other.source, other.target)
    return _may_be(one.source, source) and _may_be(one.target, target)


def same_place(one: Telling, other: Telling) -> bool:
    """Whether the places may be the same: one is silent, they have one name, or one lies in the other."""
    if one.place is None or other.place is None or one.place == other.place:
        return True
    if one.place_country != other.place_country or one.place_country is None:
        return False
    return one.place_kind in _WHOLE or other.place_kind in _WHOLE


def agree(one: Telling, other: Telling) -> bool:
    """Whether all but the day agrees."""
    return (
        same_direction(one, other)
        and same_act(one.cameo, other.cameo)
        and same_place(one, other)
        and same_people(one, other)
    )


def alike_in_words(one: Telling, other: Telling) -> bool:
    """Whether two tellings share so much of their words that they cannot well be about two events."""
    first, second = content(one.words), content(other.words)
    if not first or not second:
        return False
    return len(first & second) >= _ENOUGH_WORDS * min(len(first), len(second))


def _codes(side: tuple[Party, ...]) -> set[str]:
    return {code for code, _, _ in side}


def _may_be(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    names = {name for _, _, name in one if name}
    others = {name for _, _, name in other if name}
    if not names or not others or names & others:
        return True
    # "Rouhani" and "Hassan Rouhani": the last word of the shorter stands in the longer.
    return bool({name.split()[-1] for name in names} & {name.split()[-1] for name in others})
