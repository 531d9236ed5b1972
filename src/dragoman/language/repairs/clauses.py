"""Clauses that the parser hung on the wrong verb, or by the wrong label."""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.repairs.moving import FINITE, SUBJECTS, before, finite_above, first_of, hang, is_finite
from dragoman.language.tree import Word

_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when"})
_TIMES = frozenset({"after", "before", "since", "when", "as"})
_PRONOUNS = frozenset({"that", "which", "who", "whom"})
_BESIDE = "beside"
"""The label of a clause that stands beside another, a semicolon between them; no label of the parser's own says so."""


def clause_before_semicolon(word: Word) -> None:
    """ "Chad left; Togo stayed": the first clause is no content of the second."""
    head = word.head
    if word.dep == "ccomp" and word.i < head.i:
        own = max((one.i for one in word.subtree()), default=word.i)
        if any(kid.text == ";" and word.i < kid.i < head.i for kid in (*head.kids, *word.kids)) and own < head.i:
            word.dep = _BESIDE


def clause_told(word: Word) -> None:
    """ "assured the visitors that they were safe": the clause is what is told and describes nobody."""
    if word.lemma not in grammar.words("telling"):
        return
    for noun in word.kids_of("dobj"):
        for clause in noun.kids_of("relcl", "acl"):
            that = next((kid for kid in clause.kids if kid.lower == "that" and kid.i == noun.i + 1), None)
            if that is not None and that.dep == "mark" and clause.kid(*SUBJECTS):
                clause.dep = "ccomp"
                hang(clause, word)


def conjunct_of_other_verb(word: Word) -> None:
    """ "It was a plan that Mali accepted but Niger declined": a verb is joined to the verb that has the "but"."""
    if word.dep != "conj":
        return
    for at in range(word.i - 1, word.head.i, -1):
        one = word.tree.words[at]
        if one.dep == "cc":
            first = one.head if one.head.tag[0] == "V" else finite_above(one.head, word.tag)
            if first is None or (first is not one.head and not word.kid(*SUBJECTS)):
                return
            alone = not any(kid.dep == "conj" and kid.i > one.i for kid in first.kids)
            if word.head.i < first.i < at and first.tag == word.tag and alone:
                hang(word, first)
            return


def joined_in_clause_of_time(word: Word) -> None:
    """ "Chad moved tanks after rebels crossed the river and killed a judge": a verb that follows such a clause without
    a comma goes on with it.
    """
    head, at = word.head, word.i - 1
    if word.tag not in FINITE or word.kid(*SUBJECTS, "mark"):
        return
    while word.tree.words[at].tag == "RB" and at > head.i:
        at -= 1
    joint = word.tree.words[at]
    if joint.lower != "and" or word.tree.words[at - 1].text == ",":
        return
    clause = next((kid for kid in reversed(head.kids_of("advcl")) if head.i < kid.i < at), None)
    mark = clause.kid("mark") if clause is not None else None
    if clause is None or mark is None or mark.lower not in _TIMES:
        return
    if clause.tag == word.tag and clause.kid(*SUBJECTS):
        hang(word, clause)
        hang(joint, clause)


def clause_of_time(word: Word) -> None:
    """ "after the United States on Tuesday imposed duties": the noun is the subject of a clause, not the object of
    "after", and what stands between the two belongs to that clause.
    """
    if word.tag not in FINITE or word.dep not in ("conj", "advcl", "ccomp") or word.kid(*SUBJECTS, "cc"):
        return
    for at in range(word.i - 1, max(word.sentence.words[0].i, word.head.i if word.head.i < word.i else 0), -1):
        one = word.tree.words[at]
        if one.dep == "cc" or one.text == ",":
            return
        if one.lower in _CONJUNCTIONS and one.dep in ("prep", "mark"):
            subject = one.kid("pobj")
            if subject is None or subject.i > word.i:
                return
            for between in word.tree.words[subject.i + 1 : word.i]:
                if between.dep in ("prep", "npadvmod", "advmod") and not subject.i <= between.head.i < word.i:
                    hang(between, word)
            word.dep, one.dep, subject.dep = "advcl", "mark", "nsubj"
            hang(one, word)
            hang(subject, word)
            return


def finite_conjunct(word: Word) -> None:
    """ "demanded that Chad leave and condemned its raid": a finite verb is joined to a finite one, not to an infinitive
    below that.
    """
    head = word.head
    if word.dep != "conj" or word.tag not in FINITE or not (head.tag in ("VB", "VBG") or _is_done_for(head)):
        return
    if any(kid.dep == "aux" and kid.tag == "MD" for kid in head.kids):
        return
    above = finite_above(head, word.tag)
    if above is not None and above.i < word.i:
        hang(word, above)


def verbs_in_series(word: Word) -> None:
    """ "Chad visits Paris, asks for loans", "Chad, which had left, struck the town, took it and thanked Togo": the
    first verb of a series has the subject, and the others are joined to it.
    """
    comma = before(word, word.i)
    if comma is None or comma.text != "," or word.tag not in FINITE or word.dep in ("conj", "relcl"):
        return
    if word.kid(*SUBJECTS, "mark"):
        return
    first = next((kid for kid in word.kids_of("ccomp", "advcl", "dep") if kid.i < word.i), None)
    if first is None or first.tag != word.tag or first.kid("mark") or not first.kid("nsubj", "nsubjpass"):
        return
    if not word.kid("dobj", "prep", "xcomp") or _opened_by_question(first):
        return
    if any(one.text == '"' for one in word.tree.words[first_of(first) : word.i]):
        return
    first.dep = word.dep
    hang(word, first)
    word.dep = "conj"


def _opened_by_question(clause: Word) -> bool:
    return any(kid.tag in ("WRB", "WDT", "WP") and kid.i < clause.i for kid in clause.kids)


def parenthesis(word: Word) -> None:
    """ "Chad sold the port, he recalled, but kept the fort": who says so in passing does not do what follows."""
    teller = word.head
    if word.dep != "conj" or word.kid(*SUBJECTS) or word.lemma in grammar.words("speaking"):
        return
    told = next((kid for kid in teller.kids_of("ccomp") if kid.i < teller.i), None)
    if told is None or told.kid(*SUBJECTS) is None or teller.lemma not in grammar.words("inverted"):
        return
    between = word.tree.words[first_of(told) : word.i]
    if any(one.text == '"' for one in between) or not is_finite(word) or not is_finite(told):
        return
    joint = next((one for one in reversed(between) if one.dep == "cc" and one.head is teller), None)
    comma = before(word, joint.i) if joint is not None else None
    if joint is not None and comma is not None and comma.text == ",":
        hang(joint, told)
        hang(word, told)


def _is_done_for(word: Word) -> bool:
    """Whether a participle is what another has done: "had two ministers arrested"."""
    return word.tag == "VBN" and word.dep == "ccomp" and word.head.lemma == "have" and not word.kid("aux", "auxpass")


def participles_in_series(word: Word) -> None:
    """ "hurting several and arresting their head": joined to the participle before, not to its object."""
    noun = word.head
    if word.tag != "VBG" or (not noun.is_noun and noun.tag[0] != "J") or noun.dep != "dobj" or not word.kid("dobj"):
        return
    joint = before(word, word.i)
    if joint is not None and joint.dep == "cc" and noun.head.tag == "VBG":
        hang(word, noun.head)


def joined_relative(word: Word) -> None:
    """ "a step that Chad derided and that Togo welcomed": what begins with the same pronoun is joined."""
    if word.dep != "conj" or not word.kid(*SUBJECTS):
        return
    pronoun = next((kid for kid in word.kids if kid.lower in _PRONOUNS and kid.i < word.i), None)
    joint = before(word, pronoun.i) if pronoun is not None else None
    if pronoun is None or joint is None or joint.dep != "cc":
        return
    for one in reversed(word.tree.words[word.head.i + 1 : joint.i]):
        if one.dep == "relcl" and any(kid.lower == pronoun.lower for kid in one.kids):
            hang(word, one)
            if pronoun.dep == "mark" and not word.kid("dobj", "ccomp", "xcomp", "attr"):
                pronoun.tag, pronoun.dep = "WDT", "dobj"
            return


def participle_of_noun(word: Word) -> None:
    """ "Under the deal, brokered by Oman, Chad is to leave": a participle after the comma describes the noun before."""
    if word.tag != "VBN" or word.dep != "advcl" or word.kid("mark", "aux", "auxpass") or word.kid("agent") is None:
        return
    comma = before(word, word.i)
    noun = before(word, comma.i) if comma is not None and comma.text == "," else None
    if noun is None or not noun.is_noun or noun.dep != "pobj" or noun.lemma in grammar.words("times"):
        return
    if not noun.is_time:
        word.dep = "acl"
        hang(word, noun)


def past_after_modal(word: Word) -> None:
    """ "said that it would not and accused Togo": a past under a modal is another verb, joined to the one above."""
    modal = word.kid("aux")
    if word.dep != "ccomp" or not word.lower.endswith("ed") or modal is None or modal.tag != "MD":
        return
    between = word.tree.words[modal.i + 1 : word.i]
    if not any(one.dep == "cc" for one in between) or any(one.dep in ("aux", "auxpass") for one in between):
        return
    for kid in [kid for kid in word.kids if kid.i <= modal.i]:
        kid.dep = "dep"
        hang(kid, word.head)
    word.tag, word.dep = "VBD", "conj"


def participle_taken_for_preposition(word: Word) -> None:
    """ "was flown to Oman, given asylum by its king": joined to the passive before it."""
    if word.tag != "VBN" or word.dep != "prep" or word.head.tag != "VBN" or not word.kid("pobj"):
        return
    given = word.kid("pobj")
    by = next((kid for kid in (*word.kids, *(given.kids if given else ())) if kid.lower == "by"), None)
    if given is None or by is None or word.i < word.head.i:
        return
    word.dep, given.dep, by.dep = "conj", "dobj", "agent"
    hang(by, word)


def announced(word: Word) -> None:
    """ "Togo to host talks": after a name alone an infinitive is the verb of a headline."""
    name = word.head
    if word.dep not in ("acl", "relcl") or word.tag != "VB" or name.dep != "ROOT" or name.tag not in ("NNP", "NNPS"):
        return
    to = word.kid("aux")
    if to is not None and to.tag == "TO" and to.i == name.i + 1 and word.kid(*SUBJECTS) is None:
        hang(name, word)
        name.dep = "nsubj"


def joined_to_teller(word: Word) -> None:
    """ "said that it would wait and accused Togo", "said it was wrong and urged Togo": who tells does the second."""
    told = word.head
    teller = told.head
    if word.dep != "conj" or told.dep != "ccomp" or told.i < teller.i or word.kid(*SUBJECTS, "aux", "auxpass", "mark"):
        return
    if word.tag != teller.tag or word.tag not in FINITE or teller.lemma not in grammar.words("inverted"):
        return
    helpers = [kid.tag for kid in told.kids_of("aux", "auxpass")]
    if "MD" in helpers or ((helpers or told.lemma == "be") and word.lemma in grammar.words("speaking")):
        hang(word, teller)
