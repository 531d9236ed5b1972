"""Words that the tagger took for others."""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.repairs.moving import hang
from dragoman.language.tree import Word

_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl"})


def infinitive(word: Word) -> None:
    """ "is ready to host talks": a noun or adjective with "to" for an auxiliary is a verb."""
    if word.tag in ("NN", "JJ", "NNP") and any(
        kid.tag == "TO" and kid.dep == "aux" and kid.i == word.i - 1 for kid in word.kids
    ):
        word.tag = "VB"


def verb_taken_for_noun(word: Word) -> None:
    """ "Warships patrol the Gulf", "Togo police raid shops": a noun with an object is a verb."""
    if word.tag not in ("NN", "NNS") or word.dep not in _CLAUSES:
        return
    subject, given = word.kid("nsubj"), word.kid("dobj")
    if given is None or given.i < word.i:
        return
    if subject is None and word.kid("det", "poss", "amod") is None:
        subject = _noun_in_front(word)
    if subject is not None and subject.i < word.i:
        word.tag = "VBZ" if word.tag == "NNS" else "VBP"


def _noun_in_front(word: Word) -> Word | None:
    """The last of the nouns that the parser made parts of one name, as the subject with the others as its parts."""
    parts = [kid for kid in word.kids_of("compound", "nmod") if kid.i < word.i and kid.is_noun]
    if not parts:
        return None
    *others, subject = parts
    for one in others:
        one.dep = "compound"
        hang(one, subject)
    subject.dep = "nsubj"
    return subject


def deed_taken_for_verb(word: Word) -> None:
    """ "sacked his deputy, moves that Togo criticised": a noun that sums up what was told is no verb."""
    if word.tag != "VBZ" or word.kid("nsubj", "nsubjpass", "aux") or word.head is word:
        return
    left, right = word.tree.words[word.i - 1], word.tree.words[min(word.i + 1, len(word.tree.words) - 1)]
    opened = right.lower in ("that", "which") or word.head.tag == "VBD"  # no series of verbs changes its tense
    if left.text != "," or not opened or word.kid("dobj") or word.lemma not in grammar.words("deed"):
        return
    for clause in word.kids_of("ccomp"):
        clause.dep = "relcl"
        if right.head is clause and right.dep == "mark":
            right.tag, right.dep = "WDT", "dobj"
    word.tag, word.dep = "NNS", "appos"
