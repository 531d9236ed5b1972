"""What stands above a noun: the predicates that say something of it, and the nouns that it is an example of."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.language import Word

_STEPS = 8


@dataclass(slots=True)
class Above:
    """Predicates with the slot in which the noun stands, nearest first, and the nouns passed on the way."""

    steps: list[tuple[Word, str]] = field(default_factory=list)
    nouns: list[Word] = field(default_factory=list)


def climb(word: Word) -> Above:
    """From a noun up to its clause's verb, through "such as", "of", coordination and apposition."""
    found = Above()
    for kid in word.kids_of("acl", "relcl"):  # "the treaty signed in May", but not "the agreement to open a road"
        if not any(aux.lower == "to" for aux in kid.kids_of("aux")):
            found.steps.append((kid, "obj"))
    slot = ""
    example = False
    for _ in range(_STEPS):
        dep, head = word.dep, word.head
        if head is word:
            break
        if dep in ("dobj", "nsubjpass"):
            slot = "obj"
        elif dep == "nsubj":
            slot = "obj" if any(kid.dep == "auxpass" for kid in head.kids) else "subj"
        elif dep == "pobj":
            slot = head.lower
            while head.dep in ("prep", "prt") and head.head is not head and head.head.dep == "prep":
                head = head.head
            if head.lower in ("as", "like", "including"):
                slot, example = "such as", True
            word = head
            head = word.head
        elif dep in ("conj", "appos", "compound", "nmod", "amod"):
            pass
        else:
            slot = dep
        if head.tag[0] == "V" and head is not word:
            found.steps.append((head, slot))
            break
        if head.is_noun:
            if example or dep in ("conj", "appos", "compound"):
                found.nouns.append(head)
            if slot and slot != "such as":
                found.steps.append((head, slot))
        word = head
    return found
