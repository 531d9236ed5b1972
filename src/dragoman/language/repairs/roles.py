"""What a verb takes: its object, who is given something, what is said of the object."""

from __future__ import annotations

from dragoman.knowledge import grammar, lexicon
from dragoman.language.repairs.moving import first_of, hang
from dragoman.language.tree import Word

_ORDINALS = frozenset({"last", "next", "first", "past", "other", "remaining", "final", "latest", "previous", "same"})
_ANY = frozenset({"a", "an"})
_BEFORE_NOUN = ("compound", "nmod", "amod", "npadvmod")
_GIVEN_TO = frozenset({"GPE", "NORP", "ORG", "PERSON"})


def subject_of_relative(word: Word) -> None:
    """ "which only Togo recognises": the noun right before the verb is its subject, the pronoun its object."""
    if word.dep != "relcl" or word.kid("dobj"):
        return
    pronoun = word.kid("nsubj")
    if pronoun is None or pronoun.tag not in ("WDT", "WP") or pronoun.i > word.i:
        return
    noun = next((kid for kid in word.kids if kid.i == word.i - 1 and kid.tag in ("NNP", "NNPS", "NNS")), None)
    if noun is not None and noun.dep in ("compound", "nmod", "npadvmod", "dep", "advmod"):
        noun.dep, pronoun.dep = "nsubj", "dobj"


def judged(word: Word) -> None:
    """ "found the banker guilty", "held Chad responsible": a clause without a verb is what the object is said to be."""
    if word.lemma not in grammar.words("judging"):
        return
    for kid in word.kids_of("ccomp"):
        noun = kid.kid("nsubj", "compound")
        named = noun is not None and word.i < noun.i < kid.i and not kid.kid("mark", "aux", "cop")
        if named and noun is not None and (kid.tag[0] == "J" or (kid.is_noun and noun.dep == "nsubj")):
            kid.dep, noun.dep = "oprd", "dobj"
            hang(noun, word)
    for noun in word.kids_of("dobj"):
        for kid in noun.kids_of("amod"):
            between = word.tree.words[noun.i + 1 : kid.i]
            if kid.i > noun.i and all(one.head is kid and one.dep == "advmod" for one in between):
                kid.dep = "oprd"
                hang(kid, word)
    for kid in word.kids_of("prep"):
        if kid.lower == "as" and not kid.kid("pobj"):  # "described the step as childish"
            for said in kid.kids_of("amod"):
                said.dep = "pobj"


def called(word: Word) -> None:
    """ "called his guest, Ana Soto, a liar": what one is called is no other name of one."""
    if word.lemma not in grammar.words("calling"):
        return
    for noun in word.kids_of("dobj"):
        for name in (*noun.kids_of("appos"), *word.kids_of("oprd")):
            said = name.kid("appos")
            if said is None or name.tag != "NNP" or said.tag != "NN" or not any(kid.lower in _ANY for kid in said.kids):
                continue
            name.dep, said.dep = "appos", "oprd"
            hang(name, noun)
            hang(said, word)


def with_of_border(word: Word) -> None:
    """ "massed troops on its border with Chad": it is the border that is with Chad, not the massing."""
    for kid in word.kids_of("prep"):
        before = word.tree.words[kid.i - 1]
        if kid.lower == "with" and before.lemma in grammar.words("border") and before.dep == "pobj":
            hang(kid, before)


def sum_given(word: Word) -> None:
    """ "lent its neighbour $2 billion": the sum is what is given, not another name of the neighbour."""
    for kid in word.kids_of("dative", "dobj"):
        for sum_ in kid.kids_of("appos"):
            between = [one.text for one in word.sentence.words if kid.i < one.i < sum_.i]
            if sum_.tag == "CD" and "," not in between and any(one in "$€£¥" for one in between):
                kid.dep, sum_.dep = "dative", "dobj"
                hang(sum_, word)
                return


def lone_dative(word: Word) -> None:
    """ "will send the carrier to Busan": who gets something stands beside what is given, else it is that."""
    if word.kid("dobj", "ccomp", "xcomp", "nsubjpass", "attr") is None:
        for kid in word.kids_of("dative"):
            if kid.is_noun and kid.i > word.i:
                kid.dep = "dobj"
                return


def preposition_without_object(word: Word) -> None:
    """ "called on the minister to resign": what follows a preposition is its object, not the verb's."""
    for kid in word.kids_of("prep"):
        given = word.kid("dobj")
        if given is None or kid.i != word.i + 1 or kid.kids or given.i < kid.i:
            continue
        if f"{word.lemma} {kid.lower}" in grammar.words("addressing"):
            given.dep = "pobj"
            hang(given, kid)


def recipient_in_object(word: Word) -> None:
    """ "gave the junta one week", "will lend Togo two ships": who gets something is no part of what is given."""
    given = word.kid("dobj")
    if given is None or word.kid("dative") or word.lemma not in grammar.words("giving"):
        return
    start = word.i + 1
    article = word.tree.words[start]
    if article.dep == "det" and article.head is given:
        start += 1
    last = word.tree.words[start]
    if last.name is not None and article is last:
        last = last.name.last
    if last.i >= given.i or (last.name is not None and last.name is given.name) or not _is_inside(last, given):
        return
    after = word.tree.words[last.i + 1]
    counted = after.tag == "CD" and after.head is given and last.lower not in _ORDINALS
    named = article.name is last.name is not None and last.name.label in _GIVEN_TO
    if counted if article is not last and article.dep == "det" else (named and last.tag in ("NNP", "NNPS")):
        last.dep = "dative"
        hang(last, word)
        for part in word.tree.words[word.i + 1 : last.i]:
            hang(part, last)


def _is_inside(word: Word, noun: Word) -> bool:
    """Whether a word is one of the modifiers before a noun, or one of theirs."""
    while word.dep in _BEFORE_NOUN and word.head is not noun:
        word = word.head
    return word.head is noun and word.dep in _BEFORE_NOUN


def act_after_preposition(word: Word) -> None:
    """ "accused Chad of harbouring deserters": after "of" stands what was done, not what was harboured."""
    for kid in word.kids_of("prep"):
        if f"{word.lemma} {kid.lower}" not in grammar.words("blaming"):
            continue
        for noun in kid.kids_of("pobj"):
            act = word.tree.words[kid.i + 1]
            if act.lower.endswith("ing") and act.dep in ("amod", "compound") and act.head is noun:
                act.tag, act.dep = "VBG", "pcomp"
                hang(act, kid)
                noun.dep = "dobj"
                hang(noun, act)


def let_act(word: Word) -> None:
    """ "let the ship dock": the noun after another one is what that is let do."""
    if word.lemma != "let":
        return
    for act in word.kids_of("dobj", "ccomp"):
        actor = next((kid for kid in act.kids_of("compound", "nmod") if kid.i == act.i - 1), None)
        if actor is None or act.tag != "NN" or act.lower not in lexicon.verb_heads():
            continue
        for kid in act.kids[:]:
            if kid is not actor and kid.i < act.i:
                hang(kid, actor)
        act.tag, act.dep, actor.dep = "VB", "ccomp", "nsubj"


def participle_taken_for_object(word: Word) -> None:
    """ "a clinic run by nuns": the participle describes the noun before it, which is the object."""
    if word.tag != "VBN" or word.dep not in ("dobj", "pobj") or word.kid("agent") is None:
        return
    noun = next((kid for kid in word.kids_of("compound", "nmod") if kid.i == word.i - 1), None)
    if noun is None:
        return
    noun.dep = word.dep
    hang(noun, word.head)
    for kid in word.kids[:]:
        if kid.i < noun.i:
            hang(kid, noun)
    word.dep = "acl"
    hang(word, noun)


def object_after_recipient(word: Word) -> None:
    """ "handed over to Chad the man it sought", "gave back to Togo two boats": what follows the name is the object."""
    if word.kid("dobj", "ccomp", "nsubjpass") or word.lemma not in grammar.words("giving"):
        return
    to = next((one for one in word.tree.words[word.i + 1 : word.i + 3] if one.lower == "to" and one.kid("pobj")), None)
    noun = to.kid("pobj") if to is not None else None
    if to is None or noun is None or noun.head.head not in (word, *word.kids):
        return
    given = next((kid for kid in noun.kids_of("appos") if first_of(kid) == noun.i + 1 and kid.kid("det")), None)
    if given is None:
        name = next((kid for kid in noun.kids_of("nmod", "compound") if kid.tag in ("NNP", "NNPS")), None)
        if name is None or word.tree.words[name.i + 1].tag not in ("CD", "DT"):
            return
        given, noun = noun, name
        name.dep = "pobj"
        hang(name, to)
    given.dep = "dobj"
    hang(given, word)
