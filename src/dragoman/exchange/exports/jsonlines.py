"""Writing JSON: one record a line, or one document whose list is written as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

Json = dict[str, Any]


def filled(record: Json) -> Json:
    """A record without the fields that say nothing."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {}, ())}


def line(record: Json) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def lines(out: TextIO, records: Iterable[Json]) -> int:
    """Writes one record a line; how many."""
    count = 0
    for record in records:
        out.write(line(record) + "\n")
        count += 1
    return count


def document(out: TextIO, head: str, records: Iterable[Json], tail: str) -> int:
    """Writes records as a list between the head and the tail of a JSON document; how many."""
    count = 0
    out.write(head)
    for record in records:
        out.write((",\n" if count else "\n") + line(record))
        count += 1
    out.write(("\n" if count else "") + tail)
    return count
