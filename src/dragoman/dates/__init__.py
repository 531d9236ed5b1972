"""Dates in the text, resolved against the article's date; today's date never fills a gap."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates.calendar import Stretch
from dragoman.dates.grammar import FORMS, Anchor, Rule
from dragoman.language import Tree, Word
from dragoman.report import DateMention

__all__ = ["find"]

_AHEAD_AUXILIARIES = frozenset({"will", "wo", "shall", "'ll", "to", "would"})
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
    ]
)
_AHEAD_NOUNS = frozenset(["upcoming", "forthcoming", "planned", "scheduled"])


def find(tree: Tree, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text in its order, days resolved against ``published``; those that cannot be are left out."""
    found: list[DateMention] = []
    taken_to = 0
    for start, end, form in _candidates(tree):
        if start < taken_to:
            continue
        rule, match = form
        anchor = Anchor(published, _looks_ahead(tree, start, end))
        days = rule(match, anchor)
        if days is None:
            continue
        found.append(_mention(tree.text, start, end, days))
        taken_to = end
    return tuple(found)


def _candidates(tree: Tree) -> list[tuple[int, int, tuple[Rule, re.Match[str]]]]:
    """All matches of all forms, leftmost and longest first."""
    matches: list[tuple[int, int, tuple[Rule, re.Match[str]]]] = []
    for sentence in tree.sentences:
        small = tree.text[sentence.start : sentence.end].lower()
        for pattern, rule, cues in FORMS:
            if any(cue in small for cue in cues):
                found = pattern.finditer(tree.text, sentence.start, sentence.end)
                matches += ((match.start(), match.end(), (rule, match)) for match in found)
    return sorted(matches, key=lambda one: (one[0], -one[1]))


def _mention(text: str, start: int, end: int, days: Stretch) -> DateMention:
    return DateMention(
        text=text[start:end],
        start_char=start,
        end_char=end,
        start=days.start.isoformat(),
        end=days.end.isoformat(),
        granularity=days.granularity,
    )


def _looks_ahead(tree: Tree, start: int, end: int) -> bool:
    """Whether the clause around a date speaks of the future."""
    inside = tree.words_between(start, end)
    if not inside:
        return False
    for word in inside[0].ancestors():
        if any(kid.lower in _AHEAD_NOUNS for kid in word.kids):
            return True
        if word.tag[0] == "V" and word.dep not in ("aux", "auxpass"):
            return _verb_looks_ahead(word)
    return False


def _verb_looks_ahead(verb: Word) -> bool:
    if any(kid.dep in ("aux", "auxpass") and kid.lower in _AHEAD_AUXILIARIES for kid in verb.kids):
        # "was seen to leave on Monday" is past all the same; "is set to leave on Monday" is not
        governor = verb.head if verb.head is not verb else None
        infinitive = verb.tag == "VB" and any(kid.lower == "to" for kid in verb.kids)
        if not infinitive:
            return True
        return (
            governor is None
            or governor.lemma in _AHEAD_VERBS
            or governor.tag[0] in "NJ"
            or governor.tag in ("VBZ", "VBP")
        )
    if verb.lemma in ("schedule", "set", "plan", "expect", "slate") and verb.tag == "VBN":
        return True
    return (
        verb.tag == "VBG"
        and any(kid.dep == "aux" and kid.lower in ("is", "are") for kid in verb.kids)
        and verb.lemma in ("visit", "travel", "meet", "go", "come", "host", "hold", "arrive")
    )
