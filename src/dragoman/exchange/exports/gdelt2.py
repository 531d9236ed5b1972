"""GDELT 2.0: events (61 columns) and mentions (16), without a header, one line a dyad or a mention of one."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.exchange import codes
from dragoman.exchange.columns import Lines, Values
from dragoman.exchange.exports.act import Dyad, Side, cameo_code
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.values import COMMON, fraction, place_country, quad, stamp
from dragoman.exchange.tables import opened
from dragoman.report import Place, Report, Span

_WEB = "1"


def actor_code(side: Side | None) -> str:
    """The whole CAMEO code of a side, such as IRNGOV."""
    return "".join(cameo_code(side)) if side is not None else ""


def _country(side: Side | None) -> str:
    return codes.country(side.country, "cameo") if side is not None and side.country else ""


def _group(side: Side | None) -> str:
    found = codes.body(side.code) if side is not None else None
    return found.group if found else ""


def _types(side: Side | None) -> tuple[str, str]:
    """The first and second role: the kind of a body stands before its sector."""
    if side is None:
        return "", ""
    found = codes.body(side.code)
    kind = found.type if found is not None and not (side.country and side.code.startswith("REB:")) else ""
    _, role = cameo_code(side)
    roles = [one for one in dict.fromkeys((kind, role)) if one]
    first, second, *_ = (*roles, "", "")
    return first, second


def _sides(name: str) -> Values[Dyad]:
    return {
        f"{name}_code": lambda one: actor_code(one.side(name)),
        f"{name}_name": lambda one: found.name.upper() if (found := one.side(name)) else "",
        f"{name}_country": lambda one: _country(one.side(name)),
        f"{name}_group": lambda one: _group(one.side(name)),
        f"{name}_type1": lambda one: _types(one.side(name))[0],
        f"{name}_type2": lambda one: _types(one.side(name))[1],
    }


def geo_type(place: Place | None) -> str:
    """GDELT's number of a kind of place; 0 for none."""
    if place is None:
        return "0"
    world, usa = codes.geo_types().get(place.kind, ("4", "4"))
    return usa if place.country == "USA" else world


def full_name(place: Place | None) -> str:
    """Place, division and country, each once."""
    if place is None:
        return ""
    parts = (place.name, place.admin1 or "", codes.country(place.country, "name") if place.country else "")
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _opens(one: Dyad) -> str:
    """Whether the event stands in the headline or the first paragraph."""
    article = one.report.article
    head = article.headline_span
    first = next((part for part in article.paragraphs if part.kind in ("lead", "paragraph")), None)
    at = one.event.evidence.start
    return "1" if any(part is not None and part.start <= at < part.end for part in (head, first)) else "0"


VALUES: Values[Dyad] = {
    **COMMON,
    **_sides("source"),
    **_sides("target"),
    "fraction": lambda one: fraction(one.day),
    "is_root": _opens,
    "quad": lambda one: quad(one, "gdelt"),
    "mentions": lambda one: max(1, len(one.event.mentions)),
    "one": lambda one: 1,
    "geo_type": lambda one: geo_type(one.event.place),
    "full_name": lambda one: full_name(one.event.place),
    "fips": lambda one: place_country(one.event.place, "fips"),
}


class Mention(NamedTuple):
    """One place in a page where an event is told."""

    dyad: Dyad
    span: Span


def _length(report: Report) -> int:
    return sum(part.end - part.start for part in report.article.paragraphs)


MENTION_VALUES: Values[Mention] = {
    "id": lambda one: one.dyad.id,
    "event_time": lambda one: one.dyad.day.replace("-", "") + "000000",
    "mention_time": lambda one: stamp(one.dyad.report),
    "mention_type": lambda one: _WEB,
    "outlet": lambda one: one.dyad.report.article.outlet,
    "identifier": lambda one: one.dyad.report.article.url or one.dyad.report.id,
    "source_offset": lambda one: one.dyad.source.start if one.dyad.source else -1,
    "target_offset": lambda one: one.dyad.target.start if one.dyad.target else -1,
    "action_offset": lambda one: one.span.start,
    "in_raw_text": lambda one: 1,
    "confidence": lambda one: max(1, round(one.dyad.event.confidence * 10)) * 10,
    "length": lambda one: _length(one.dyad.report),
}


def write(job: Job) -> None:
    """Writes the dyads asked for."""
    lines = Lines("gdelt2", VALUES)
    with opened(job.out) as out:
        for one in job.dyads():
            lines.write(out, one)
            job.counted("rows")
    job.files.append(job.out)


def write_mentions(job: Job) -> None:
    """Writes the mentions of the dyads asked for."""
    lines = Lines("gdelt2-mentions", MENTION_VALUES)
    with opened(job.out) as out:
        for one in job.dyads():
            for span in one.event.mentions or (one.event.evidence,):
                lines.write(out, Mention(one, span))
                job.counted("rows")
    job.files.append(job.out)
