"""Work over several processes: results in the order of the work, bounded memory, and no loss when a process dies.

Batches go to processes that are started anew (never forked: the parser's library keeps threads). A batch whose process
died is tried again once in a new one, then item by item in a process of its own, so that the guilty item is found and
reported and the others are done.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, Generic, NamedTuple, TypeVar

from dragoman.errors import DragomanError

T = TypeVar("T")
R = TypeVar("R")

LONGEST_SECONDS = 600
"""A process that has been at one batch for so long hangs and is ended."""
BATCHES_OF_A_CREW = 500
"""After so many batches for each of them the processes are replaced: what parsers remember of words grows and grows."""
_AHEAD = 3
"""Batches that may be under way or wait to be taken, for each process: memory is bounded by it."""
_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class WorkersError(DragomanError):
    """Processes that cannot be started."""


class Job(NamedTuple, Generic[T, R]):
    """What is to be done in the processes: ``make`` is called once in each and gives what does a batch of items.

    ``failed`` gives the result of an item that could not be done, from the item and the reason. Both go to other
    processes: they are functions of a module, or partials of such.
    """

    make: Callable[[], Callable[[list[T]], list[R]]]
    failed: Callable[[T, str], R]


def careful(work: Callable[[list[T]], list[R]], failed: Callable[[T, str], R], batch: list[T]) -> list[R]:
    """The results of a batch; where it raises, of each item, and of the guilty one that it failed."""
    try:
        return work(batch)
    except DragomanError:
        raise  # it would be the same with every item
    except Exception as error:
        if len(batch) > 1:
            return [result for item in batch for result in careful(work, failed, [item])]
        return [failed(batch[0], f"an error within Dragoman, please report it: {type(error).__name__}: {error}")]


def ordered(job: Job[T, R], batches: Iterable[list[T]], workers: int) -> Iterator[list[R]]:
    """The results of each batch, in order, from as many processes. No more batches are drawn than are needed."""
    crew = _Crew(job, workers)
    under_way: deque[_Task[T, R]] = deque()
    try:
        for batch in batches:
            under_way.append(crew.give(_Task(batch)))
            while len(under_way) >= _AHEAD * workers or (under_way and under_way[0].done()):
                yield crew.result(under_way)
        while under_way:
            yield crew.result(under_way)
    finally:
        crew.dismiss(at_once=bool(under_way))


_PATIENCE = 10.0
"""Seconds that a process has to end by itself; one that waits for what will never come is ended."""


class _Task(Generic[T, R]):
    """A batch on its way."""

    def __init__(self, batch: list[T]) -> None:
        self.batch = batch
        self.future: Future[list[R]]
        self.broken = 0

    def done(self) -> bool:
        return self.future.done()


class _Crew(Generic[T, R]):
    """The processes, and new ones for those that died."""

    def __init__(self, job: Job[T, R], workers: int) -> None:
        self._job = job
        self._workers = workers
        self._given = 0
        self._started: _Executor | None = None

    @property
    def _executor(self) -> _Executor:
        # Not before there is work: where all is done already nothing need be loaded.
        if self._started is None:
            self._started = _started(self._job, self._workers)
        return self._started

    def give(self, task: _Task[T, R]) -> _Task[T, R]:
        if not task.batch:
            task.future = Future()
            task.future.set_result([])
            return task
        self._given += 1
        try:
            task.future = self._executor.submit(_do, task.batch)
        except BrokenProcessPool as error:
            task.future = Future()
            task.future.set_exception(error)
        return task

    def result(self, under_way: deque[_Task[T, R]]) -> list[R]:
        """The result of the first task, which is taken off."""
        task = under_way[0]
        found: list[R] | None = None
        while found is None:
            if task.broken > 1:
                found = self._one_by_one(task.batch)
                continue
            try:
                found = task.future.result()
            except (BrokenProcessPool, CancelledError):
                self._mend(under_way)
        under_way.popleft()
        if self._given >= BATCHES_OF_A_CREW * self._workers:
            self._relieve(under_way)
        return found

    def _mend(self, under_way: Iterable[_Task[T, R]]) -> None:
        """A process died, and all that was under way with it: new ones take it up again."""
        self.dismiss(at_once=True)  # the pool's own end can wait for ever for one that the dead one left waiting
        for task in under_way:
            if task.broken < 2 and (task.future.cancelled() or task.future.exception() is not None):
                task.broken += 1
                if task.broken < 2:
                    self.give(task)

    def _relieve(self, under_way: Iterable[_Task[T, R]]) -> None:
        """Waits for what is under way and goes on with new processes."""
        for task in under_way:
            with contextlib.suppress(BrokenProcessPool, CancelledError):
                task.future.result()
        self.dismiss(at_once=False)
        self._given = 0

    def _one_by_one(self, batch: list[T]) -> list[R]:
        alone = _started(self._job, 1)
        results: list[R] = []
        for item in batch:
            try:
                results += alone.submit(_do, [item]).result()
            except BrokenProcessPool:
                results.append(self._job.failed(item, "the process that read it died or hung, each time"))
                alone.end(at_once=True)
                alone = _started(self._job, 1)
        alone.end()
        return results

    def dismiss(self, *, at_once: bool) -> None:
        """Ends the processes, in the midst of their work where nobody waits for it."""
        if self._started is not None:
            self._started.end(at_once=at_once)
            self._started = None


class _Executor(ProcessPoolExecutor):
    """One that knows its processes, and never waits for ever for one to end."""

    processes: list[multiprocessing.process.BaseProcess]

    def end(self, *, at_once: bool = False) -> None:
        """Ends the processes: at once, or each when it has done its work, with patience."""
        if at_once:
            for process in self.processes:
                process.kill()
        self.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.join(_PATIENCE)
            process.kill()


def _started(job: Job[Any, Any], workers: int) -> _Executor:
    """Processes that are ready to work. Raises WorkersError where they do not start."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(_THREADS)
    try:
        others = multiprocessing.active_children()
        executor = _Executor(workers, multiprocessing.get_context("spawn"), _begin, (job,))
        executor.submit(os.getpid).result()
        executor.processes = [one for one in multiprocessing.active_children() if one not in others]
    except BrokenProcessPool as error:
        raise WorkersError(
            "the worker processes do not start; take one worker, or, in a script of your own, put what starts the work"
            ' under `if __name__ == "__main__":`'
        ) from error
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    return executor


# Within the processes

_work: list[Any] = []


def _begin(job: Job[Any, Any]) -> None:
    # The first process ends the others when someone presses Ctrl-C; and when it dies itself, they end too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [job.make(), job.failed]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(batch: list[Any]) -> list[Any]:
    faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
    try:
        return careful(_work[0], _work[1], batch)
    finally:
        faulthandler.cancel_dump_traceback_later()
