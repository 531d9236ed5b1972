"""WARC files of web crawls, packed or not: one page a response."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.articles.decode import LIMIT_BYTES, too_long
from dragoman.articles.source import Opened, Piece, Told
from dragoman.articles.streams import seekable
from dragoman.errors import PageError
from dragoman.report import SetAside

_GZIP = b"\x1f\x8b\x08"
_STEP = 1024**2


def looks(opened: Opened) -> bool:
    """Whether a file is a WARC file."""
    return _unpacked(opened.head).startswith(b"WARC/1.")


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of the responses, by where their records begin in the file.

    A record that is damaged is set aside, and reading goes on at the next one that can be found.
    """
    with seekable(opened.handle) as handle:
        yield from _from_record_to_record(opened, handle)


def _from_record_to_record(opened: Opened, handle: BinaryIO) -> Iterator[Piece | SetAside]:
    mark = _GZIP if opened.head.startswith(_GZIP) else b"\r\n\r\nWARC/1."
    at: int | None = 0
    while at is not None:
        last = at
        try:
            for record in _records(handle):
                last = record.stream_pos
                yield from _record(opened, record, last)
            return
        except OSError as error:
            yield SetAside(
                id=opened.id(last), reason=f"a record of the crawl is damaged ({error}); the next is looked for"
            )
        at = _seek(handle, last + 1, mark)


def _records(handle: BinaryIO) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator

    yield from ArchiveIterator(handle, parse_http=False)


def _seek(handle: BinaryIO, at: int, mark: bytes) -> int | None:
    """Goes to the next mark from some place on; where that is, or None where there is none."""
    tail = b""
    handle.seek(at)
    while step := handle.read(_STEP):
        data = tail + step
        if (found := data.find(mark)) >= 0:
            found += at - len(tail) + (4 if mark != _GZIP else 0)
            handle.seek(found)
            return found
        at += len(step)
        tail = data[-len(mark) + 1 :]
    return None


def _record(opened: Opened, record: Any, at: int) -> Iterator[Piece | SetAside]:
    from fastwarc.warc import WarcRecordType

    opened.budget.unpack(record.content_length)
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        return
    opened.budget.member()
    name = opened.id(at)
    try:
        yield _piece(record, name)
    except PageError as error:
        yield SetAside(id=name, reason=str(error), bytes=record.content_length)
    except ValueError as error:
        yield SetAside(id=name, reason=f"the record cannot be read ({error})", bytes=record.content_length)


def _piece(record: Any, name: str) -> Piece:
    size = record.content_length
    if size > LIMIT_BYTES:
        raise too_long()
    if record.headers.get("Content-Length") is None:
        raise PageError("the record breaks off within its header")
    record.freeze()
    if record.content_length < size:
        raise PageError(f"the record breaks off after {record.content_length:,} of {size:,} bytes")
    charset = None
    if record.is_http:
        record.parse_http(auto_decode="transfer")
        status = record.http_headers.status_code
        if status not in (None, 200, 203):
            raise PageError(f"the server answered {status}, not with a page")
        charset = record.http_charset
    data = record.reader.read(LIMIT_BYTES)
    url = record.headers.get("WARC-Target-URI")
    return Piece(name, data, Told(url=url.strip("<>") if url else None), charset=charset, size=len(data))
