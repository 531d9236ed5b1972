"""By what names the columns of tables of pages go."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import tables


@cache
def column_names() -> dict[str, tuple[str, ...]]:
    """The names, in small letters, by what the column is for; the surest first."""
    return {row["use"]: tuple(row.list("names")) for row in tables.rows("table_columns.tsv")}
