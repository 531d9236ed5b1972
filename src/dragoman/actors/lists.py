"""Offices given to several at once by lists of equal length: "the foreign ministers of A and B, X and Y"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.spans import NamedSpan, RoleSpan
from dragoman.actors.stretches import Stretches
from dragoman.language import Word

_OF = ("of", "from")
_BETWEEN = (",", "and", "&", "the", "as", "well", "both", "respectively", "'s", "’s")
_DASHES = (",", "(", "-", "–", "—", ":")


class Share(NamedTuple):
    """What one of a list holds: the office, and the name of the state or body, None where none is named."""

    role: RoleSpan
    owner: NamedSpan | None


def is_counterpart(role: RoleSpan) -> bool:
    """Whether a role is the same office as somebody else's in another state."""
    return role.role.title == "counterpart"


def is_plural(role: RoleSpan) -> bool:
    """Whether a role is held by several: "ministers", "Presidents"."""
    return role.words[-1].tag in ("NNS", "NNPS") or (
        role.words[-1].tag == "NNP" and role.words[-1].lower != role.role.title and role.words[-1].lower[-1:] == "s"
    )


def shares(stretches: Stretches) -> dict[NamedSpan, Share]:
    """Which office each person holds of those whom lists name after or before a plural office or a counterpart."""
    found: dict[NamedSpan, Share] = {}
    for role in stretches.roles.values():
        if role.role.person and (is_plural(role) or is_counterpart(role)):
            for person, own in _held(role, stretches):
                found.setdefault(person, Share(role, own))
    return found


def before_names(stretches: Stretches) -> dict[NamedSpan, RoleSpan]:
    """The office of one that a comma parts from the name after it: "the premier of Chad, Kari Berg, and …"."""
    found: dict[NamedSpan, RoleSpan] = {}
    for role in stretches.roles.values():
        if role.role.person and role.role.kind == "office" and not is_plural(role) and not is_counterpart(role):
            words = role.head.sentence.words
            after, at = _owners_after(words, role.words[-1].i - words[0].i + 1, stretches)
            person = stretches.first.get(words[at + 1]) if at + 1 < len(words) and words[at].text == "," else None
            if person is not None and len(after) == 1:
                found.setdefault(person, role)
    return found


def states(stretches: Stretches) -> dict[str, NamedSpan]:
    """Of which state or body the text somewhere says that a person holds an office, by the last name."""
    found: dict[str, NamedSpan] = {}
    twice = set()
    for role in stretches.roles.values():
        if role.role.kind != "office" or is_plural(role) or is_counterpart(role):
            continue
        for person, own in _held(role, stretches)[-1:]:
            name = person.words[-1].text
            if own is not None and found.setdefault(name, own).text != own.text:
                twice.add(name)
    return {name: own for name, own in found.items() if name not in twice}


def _held(role: RoleSpan, stretches: Stretches) -> list[tuple[NamedSpan, NamedSpan | None]]:
    """The persons listed beside an office, each with the state or body whose office it is."""
    words = role.head.sentence.words
    before, left = _owners_before(words, role.words[0].i - words[0].i - 1, stretches)
    after, right = _owners_after(words, role.words[-1].i - words[0].i + 1, stretches)
    owners = after or before
    people = _people_after(words, right, stretches) or _people_before(words, left, stretches)
    held = []
    for at, (person, own) in enumerate(people):
        if own is None and len(owners) in (1, len(people)):
            own = owners[min(at, len(owners) - 1)]
        if own is not None or not owners:
            held.append((person, own))
    return held


def _owners_before(words: Sequence[Word], at: int, stretches: Stretches) -> tuple[list[NamedSpan], int]:
    """The names right before an office ("the Kazakh and Uzbek …"), and where the words before them end."""
    found: list[NamedSpan] = []
    while at >= 0:
        span = stretches.named.get(words[at])
        if span is not None:
            found.insert(0, span)
            at = span.words[0].i - words[0].i - 1
        elif _may_stand_between(words, at, bool(found), stretches):
            at -= 1
        else:
            break
    return found, at


def _may_stand_between(words: Sequence[Word], at: int, begun: bool, stretches: Stretches) -> bool:
    """Whether a word may stand between an office and the names before it."""
    word = words[at]
    if word.text == ",":
        return _goes_on(words, at, stretches)
    return word.tag in ("PRP$", "JJ", "POS") or (word.lower in _BETWEEN and (begun or word.lower != "and"))


def _goes_on(words: Sequence[Word], at: int, stretches: Stretches) -> bool:
    """Whether a comma stands between two names of a list of states."""
    return at > 0 and words[at - 1] in stretches.named and words[at + 1] in stretches.named


def _owners_after(words: Sequence[Word], at: int, stretches: Stretches) -> tuple[list[NamedSpan], int]:
    """The names that an office is of ("… of Georgia, Armenia and Moldova"), and where the words after them begin."""
    found: list[NamedSpan] = []
    if at >= len(words) or words[at].lower not in _OF:
        return found, at
    start, end, at = at, at, at + 1
    while at < len(words) and words[at] not in stretches.first:
        span = stretches.named.get(words[at])
        if span is not None:
            found.append(span)
            at = end = span.words[-1].i - words[0].i + 1
        elif words[at].lower in _BETWEEN:
            at += 1
        else:
            break
    return (found, end) if found else ([], start)


def _people_after(words: Sequence[Word], at: int, stretches: Stretches) -> list[tuple[NamedSpan, NamedSpan | None]]:
    """The persons of a list that begins at a word, each with the state that he is said to be of."""
    found: list[tuple[NamedSpan, NamedSpan | None]] = []
    if at < len(words) and words[at].text in _DASHES:
        at += 1
    while at < len(words):
        span = stretches.first.get(words[at])
        if span is not None:
            owner, at = _own(words, span.words[-1].i - words[0].i + 1, stretches)
            found.append((span, owner))
        elif found and words[at].lower in (",", "and", "&"):
            at += 1
        else:
            break
    return found


def _own(words: Sequence[Word], at: int, stretches: Stretches) -> tuple[NamedSpan | None, int]:
    """The state that a person is "of" or "from", and where the words after it begin; brackets say the same."""
    if at + 1 < len(words) and (words[at].lower in _OF or words[at].text == "("):
        inner = at + 1 + (words[at + 1].lower == "the")
        span = stretches.named.get(words[inner]) if inner < len(words) else None
        if span is not None:
            after = span.words[-1].i - words[0].i + 1
            return span, after + (words[at].text == "(")
    return None, at


def _people_before(words: Sequence[Word], at: int, stretches: Stretches) -> list[tuple[NamedSpan, NamedSpan | None]]:
    """The persons of a list that a comma parts from the office after it: "X and Y, foreign ministers of A and B"."""
    found: list[tuple[NamedSpan, NamedSpan | None]] = []
    if at < 1 or words[at].text not in (",", "(", "–", "—"):
        return found
    at -= 1
    while at >= 0:
        span = stretches.last.get(words[at])
        if span is not None:
            found.insert(0, (span, None))
            at = span.words[0].i - words[0].i - 1
        elif found and words[at].lower in (",", "and", "&"):
            at -= 1
        else:
            break
    return found
