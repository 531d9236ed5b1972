"""What the parser often gets wrong in news sentences, put right by rules of grammar before anything is read.

Each rule looks for a tree that English does not have (a clause of content before a semicolon, an infinitive that is a
noun, an indirect object without a direct one) and gives it the labels of the one that it does.
"""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.tree import Tree, Word

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when"})
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl"})
_BESIDE = "beside"
"""The label of a clause that stands beside another, a semicolon between them; no label of the parser's own says so."""


def repair(tree: Tree) -> None:
    """Mend the tags, labels and heads of a tree."""
    for word in tree.words:
        _infinitive(word)
        _verb_taken_for_noun(word)
    for word in tree.words:
        if word.tag[0] != "V":
            continue
        _clause_before_semicolon(word)
        _subject_of_relative(word)
        _judged(word)
        _sum_given(word)
        _lone_dative(word)
        _preposition_without_object(word)
        _clause_told(word)
        _subject_joined_to_object(word)
        _conjunct_of_other_verb(word)
        _clause_of_time(word)
        _finite_conjunct(word)
        _with_of_border(word)


def _infinitive(word: Word) -> None:
    """ "is ready to host talks": a noun or adjective with "to" for an auxiliary is a verb."""
    if word.tag in ("NN", "JJ", "NNP") and any(
        kid.tag == "TO" and kid.dep == "aux" and kid.i == word.i - 1 for kid in word.kids
    ):
        word.tag = "VB"


def _verb_taken_for_noun(word: Word) -> None:
    """ "Warships patrol the Gulf": a noun with a subject and an object is a verb."""
    if word.tag not in ("NN", "NNS") or word.dep not in _CLAUSES:
        return
    subject, given = word.kid("nsubj"), word.kid("dobj")
    if subject is not None and given is not None and subject.i < word.i < given.i:
        word.tag = "VBZ" if word.tag == "NNS" else "VBP"


def _clause_before_semicolon(word: Word) -> None:
    """ "Chad left; Togo stayed": the first clause is no content of the second."""
    head = word.head
    if word.dep == "ccomp" and word.i < head.i:
        own = max((one.i for one in word.subtree()), default=word.i)
        if any(kid.text == ";" and word.i < kid.i < head.i for kid in (*head.kids, *word.kids)) and own < head.i:
            word.dep = _BESIDE


def _subject_of_relative(word: Word) -> None:
    """ "which only Togo recognises": the noun right before the verb is its subject, the pronoun its object."""
    if word.dep != "relcl" or word.kid("dobj"):
        return
    pronoun = word.kid("nsubj")
    if pronoun is None or pronoun.tag not in ("WDT", "WP") or pronoun.i > word.i:
        return
    noun = next((kid for kid in word.kids if kid.i == word.i - 1 and kid.tag in ("NNP", "NNPS", "NNS")), None)
    if noun is not None and noun.dep in ("compound", "nmod", "npadvmod", "dep", "advmod"):
        noun.dep, pronoun.dep = "nsubj", "dobj"


def _judged(word: Word) -> None:
    """ "found the banker guilty", "held Chad responsible": a clause without a verb is what the object is said to be."""
    if word.lemma not in grammar.words("judging"):
        return
    for kid in word.kids_of("ccomp"):
        noun = kid.kid("nsubj", "compound")
        named = noun is not None and word.i < noun.i < kid.i and not kid.kid("mark", "aux", "cop")
        if named and noun is not None and (kid.tag[0] == "J" or (kid.is_noun and noun.dep == "nsubj")):
            kid.dep, noun.dep = "oprd", "dobj"
            _hang(noun, word)
    for noun in word.kids_of("dobj"):
        for kid in noun.kids_of("amod"):
            between = word.tree.words[noun.i + 1 : kid.i]
            if kid.i > noun.i and all(one.head is kid and one.dep == "advmod" for one in between):
                kid.dep = "oprd"
                _hang(kid, word)
    for kid in word.kids_of("prep"):
        if kid.lower == "as" and not kid.kid("pobj"):  # "described the step as childish"
            for said in kid.kids_of("amod"):
                said.dep = "pobj"


def _with_of_border(word: Word) -> None:
    """ "massed troops on its border with Chad": it is the border that is with Chad, not the massing."""
    for kid in word.kids_of("prep"):
        before = word.tree.words[kid.i - 1]
        if kid.lower == "with" and before.lemma in grammar.words("border") and before.dep == "pobj":
            _hang(kid, before)


def _sum_given(word: Word) -> None:
    """ "lent its neighbour $2 billion": the sum is what is given, not another name of the neighbour."""
    for kid in word.kids_of("dative", "dobj"):
        for sum_ in kid.kids_of("appos"):
            between = [one.text for one in word.sentence.words if kid.i < one.i < sum_.i]
            if sum_.tag == "CD" and "," not in between and any(one in "$€£¥" for one in between):
                kid.dep, sum_.dep = "dative", "dobj"
                _hang(sum_, word)
                return


def _lone_dative(word: Word) -> None:
    """ "will send the carrier to Busan": who gets something stands beside what is given, else it is that."""
    if word.kid("dobj", "ccomp", "xcomp", "nsubjpass", "attr") is None:
        for kid in word.kids_of("dative"):
            if kid.is_noun and kid.i > word.i:
                kid.dep = "dobj"
                return


def _preposition_without_object(word: Word) -> None:
    """ "called on the minister to resign": what follows a preposition is its object, not the verb's."""
    for kid in word.kids_of("prep"):
        given = word.kid("dobj")
        if given is None or kid.i != word.i + 1 or kid.kids or given.i < kid.i:
            continue
        if f"{word.lemma} {kid.lower}" in grammar.words("addressing"):
            given.dep = "pobj"
            _hang(given, kid)


def _clause_told(word: Word) -> None:
    """ "assured the visitors that they were safe": the clause is what is told and describes nobody."""
    if word.lemma not in grammar.words("telling"):
        return
    for noun in word.kids_of("dobj"):
        for clause in noun.kids_of("relcl", "acl"):
            that = next((kid for kid in clause.kids if kid.lower == "that" and kid.i == noun.i + 1), None)
            if that is not None and that.dep == "mark" and clause.kid(*_SUBJECTS):
                clause.dep = "ccomp"
                _hang(clause, word)


def _subject_joined_to_object(word: Word) -> None:
    """ "recognised Chad and Togo expelled its envoys": the noun between "and" and a verb is the verb's subject."""
    if word.tag not in _FINITE or word.dep not in ("conj", "advcl", "ccomp", "ROOT") or word.kid(*_SUBJECTS):
        return
    noun = _noun_before(word)
    if noun is None or noun.dep != "conj" or not noun.head.is_noun or noun.head.dep in _SUBJECTS:
        return
    first = min(one.i for one in noun.subtree())
    before = word.tree.words[first - 1] if first else None
    if before is not None and before.dep == "cc" and before.head in (noun.head, word.head):
        noun.dep = "nsubj"
        _hang(noun, word)


def _conjunct_of_other_verb(word: Word) -> None:
    """ "It was a plan that Mali accepted but Niger declined": a verb is joined to the verb that has the "but"."""
    if word.dep != "conj":
        return
    for at in range(word.i - 1, word.head.i, -1):
        one = word.tree.words[at]
        if one.dep == "cc":
            first = one.head if one.head.tag[0] == "V" else _finite_above(one.head, word.tag)
            if first is None or (first is not one.head and not word.kid(*_SUBJECTS)):
                return
            alone = not any(kid.dep == "conj" and kid.i > one.i for kid in first.kids)
            if word.head.i < first.i < at and first.tag == word.tag and alone:
                _hang(word, first)
            return


def _clause_of_time(word: Word) -> None:
    """ "after the United States on Tuesday imposed duties": the noun is the subject of a clause, not the object of
    "after", and what stands between the two belongs to that clause.
    """
    if word.tag not in _FINITE or word.dep not in ("conj", "advcl", "ccomp") or word.kid(*_SUBJECTS, "cc"):
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
                    _hang(between, word)
            word.dep, one.dep, subject.dep = "advcl", "mark", "nsubj"
            _hang(one, word)
            _hang(subject, word)
            return


def _finite_above(word: Word, tag: str) -> Word | None:
    return next((one for one in word.ancestors() if one.tag == tag), None) if tag in _FINITE else None


def _finite_conjunct(word: Word) -> None:
    """ "demanded that Chad leave and condemned its raid": a finite verb is joined to a finite one, not to an infinitive
    below that.
    """
    head = word.head
    if word.dep != "conj" or word.tag not in _FINITE or head.tag not in ("VB", "VBG"):
        return
    if any(kid.dep == "aux" and kid.tag == "MD" for kid in head.kids):
        return
    above = _finite_above(head, word.tag)
    if above is not None and above.i < word.i:
        _hang(word, above)


def _noun_before(word: Word) -> Word | None:
    """The noun that stands right before a verb, adverbs and auxiliaries left out."""
    for at in range(word.i - 1, max(word.sentence.words[0].i, word.i - 4) - 1, -1):
        one = word.tree.words[at]
        if one.is_noun:
            return one
        if one.tag not in ("RB", "MD") and one.dep not in ("aux", "auxpass"):
            return None
    return None


def _hang(word: Word, head: Word) -> None:
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
