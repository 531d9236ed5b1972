"""Titles as they are written: which stands before a name, of what body or field, and whether it is still held."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.portfolios import portfolio
from dragoman.actors.spans import NamedSpan, RoleSpan
from dragoman.actors.stretches import Stretches
from dragoman.knowledge.roles import roles
from dragoman.language import Word
from dragoman.report import OfficeStatus

_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "one-time", "onetime", "ex-"})
_LEADING = ("of", "for", "to", "at")
_TITLE_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "DT", "IN", "TO", "CC", "POS", "HYPH"})
_LONGEST_TITLE = 14


def title_before(span: NamedSpan, stretches: Stretches) -> RoleSpan | None:
    """The title right before a name: "Foreign Minister X"."""
    words = span.head.sentence.words
    at = span.words[0].i - words[0].i - 1
    while at >= 0 and words[at].text in ("[", "]", "(", '"', ","):
        if words[at].text == ",":
            return None
        at -= 1
    if at >= 2 and words[at - 1].text == "-" and words[at].lower in ("elect", "designate"):
        at -= 2
    if at < 0:
        return None
    role = stretches.role_ends.get(words[at]) or _led_title(words, at, stretches)
    return role if role is not None and role.role.person else None


def _led_title(words: Sequence[Word], at: int, stretches: Stretches) -> RoleSpan | None:
    """A title with what it is of, right before a name: "Chairman of the Border Service of Chad X"."""
    if not words[at].text[:1].isupper():
        return None
    for place in range(at, max(-1, at - _LONGEST_TITLE), -1):
        word = words[place]
        role = stretches.role_ends.get(word)
        if role is not None and words[place + 1].lower in _LEADING and role.role.kind == "office":
            return role
        if word.tag not in _TITLE_TAGS or word in stretches.people:
            return None
        if word.tag == "IN" and word.lower not in _LEADING:
            return None
    return None


def precedes_name(role: RoleSpan, stretches: Stretches) -> bool:
    """Whether a role is the title before a name: the name then bears it."""
    words = role.head.sentence.words
    at = role.words[-1].i - words[0].i + 1
    while at < len(words) and words[at].text in ("[", "]"):
        at += 1
    return at < len(words) and words[at] in stretches.first and role.role.person


def full_title(role: RoleSpan, stretches: Stretches) -> str:
    """The canonical title; with the body it is of where that is named after it ("secretary of the … Council"), and
    with what a minister is minister of.
    """
    words = role.head.sentence.words
    after = role.words[-1].i - words[0].i + 1
    if [word.lower for word in words[after : after + 1]] == ["of"]:
        for word in words[after + 1 : after + 3]:
            span = stretches.named.get(word)
            if span is not None and span.entries[0].kind == "body":
                return f"{role.text.lower()} of the {span.text}"
    return portfolio(role, stretches.named) or _of_former(role) or role.role.title


def _of_former(role: RoleSpan) -> str | None:
    """The office that a former holder held: "former prime minister", "ex-president"."""
    if not role.role.title.startswith("former "):
        return None
    words = [word for word in role.text.lower().split() if word not in _FORMER and word != "-"]
    held = roles().get(words[0], ()) if words else ()
    return next((one.title for names, one in held if list(names) == words), role.role.title.removeprefix("former "))


def status(role: RoleSpan) -> OfficeStatus:
    """Whether an office is held, was held, or is yet to be taken up."""
    words = role.head.sentence.words
    at = role.words[0].i - words[0].i
    left = [word.lower for word in words[max(0, at - 4) : at]]
    after = role.words[-1].i - words[0].i + 1
    right = "".join(word.lower for word in words[after : after + 2])
    if right.startswith("-elect"):
        return "elect"
    if role.role.title.startswith("former ") or any(word in _FORMER for word in left):
        return "former"
    return "current"
