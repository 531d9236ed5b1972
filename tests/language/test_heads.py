"""The parse is that of the model's own parser."""

from __future__ import annotations

from spacy.attrs import DEP, HEAD, SENT_START

from dragoman.language import load
from dragoman.language.heads import Parser

TEXTS = [
    "The envoy, who had flown in overnight, told reporters that both sides would sign. They did so on Friday.",
    "",
    "Oslo",
    " \n ",
    "Troops crossed the river at dawn\n\nVillagers fled; the army, which had warned them, fired over their heads.",
]


def test_the_parse_is_that_of_the_model() -> None:
    nlp = load()._nlp
    docs = list(nlp.pipe(TEXTS, disable=["parser", "ner"]))
    Parser(nlp.get_pipe("parser")).parse(docs)
    for doc, other in zip(docs, nlp.pipe(TEXTS), strict=True):
        assert doc.to_array([HEAD, DEP, SENT_START]).tolist() == other.to_array([HEAD, DEP, SENT_START]).tolist()
        assert len(list(doc.sents)) == len(list(other.sents))


def test_nothing_is_parsed_where_nothing_is() -> None:
    nlp = load()._nlp
    docs = [nlp.make_doc(""), nlp.make_doc("")]
    Parser(nlp.get_pipe("parser")).parse(docs)
    assert [len(doc) for doc in docs] == [0, 0]
