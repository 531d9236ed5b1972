"""JSONL: one page a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The lines of a file with their numbers: a mapping each, or the reason why it is none. Read one at a time."""
    with path.open("rb") as handle:
        yield from read(handle)


def read(lines: Any) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The same for any source of lines of bytes."""
    decoder = msgspec.json.Decoder()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield number, f"line {number} is not JSON ({error})"
            continue
        if not isinstance(row, dict):
            yield number, f"line {number} is no JSON object"
        elif not isinstance(row.get("text", row.get("html")), str):
            yield number, f"line {number} has neither text nor html"
        else:
            yield number, row
