"""Pages of many layouts say what they say, and the prose comes out whole."""

from __future__ import annotations

import pytest
from layouts import LAYOUTS, Layout

from dragoman.articles import ReadPage, read

_LETTER = {"lead": "l", "paragraph": "p", "subheading": "s", "caption": "c", "credit": "k"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout(layout: Layout) -> None:
    [page] = read(layout.text)
    assert isinstance(page, ReadPage), page
    article = page.article
    assert {name: getattr(article, name) for name in layout.says} == layout.says
    assert "".join(_LETTER[part.kind] for part in article.paragraphs) == layout.kinds
    body = [" ".join(part.text.split()) for part in article.paragraphs if part.kind in ("lead", "paragraph")]
    assert body == [" ".join(text.split()) for text in layout.body]
    for part in article.paragraphs:
        assert layout.text[part.start : part.end] == part.text
    if article.headline is not None and article.headline_span is not None:
        assert layout.text[article.headline_span.start : article.headline_span.end] == article.headline
