"""Words moved in their tree, and what stands near a verb."""

from __future__ import annotations

from dragoman.language.tree import Word

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def hang(word: Word, head: Word) -> None:
    """Make a word the dependent of another one, which takes its place where it stood below it."""
    if word in head.ancestors():
        if word.head is word:
            head.dep = "ROOT"
            word.sentence.root = head
        _move(head, head if word.head is word else word.head)
    _move(word, head)


def _move(word: Word, head: Word) -> None:
    if word.head is not word:
        word.head.kids.remove(word)
    word.head = head
    if head is not word:
        head.kids.append(word)
        head.kids.sort(key=lambda kid: kid.i)


def noun_before(word: Word) -> Word | None:
    """The noun that stands right before a verb, adverbs and auxiliaries left out."""
    for at in range(word.i - 1, max(word.sentence.words[0].i, word.i - 4) - 1, -1):
        one = word.tree.words[at]
        if one.is_noun:
            return one
        if one.tag not in ("RB", "MD") and one.dep not in ("aux", "auxpass"):
            return None
    return None


def first_of(word: Word) -> int:
    """Where the phrase of a word begins: the place of its first word."""
    while word.kids and word.kids[0].i < word.i:
        word = word.kids[0]
    return word.i


def before(word: Word, at: int) -> Word | None:
    """The word left of a place, in the sentence of ``word``."""
    return word.tree.words[at - 1] if at > word.sentence.words[0].i else None


def is_finite(word: Word) -> bool:
    """Whether a verb has a tense: by its own form, or by that of its first auxiliary."""
    first = next((kid for kid in word.kids if kid.dep in ("aux", "auxpass")), word)
    return first.tag in FINITE or first.tag == "MD"


def finite_above(word: Word, tag: str) -> Word | None:
    """The nearest verb of this tense above a word."""
    return next((one for one in word.ancestors() if one.tag == tag), None) if tag in FINITE else None
