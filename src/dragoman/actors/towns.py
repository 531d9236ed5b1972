"""Towns that the tables of actors do not have, and the countries that they stand for."""

from __future__ import annotations

from collections.abc import Container

from dragoman.actors.ref import Ref
from dragoman.knowledge import gazetteer
from dragoman.language import Word

_TOWN = 20_000
"""People that a town has whose name alone says a country."""


def town_at(word: Word) -> tuple[Ref, ...]:
    """The country of a town that the tables of actors do not have: "workers in Novo Hamburgo"."""
    if word.tag != "NNP" or word.name is None or word.name.label not in ("GPE", "LOC"):
        return ()
    start, end = word.name.start, word.name.end
    spots = gazetteer.spots(word.tree.text[start:end])
    if not spots or spots[0].country is None or spots[0].population < _TOWN:
        return ()
    code = spots[0].country
    return (Ref(code, None, code, None, start, end, f"the country of {spots[0].name}"),)


def known_town(word: Word, countries: Container[str]) -> str | None:
    """The country of a town; of a small one only where it lies in one of some countries."""
    if town := town_at(word):
        return town[0].code
    if word.tag != "NNP" or word.name is None or word.name.label not in ("GPE", "LOC", "FAC"):
        return None
    text = word.tree.text[word.name.start : word.name.end]
    return next((spot.country for spot in gazetteer.spots(text) if spot.country in countries), None)
