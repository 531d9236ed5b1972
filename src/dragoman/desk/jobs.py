"""Work that takes longer than a request: coding what was added, trying out knowledge. One piece at a time."""

from __future__ import annotations

import multiprocessing
import secrets
import shutil
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Any, TypeVar

from dragoman.articles import Address
from dragoman.desk import worker
from dragoman.desk.store import Store
from dragoman.errors import ArchiveError, DragomanError
from dragoman.fetching import Rules
from dragoman.report import Kept, SetAside

T = TypeVar("T")

_KEPT = 50


@dataclass
class Job:
    """How far a piece of work is, and what came of it."""

    id: str
    total: int
    done: int = 0
    state: str = "waiting"
    added: list[tuple[str, str, str]] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    error: str | None = None
    result: Any = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


class Jobs:
    """The work of a desk, in the order in which it came."""

    def __init__(self, store: Store, knowledge: Path | None, rules: Rules | None = None) -> None:
        self._store = store
        self._knowledge = knowledge
        self._rules = rules or Rules()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, "dragoman-jobs")
        self._lock = Lock()
        self._coders: ProcessPoolExecutor | None = None

    def get(self, id: str) -> Job | None:
        """A piece of work, while it is remembered."""
        return self._jobs.get(id)

    def warm(self) -> None:
        """Loads the language model ahead of the first page."""
        self._thread.submit(lambda: self._pool().submit(int).result())

    def reload(self) -> None:
        """Lets the next page be coded with the tables as they are now."""
        with self._lock:
            if self._coders is not None:
                self._coders.shutdown(wait=False)
                self._coders = None

    def close(self) -> None:
        """Ends the work."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self.reload()

    def start(self, total: int, work: Callable[[Job], None]) -> Job:
        """Begins a piece of work as soon as those before it are done."""
        job = Job(secrets.token_urlsafe(9), total)
        self._jobs[job.id] = job
        while len(self._jobs) > _KEPT:
            self._jobs.popitem(last=False)
        self._thread.submit(self._run, job, work)
        return job

    def add(self, what: list[Path | Address], room: Path, published: str | None, outlet: str | None) -> Job:
        """Codes addresses, and files that were put into a folder made for them, and keeps the reports."""
        return self.start(len(what), lambda job: self._add(job, what, room, published, outlet))

    def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        try:
            work(job)
            job.state = "done"
        except DragomanError as error:
            job.error, job.state = str(error), "failed"
        except Exception as error:
            job.error, job.state = f"this should not have happened: {type(error).__name__}: {error}", "failed"

    def _add(self, job: Job, what: list[Path | Address], room: Path, published: str | None, outlet: str | None) -> None:
        try:
            job.state = "reading"
            for one in what:
                self._keep(job, self.called(worker.code, one, self._rules, published, outlet))
                job.done += 1
        finally:
            shutil.rmtree(room, ignore_errors=True)
        # Merged now, so that who opens a tie next need not wait; where that takes long, it is told there.
        with suppress(ArchiveError), self._store.built():
            pass

    def _keep(self, job: Job, found: list[Kept]) -> None:
        with self._store.writing() as archive:
            for kept in found:
                stored, result = archive.put(kept), kept.result
                if isinstance(result, SetAside):
                    job.aside.append((result.id, result.reason))
                elif result is not None:
                    job.added.append((stored.held_as, result.article.headline or result.id, stored.outcome))

    def called(self, work: Callable[..., T], *values: Any) -> T:
        """What the coding process answers; one that died is replaced once."""
        try:
            return self._pool().submit(work, *values).result()
        except BrokenProcessPool:
            self.reload()
            return self._pool().submit(work, *values).result()

    def _pool(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._coders is None:
                self._coders = coders(self._knowledge)
            return self._coders


def coders(knowledge: Path | None, instead: Path | None = None) -> ProcessPoolExecutor:
    """A process that codes, with a folder of own tables, read ``instead`` of another one."""
    own, other = (str(path) if path is not None else None for path in (knowledge, instead))
    # Spawned, not forked: the server has threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, context, initializer=worker.warm, initargs=(own, other))


def room() -> Path:
    """A folder for what was sent, away from the archive."""
    return Path(mkdtemp(prefix="dragoman-desk-"))
