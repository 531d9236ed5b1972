"""JSONL: one page a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from dragoman.articles.decode import LIMIT_BYTES

Row = dict[str, Any]


def read(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | str, int]]:
    """The lines of a file with their numbers and sizes: a mapping each, or the reason why it is none."""
    for number, line in enumerate(lines, 1):
        if len(line) >= LIMIT_BYTES:
            yield number, f"line {number} is longer than {LIMIT_BYTES:,} bytes", len(line)
        elif line.strip():
            yield number, _row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number), len(line)


def bounded(handle: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, one at a time in memory; of a line that is too long only so much as tells that."""
    while line := handle.readline(LIMIT_BYTES):
        yield line
        while len(line) == LIMIT_BYTES and not line.endswith(b"\n"):
            line = handle.readline(LIMIT_BYTES)


def _row(line: bytes, number: int) -> Row | str:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"line {number} is not JSON ({error})"
    return row if isinstance(row, dict) else f"line {number} is not a JSON object"


def looks_like_rows(data: bytes) -> bool:
    """Whether the first line of some bytes is a JSON object with a page."""
    first = data[:LIMIT_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    row = _row(first, 1)
    return isinstance(row, dict) and ("text" in row or "html" in row)
