"""Bytes to text, or the reason why not."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from dragoman.errors import PageError

LIMIT = 5_000_000
"""Pages of more characters are set aside: no article is so long."""

_SIGNS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of some bytes: by mark, as UTF-8, by the charset that HTML declares, else by statistics.

    Raises PageError for what is no text.
    """
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise PageError(f"it is {what}, not a page of text")
    if len(data) > 4 * LIMIT:
        raise PageError(f"it is longer than {LIMIT:,} characters")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _clean(data.decode("utf-16", errors="replace"))
    if b"\x00" in data[:10_000] and data.count(b"\x00") > len(data) // 50:
        raise PageError("it is binary data, not text")
    try:
        return _clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if declared := _CHARSET.search(data[:4096]):
        try:
            return _clean(data.decode(declared[1].decode("ascii")))
        except (UnicodeDecodeError, LookupError):
            pass
    best = from_bytes(data[:500_000]).best()
    if best is None:
        raise PageError("its encoding cannot be told; save it as UTF-8")
    try:
        return _clean(data.decode(best.encoding, errors="replace"))
    except LookupError as error:
        raise PageError("its encoding cannot be told; save it as UTF-8") from error


def _clean(text: str) -> str:
    """The text with NUL characters and lone surrogates made spaces, one for one."""
    if len(text) > LIMIT:
        raise PageError(f"it is longer than {LIMIT:,} characters")
    return re.sub("[\x00\ud800-\udfff]", " ", text)


clean = _clean
