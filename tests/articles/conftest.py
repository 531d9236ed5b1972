from __future__ import annotations

import html

import pytest

from dragoman.articles import ReadPage
from dragoman.report import Paragraph


def places_of(part: Paragraph) -> list[int]:
    """Where each character of a paragraph stands in the page."""
    if not part.pieces:
        return list(range(part.start, part.start + len(part.text)))
    places: list[int] = []
    for piece in part.pieces:
        assert piece.at == len(places)
        places += range(piece.start, piece.start + piece.length)
    assert len(places) == len(part.text)
    return places


class Checks:
    """What holds of every page that could be read."""

    def plain(self, source: str, page: ReadPage) -> None:
        for part in page.article.paragraphs:
            assert not part.pieces
            assert source[part.start : part.end] == part.text
        self.headline(source, page)

    def marked(self, source: str, page: ReadPage) -> None:
        for part in page.article.paragraphs:
            places = places_of(part)
            assert part.text
            assert part.start == places[0]
            assert part.end > places[-1]
            for char, at in zip(part.text, places, strict=True):
                # A space may stand for a tag, and an entity for the character that it shows.
                shown = html.unescape(source[at : at + 33]) if source[at : at + 1] == "&" else source[at]
                assert char.isspace() or char in shown[:2], (char, source[at : at + 20])
        self.headline(source, page)

    def headline(self, source: str, page: ReadPage) -> None:
        span = page.article.headline_span
        if span is not None:
            assert source[span.start : span.end] == page.article.headline


@pytest.fixture(scope="session")
def checks() -> Checks:
    return Checks()
