"""Streams of unpacked bytes: faults made sentences, counted as they are read, and told what they are by their start."""

from __future__ import annotations

import io
import lzma
import shutil
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol, cast

from dragoman.articles.budget import Budget
from dragoman.articles.decode import LIMIT_BYTES
from dragoman.errors import PageError

_BUFFER = 65_536
_XZ_MEMORY = 256 * 1024**2


_DAMAGE = (
    *(EOFError, OSError, ValueError, RuntimeError, struct.error),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)
"""What the unpackers raise for damaged data (RuntimeError: locked, or packed in a way that is not known)."""


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, count: int, /) -> bytes:
        """Some bytes; none at the end."""


class Metered(io.RawIOBase):
    """Bytes of a damaged or hostile source: drawn from a budget as they are read, and every fault a PageError."""

    def __init__(self, inner: Readable, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Reads some bytes and draws them from the budget."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._inner.read(min(len(view), _BUFFER))
        except _DAMAGE as error:
            raise PageError(f"it is damaged or breaks off ({error}); what came before was read") from error
        self._budget.unpack(len(data))
        view[: len(data)] = data
        return len(data)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already and are given once more."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Reads what was read before, then the rest."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


class Xz:
    """An xz file, unpacked in bounded memory: the format lets a file ask for gigabytes."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = self._fresh()

    def read(self, count: int, /) -> bytes:
        """Some bytes; none at the end."""
        while True:
            if self._unpacker.eof:
                rest = self._unpacker.unused_data.lstrip(b"\x00") or self._packed.read(_BUFFER).lstrip(b"\x00")
                if not rest:
                    return b""
                self._unpacker = self._fresh()
            else:
                rest = self._packed.read(_BUFFER) if self._unpacker.needs_input else b""
                if self._unpacker.needs_input and not rest:
                    raise EOFError("it ends too early")
            if data := self._unpacker.decompress(rest, count):
                return data

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """A raw stream with a buffer, so that lines can be read from it."""
    return io.BufferedReader(raw, buffer_size=_BUFFER)


def looked_at(handle: BinaryIO, count: int) -> tuple[BinaryIO, bytes]:
    """A stream at its start, and how it begins."""
    head = handle.read(count)
    if isinstance(handle, io.BytesIO):
        handle.seek(0)
        return handle, head
    return buffered(_Rejoined(head, handle)), head


def up_to(handle: BinaryIO, count: int) -> bytes:
    """The next bytes, at most so many. (Asked for them at once, a buffered file takes the room for all beforehand.)"""
    parts: list[bytes] = []
    while count > 0 and (part := handle.read(min(count, _BUFFER))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


@contextmanager
def seekable(handle: BinaryIO) -> Iterator[BinaryIO]:
    """The same bytes so that one can go back in them; set down in a file without a name where need be."""
    if handle.seekable():
        yield handle
        return
    with tempfile.SpooledTemporaryFile(max_size=LIMIT_BYTES) as room:
        shutil.copyfileobj(handle, room)
        room.seek(0)
        yield cast(BinaryIO, room)
