"""ZIP archives: every member is read as any other file. Nothing is written by a member's name."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from dragoman.articles.source import Opened, Piece, is_hidden
from dragoman.articles.streams import Metered, Readable, buffered, seekable
from dragoman.errors import PageError
from dragoman.report import SetAside

_DIRECTORY = 64 * 1024**2
"""The list of members is held in memory, several times its size on disk."""
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
_LOCKED = 0x1


def looks(opened: Opened) -> bool:
    """Whether a file is a ZIP archive."""
    return opened.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The members, in the order of the archive."""
    with seekable(opened.handle) as handle:
        if _directory_size(handle) > _DIRECTORY:
            raise PageError("it has too many members; cut it into several archives")
        try:
            with zipfile.ZipFile(handle) as archive:
                yield from _members(opened, archive)
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
            raise PageError(f"the ZIP archive cannot be read ({error}); pack it anew") from error


def _members(opened: Opened, archive: zipfile.ZipFile) -> Iterator[Piece | SetAside]:
    members = archive.infolist()
    if any(one.filename in _DOCUMENTS for one in members):
        raise PageError("it is an office document or an e-book; save it as PDF, HTML or text")
    for one in members:
        opened.budget.member()
        if one.is_dir() or is_hidden(one.filename):
            continue
        name = opened.id(one.filename)
        if one.flag_bits & _LOCKED:
            yield SetAside(id=name, reason="it is locked by a password; unpack it first", bytes=one.file_size)
            continue
        try:
            member = cast(Readable, archive.open(one))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, RuntimeError) as error:
            yield SetAside(id=name, reason=f"it cannot be unpacked ({error})", bytes=one.file_size)
        else:
            yield Piece(name, buffered(Metered(member, opened.budget)), size=one.file_size)


def _directory_size(handle: BinaryIO) -> int:
    """The size of the list of members, as the end of the archive tells it."""
    handle.seek(0, 2)
    handle.seek(max(0, handle.tell() - 66_000))
    tail = handle.read(66_000)
    handle.seek(0)
    large, small = tail.rfind(b"PK\x06\x06"), tail.rfind(b"PK\x05\x06")
    if large >= 0 and len(tail) >= large + 48:
        return int(struct.unpack_from("<Q", tail, large + 40)[0])
    if small >= 0 and len(tail) >= small + 16:
        return int(struct.unpack_from("<L", tail, small + 12)[0])
    return 0
