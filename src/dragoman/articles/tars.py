"""Tar archives: every member is read as any other file. Nothing is written by a member's name."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import cast

from dragoman.articles.source import Opened, Piece, is_hidden
from dragoman.articles.streams import Metered, Readable, buffered
from dragoman.errors import PageError


def looks(opened: Opened) -> bool:
    """Whether a file is a tar archive."""
    return opened.head[257:262] == b"ustar"


def read(opened: Opened) -> Iterator[Piece]:
    """The members, in the order of the archive, without those that are only links or devices."""
    try:
        # Read as a stream, front to back; and nothing of it is held once it is past.
        with tarfile.open(fileobj=opened.handle, mode="r|") as archive:
            for one in archive:
                archive.members = []  # type: ignore[attr-defined]
                opened.budget.member()
                member = archive.extractfile(one) if one.isfile() and not is_hidden(one.name) else None
                if member is not None:
                    stream = buffered(Metered(cast(Readable, member), opened.budget))
                    yield Piece(opened.id(one.name), stream, size=one.size)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise PageError(f"the tar archive is damaged or breaks off ({error}); what came before was read") from error
