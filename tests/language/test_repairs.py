from __future__ import annotations

import pytest

from dragoman.language import ParagraphSpan, Sentence, Tree, Word, read
from dragoman.language.repairs import repair


def word(sentence: str, text: str) -> Word:
    return next(one for one in read(sentence).words if one.text == text)


def test_an_infinitive_is_a_verb() -> None:
    assert word("Kenya is ready to host talks, its president said.", "host").tag == "VB"


def test_a_noun_with_subject_and_object_is_a_verb() -> None:
    found = word("Warships of the European Union and NATO patrol the Gulf of Aden.", "patrol")
    assert found.is_verb
    assert (found.kid("nsubj"), found.kid("dobj")) != (None, None)


def test_a_clause_before_a_semicolon_is_no_content_of_the_next() -> None:
    assert word("Kenya offered troops; the first of them land on Tuesday.", "offered").dep != "ccomp"
    assert word("Kenya will offer troops, its president said.", "offer").dep == "ccomp"


def test_the_noun_right_before_the_verb_of_a_relative_clause_is_its_subject() -> None:
    found = word("His breakaway state, which only Kenya recognises, is small.", "recognises")
    assert [(kid.text, kid.dep) for kid in found.kids if kid.dep in ("nsubj", "dobj")] == [
        ("which", "dobj"),
        ("Kenya", "nsubj"),
    ]


@pytest.mark.parametrize(
    ("sentence", "verb", "given"),
    [
        ("Kenya has lent its neighbour $2 billion.", "lent", "billion"),
        ("The Kenyan Navy will send the carrier Simba to Lamu later this month.", "send", "carrier"),
    ],
)
def test_what_is_given_is_the_object(sentence: str, verb: str, given: str) -> None:
    found = word(sentence, verb).kid("dobj")
    assert found is not None
    assert found.text == given


def test_the_subject_of_an_auxiliary_is_that_of_its_verb() -> None:
    found = word("The Kenyan president has twice this year recalled his ambassador from Uganda.", "recalled")
    subject = found.kid("nsubj")
    assert subject is not None
    assert subject.text == "president"


def test_a_clause_that_is_told_is_content() -> None:
    found = word("The minister assured the visitors that their engineers would be protected.", "protected")
    assert (found.dep, found.head.text) == ("ccomp", "assured")


def test_the_noun_between_and_and_a_verb_is_its_subject() -> None:
    found = word("Kenya refused to recognise the election of Omar and Kampala expelled its envoys.", "expelled")
    subject = found.kid("nsubj")
    assert subject is not None
    assert subject.text == "Kampala"


def test_a_verb_is_joined_to_the_verb_that_has_the_conjunction() -> None:
    assert word("It was a plan that Mali accepted but Niger declined.", "declined").head.text == "accepted"


@pytest.mark.parametrize(
    ("sentence", "said", "whom"),
    [
        ("A Danish court found the banker guilty of theft.", "guilty", "banker"),
        ("Togo held Benin responsible for the raid.", "responsible", "Benin"),
        ("The court declared the tax unlawful.", "unlawful", "tax"),
        ("Togo said that Lome considered Benin a friend.", "friend", "Benin"),
    ],
)
def test_what_is_said_of_the_object_is_no_clause(sentence: str, said: str, whom: str) -> None:
    judged, named = word(sentence, said), word(sentence, whom)
    assert (judged.dep, named.dep) == ("oprd", "dobj")
    assert judged.head.text == named.head.text


def test_an_adjective_after_as_is_its_object() -> None:
    assert word("Togo described the remark as provocative.", "provocative").dep == "pobj"


def test_a_finite_verb_is_joined_to_a_finite_one() -> None:
    tree = made(
        ("Togo", "NNP", "nsubj", 1),
        ("agreed", "VBD", "ROOT", 1),
        ("to", "TO", "aux", 3),
        ("help", "VB", "xcomp", 1),
        ("and", "CC", "cc", 3),
        ("thanked", "VBD", "conj", 3),
    )
    repair(tree)
    assert tree.words[5].head.text == "agreed"


def test_a_clause_of_time_has_its_subject() -> None:
    tree = made(
        ("Togo", "NNP", "nsubj", 1),
        ("protested", "VBD", "ROOT", 1),
        ("after", "IN", "prep", 1),
        ("Mali", "NNP", "pobj", 2),
        ("on", "IN", "prep", 1),
        ("Monday", "NNP", "pobj", 4),
        ("raised", "VBD", "conj", 1),
        ("duties", "NNS", "dobj", 6),
    )
    repair(tree)
    clause = tree.words[6]
    assert (clause.dep, [(kid.text, kid.dep) for kid in clause.kids]) == (
        "advcl",
        [("after", "mark"), ("Mali", "nsubj"), ("on", "prep"), ("duties", "dobj")],
    )


def made(*rows: tuple[str, str, str, int]) -> Tree:
    """A tree of text, tag, label and place of the head, as a parser might give it."""
    text = " ".join(row[0] for row in rows)
    tree = Tree(text, (ParagraphSpan(0, len(text)),), lambda lower, tag: lower.removesuffix("ed"))
    start = 0
    for i, (form, tag, dep, _) in enumerate(rows):
        tree.words.append(Word(i, form, start, tag, dep, tree))
        start += len(form) + 1
    for one, (*_, head) in zip(tree.words, rows, strict=True):
        one.head = tree.words[head]
        if one.head is not one:
            one.head.kids.append(one)
    sentence = Sentence(tree.words, 0, 0)
    for one in tree.words:
        one.sentence = sentence
    return tree


def test_what_follows_a_preposition_is_its_object() -> None:
    tree = made(
        ("Crowds", "NNS", "nsubj", 1),
        ("called", "VBD", "ROOT", 1),
        ("on", "IN", "prep", 1),
        ("Juan", "NNP", "dobj", 1),
        ("to", "TO", "aux", 5),
        ("resign", "VB", "xcomp", 1),
    )
    repair(tree)
    assert (tree.words[3].dep, tree.words[3].head.text) == ("pobj", "on")


def test_a_tree_stays_a_tree() -> None:
    """A verb joined to one that stood below it: that one takes its place."""
    tree = made(
        ("Togo", "NNP", "nsubj", 1),
        ("protested", "VBD", "ROOT", 1),
        ("while", "IN", "mark", 4),
        ("tanks", "NNS", "nsubj", 4),
        ("shelled", "VBD", "advcl", 7),
        ("and", "CC", "cc", 4),
        ("settlers", "NNS", "nsubj", 7),
        ("burned", "VBD", "conj", 1),
        ("lorries", "NNS", "dobj", 7),
    )
    repair(tree)
    shelled, burned = tree.words[4], tree.words[7]
    assert (burned.dep, burned.head.text) == ("conj", "shelled")
    assert (shelled.dep, shelled.head.text) == ("advcl", "protested")
    assert burned not in shelled.ancestors()


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        ("Pressed by the IMF, Kenya raised fuel prices and cut the budget; Togo waited.", "raised", "Kenya"),
        ("Mali recalled its envoys, and Niger, whose officers seized power, followed suit.", "followed", "Niger"),
        ("Rwandan troops advanced on Goma and M23 rebels took Sake, a small town.", "took", "rebels"),
        ("It would be a grave mistake, warned the Hungarian minister, whose envoy left.", "warned", "minister"),
        ("Kosovo police raid Serb-run post offices; Belgrade protests", "raid", "police"),
        ("As troops pulled out of Mekelle, Eritrea, which denies it, accused the rebels.", "accused", "Eritrea"),
        (
            "The bloc voted to suspend Honduras, and Brazil, in whose embassy he hid, demanded talks.",
            "demanded",
            "Brazil",
        ),
        ("The army has begun to leave the Litani, its commander, Gen. Haykal, told the envoy.", "told", "commander"),
    ],
)
def test_a_verb_has_the_noun_before_it_for_subject(sentence: str, verb: str, subject: str) -> None:
    found = word(sentence, verb).kid("nsubj")
    assert found is not None
    assert found.text == subject


@pytest.mark.parametrize(
    ("sentence", "verb", "first"),
    [
        ("Gabon junta leader visits Paris, asks Macron for loans", "asks", "visits"),
        ("Sudan cuts ties with Emirates, recalls ambassador", "recalls", "cuts"),
        (
            "The court ordered Israel to halt, a ruling that it called absurd and that Oman welcomed.",
            "welcomed",
            "called",
        ),
        ("Kenya put duties on a firm there, he recalled, but granted the port a waiver.", "granted", "put"),
    ],
)
def test_a_verb_is_joined_to_the_first_of_its_series(sentence: str, verb: str, first: str) -> None:
    found = word(sentence, verb)
    assert (found.dep, found.head.text) == ("conj", first)


@pytest.mark.parametrize(
    ("sentence", "verb", "teller"),
    [
        ("Kenya put duties on a firm there, he recalled, but declined to say when.", "declined", "recalled"),
        ("The ambassador said they were a mistake and urged Georgia to free the men.", "urged", "said"),
        ("The minister said that Togo would not yield and accused Benin of lies.", "accused", "said"),
    ],
)
def test_who_tells_goes_on_telling(sentence: str, verb: str, teller: str) -> None:
    assert word(sentence, verb).head.text == teller


def test_of_two_subjects_the_pronoun_is_the_object() -> None:
    found = word("Kenya returned to the talks on the dam, which both left in May.", "left")
    assert [(kid.text, kid.dep) for kid in found.kids[:2]] == [("which", "dobj"), ("both", "nsubj")]


@pytest.mark.parametrize(
    ("sentence", "recipient"),
    [
        ("Its leaders gave the junta one week to restore the president.", "junta"),
        ("Britain will give Ukraine Storm Shadow missiles and train its pilots.", "Ukraine"),
    ],
)
def test_who_gets_something_is_no_part_of_it(sentence: str, recipient: str) -> None:
    assert word(sentence, recipient).dep == "dative"


def test_a_participle_describes_the_noun_before_its_comma() -> None:
    found = word("Under the deal, brokered by Qatar, Israel is to free some prisoners.", "brokered")
    assert (found.dep, found.head.text) == ("acl", "deal")


def test_a_past_does_not_stand_under_a_modal() -> None:
    found = word("President Vucic said that it would not and accused Brussels of blackmail.", "accused")
    assert (found.dep, found.head.text, found.kid("nsubj")) == ("conj", "said", None)


def test_a_noun_that_sums_up_is_no_verb() -> None:
    found = word("Kiir sacked his deputy, placed him under arrest and left, moves that the envoys criticised.", "moves")
    assert found.is_noun


def test_a_participle_is_no_preposition() -> None:
    found = word("The general was flown to Algiers, given asylum by President Tebboune and put up there.", "given")
    assert (found.dep, found.head.text) == ("conj", "flown")


def test_what_one_is_called_is_no_other_name_of_one() -> None:
    found = word("The Peruvian president called the Chilean premier, Ana Soto, a coward.", "called")
    assert [(kid.text, kid.dep) for kid in found.kids if kid.dep in ("dobj", "oprd")] == [
        ("premier", "dobj"),
        ("coward", "oprd"),
    ]


def test_a_verb_after_a_clause_of_time_goes_on_with_it() -> None:
    sentence = "Kenya moved tanks toward its frontier, two days after rebels crossed into Lamu and killed a judge."
    assert word(sentence, "killed").head.text == "crossed"
    apart = "Kenya moved tanks toward its frontier after rebels crossed into Lamu, and closed its ports."
    assert word(apart, "closed").head.text == "moved"
