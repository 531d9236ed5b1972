"""Offices, roles and bodies: the words that say which sector of a country acts."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables


class Role(NamedTuple):
    """An office, role or body by its canonical title; ``person`` where it denotes a person. ``of`` says whose it is
    where nobody is named beside it: a state's, an international body's, an armed group's.
    """

    title: str
    sector: str | None
    kind: str
    person: bool
    of: str
    where: str


@cache
def roles() -> dict[str, list[tuple[tuple[str, ...], Role]]]:
    """The roles by the first word of each of their names, the longest names first."""
    found: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for row in tables.rows("roles.tsv"):
        role = Role(row["title"], row["sector"] or None, row["kind"], row["person"] == "yes", row["of"], row.where)
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


@cache
def nouns() -> frozenset[str]:
    """The last words of all names of offices, roles and bodies, and of their titles."""
    return frozenset(words[-1] for names in roles().values() for words, _ in names)
