"""Bytes to text, or the reason why not."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from dragoman.errors import PageError
from dragoman.knowledge import files

LIMIT = 5_000_000
"""Pages of more characters are set aside: no article is so long."""
LIMIT_BYTES = 4 * LIMIT
LIMIT_LINES = 50_000

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_SAMPLE = 200_000


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of some bytes: by byte order mark, as UTF-8, by the charset that is told or declared, else guessed.

    Raises PageError for what is no text.
    """
    if what := files.kind_of(data):
        raise PageError(f"it is {what}, not a page of text")
    if len(data) > LIMIT_BYTES:
        raise too_long()
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return clean(data.decode("utf-32", errors="replace"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return clean(data.decode("utf-16", errors="replace"))
    if b"\x00" in data:
        raise PageError("it has NUL bytes: it is binary data, or UTF-16 without its mark; save it as UTF-8")
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return clean(_decode_by_name(data, charset) or _decode_by_statistics(data))


def _decode_by_name(data: bytes, charset: str | None) -> str | None:
    declared = _CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii") if declared is not None else None):
        try:
            if name:
                return data.decode(name)
        except (UnicodeError, LookupError):
            pass
    return None


def _decode_by_statistics(data: bytes) -> str:
    # Mostly ASCII is English (other pages are set aside later), and its stray signs are Windows quotes and dashes.
    if len(data) > 20 * sum(byte > 127 for byte in data[:_SAMPLE]):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise PageError("its encoding cannot be told; save it as UTF-8")
    return data.decode(best.encoding, errors="replace")


def clean(text: str) -> str:
    """The text with lone surrogates made spaces, one for one. Raises PageError for what is no page."""
    if len(text) > LIMIT:
        raise too_long()
    if "\x00" in text:
        raise PageError("it has NUL characters: it is binary data, not text")
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", " ", text)
    return text


def too_long() -> PageError:
    """The reason for what no article is so long as."""
    return PageError(f"it is longer than {LIMIT:,} characters, which no article is")
