"""Countries by their codes."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import tables


@cache
def names() -> dict[str, str]:
    """The names of countries by their codes."""
    return {row["code"]: row["name"] for row in tables.rows("countries.tsv")}
