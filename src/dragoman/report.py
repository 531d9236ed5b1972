"""The nouns: what a page says, as typed and immutable records.

A :class:`Report` is one article read by the codebook. Every record bears the span of the words it rests
on: ``start`` and ``end`` are code-point offsets, end exclusive, into the page as received after decoding.
Days are ISO 8601 dates (``2020-12-09``), moments ISO 8601 with the outlet's UTC offset where it is known.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["actual", "planned", "possible", "denied"]
ParagraphKind = Literal["lead", "paragraph", "subheading", "caption", "credit"]
StatementKind = Literal["direct", "indirect", "mixed"]
OfficeStatus = Literal["current", "former", "elect"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The common ground of all records: immutable, compared by value, written as JSON by name."""


class Span(Record, frozen=True, kw_only=True):
    """A stretch of the page: ``page[start:end]``."""

    start: int
    end: int


class Evidence(Span, frozen=True, kw_only=True):
    """A stretch of the page with its words."""

    text: str


class Piece(Record, frozen=True, kw_only=True):
    """``length`` characters of a paragraph's text, from ``at``, that stand unbroken in the page from ``start``."""

    at: int
    start: int
    length: int


class Paragraph(Span, frozen=True, kw_only=True):
    """A part of the body. ``pieces`` is empty where the text stands in the page character for character."""

    kind: ParagraphKind
    text: str
    pieces: tuple[Piece, ...] = ()


class Article(Record, frozen=True, kw_only=True):
    """What a page says about itself."""

    headline: str | None = None
    headline_span: Span | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: str | None = None
    outlet_article_id: str | None = None
    byline: str | None = None
    language: str | None = None
    counters: dict[str, int] = msgspec.field(default_factory=dict)
    paragraphs: tuple[Paragraph, ...] = ()


class Office(Record, frozen=True, kw_only=True):
    """A title held: ``of`` is the code of the state or body, None where the page and the tables are silent."""

    title: str
    of: str | None = None
    status: OfficeStatus = "current"


class Person(Record, frozen=True, kw_only=True):
    """Someone who stands in the page, once, with every name used and every office stated or known."""

    name: str
    names: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    country: str | None = None
    mentions: tuple[Span, ...] = ()


class Actor(Record, frozen=True, kw_only=True):
    """A state, body or group that acts or is acted on, with all its mentions."""

    code: str
    country: str | None = None
    sector: str | None = None
    name: str = ""
    mentions: tuple[Span, ...] = ()


class Participant(Span, frozen=True, kw_only=True):
    """An actor in a role: ``text`` is the mention, ``person`` the name of the one who acts for the code."""

    code: str
    sector: str | None = None
    person: str | None = None
    text: str = ""


class When(Record, frozen=True, kw_only=True):
    """Days from ``start`` to ``end``, both included; ``inherited`` where it is the article's own date."""

    start: str
    end: str
    granularity: str
    text: str | None = None
    inherited: bool = False


class Place(Span, frozen=True, kw_only=True):
    """A place in the world: WGS 84 degrees, ISO 3166-1 alpha-3 country, GeoNames id where there is one."""

    text: str
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    kind: str = "city"


class Why(Record, frozen=True, kw_only=True):
    """How an event came to be coded: the clause, the line of the lexicon, the rules used and what was turned down."""

    clause: str
    line: str
    rules: tuple[str, ...] = ()
    turned_down: tuple[str, ...] = ()


class Event(Record, frozen=True, kw_only=True):
    """``source`` does ``type`` to ``target``, once, as this article asserts it."""

    id: str
    type: str
    status: Status
    source: tuple[Participant, ...]
    target: tuple[Participant, ...]
    evidence: Evidence
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: str | None = None
    goldstein: float | None = None
    symmetric: bool = False
    mediators: tuple[Participant, ...] = ()
    date: When | None = None
    place: Place | None = None
    reported_by: str | None = None
    mentions: tuple[Span, ...] = ()
    confidence: float = 1.0
    why: Why | None = None


class Speaker(Record, frozen=True, kw_only=True):
    """Who says it: ``name`` is who that is, the span the mention that the text has ("he" too)."""

    name: str
    code: str | None = None
    start: int | None = None
    end: int | None = None


class Statement(Span, frozen=True, kw_only=True):
    """Words said: the span bounds the words alone, without the speaker and the verb."""

    speaker: Speaker | None
    kind: StatementKind
    text: str
    verb: str | None = None
    medium: str | None = None
    addressee: Speaker | None = None
    paragraphs: tuple[int, ...] = ()
    insertions: tuple[Span, ...] = ()


class DateMention(Record, frozen=True, kw_only=True):
    """A date in the text; here ``start`` and ``end`` are days and the span is ``start_char:end_char``."""

    text: str
    start_char: int
    end_char: int
    start: str
    end: str
    granularity: str


class Quantity(Span, frozen=True, kw_only=True):
    """A number with its unit, its value in SI units, and what it measures."""

    text: str
    value: float
    unit: str | None = None
    si_value: float | None = None
    si_unit: str | None = None
    of: str | None = None


class Undertaking(Record, frozen=True, kw_only=True):
    """An agreement, plan, project or work that actors share, and what is said of it."""

    name: str
    kind: str
    parties: tuple[str, ...]
    evidence: Evidence
    stage: str | None = None
    stages: tuple[str, ...] = ()
    said_by: str | None = None
    date: When | None = None
    place: Place | None = None


class Provenance(Record, frozen=True, kw_only=True):
    """What made the report; the same page, codebook, model and version give the same report.

    ``knowledge`` is a hash of the tables, the user's own too.
    """

    dragoman: str
    codebook: str
    model: str
    page_sha256: str
    knowledge: str | None = None
    coded_at: str | None = None


class Report(Record, frozen=True, kw_only=True):
    """One article read by the codebook."""

    id: str
    article: Article
    persons: tuple[Person, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    provenance: Provenance | None = None

    def to_json(self) -> bytes:
        """The report as one line of UTF-8 JSON."""
        return msgspec.json.encode(self)

    @staticmethod
    def from_json(line: bytes | str) -> Report:
        """The report that :meth:`to_json` wrote. Raises :class:`msgspec.ValidationError` for anything else."""
        return msgspec.json.decode(line, type=Report)

    def _repr_html_(self) -> str:
        """The marked page, for notebooks."""
        from dragoman.exchange.marked import fragment

        return fragment(self)


class SetAside(Record, frozen=True, kw_only=True):
    """A page that could not be read or coded, with the reason in a sentence.

    ``source`` is where it came from (a file, a file and a line, an address) and ``bytes`` how many it had.
    """

    id: str
    reason: str
    source: str | None = None
    bytes: int | None = None


class Page(Record, frozen=True, kw_only=True):
    """A page as received and decoded, before anything is read in it, with what is known of it from outside.

    ``sha256`` is the hash of the text and tells the page from all others; ``html`` is None where the text is to be
    looked at to know. ``id`` is the name that it came under.
    """

    id: str
    text: str
    sha256: str
    html: bool | None = None
    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    source: str | None = None
    bytes: int | None = None


class Kept(Record, frozen=True, kw_only=True):
    """A page on its way into the archive, with what came of it; None where the archive has its report already."""

    page: Page | None
    result: Report | SetAside | None
