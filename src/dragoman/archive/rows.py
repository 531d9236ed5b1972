"""What the archive answers with: one flat record a row, ready for a table, CSV, JSON or Parquet."""

from __future__ import annotations

from dragoman.report import Record


class EventRow(Record, frozen=True):
    """An event as its article asserts it; actors are written ``IRN`` or ``IRN:GOV``."""

    id: str
    start: str | None
    end: str | None
    granularity: str | None
    inherited: bool | None
    type: str
    mode: str | None
    cameo: str | None
    quad: str | None
    goldstein: float | None
    status: str
    symmetric: bool
    source: tuple[str, ...]
    target: tuple[str, ...]
    mediators: tuple[str, ...]
    source_persons: tuple[str, ...]
    target_persons: tuple[str, ...]
    contexts: tuple[str, ...]
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    reported_by: str | None
    confidence: float
    page: str
    outlet: str | None
    published_at: str | None
    text: str
    first: int
    last: int


class StatementRow(Record, frozen=True):
    """Words said: by whom, to whom, how, and in which page."""

    page: str
    number: int
    speaker: str | None
    code: str | None
    addressee: str | None
    kind: str
    verb: str | None
    medium: str | None
    text: str
    first: int
    last: int
    outlet: str | None
    published_at: str | None


class PersonRow(Record, frozen=True):
    """A person by name and country, with all names and offices and the number of pages and mentions."""

    name: str
    country: str | None
    names: tuple[str, ...]
    offices: tuple[str, ...]
    pages: int
    mentions: int


class PlaceRow(Record, frozen=True):
    """A place with the number of pages and mentions, and of the events that happened there."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    kind: str
    pages: int
    mentions: int
    events: int


class UndertakingRow(Record, frozen=True):
    """An undertaking as one page speaks of it."""

    page: str
    number: int
    name: str
    kind: str
    parties: tuple[str, ...]
    stage: str | None
    stages: tuple[str, ...]
    said_by: str | None
    start: str | None
    end: str | None
    place: str | None
    text: str
    first: int
    last: int
    outlet: str | None
    published_at: str | None


class ArticleRow(Record, frozen=True):
    """A page with the number of its records; ``reprint_of`` is the page that had its story first."""

    id: str
    published_at: str | None
    outlet: str | None
    headline: str | None
    byline: str | None
    url: str | None
    language: str | None
    events: int
    statements: int
    persons: int
    places: int
    undertakings: int
    reprint_of: str | None = None
    also: tuple[str, ...] = ()


class ReprintRow(Record, frozen=True):
    """A page that says again what ``original``, published first, said; ``similarity`` is the share that they share.

    ``why``: same words, same address, like words, like another reprint, or same page: it came under another id.
    """

    original: str
    page: str
    similarity: float
    why: str
    published_at: str | None
    outlet: str | None
    url: str | None
    headline: str | None


class RejectRow(Record, frozen=True):
    """A page that was set aside: where it came from, why, and how many bytes it had."""

    id: str
    source: str
    reason: str
    bytes: int | None


KINDS: dict[str, type[Record]] = {
    "events": EventRow,
    "statements": StatementRow,
    "persons": PersonRow,
    "places": PlaceRow,
    "undertakings": UndertakingRow,
    "articles": ArticleRow,
    "reprints": ReprintRow,
}
"""The kinds of answers by the name of the question, a method of Archive."""
