"""How surely a clause holds: negation, modals, tense, conditions."""

from __future__ import annotations

from dragoman.language.clauses.proposition import Proposition, Reality
from dragoman.language.tree import Word

_POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "ought", "must", "would", "'d"})
_OBLIGING = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "wo", "shall", "'ll"})
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "barely"})
_IF = frozenset({"if", "unless", "whether", "lest", "should"})
_WHEN = frozenset({"when", "whenever", "once", "before", "after", "until", "till", "as"})
_NOT_YET = frozenset({"once", "before", "until", "till"})
"""Conjunctions whose clause in the present tense has not come about: "no talks before the gangs disarm"."""
_PROVIDED = frozenset({"provided", "providing", "supposing", "assuming"})
_BACKSHIFTED = frozenset({"would", "could", "might", "should", "'d"})


def judge(proposition: Proposition) -> None:
    """Set polarity, reality and tense of a verbal proposition from its own words."""
    head = proposition.head
    carriers = _auxiliary_bearers(head)
    auxiliaries = [kid.lower for word in carriers for kid in word.kids if kid.dep in ("aux", "auxpass")]
    proposition.negative = any(_negated(word) for word in carriers) or _no_argument(head)
    proposition.conditional = any(kid.dep == "mark" and kid.lower in _IF for kid in head.kids)
    proposition.future = any(word in _FUTURE for word in auxiliaries) or _is_backshifted(proposition, auxiliaries)
    proposition.obliged = any(word in _OBLIGING for word in auxiliaries) or _is_subjunctive(head)
    proposition.reality = _reality(proposition, auxiliaries)


def _reality(proposition: Proposition, auxiliaries: list[str]) -> Reality:
    if proposition.negative:
        return "denied"
    if proposition.conditional or any(word in _POSSIBLE for word in auxiliaries):
        return "planned" if _is_backshifted(proposition, auxiliaries) else "possible"
    return "planned" if proposition.future or _is_announced(proposition.head) else "actual"


def _is_announced(head: Word) -> bool:
    """Whether an infinitive stands for a future, as in headlines: "Togo to host talks"."""
    if head.dep == "conj" and head.tag == "VB" and not head.kid("nsubj"):
        head = head.head
    subject = head.kid("nsubj", "nsubjpass")
    first = next((kid for kid in head.kids if kid.dep == "aux"), head)
    return head.dep in ("ROOT", "beside") and first.tag == "TO" and subject is not None and subject.i < head.i


def _is_backshifted(proposition: Proposition, auxiliaries: list[str]) -> bool:
    """Whether "would" is the future seen from the past ("said it would send"); bare, it is a condition."""
    return "would" in auxiliaries and proposition.head.dep == "ccomp" and not proposition.conditional


def _is_subjunctive(head: Word) -> bool:
    """Whether a clause says what is to be: "that Chad withdraw", "that they be freed"."""
    subject = head.kid("nsubj", "nsubjpass")
    if head.dep != "ccomp" or subject is None:
        return False
    first = next((kid for kid in head.kids if kid.dep in ("aux", "auxpass")), head)
    alone = subject.tag in ("NN", "NNP") and not subject.kid("conj")  # "amend" of one is no plain present
    return first.tag == "VB" or (first.tag == "VBP" and alone and first.lower not in ("have", "are", "do"))


def _auxiliary_bearers(head: Word) -> list[Word]:
    """The verb, and the first of its conjuncts where the verb has no auxiliary of its own ("will meet and sign")."""
    bearers = [head]
    word = head
    while word.dep == "conj" and not any(kid.dep in ("aux", "auxpass", "nsubj", "nsubjpass") for kid in word.kids):
        word = word.head
        bearers.append(word)
    if len(bearers) > 1 and head.tag not in ("VB", "VBN", "VBG"):
        return [head]
    return bearers


def _negated(word: Word) -> bool:
    if word.dep == "pcomp" and word.tag == "VBG" and word.head.lower == "without":
        return True  # "left without meeting him"
    return any(kid.dep == "neg" or (kid.dep in ("advmod", "preconj") and kid.lower in _NEGATIVE) for kid in word.kids)


def _no_argument(head: Word) -> bool:
    """Whether "no" stands on the subject or object: "no talks were held", "made no concessions"."""
    return any(
        kid.dep in ("nsubj", "nsubjpass", "dobj", "attr")
        and (
            kid.lower in ("nobody", "none", "nothing")
            or any(
                grand.lower in ("no", "neither") and grand.dep in ("det", "neg", "preconj", "cc") for grand in kid.kids
            )
        )
        for kid in head.kids
    )


def suspend(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Mark what a clause leaves open by its place: conditions, what must come first, and what people do in general.

    Governors must have been judged already.
    """
    head = found.head
    above = by_head.get(head.head)
    joined = head.dep == "conj" and above is not None and above.conditional and not _has_mark(head)
    provided = head.dep == "pcomp" and head.head.lower in _PROVIDED
    if joined or provided or _is_awaited(head) or _is_general(head):
        found.conditional = True
    if found.conditional and found.reality in ("actual", "planned"):
        found.reality = "possible"
    purpose = head.dep == "advcl" and head.tag == "VB" and any(kid.lower == "to" for kid in head.kids)
    if purpose and above is not None and above.reality in ("planned", "possible") and found.reality == "actual":
        found.reality = above.reality


def _is_awaited(head: Word) -> bool:
    """Whether a clause of time says what has not come about: "will leave once the siege ends"."""
    governor = head.head
    marks = {kid.lower for kid in head.kids if kid.i < head.i and kid.dep in ("mark", "advmod", "prep")}
    if head.dep == "advcl" and governor.lower in ("long", "soon") and _is_present(head):
        return True  # "as long as the truce holds"
    if head.dep != "advcl" or not marks & _WHEN or governor.tag[0] not in "VJ":
        return False
    modals = {kid.lower for kid in governor.kids if kid.dep == "aux"}
    if _is_present(head):
        if marks & _NOT_YET:
            return True
        return "as" not in marks and bool(modals & (_FUTURE | _POSSIBLE) or governor.tag == "VB")
    if "until" in marks or "till" in marks:
        return governor.tag == "VB" or _negated(governor) or bool(modals & _BACKSHIFTED)
    return bool(marks & {"once", "before"}) and bool(modals & _BACKSHIFTED)


def _is_present(head: Word) -> bool:
    """Whether a clause is in the present tense or perfect."""
    first = next((kid for kid in head.kids if kid.dep in ("aux", "auxpass")), head)
    return first.tag in ("VBZ", "VBP")


def _is_general(head: Word) -> bool:
    """Whether a relative clause tells what people of a kind do: "traffickers who surrender", "anyone who attacks"."""
    noun = head.head
    if head.dep != "relcl" or head.tag not in ("VBZ", "VBP") or any(kid.dep in ("aux", "auxpass") for kid in head.kids):
        return False
    after = noun.tree.words[noun.i + 1] if noun.i + 1 < len(noun.tree.words) else noun
    if after.text == "," or noun.name is not None:
        return False
    if noun.lower in ("those", "anyone", "anybody", "whoever", "everyone"):
        return True
    named = any(kid.dep in ("det", "poss", "nummod", "compound") or kid.tag in ("JJ", "NNP") for kid in noun.kids)
    return noun.tag == "NNS" and not named


def _has_mark(head: Word) -> bool:
    return any(kid.dep == "mark" for kid in head.kids)
