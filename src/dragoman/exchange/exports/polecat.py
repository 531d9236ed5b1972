"""POLECAT: 40 columns, a header, one line a dyad."""

from __future__ import annotations

from dragoman import __version__
from dragoman.exchange.columns import Lines, Values, listed
from dragoman.exchange.exports.act import Dyad, plover_code, plover_sector
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.values import COMMON, of
from dragoman.exchange.tables import opened

NONE = "None"
"""What POLECAT writes for a side that an event has not."""


def _sides(name: str) -> Values[Dyad]:
    return {
        f"{name}_name": lambda one: found.name if (found := one.side(name)) else NONE,
        f"{name}_country": lambda one: plover_code(found) if (found := one.side(name)) else NONE,
        f"{name}_cow": lambda one: of(one.side(name), "cow", one.day),
        f"{name}_sector": lambda one: plover_sector(found) if (found := one.side(name)) else NONE,
        f"{name}_title": lambda one: found.title if (found := one.side(name)) else "",
        f"{name}_text": lambda one: found.text if (found := one.side(name)) else "",
    }


VALUES: Values[Dyad] = {
    **COMMON,
    **_sides("source"),
    **_sides("target"),
    "people": lambda one: listed(person.name for person in one.report.persons),
    "bodies": lambda one: listed(actor.name for actor in one.report.actors if ":" in actor.code),
    "places": lambda one: listed(place.name for place in one.report.places),
    "version": lambda one: f"dragoman {__version__}",
}


def write(job: Job) -> None:
    """Writes the dyads asked for."""
    lines = Lines("polecat", VALUES)
    with opened(job.out) as out:
        lines.header(out)
        for one in job.dyads():
            lines.write(out, one)
            job.counted("rows")
    job.files.append(job.out)
