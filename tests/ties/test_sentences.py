"""The sentence around some words."""

from __future__ import annotations

import pytest

from dragoman import report as r
from dragoman.ties.sentences import around

TEXT = 'Rain fell. Mr. Dahl of the U.N. met Ms. Soto on Monday in Oslo. "We are glad," he said. Both left.'


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("met Ms. Soto", "Mr. Dahl of the U.N. met Ms. Soto on Monday in Oslo."),
        ("Rain", "Rain fell."),
        ("he said", '"We are glad," he said.'),
        ("left", "Both left."),
        ("Oslo. \"We are glad", 'Mr. Dahl of the U.N. met Ms. Soto on Monday in Oslo. "We are glad," he said.'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shift", [0, 7])
def test_sentences(words: str, sentence: str, shift: int) -> None:
    """With ``shift`` the page has marks that the text has not, so that offsets do not fit."""
    paragraph = r.Paragraph(kind="lead", text=TEXT, start=100, end=100 + len(TEXT) + shift)
    report = r.Report(id="a", article=r.Article(paragraphs=(paragraph,)))
    first = 100 + TEXT.index(words) + shift
    assert around(report, first, first + len(words), words) == sentence


def test_words_that_stand_in_no_paragraph_are_given_back() -> None:
    assert around(r.Report(id="a", article=r.Article()), 5, 9, "words") == "words"
