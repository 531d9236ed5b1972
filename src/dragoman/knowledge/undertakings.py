"""What actors undertake together: kinds by the nouns that name them, stages by the predicates said of them."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import tables


@cache
def kinds() -> dict[str, tuple[int, str]]:
    """The kinds of undertakings by noun, each with its rank: the lower wins where a name has two."""
    found: dict[str, tuple[int, str]] = {}
    for rank, row in enumerate(tables.rows("undertakings.tsv")):
        for word in row.list("words"):
            found.setdefault(word, (rank, row["kind"]))
    return found


@cache
def stages() -> dict[tuple[str, str], str]:
    """The stages by predicate (with particle) and slot."""
    return {(row["predicate"], row["slot"]): row["stage"] for row in tables.rows("stages.tsv")}
