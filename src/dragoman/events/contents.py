"""What stands under a predicate that tells of another act: clauses and nouns, and the roles lent to them."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge import roles as known_people
from dragoman.language import Word
from dragoman.language.clauses import Complement, Proposition, is_occasion

Content = Complement | Word
"""A clause, or the head of a noun phrase."""

_NEVER_PASS = frozenset({"subj", "obj", "iobj", "poss", "mod"})


def contents(one: Proposition, slots: tuple[str, ...]) -> list[Content]:
    """The contents of a predicate in some slots, in their order: `comp`, `comp=that`, `comp=other` (a clause with a
    doer of its own), `to` (clauses and phrases).
    """
    found: list[Content] = []
    for slot in slots:
        name, _, kind = slot.partition("=")
        if name == "comp":
            found += [
                comp for comp in one.comps if not kind or comp.kind == kind or (kind == "other" and _is_apart(comp))
            ]
        else:
            found += [comp for comp in one.comps if comp.kind == name]
            found += [word for head in one.get(name) for word in head.conjuncts()]
    return found


def _is_apart(comp: Complement) -> bool:
    return comp.kind == "to" and comp.proposition.head.kid("nsubj", "nsubjpass") is not None


def lend(
    below: Proposition, above: Proposition, roles: tuple[tuple[str, str], ...], prepositions: bool = True
) -> Proposition:
    """A proposition with the roles that it lacks and the one above it has: ``roles`` says which become which."""
    lent = replace(below, slots={slot: list(words) for slot, words in below.slots.items()}, rules=list(below.rules))
    for given, taken in roles:
        words = [word for word in above.get(given) if word is not below.head]
        if taken == "subj" and (lent.get("poss") or lent.get("subj") or lent.get("between")):
            continue
        if taken == "obj" and any(word.lemma in known_people.nouns() for word in lent.get("of")):
            continue  # "secured the release of four sailors": they are released, not who secured it
        if words and not lent.slots.get(taken):
            lent.fill(taken, words, f"the {given} of “{above.head.text}” is its {taken}")
    for slot, words in {**above.via, **above.slots}.items() if prepositions else ():
        if slot not in _NEVER_PASS and not lent.slots.get(slot) and below.head not in words:
            lent.slots[slot] = list(words)
    return lent


def with_occasion(one: Proposition) -> Proposition:
    """A noun that names the occasion of its governor has the governor's subject: "said in a meeting with X"."""
    if one.kind != "noun" or one.parent is None or not is_occasion(one):
        return one
    if any(one.get(slot) for slot in ("subj", "poss", "between")) or not one.parent.get("subj"):
        return one
    lent = replace(one, slots=dict(one.slots), rules=[*one.rules, "the subject of the verb whose occasion it is"])
    lent.slots["subj"] = one.parent.get("subj")
    return lent
