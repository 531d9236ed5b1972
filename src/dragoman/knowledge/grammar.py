"""Classes of words that behave alike in a clause: whose infinitive is whose, which nouns only measure others."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import tables


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of a class of grammar.tsv."""
    return frozenset(word for row in tables.rows("grammar.tsv") if row["class"] == name for word in row.list("words"))
