"""Panels for forecasters: counts by month for each country or directed pair of countries, with rows of noughts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any, NamedTuple, cast

import msgspec

from dragoman.errors import QueryError
from dragoman.exchange import codes
from dragoman.exchange.exports.act import Dyad, coded, day, dyads
from dragoman.exchange.exports.job import Job
from dragoman.exchange.tables import write as write_table
from dragoman.knowledge import codebook
from dragoman.report import Event, Record, Report

UNITS = ("country-month", "dyad-month")
_FIRST_MONTH = 1980
"""ViEWS counts months from January 1980, which is 1."""

_ROLES = ("as_source", "as_target", "domestic", "mutual")


class Count(NamedTuple):
    """An event counted for a unit: country or pair, month, type, quad, Goldstein value, and in which role."""

    unit: str
    month: str
    type: str
    quad: str
    goldstein: float
    roles: tuple[bool, bool, bool, bool]


def write(job: Job) -> None:
    """Writes the panel as CSV, or as Parquet where PATH ends in .parquet."""
    pairs = job.settings.by == "dyad-month"
    if job.settings.by not in UNITS:
        raise QueryError(f"there is no panel by {job.settings.by!r}; take one of {', '.join(UNITS)}")
    # A database without a name lives in a temporary file once it outgrows its cache.
    with closing(sqlite3.connect("", isolation_level=None)) as base:
        pages = _pages(job)
        _gather(base, job, pairs=pairs)
        rows = _rows(base, pages, pairs=pairs)
        form = "parquet" if job.out.suffix == ".parquet" else "csv"
        job.counts["rows"] = write_table(rows, _kind(pairs=pairs), form, job.out)
    job.files.append(job.out)


def _pages(job: Job) -> Counter[str]:
    """How many pages there are of each month: what the counts are to be seen against."""
    return Counter(row.published_at[:7] for row in job.archive.articles() if row.published_at)


def _gather(base: sqlite3.Connection, job: Job, *, pairs: bool) -> None:
    base.execute(
        "CREATE TABLE counts (unit TEXT, month TEXT, type TEXT, quad TEXT, events INTEGER, goldstein REAL,"
        " as_source INTEGER, as_target INTEGER, domestic INTEGER, mutual INTEGER,"
        " PRIMARY KEY (unit, month, type, quad)) WITHOUT ROWID"
    )
    base.execute("BEGIN")
    for report, event in job.events():
        if event.status != job.settings.filters.get("status", "actual"):
            job.left_out[event.status] += 1
            continue
        for one in _counts(report, event, job.settings.crosswalk, pairs=pairs):
            base.execute(
                "INSERT INTO counts VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " events = events + 1, goldstein = goldstein + excluded.goldstein,"
                " as_source = as_source + excluded.as_source, as_target = as_target + excluded.as_target,"
                " domestic = domestic + excluded.domestic, mutual = mutual + excluded.mutual",
                (*one[:5], *one.roles),
            )


def _counts(report: Report, event: Event, crosswalk: str, *, pairs: bool) -> Iterator[Count]:
    when = day(report, event)
    if when is None:
        return
    what = coded(event, crosswalk)
    found = list(dyads(report, event, crosswalk))
    units = _pairs(found, mutual=event.symmetric) if pairs else _countries(found, mutual=event.symmetric)
    for unit, roles in units:
        yield Count(unit, when[:7], what.type, what.quad, what.goldstein, roles)


_Roles = tuple[bool, bool, bool, bool]


def _pairs(found: Iterable[Dyad], *, mutual: bool) -> Iterator[tuple[str, _Roles]]:
    """Each directed pair of countries once; what is mutual in both directions."""
    units: dict[str, _Roles] = {}
    for one in found:
        source = one.source.country if one.source else ""
        target = one.target.country if one.target else ""
        if source and target and source != target:
            units[f"{source} {target}"] = (True, False, False, mutual)
            if mutual:
                units[f"{target} {source}"] = (True, False, False, mutual)
    yield from units.items()


def _countries(found: list[Dyad], *, mutual: bool) -> Iterator[tuple[str, _Roles]]:
    """Each country that takes part, once."""
    sources = {one.source.country for one in found if one.source} - {""}
    targets = {one.target.country for one in found if one.target} - {""}
    for country in sorted(sources | targets):
        domestic = sources | targets == {country} and country in sources and country in targets
        yield country, (country in sources, country in targets, domestic, mutual)


def _kind(*, pairs: bool) -> type[Record]:
    """The columns of a panel."""
    sides = ("source", "target") if pairs else ("country",)
    fields: list[tuple[str, Any]] = [
        (f"{side}_{part}" if pairs else part, str | None) for side in sides for part in ("iso", "name", "cow", "gw")
    ]
    fields += [("month", str), ("month_id", int), ("pages", int)]
    fields += [(name, float | None if name == "goldstein" else int) for name in _noughts(pairs=pairs)]
    made = msgspec.defstruct("PanelRow", fields, bases=(Record,), frozen=True, kw_only=False)
    return cast("type[Record]", made)


def _types() -> dict[str, str]:
    return {name.lower(): name for name in codebook.types()}


def _quads() -> dict[str, str]:
    quads = dict.fromkeys(one.quad for one in codebook.types().values())
    return {quad.replace(" ", "_"): quad for quad in quads}


def _rows(base: sqlite3.Connection, pages: Counter[str], *, pairs: bool) -> Iterator[Record]:
    kind = _kind(pairs=pairs)
    first, last = base.execute("SELECT min(month), max(month) FROM counts").fetchone()
    if first is None:
        return
    months = [(month, month_id(month), pages[month]) for month in _months(first, last)]
    noughts = _noughts(pairs=pairs)
    nothing = tuple(noughts.values())
    for unit in _units(base, pairs=pairs):
        counted = _counted(base, unit, noughts)
        # Most rows of a panel of pairs are noughts: what they share is made once.
        for month in months:
            cells = tuple(counted[month[0]].values()) if month[0] in counted else nothing
            yield kind(*(cell for code in unit.split() for cell in _named(code, month[0])), *month, *cells)


def _units(base: sqlite3.Connection, *, pairs: bool) -> list[str]:
    """All states, or all pairs that any event is about."""
    seen = {unit for (unit,) in base.execute("SELECT DISTINCT unit FROM counts")}
    states = set() if pairs else {code for code, row in codes.countries().items() if row["kind"] == "state"}
    return sorted(seen | states)


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while (text := f"{year:04}-{month:02}") <= last:
        yield text
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def month_id(month: str) -> int:
    """The number of a month as ViEWS counts them."""
    return (int(month[:4]) - _FIRST_MONTH) * 12 + int(month[5:])


@lru_cache(maxsize=1 << 17)
def _named(code: str, month: str) -> tuple[str | None, ...]:
    """Code, name and numbers of a country in a month."""
    systems = (codes.country(code, system, f"{month}-01") or None for system in ("cow", "gw"))
    return code, codes.country(code, "name") or None, *systems


def _noughts(*, pairs: bool) -> dict[str, Any]:
    names = ("events", *(_ROLES[3:] if pairs else _ROLES), *_types(), *_quads())
    return {**dict.fromkeys(names, 0), "goldstein": None}


def _counted(base: sqlite3.Connection, unit: str, noughts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The counts of a unit by month."""
    found: dict[str, dict[str, Any]] = {}
    rows = base.execute(
        "SELECT month, type, quad, events, goldstein, as_source, as_target, domestic, mutual FROM counts"
        " WHERE unit = ?",
        (unit,),
    )
    for month, type_, quad, events, goldstein, *roles in rows:
        cells = found.setdefault(month, {**noughts, "goldstein": 0.0})
        for name in ("events", type_.lower(), quad.replace(" ", "_")):
            cells[name] += events
        for name, number in zip(_ROLES, roles, strict=True):
            if name in cells:
                cells[name] += number
        cells["goldstein"] += goldstein
    for cells in found.values():
        cells["goldstein"] = round(cells["goldstein"] / cells["events"], 6)
    return found
