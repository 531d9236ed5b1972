"""Offices, roles and bodies: the words that say which sector of a country acts."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables


class Role(NamedTuple):
    """An office, role or body by its canonical title; ``person`` where it denotes a person."""

    title: str
    sector: str | None
    kind: str
    person: bool
    where: str


@cache
def roles() -> dict[str, list[tuple[tuple[str, ...], Role]]]:
    """The roles by the first word of each of their names, the longest names first."""
    found: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for row in tables.rows("roles.tsv"):
        role = Role(row["title"], row["sector"] or None, row["kind"], row["person"] == "yes", row.where)
        for name in (row["title"], *row.list("names")):
            words = tuple(name.lower().replace("'s", " 's").replace("-", " - ").split())
            found.setdefault(words[0], []).append((words, role))
    for names in found.values():
        names.sort(key=lambda one: -len(one[0]))
    return found


@cache
def by_title() -> dict[str, Role]:
    """The roles by canonical title."""
    return {role.title: role for names in roles().values() for _, role in names}
