"""The archive of a desk: opened for each request, to read only where nothing is to be written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from dragoman import __version__, ties
from dragoman.archive import Archive
from dragoman.errors import ArchiveError


class Store:
    """Opens the archive; one thread at a time writes. Raises ArchiveError where it is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = Lock()
        self.reason = self._prepared()

    def _prepared(self) -> str | None:
        """Makes the file, or brings it up to date; why it can only be read, where that is so."""
        try:
            with Archive(self.path):
                return None
        except ArchiveError as error:
            with Archive(self.path, readonly=True):
                return str(error)

    @contextmanager
    def reading(self) -> Iterator[Archive]:
        """The archive, to be asked."""
        with Archive(self.path, readonly=True) as archive:
            yield archive

    @contextmanager
    def built(self) -> Iterator[Archive]:
        """The archive to be asked about ties: what pages came since is merged first, where it can be written."""
        with self.reading() as archive:
            if self.reason is not None or not ties.pending(archive):
                yield archive
                return
        with self.writing() as archive:
            ties.build(archive)
            yield archive

    @contextmanager
    def writing(self) -> Iterator[Archive]:
        """The archive, to be written to. Raises ArchiveError where it can only be read."""
        if self.reason is not None:
            raise ArchiveError(self.reason)
        with self._writer, Archive(self.path) as archive:
            yield archive

    def version(self) -> str:
        """Changes whenever the archive does."""
        parts = [__version__]
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            try:
                stat = path.stat()
                parts.append(f"{stat.st_mtime_ns}-{stat.st_size}")
            except FileNotFoundError:
                parts.append("none")
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]
