"""Places: names of places in the text, and where in the world they are.

Names come from the model's spans, from our own table of regions, straits and dams, and from titles such as "the X
Dam". Which of several places of a name is meant is settled by what stands beside it ("Paris, Texas"), by the countries
and divisions that the page speaks of, and by size, one sense to a page (Leidner 2007, "Toponym Resolution in Text").
"""

from __future__ import annotations

from dragoman.actors import Cast
from dragoman.language import Tree
from dragoman.places.dateline import dateline_country
from dragoman.places.names import candidates
from dragoman.places.resolving import Resolver
from dragoman.report import Place

__all__ = ["dateline_country", "find"]


def find(tree: Tree, cast: Cast | None = None, home: str | None = None) -> tuple[Place, ...]:
    """The places of a text in its order. ``home`` is the country of the outlet, where known."""
    resolver = Resolver(tree, cast, home)
    found = []
    for one in resolver.settle(candidates(tree)):
        spot = one.spot
        found.append(
            Place(
                start=one.start,
                end=one.end,
                text=tree.text[one.start : one.end],
                name=spot.name,
                lat=spot.lat,
                lon=spot.lon,
                country=spot.country,
                admin1=spot.admin1,
                geonames_id=spot.geonames_id,
                kind=spot.kind,
            )
        )
    return tuple(found)
