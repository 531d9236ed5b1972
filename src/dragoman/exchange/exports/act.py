"""An event as formats without a status write it: its type by a crosswalk, its code, and its two sides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from dragoman.errors import QueryError
from dragoman.exchange import codes
from dragoman.knowledge import codebook
from dragoman.report import Event, Participant, Person, Report

_ID_BITS = 53
"""As many as a double holds exactly, which is what R and JavaScript read whole numbers into."""


class Coded(NamedTuple):
    """What an event is, in PLOVER and in CAMEO."""

    type: str
    mode: str
    cameo: str
    quad: str
    goldstein: float
    intensity: float
    contexts: tuple[str, ...]


class Side(NamedTuple):
    """A participant with what its page says of it. ``country`` is ISO 3166-1 alpha-3, empty where there is none."""

    code: str
    country: str
    sector: str | None
    person: str
    name: str
    title: str
    text: str
    start: int
    end: int


class Dyad(NamedTuple):
    """One pair of an event's participants; a side is None where the event names nobody."""

    report: Report
    event: Event
    coded: Coded
    day: str
    source: Side | None
    target: Side | None

    def side(self, name: str) -> Side | None:
        """The ``source`` or the ``target``, as columns name them."""
        return self.source if name == "source" else self.target

    @property
    def id(self) -> int:
        """A number that the content alone decides."""
        return whole_number(
            self.report, self.event, *(side.code if side else "" for side in (self.source, self.target))
        )


def whole_number(report: Report, event: Event, *more: str) -> int:
    """A whole number for an event, from the page's words, where it stands and what it is coded as."""
    page = report.provenance.page_sha256 if report.provenance else report.id
    span = (str(event.evidence.start), str(event.evidence.end))
    what = (event.type, event.mode or "", event.cameo or "", event.status, event.date.start if event.date else "")
    people = ",".join(f"{one.code}:{one.sector}:{one.start}" for one in (*event.source, *event.target))
    content = "\x1f".join((page, *span, *what, people, *more))
    return int.from_bytes(hashlib.sha256(content.encode("utf-8", "replace")).digest()) >> (256 - _ID_BITS)


def coded(event: Event, crosswalk: str) -> Coded:
    """What an event is by a crosswalk; what is planned as the intent or the threat that it is now.

    Raises QueryError for a type of a user's own codebook, which the formats that ask this do not have.
    """
    if event.type not in codebook.types():
        raise QueryError(
            f"{event.id} is of the type {event.type}, which this format does not have: "
            "choose the others with --type, or write csv (into a file), ftm or jsonld"
        )
    default = codebook.types()[event.type].cameo
    code, kind, mode = event.cameo or default, event.type, event.mode or ""
    if crosswalk != codebook.CROSSWALKS[0]:
        line = codebook.look_up(code)
        other = line.types[crosswalk]
        if other and other != kind:
            kind, mode = other, line.modes[crosswalk]
    contexts = event.contexts
    if event.status == "planned" and (intent := codebook.planned().get(kind)) is not None:
        code, kind, mode = intent.cameo, intent.type, intent.mode
    elif mark := _MARKS.get(event.status):
        contexts = (*contexts, mark)
    held = event.goldstein if code == event.cameo else None
    goldstein = codebook.look_up(code).goldstein if held is None else held
    strength = codebook.modes().get((kind, mode)) if mode else None
    type_ = codebook.types()[kind]
    return Coded(kind, mode, code, type_.quad, goldstein, type_.intensity if strength is None else strength, contexts)


_MARKS = {"possible": "hypothetical", "denied": "negation"}
"""The auxiliary contexts of the PLOVER manual for what did not happen, or not yet."""


def day(report: Report, event: Event) -> str | None:
    """The first day of an event; where the text gives none, the day of its page."""
    if event.date is not None:
        return event.date.start
    published = report.article.published_at
    return published[:10] if published else None


def pairs(event: Event) -> Iterator[tuple[Participant | None, Participant | None]]:
    """The pairs of an event. What is mutual stands once, in the order of the text, and is not mirrored."""
    if event.symmetric and not event.target and len(event.source) > 1:
        yield from combinations(event.source, 2)
    else:
        yield from product(event.source or (None,), event.target or (None,))


def dyads(report: Report, event: Event, crosswalk: str) -> Iterator[Dyad]:
    """The dyads of an event; none where neither event nor page has a day."""
    when = day(report, event)
    if when is None:
        return
    what = coded(event, crosswalk)
    for source, target in pairs(event):
        yield Dyad(report, event, what, when, _side(report, source), _side(report, target))


def _side(report: Report, one: Participant | None) -> Side | None:
    return None if one is None else side(report, one)


def side(report: Report, one: Participant) -> Side:
    """A participant with its name, country and office as its page has them."""
    actor = next((actor for actor in report.actors if (actor.code, actor.sector) == (one.code, one.sector)), None)
    actor = actor or next((actor for actor in report.actors if actor.code == one.code), None)
    known = one.code in codes.countries()
    person = next((person for person in report.persons if person.name == one.person), None) if one.person else None
    return Side(
        code=one.code,
        country=codes.country(one.code, "alpha3") if known else (actor.country or "") if actor else "",
        sector=one.sector,
        person=one.person or "",
        name=one.person or codes.country(one.code, "name") or (actor.name if actor else "") or one.text,
        title=_title(person, one.code),
        text=one.text,
        start=one.start,
        end=one.end,
    )


def _title(person: Person | None, code: str) -> str:
    if person is None:
        return ""
    current = [office for office in person.offices if office.status == "current"]
    return next((office.title for office in current if office.of == code), current[0].title if current else "")


def plover_code(one: Side) -> str:
    """What PLOVER has for a side: a country, or what stands in place of one."""
    if one.code in codes.countries() or one.code.startswith(("REB:", "REG:")):
        return codes.country(one.country, "plover") or _plover_body(one)
    return _plover_body(one)


def _plover_body(one: Side) -> str:
    found = codes.body(one.code)
    return found.plover if found else ""


def plover_sector(one: Side) -> str:
    """The sector in PLOVER: ``PRE`` for a breakaway entity, ``REB`` for armed groups of no other sector."""
    if one.code.startswith("REG:"):
        return "PRE"
    if one.code.startswith("REB:") and one.sector is None:
        return "REB"
    return codes.sector(one.sector).plover


def cameo_code(one: Side, system: str = "cameo") -> tuple[str, str]:
    """What CAMEO has for a side: the country or body, and the role that follows it ("IRN", "GOV")."""
    role = codes.sector(one.sector).cameo
    found = codes.body(one.code)
    if one.code.startswith("REG:"):
        return codes.country(one.country, system), "SEP"
    if one.code.startswith("REB:") and one.country:
        return codes.country(one.country, system), role or "REB"
    if found is not None:
        return found.cameo, "" if found.cameo.startswith(role) else role
    return codes.country(one.code, system), role
