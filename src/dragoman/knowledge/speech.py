"""How words are said: predicates of speech, what they take, and the media of statements."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables


class Speech(NamedTuple):
    """A predicate of speech: which contents it takes and where the one spoken to stands."""

    predicate: str
    contents: frozenset[str]
    addressee: str | None
    example: str


@cache
def predicates() -> dict[str, Speech]:
    """The predicates of speech by lemma (with particle)."""
    return {
        row["predicate"]: Speech(
            row["predicate"], frozenset(row.list("content")), row["addressee"] or None, row["example"]
        )
        for row in tables.rows("speech.tsv")
    }


@cache
def media() -> dict[str, str]:
    """The media of statements by the nouns (lemmas) that name them."""
    return {word: row["medium"] for row in tables.rows("media.tsv") for word in row.list("words")}
