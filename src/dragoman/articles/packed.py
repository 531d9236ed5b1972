"""Files packed by gzip, bzip2 or xz: what stands in them is read as any other file."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Iterator
from typing import cast

from dragoman.articles.source import Opened, Piece
from dragoman.articles.streams import Metered, Readable, Xz, buffered


def looks(opened: Opened) -> bool:
    """Whether a file is packed."""
    return opened.head.startswith((b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"))


def read(opened: Opened) -> Iterator[Piece]:
    """What stands in a file."""
    yield Piece(opened.name, buffered(Metered(_unpacked(opened), opened.budget)), charset=opened.charset)


def _unpacked(opened: Opened) -> Readable:
    if opened.head.startswith(b"BZh"):
        return cast(Readable, bz2.BZ2File(opened.handle))
    if opened.head.startswith(b"\xfd"):
        return Xz(opened.handle)
    return cast(Readable, gzip.GzipFile(fileobj=opened.handle))
