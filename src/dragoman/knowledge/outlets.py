"""News outlets: who they are, where, and what time it is there."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge import tables


class Outlet(NamedTuple):
    """An outlet with its country (ISO 3166-1 alpha-3) and time zone (IANA name)."""

    name: str
    country: str
    timezone: str


@cache
def _by_name() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in tables.rows("outlets.tsv"):
        outlet = Outlet(row["name"], row["country"], row["timezone"])
        found[row["name"].casefold()] = outlet  # of two rows of a name the later, which is a user's
        for name in row.list("names"):
            found.setdefault(name.casefold(), outlet)
    return found


@cache
def _by_domain() -> dict[str, Outlet]:
    return {
        domain: Outlet(row["name"], row["country"], row["timezone"])
        for row in tables.rows("outlets.tsv")
        for domain in row.list("domains")
    }


def outlet_by_name(name: str) -> Outlet | None:
    """The outlet of a name, with or without "The"."""
    key = name.strip().casefold()
    return _by_name().get(key) or _by_name().get(key.removeprefix("the "))


def outlet_by_domain(domain: str) -> Outlet | None:
    """The outlet of a host name, or of the domain above it."""
    parts = domain.lower().removeprefix("www.").split(".")
    for first in range(len(parts) - 1):
        if found := _by_domain().get(".".join(parts[first:])):
            return found
    return None
