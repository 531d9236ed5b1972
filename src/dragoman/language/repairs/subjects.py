"""Subjects of several names, and those that the parser left in the phrase or clause before."""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.repairs.moving import SUBJECTS, before, first_of, hang, is_finite, noun_before
from dragoman.language.tree import Word

_JOINED = ("conj", "appos")
_PLAIN = ("conj", "advcl", "ccomp", "dep", "ROOT", "beside")
_RELATIVE = ("WDT", "WP", "WP$", "WRB")
_FARTHEST = 25
"""No addition between commas is so many words long."""


def missing_subject(word: Word) -> None:
    """Find the subject of a finite verb that has none."""
    if word.dep not in _PLAIN or word.kid(*SUBJECTS) or not is_finite(word):
        return
    for rule in (_from_fronted_phrase, _joined_to_object, _split_from_object):
        rule(word)
        if word.kid("nsubj"):
            return


def subject_of_auxiliary(word: Word) -> None:
    """ "Chad had earlier this year expelled him": the subject is that of the verb, not of its auxiliary."""
    verb = word.head
    if word.dep in ("aux", "auxpass") and verb.tag[0] == "V" and not verb.kid(*SUBJECTS):
        for subject in word.kids_of(*SUBJECTS):
            hang(subject, verb)


def _from_fronted_phrase(word: Word) -> None:
    """ "Pressed by the fund, Togo raised prices": what follows the comma of a phrase in front is the subject."""
    noun = noun_before(word) or _noun_with_addition(word)
    left = before(word, first_of(noun)) if noun is not None else None
    if noun is None or noun.dep not in _JOINED or left is None or left.text != ",":
        return
    if word in noun.ancestors():
        _make_subject(noun, word)
    elif word.dep == "conj" and word.head in noun.ancestors() and _tells_what_stands_before(word):
        told = word.head
        _make_subject(noun, word)
        word.dep = told.dep
        hang(told, word)
        told.dep = "ccomp"


def _joined_to_object(word: Word) -> None:
    """ "recognised Chad and Togo expelled its envoys": the noun between "and" and a verb is the verb's subject."""
    noun = noun_before(word)
    with_addition = noun is None
    noun = noun or _noun_with_addition(word)
    if noun is None or noun.dep != "conj" or not noun.head.is_noun or noun.head.dep in SUBJECTS:
        return
    left = before(word, first_of(noun))
    if left is None or left.dep != "cc" or left.head not in (noun.head, word.head):
        return
    comma = before(word, left.i)
    if not with_addition or (comma is not None and comma.text == ","):
        _make_subject(noun, word)


def _tells_what_stands_before(word: Word) -> bool:
    """Whether a verb joined by a comma alone says whose words the clause before it was: "…, its envoy, Juan, said"."""
    joined = any(one.dep == "cc" and one.head is word.head for one in word.tree.words[word.head.i : word.i])
    return word.lemma in grammar.words("inverted") and not joined


def _noun_with_addition(word: Word) -> Word | None:
    """The noun whose addition between commas ends right before a verb: "and Togo, whose envoy had left, protested"."""
    comma = before(word, word.i)
    if comma is None or comma.text != ",":
        return None
    opened = next((one for one in _words_left_of(comma) if one.text == "," and _opens_addition(one)), None)
    noun = before(word, opened.i) if opened is not None else None
    while noun is not None and noun.dep in ("compound", "nmod") and noun.head.i < comma.i:
        noun = noun.head
    return noun if noun is not None and noun.is_noun else None


def _words_left_of(word: Word) -> list[Word]:
    first = word.sentence.words[0].i
    return word.tree.words[max(first, word.i - _FARTHEST) : word.i][::-1]


def _opens_addition(comma: Word) -> bool:
    """Whether a relative clause, a participle or another name follows a comma."""
    words = comma.tree.words
    after, then = words[comma.i + 1], words[min(comma.i + 2, len(words) - 1)]
    if after.tag in _RELATIVE or (after.tag == "IN" and then.tag in _RELATIVE):
        return True
    noun = before(comma, comma.i)
    return noun is not None and any(
        kid.i > comma.i and kid.dep in ("acl", "appos") and first_of(kid) == comma.i + 1 for kid in noun.kids
    )


def _split_from_object(word: Word) -> None:
    """ "marched on Goma and M23 rebels took Sake": of what the parser made one noun the part after "and" is the
    subject.
    """
    noun = noun_before(word)
    if noun is None or noun.dep not in ("pobj", "dobj"):
        return
    for kid in noun.kids_of("nmod", "compound"):
        joined = kid.kid("conj")
        if kid.kid("cc") is None or joined is None or kid.tag not in ("NNP", "NNS", "NN"):
            continue
        kid.dep = noun.dep
        hang(kid, noun.head)
        joined.dep = "compound"
        hang(joined, noun)
        for left in noun.kids[:]:
            if left.i < kid.i:
                hang(left, kid)
        _make_subject(noun, word)
        return


def series_of_subjects(word: Word) -> None:
    """ "On Monday Chad, Mali and Niger signed": the first names of a series are subjects too, whatever the parser
    took them for.
    """
    subjects = [kid for kid in word.kids_of("nsubj", "nsubjpass") if kid.is_noun and kid.i < word.i]
    if not subjects:
        return
    left = before(word, first_of(subjects[-1]))
    first = before(word, left.i) if left is not None and left.text in (",", "and") else None
    if left is None or first is None or first.tag[0] != "N" or first.head is subjects[-1]:
        return
    if left.dep == "cc":
        _series_ended_by(subjects[-1], first, word)
    elif subjects[-1].kid("conj") or _is_telegram(subjects[-1], word):
        _series_begun_by(subjects[-1], first, word)


def _series_ended_by(last: Word, first: Word, verb: Word) -> None:
    """The members of a series of which the parser took but the last for the subject."""
    while first.head.is_noun and first.dep in ("compound", "nmod"):
        first = first.head
    chain = [first]
    while chain[0].dep in _JOINED and chain[0].head.is_noun and chain[0].head.i < chain[0].i:
        chain.insert(0, chain[0].head)
    if len(chain) > 1 and chain[0].dep == "pobj" and verb in chain[0].ancestors():
        top = chain[1]
        comma = before(verb, first_of(top))
        if comma is not None and comma.text == ",":
            _join_series(top, last, verb)


def _series_begun_by(second: Word, first: Word, verb: Word) -> None:
    """The name before a series that begins one too late."""
    if first.tag not in ("NNP", "NNPS") or _is_time(first):
        return
    if first.dep == "pobj":  # "On Monday Chad, Mali and Niger signed"
        for kid in first.kids_of("compound", "nmod", "npadvmod"):
            if _is_time(kid):
                kid.dep = "pobj"
                hang(kid, first.head)
                _join_series(first, second, verb)
                return
        return
    beside = first.dep in ("dep", "npadvmod", "nsubj") and first.head is verb
    under = first.dep in (*_JOINED, "compound", "nmod") and (_is_time(first.head) or first.head.dep in SUBJECTS)
    if beside or under:
        _join_series(first, second, verb)


def _join_series(first: Word, second: Word, verb: Word) -> None:
    dep = second.dep
    second.dep = "conj"
    if first.dep == "appos" and first.head.head is verb and first.head.dep in SUBJECTS:
        first.dep = "conj"
        hang(second, first.head)
        return
    hang(second, first)
    first.dep = dep
    hang(first, verb)


def unclosed_apposition(word: Word) -> None:
    """ "Ethiopia, Somalia to hold talks": without a second comma the second name is another one."""
    for subject in word.kids_of("nsubj", "nsubjpass"):
        for other in subject.kids_of("appos"):
            if other.tag == subject.tag == "NNP" and other.i < word.i and not other.kids and not subject.kid("det"):
                after = other.tree.words[other.i + 1]
                opened = before(word, other.i)
                if after.text != "," and opened is not None and opened.text == "," and opened.i == subject.i + 1:
                    other.dep = "conj"


def two_subjects(word: Word) -> None:
    """ "a pact that both signed": of two subjects the relative pronoun is the object."""
    subjects = word.kids_of("nsubj")
    if len(subjects) > 1 and subjects[0].tag in _RELATIVE and not word.kid("dobj"):
        subjects[0].dep = "dobj"


def subject_after_speech(word: Word) -> None:
    """ "It would be a mistake, warned the minister": who said what stands before is no object."""
    if word.lemma not in grammar.words("inverted") or word.kid(*SUBJECTS) or not word.kid("ccomp"):
        return
    given = word.kid("dobj")
    clause = word.kid("ccomp")
    comma = before(word, word.i)
    if given is None or clause is None or clause.i > word.i or comma is None or comma.text not in (",", '"'):
        return
    named = given.tag in ("NNP", "NNPS") or any(kid.lower in ("the", "a", "an") for kid in given.kids_of("det"))
    if named and first_of(given) == word.i + 1 and not word.kid("conj"):
        given.dep = "nsubj"


def _make_subject(noun: Word, verb: Word) -> None:
    for clause in noun.head.kids_of("relcl"):  # "left Chad, Togo, which had waited, …": it describes the nearer noun
        if noun.i < clause.i < verb.i:
            hang(clause, noun)
    noun.dep = "nsubj"
    hang(noun, verb)


def _is_time(word: Word) -> bool:
    return word.is_time or word.lower in grammar.words("times")


def _is_telegram(subject: Word, verb: Word) -> bool:
    """Whether a verb's number says that its name is not the only subject: "Chad, Mali sign treaty"."""
    return subject.tag == "NNP" and verb.tag == "VBP"
