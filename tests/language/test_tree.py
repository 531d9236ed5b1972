from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language import ParagraphSpan, load, normalise, read
from dragoman.language.quotes import quotes, within


def test_sentences_do_not_cross_paragraphs() -> None:
    text = "Ministers met\n\nTalks will go on"
    tree = load().read(text, [ParagraphSpan(0, 13), ParagraphSpan(15, len(text))])
    assert [(one.words[0].text, one.paragraph) for one in tree.sentences] == [("Ministers", 0), ("Talks", 1)]


def test_words_point_at_their_text() -> None:
    tree = read("The envoy’s plane  landed in Accra; she left at once.")
    assert all(tree.text[word.start : word.end] == word.text for word in tree.words)


def test_lemmas() -> None:
    tree = read("They staged rallies and waged war; an eager crowd followed.")
    lemmas = {word.text: word.lemma for word in tree.words}
    assert lemmas["staged"] == "stage"
    assert lemmas["waged"] == "wage"
    assert lemmas["rallies"] == "rally"
    assert lemmas["eager"] == "eager"


def test_infinitives_keep_their_endings() -> None:
    tree = read("They began to pass on aid, to bring peace and to discuss what they need.")
    lemmas = {word.text: word.lemma for word in tree.words}
    assert [lemmas[text] for text in ("pass", "bring", "discuss", "need")] == ["pass", "bring", "discuss", "need"]


def test_conjuncts() -> None:
    tree = read("Kenya, Uganda and Rwanda signed the accord.")
    first = next(word for word in tree.words if word.text == "Kenya")
    assert [word.text for word in first.conjuncts()] == ["Kenya", "Uganda", "Rwanda"]


@given(st.text(max_size=300))
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalise(text)) == len(text)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_tree(text: str) -> None:
    tree = read(text)
    for word in tree.words:
        assert tree.text[word.start : word.end] == word.text
        assert word.head in word.sentence.words


def test_quotations() -> None:
    text = 'He said "we will stay" and left.\n\n"It is late.\n\n"It is over," she said.'
    paragraphs = (ParagraphSpan(0, 32), ParagraphSpan(34, 46), ParagraphSpan(48, len(text)))
    found = quotes(text, paragraphs)
    assert [text[one.start : one.end] for one in found] == ["we will stay", "It is late.", "It is over,"]
    assert [one.closed for one in found] == [True, False, True]
    assert within(found, text.index("stay")) == found[0]
    assert within(found, 0) is None


def test_a_name_like_a_verb_of_saying_is_a_name() -> None:
    tree = read("Omani Transport Minister Said al-Maawali met the Kenyan envoy, Said Ruto, in Muscat.")
    names = [word for word in tree.words if word.text == "Said"]
    assert [word.tag for word in names] == ["NNP", "NNP"]
    assert [tree.text[word.start : word.end] for word in names] == ["Said", "Said"]
    assert tree.sentences[0].root.lemma == "meet"


def test_a_verb_that_breaks_off_at_a_hyphen_is_looked_up() -> None:
    lemmatise = read("They met.").lemmatise
    assert lemmatise("co-signed", "VBD") == "co-sign"
    assert lemmatise("re-", "VB") == "re-"
    assert lemmatise("-", "VBD") == "-"
