"""Whom a word of a little page means."""

from __future__ import annotations

from functools import cache

from dragoman.coder import Coder

_DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    """The coder of these tests."""
    return Coder(fast=True)


def meant(text: str, word: str) -> set[str]:
    """The codes of the actors that a word, where it stands last in the text, means."""
    whole = _DATE + text
    at = whole.rindex(word)
    actors = coder().code(whole).actors
    return {one.code for one in actors for span in one.mentions if span.start <= at < span.end}
