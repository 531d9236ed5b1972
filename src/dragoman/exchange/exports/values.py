"""What several tab-separated formats say of a dyad, by the names that the column tables use."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dragoman.exchange import codes
from dragoman.exchange.columns import Values, listed
from dragoman.exchange.exports.act import Dyad, Side
from dragoman.report import Place, Report


def published(report: Report) -> str:
    """The day on which a page was published."""
    return (report.article.published_at or "")[:10]


def stamp(report: Report) -> str:
    """When a page was published, in UTC, as fourteen digits; where its zone is unknown as it says."""
    text = report.article.published_at
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y%m%d%H%M%S")


def compact(day: str) -> str:
    """A day as eight digits."""
    return day.replace("-", "")


def fraction(day: str) -> str:
    """The year and how much of it has gone by, months having 30 days, as GDELT reckons."""
    when = date.fromisoformat(day)
    return f"{when.year + ((when.month - 1) * 30 + when.day) / 365:.4f}"


def quad(one: Dyad, system: str) -> str:
    """The quad class of a dyad's CAMEO code as a system numbers it."""
    return codes.quads(system)[one.coded.cameo[:2]]


def root_code(code: str) -> str:
    """The first two digits of a CAMEO code."""
    return code[:2]


def base_code(code: str) -> str:
    """The first three digits of a CAMEO code."""
    return code[:3]


def city(place: Place | None) -> str:
    """The place where it is a settlement or a spot and no country or division."""
    return place.name if place is not None and place.kind not in ("country", "division") else ""


def province(place: Place | None) -> str:
    """The first-order division."""
    if place is None:
        return ""
    return place.name if place.kind == "division" else place.admin1 or ""


def place_country(place: Place | None, system: str) -> str:
    """The country of a place in a system."""
    return codes.country(place.country, system) if place is not None and place.country else ""


def of(side: Side | None, system: str, day: str) -> str:
    """The country of a side in a system."""
    return codes.country(side.country, system, day) if side is not None and side.country else ""


COMMON: Values[Dyad] = {
    "id": lambda one: one.id,
    "day": lambda one: one.day,
    "compact_day": lambda one: compact(one.day),
    "month": lambda one: compact(one.day)[:6],
    "year": lambda one: one.day[:4],
    "month_of_year": lambda one: one.day[5:7],
    "day_of_month": lambda one: one.day[8:],
    "type": lambda one: one.coded.type,
    "mode": lambda one: one.coded.mode,
    "intensity": lambda one: one.coded.intensity,
    "quad": lambda one: one.coded.quad.upper(),
    "cameo": lambda one: one.coded.cameo,
    "cameo_base": lambda one: base_code(one.coded.cameo),
    "cameo_root": lambda one: root_code(one.coded.cameo),
    "goldstein": lambda one: one.coded.goldstein,
    "contexts": lambda one: listed(one.coded.contexts),
    "outlet": lambda one: one.report.article.outlet,
    "url": lambda one: one.report.article.url,
    "page": lambda one: one.report.id,
    "published": lambda one: published(one.report),
    "stamp": lambda one: stamp(one.report),
    "language": lambda one: one.report.article.language,
    "place": lambda one: one.event.place.name if one.event.place else "",
    "place_text": lambda one: one.event.place.text if one.event.place else "",
    "place_kind": lambda one: one.event.place.kind if one.event.place else "",
    "city": lambda one: city(one.event.place),
    "province": lambda one: province(one.event.place),
    "place_country": lambda one: place_country(one.event.place, "name"),
    "place_iso": lambda one: place_country(one.event.place, "alpha3"),
    "lat": lambda one: one.event.place.lat if one.event.place else None,
    "lon": lambda one: one.event.place.lon if one.event.place else None,
    "geonames": lambda one: one.event.place.geonames_id if one.event.place else None,
}
