"""The lines above the prose that are no headline: sizes of type, bylines without "By"."""

from __future__ import annotations

import pytest

from dragoman.articles.blocks import Block
from dragoman.articles.facts import Page
from dragoman.articles.layout import lay_out

BODY = "Chad reopened a border crossing with Mali on Wednesday, officials in the capital said."


def page(*lines: str) -> Page:
    """A page of some lines above its body."""
    return lay_out([Block(line, range(len(line))) for line in (*lines, BODY)])


@pytest.mark.parametrize("line", ["A- A A+", "Text size: A A A", "Font Size + -", "Font size: small medium large"])
def test_a_line_to_choose_the_size_of_type_is_no_headline(line: str) -> None:
    assert page(line, "Chad reopens crossing with Mali", "May 12, 2021").headline == "Chad reopens crossing with Mali"


@pytest.mark.parametrize(
    "line", ["Kari Bergsen, Gao correspondent", "Kari Bergsen | Staff writer", "Kari Bergsen in Nairobi"]
)
def test_a_name_with_its_trade_is_a_byline(line: str) -> None:
    found = page("Chad reopens crossing with Mali", line, "May 12, 2021")
    assert (found.headline, found.byline) == ("Chad reopens crossing with Mali", "Kari Bergsen")


def test_a_headline_about_an_editor_is_no_byline() -> None:
    assert page("Chad frees newspaper editor", "May 12, 2021").headline == "Chad frees newspaper editor"
