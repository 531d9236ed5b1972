"""ICEWS: 20 columns, a header, NA for what is missing, one line a dyad."""

from __future__ import annotations

from dragoman.exchange import codes
from dragoman.exchange.columns import Lines, Values
from dragoman.exchange.exports.act import Dyad
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.values import COMMON, of
from dragoman.exchange.tables import opened
from dragoman.knowledge import codebook

MISSING = "NA"


def _sides(name: str) -> Values[Dyad]:
    return {
        f"{name}_name": lambda one: found.name if (found := one.side(name)) else "",
        f"{name}_sectors": lambda one: codes.sector(found.sector).icews if (found := one.side(name)) else "",
        f"{name}_country": lambda one: of(one.side(name), "name", one.day),
    }


VALUES: Values[Dyad] = {
    **COMMON,
    **_sides("source"),
    **_sides("target"),
    "label": lambda one: codebook.look_up(one.coded.cameo).label,
}


def write(job: Job) -> None:
    """Writes the dyads asked for."""
    lines = Lines("icews", VALUES, missing=MISSING)
    with opened(job.out) as out:
        lines.header(out)
        for one in job.dyads():
            lines.write(out, one)
            job.counted("rows")
    job.files.append(job.out)
