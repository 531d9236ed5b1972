"""JSON: one page a line, or a list of pages, or a single one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

import msgspec

from dragoman.articles import moments, ninjs
from dragoman.articles.columns import Columns, first
from dragoman.articles.decode import LIMIT_BYTES, decode
from dragoman.articles.source import Opened, Piece, Told, as_name, as_text
from dragoman.articles.streams import up_to
from dragoman.errors import PageError
from dragoman.report import SetAside

Row = dict[str, Any]

_SUFFIXES = (".jsonl", ".ndjson")
_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')


def looks(opened: Opened) -> bool:
    """Whether a file holds JSON objects with pages."""
    if not re.match(r"\{|\[\s*[{\]]", opened.start):
        return False
    line = _first_line(opened.head)
    row = _row(line, 1) if line is not None else "its first line is long"
    if isinstance(row, dict):
        return opened.columns.text is not None or _has_page(row, opened.columns)
    return _has_page(_KEY.findall(opened.head.decode("utf-8", errors="ignore")), opened.columns)


def looks_damaged(opened: Opened) -> bool:
    """Whether a file that is nothing else was meant to be JSON lines, by its name: its first line may be damaged."""
    return opened.path is not None and opened.path.suffix.lower() in _SUFFIXES


def _has_page(keys: Iterable[str], columns: Columns) -> bool:
    keys = list(keys)
    return columns.missing(keys) is None or ninjs.looks_like(keys)


def _first_line(head: bytes) -> bytes | None:
    """The first line with words, where it is there whole."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)
    return lines[0] if len(lines) > 1 else None


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of a file, in order."""
    found = _whole(opened) if re.match(r"\[|\{\s*\n", opened.start) else numbered(bounded(opened.handle))
    for number, row, size in found:
        where = opened.id(number) if opened.name else f"line {number}"
        if isinstance(row, str):
            yield SetAside(id=where, reason=row, source=opened.at(number), bytes=size)
        else:
            yield piece(row, opened.columns, where, opened.at(number), size)


def _whole(opened: Opened) -> Iterator[tuple[int, Row | str, int]]:
    """The pages of a file that is one JSON value over several lines."""
    data = up_to(opened.handle, LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise PageError(f"it is one JSON value of more than {LIMIT_BYTES:,} bytes; write one page a line (JSONL)")
    try:
        found = msgspec.json.decode(decode(data))
    except (msgspec.DecodeError, RecursionError) as error:
        raise PageError(f"it is not JSON ({error})") from error
    for number, row in enumerate(found if isinstance(found, list) else [found], 1):
        size = len(msgspec.json.encode(row))
        yield number, row if isinstance(row, dict) else f"entry {number} is not a JSON object", size


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | str, int]]:
    """The lines of a file with their numbers: a mapping each, or the reason why it is none."""
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


def piece(
    row: Mapping[str, Any], columns: Columns, where: str, source: str | None = None, size: int | None = None
) -> Piece | SetAside:
    """The page of a row; ``where`` is its id if it has none of its own."""
    if ninjs.looks_like(row):
        return ninjs.piece(row, where)
    uses = columns.among(row)
    given = first(row, uses["id"])
    name = as_name(str(given)) if given is not None else where
    texts = ((use, row[key]) for use in ("text", "html") for key in uses[use])
    page = next(((use, text) for use, text in texts if isinstance(text, str) and text), None)
    if page is None:
        wanted = f"nothing in the column {columns.text}" if columns.text else "neither text nor html"
        return SetAside(id=name, reason=f"it has {wanted}", source=source, bytes=size)
    return Piece(name, page[1], _told(row, uses, columns), True if page[0] == "html" else None, None, source, size)


def _told(row: Mapping[str, Any], uses: Mapping[str, list[str]], columns: Columns) -> Told:
    date_key = next((key for key in uses["date"] if _word(row[key])), None)
    published = _word(row[date_key]) if date_key is not None else None
    # What only looks like a column of dates is not worth losing a page for.
    sure = date_key in (columns.date, "published_at")
    url = _word(first(row, uses["url"]))
    return Told(
        title=_word(first(row, uses["title"])),
        published_at=published if published and (sure or moments.is_moment(published)) else None,
        outlet=_word(first(row, uses["outlet"])),
        url=url if url and (columns.url or re.match(r"https?://", url)) else None,
    )


def _word(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return as_text(value)
