"""Formats whose lines are sums over many events. They are gathered on disk, so memory stays small."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from dragoman.exchange.columns import Lines, Values, cell, listed
from dragoman.exchange.exports.act import Dyad, Side, cameo_code
from dragoman.exchange.exports.gdelt2 import actor_code, geo_type
from dragoman.exchange.exports.job import Job
from dragoman.exchange.exports.values import COMMON, compact, quad
from dragoman.exchange.tables import opened

_LISTED = 100
"""The most ids, links and outlets that a line of Phoenix lists."""


class Sum(NamedTuple):
    """Dyads that a format counts as one: the first of them, as cells, and what is counted or listed."""

    cells: tuple[str, ...]
    events: int
    articles: int
    members: tuple[tuple[str, str, str], ...]


def gathered(rows: Iterable[tuple[tuple[str, ...], tuple[str, ...], tuple[str, str, str]]]) -> Iterator[Sum]:
    """Sums by key, in the order of the keys. A row is key, cells, and the id, link and outlet of a page."""
    # A database without a name lives in a temporary file once it outgrows its cache.
    with closing(sqlite3.connect("", isolation_level=None)) as base:
        base.execute("CREATE TABLE sums (key TEXT PRIMARY KEY, cells TEXT, events INTEGER) WITHOUT ROWID")
        base.execute("CREATE TABLE members (key TEXT, page TEXT, url TEXT, outlet TEXT, PRIMARY KEY (key, page))")
        base.execute("BEGIN")
        for key, cells, member in rows:
            joined = "\t".join(key)
            base.execute(
                "INSERT INTO sums VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET events = events + 1",
                (joined, "\t".join(cells)),
            )
            base.execute("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?)", (joined, *member))
        for key, cells, events in base.execute("SELECT key, cells, events FROM sums ORDER BY key"):
            [articles] = base.execute("SELECT count(*) FROM members WHERE key = ?", (key,)).fetchone()
            members = base.execute(
                "SELECT page, url, outlet FROM members WHERE key = ? ORDER BY page LIMIT ?", (key, _LISTED)
            )
            yield Sum(tuple(cells.split("\t")), events, articles, tuple(members.fetchall()))


def _member(one: Dyad) -> tuple[str, str, str]:
    article = one.report.article
    return one.report.id, article.url or "", article.outlet or ""


REDUCED: Values[Dyad] = {
    **COMMON,
    "source_code": lambda one: actor_code(one.source),
    "target_code": lambda one: actor_code(one.target),
    "quad": lambda one: quad(one, "gdelt"),
    "geo_type": lambda one: geo_type(one.event.place),
}
_REDUCED = ("compact_day", "source_code", "target_code", "cameo", "quad", "goldstein", "geo_type", "lat", "lon")


def write_reduced(job: Job) -> None:
    """Writes GDELT 1.0 reduced: 17 columns, no header, one line a day, pair, code and place."""
    values: Values[Sum] = {
        **{name: (lambda one, at=at: one.cells[at]) for at, name in enumerate(_REDUCED)},  # type: ignore[misc]
        "events": lambda one: one.events,
        "articles": lambda one: one.articles,
    }
    lines = Lines("gdelt1-reduced", values)

    def rows() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, str, str]]]:
        for one in job.dyads():
            cells = tuple(cell(REDUCED[name](one)) for name in _REDUCED)
            yield cells, cells, _member(one)

    with opened(job.out) as out:
        for one in gathered(rows()):
            lines.write(out, one)
            job.counted("rows")
    job.files.append(job.out)


def _phoenix(side: Side | None) -> tuple[str, str, str, str]:
    """Whole code, root, agent and other codes of a side."""
    if side is None:
        return "", "", "", ""
    root, agent = cameo_code(side, "phoenix")
    return root + agent, root[:3], agent, root[3:]


PHOENIX: Values[Dyad] = {
    **COMMON,
    **{
        f"{name}_{part}": (lambda one, name=name, at=at: _phoenix(one.side(name))[at])  # type: ignore[misc]
        for name in ("source", "target")
        for at, part in enumerate(("code", "root", "agent", "others"))
    },
    "quad": lambda one: quad(one, "phoenix"),
}
_PHOENIX = (
    "id", "compact_day", "year", "month_of_year", "day_of_month", "source_code", "source_root", "source_agent",
    "source_others", "target_code", "target_root", "target_agent", "target_others", "cameo", "cameo_root", "quad",
    "goldstein", "lat", "lon", "place", "province", "place_country",
)  # fmt: skip


def write_phoenix(job: Job) -> None:
    """Writes Phoenix: 26 columns, no header, one line a day, pair and code."""
    values: Values[Sum] = {
        **{name: (lambda one, at=at: one.cells[at]) for at, name in enumerate(_PHOENIX)},  # type: ignore[misc]
        "ids": lambda one: listed(page for page, _, _ in one.members),
        "urls": lambda one: listed(url for _, url, _ in one.members),
        "sources": lambda one: listed(outlet for _, _, outlet in one.members),
    }
    lines = Lines("phoenix", values)

    def rows() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, str, str]]]:
        for one in job.dyads():
            key = (compact(one.day), _phoenix(one.source)[0], _phoenix(one.target)[0], one.coded.cameo)
            yield key, tuple(cell(PHOENIX[name](one)) for name in _PHOENIX), _member(one)

    with opened(job.out) as out:
        for one in gathered(rows()):
            lines.write(out, one)
            job.counted("rows")
    job.files.append(job.out)
