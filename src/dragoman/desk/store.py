"""The archive of a desk: opened for each request, to read only where nothing is to be written."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from dragoman import __version__, ties
from dragoman.archive import Archive
from dragoman.errors import ArchiveError

T = TypeVar("T")

_REMEMBERED = 64
_MERGED_AT_ONCE = 5_000


class Store:
    """Opens the archive; one thread at a time writes. Raises ArchiveError where it is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = Lock()
        self._memory: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
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
        """The archive to be asked about ties: what pages came since is merged first, where it can be written.

        Raises ArchiveError where that would take longer than anybody waits for a page.
        """
        with self.reading() as archive:
            if self.reason is not None or not ties.pending(archive):
                yield archive
                return
            self._in_reach(archive)
        with self.writing() as archive:
            ties.build(archive)
            yield archive

    def _in_reach(self, archive: Archive) -> None:
        waiting = "SELECT count(*) FROM (SELECT 1 FROM unmerged_pages LIMIT ?)"
        (pages,) = archive.connection.execute(waiting, (_MERGED_AT_ONCE + 1,)).fetchone()
        if pages > _MERGED_AT_ONCE:
            raise ArchiveError(
                "the reports of many pages are not merged into events yet, which takes minutes; run"
                f" `dragoman ties build --archive {self.path}`, then load this page again"
            )

    @contextmanager
    def writing(self) -> Iterator[Archive]:
        """The archive, to be written to. Raises ArchiveError where it can only be read."""
        if self.reason is not None:
            raise ArchiveError(self.reason)
        with self._writer, Archive(self.path) as archive:
            yield archive

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for each state of the archive: for what goes through the whole of it."""
        # Merged before it is asked for its version, which merging changes.
        with self.built():
            at = (self.version(), key)
        if at not in self._memory:
            self._memory[at] = make()
            while len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        found: T = self._memory[at]
        return found

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
