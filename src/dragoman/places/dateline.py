"""Where a page is written from: the town that opens its credit, "HONIARA (Reuters) —", "BISHKEK/OSH:"."""

from __future__ import annotations

import re

from dragoman.actors import Registry
from dragoman.knowledge import gazetteer
from dragoman.report import Article

_TOWN = re.compile(r"[A-Z][A-Za-z.'\-]+(?: [A-Z][A-Za-z.'\-]+){0,2}")
_SEATS = ("capital", "city")


def dateline_country(article: Article) -> str | None:
    """The country of the town in a page's dateline, None where it has none that is known."""
    for paragraph in article.paragraphs:
        if paragraph.kind == "credit" and (town := _TOWN.match(paragraph.text)) is not None:
            return _country(town[0].title())
    return None


def _country(town: str) -> str | None:
    entries = [entry for entry in Registry.load(None).named(town) if entry.kind in _SEATS]
    if entries:
        return entries[0].country
    spots = gazetteer.spots(town)
    return spots[0].country if spots else None
