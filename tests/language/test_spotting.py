"""The names are those of the model's own name finder."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language import load, read
from dragoman.language.spotting import Spotter

TEXTS = (
    "",
    "Oslo",
    " \n ",
    "The Norwegian foreign minister, Ingrid Solheim, flew to Port Moresby on Tuesday, 4 March 2014, with 30 officials "
    "of the United Nations High Commissioner for Refugees.",
    "Kenya's president met\n\nBank of Ghana\n\nGeneral Abdul Rahman  Sesay of the Sierra Leone army said on Friday",
    "A ball of string lay on the floor. Nobody had seen the cat.",
)


def check(texts: list[str]) -> None:
    """Asserts that both ways find the same names in texts that are read together."""
    nlp = load()._nlp
    docs = list(nlp.pipe(texts))
    found = list(Spotter(nlp.get_pipe("ner")).names(docs))
    assert [[tuple(name) for name in names] for names in found] == [
        [(name.start, name.end, name.label_) for name in doc.ents] for doc in docs
    ]


def test_names_are_those_of_the_model() -> None:
    assert sum(len(doc.ents) for doc in load()._nlp.pipe(TEXTS)) > 8
    check(list(TEXTS))
    check(["", ""])


WORDS = "the|Bank|of|Accra|New|York|two|thousand|euros|in|May|1999|said|Mr|Boateng|,|.|\n\n|and’s"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS.split("|")), max_size=25).map(" ".join), max_size=4))
def test_names_of_any_words_are_those_of_the_model(texts: list[str]) -> None:
    check(texts)


def test_names_stand_in_the_tree() -> None:
    tree = read("Ingrid Berg flew to Nairobi on Tuesday.")
    assert [(tree.text[name.start : name.end], name.label) for name in tree.names] == [
        ("Ingrid Berg", "PERSON"),
        ("Nairobi", "GPE"),
        ("Tuesday", "DATE"),
    ]
