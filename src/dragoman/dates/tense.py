"""Whether the words around a date look ahead or back: "flies to Bogotá on Sunday" against "flew"."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.language import Tree, Word

_AHEAD_AUXILIARIES = frozenset({"will", "wo", "shall", "'ll", "to", "would", "can", "must", "may", "might", "should"})
_AHEAD_VERBS = frozenset(
    [
        "schedule",
        "set",
        "plan",
        "expect",
        "slate",
        "intend",
        "aim",
        "due",
        "agree",
        "want",
        "hope",
        "prepare",
        "begin",
        "start",
        "offer",
        "promise",
        "vow",
        "pledge",
        "threaten",
        "invite",
        "propose",
        "decide",
        "order",
        "ask",
        "request",
        "urge",
        "instruct",
        "summon",
        "require",
    ]
)
_GONE_BY = frozenset({"since", "following"})
"""What they lead in is over: "is on his second visit since the clashes in late January"."""
_AHEAD_NOUNS = frozenset(["upcoming", "forthcoming", "planned", "scheduled"])
_TOLD_IN_THE_PRESENT = frozenset(["say", "report", "write", "show", "tell", "recall", "see", "remember"])
"""Verbs whose present tense goes with what is past: "the report says that on Friday"."""
_PUT_OFF = frozenset(["give", "extend", "adjourn", "postpone", "delay", "have", "set", "prolong", "put"])


class Outlook(NamedTuple):
    """``ahead``: the clause speaks of what is to come; ``past``: of what is over. Neither where nothing tells."""

    ahead: bool
    past: bool


def outlook(tree: Tree, start: int, end: int) -> Outlook:
    """How the clause around ``text[start:end]`` looks at that date."""
    inside = tree.words_between(start, end)
    if not inside:
        return Outlook(False, False)
    top = next((word for word in inside if word.head is word or word.head not in inside), inside[0])
    preposition = top.head.lower if top.dep == "pobj" else ""
    if preposition == "for" and tree.text[end : end + 1] not in ("'", "’"):
        return Outlook(True, False)
    if any(word.lower in _GONE_BY and word.dep in ("prep", "mark") for word in _up_to_verb(top)):
        return Outlook(False, True)
    for word in top.ancestors():
        if any(kid.lower in _AHEAD_NOUNS for kid in word.kids):
            return Outlook(True, False)
        if word.tag[0] == "V" and word.dep not in ("aux", "auxpass"):
            ahead = _looks_ahead(word, preposition)
            return Outlook(ahead, not ahead and _is_past(word))
    return Outlook(False, False)


def _up_to_verb(word: Word) -> list[Word]:
    """The words above a date up to its verb, and the verb's own conjunction."""
    found: list[Word] = []
    for one in word.ancestors():
        if one.tag[0] == "V":
            return [*found, *one.kids_of("mark")]
        found.append(one)
    return found


def _looks_ahead(verb: Word, preposition: str) -> bool:
    if any(kid.dep in ("aux", "auxpass") and kid.lower in _AHEAD_AUXILIARIES for kid in verb.kids):
        # "was seen to leave on Monday" is past all the same; "is set to leave on Monday" is not
        governor = verb.head if verb.head is not verb else None
        infinitive = verb.tag == "VB" and any(kid.lower == "to" for kid in verb.kids)
        if not infinitive:
            return not any(kid.lower == "have" for kid in verb.kids)
        return (
            governor is None
            or governor.lemma in _AHEAD_VERBS
            or governor.tag[0] in "NJ"
            or governor.tag in ("VBZ", "VBP")
        )
    if verb.lemma in ("schedule", "set", "plan", "expect", "slate") and verb.tag == "VBN":
        return True
    if preposition in ("until", "till") and verb.lemma in _PUT_OFF:
        return True
    if verb.tag in ("VBZ", "VBP"):
        return verb.lemma not in _TOLD_IN_THE_PRESENT
    return (
        verb.tag == "VBG"
        and any(kid.dep == "aux" and kid.lower in ("is", "are") for kid in verb.kids)
        and verb.lemma in ("visit", "travel", "meet", "go", "come", "host", "hold", "arrive")
    )


def _is_past(verb: Word) -> bool:
    """Whether a verb is in the past tense; the perfect has no day of the past, so one beside it is another's."""
    if verb.tag == "VBN":
        return any(kid.dep in ("aux", "auxpass") and kid.lower in ("was", "were", "had") for kid in verb.kids)
    return verb.tag == "VBD"
