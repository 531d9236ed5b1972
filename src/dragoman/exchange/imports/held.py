"""The table of other people's rows in an archive: each once, and what repeats and mirrors in it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import msgspec

from dragoman.archive.connection import connect, told, transaction
from dragoman.exchange.imports.meaning import Foreign
from dragoman.report import Record

_BATCH = 5_000
_SCRIPT = Path(__file__).parent / "imported.sql"
_FIELDS = Foreign.__struct_fields__


class Repeats(Record, frozen=True):
    """How the rows of an origin repeat each other; each count is of rows.

    ``duplicates`` repeat the day, source, target and code of an earlier row, ``in_story`` those within one story.
    ``mirrors`` have a row of the same story and code with source and target exchanged; ``visits`` say "visits" or
    "hosts" where their mirror says the other.
    """

    origin: str
    rows: int
    first_day: str | None
    last_day: str | None
    duplicates: int
    in_story: int
    mirrors: int
    visits: int
    domestic: int
    without_place: int
    without_type: int


@contextmanager
def opened(path: Path, *, readonly: bool = False) -> Iterator[sqlite3.Connection]:
    """An archive with the table of imported rows."""
    with closing(connect(path, readonly=readonly)) as connection:
        if not readonly:
            with told(path), transaction(connection):
                for statement in _SCRIPT.read_text(encoding="utf-8").split(";"):
                    connection.execute(statement)
        yield connection


def keep(
    connection: sqlite3.Connection, path: Path, rows: Iterable[Foreign], tell: Callable[[int], object]
) -> Counter[str]:
    """Keeps rows, each once: ``added``, ``same``, or ``replaced`` where the row of that id was another."""
    columns = ", ".join(_FIELDS)
    marks = ", ".join("?" * len(_FIELDS))
    # Table and columns are this module's own; every value goes in as a parameter.
    insert = f"INSERT OR IGNORE INTO imported ({columns}) VALUES ({marks})"  # noqa: S608
    changed = ", ".join(f"{name} = ?" for name in _FIELDS)
    update = f"UPDATE imported SET {changed} WHERE origin = ? AND native = ? AND cells <> ?"  # noqa: S608
    counts: Counter[str] = Counter()
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        with told(path), transaction(connection):
            for row in batch:
                values = msgspec.structs.astuple(row)
                if connection.execute(insert, values).rowcount:
                    counts["added"] += 1
                elif connection.execute(update, (*values, row.origin, row.native, row.cells)).rowcount:
                    counts["replaced"] += 1
                else:
                    counts["same"] += 1
        tell(counts.total())
    return counts


_DYAD = "day, source_name, target_name, coalesce(cameo, type)"
_MIRRORED = """
SELECT count(*) FROM imported a WHERE origin = ? AND source_name <> target_name AND EXISTS (
  SELECT 1 FROM imported b WHERE b.origin = a.origin AND b.day = a.day AND b.source_name = a.target_name
  AND b.target_name = a.source_name AND b.story IS a.story AND {})
"""


def repeats(connection: sqlite3.Connection, origin: str) -> Repeats:
    """What repeats and mirrors in the rows of an origin."""

    def one(sql: str) -> tuple[object, ...]:
        found: tuple[object, ...] = connection.execute(sql, (origin,)).fetchone()
        return found

    again = "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM imported WHERE origin = ?"
    rows, first, last, domestic, placeless, typeless = one(
        "SELECT count(*), min(day), max(day), coalesce(sum(source = target), 0), coalesce(sum(place IS NULL), 0),"
        " coalesce(sum(type IS NULL), 0) FROM imported WHERE origin = ?"
    )
    same = _MIRRORED.format("coalesce(b.cameo, b.type) = coalesce(a.cameo, a.type) AND b.mode IS a.mode")
    visit = _MIRRORED.format("(a.cameo, b.cameo) IN (VALUES ('042', '043'), ('043', '042'))")
    found = {
        "rows": rows,
        "first_day": first,
        "last_day": last,
        "duplicates": one(f"{again} GROUP BY {_DYAD})")[0],
        "in_story": one(f"{again} AND story IS NOT NULL GROUP BY story, {_DYAD})")[0],
        "mirrors": one(same)[0],
        "visits": one(visit)[0],
        "domestic": domestic,
        "without_place": placeless,
        "without_type": typeless,
    }
    return msgspec.convert({"origin": origin, **found}, Repeats)
