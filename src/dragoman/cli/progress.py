"""How far a run is: shown on standard error where someone is looking, from two seconds on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from dragoman.cli.counting import Count

Advance = Callable[["Count", int], None]
"""Hears of each page, with the bytes that it had."""

_WAIT = 2.0
_EVERY = 0.2


@contextmanager
def progress(named: Iterable[str] = ()) -> Iterator[Advance]:
    """Shows pages, rate and time left; the last is reckoned from the bytes of the files that were named."""
    if not sys.stderr.isatty():
        yield lambda count, size: None
        return
    shown = _Shown(total(named))
    try:
        yield shown.advance
    finally:
        shown.stop()


def total(named: Iterable[str]) -> int | None:
    """The bytes of files and folders; None where one is something else."""
    size = 0
    for name in named:
        path = Path(name)
        if path.is_file():
            size += path.stat().st_size
        elif path.is_dir():
            size += sum(inner.stat().st_size for inner in path.rglob("*") if inner.is_file())
        else:
            return None
    return size or None


class _Shown:
    def __init__(self, size: int | None) -> None:
        self._size = size
        self._done = 0
        self._began = monotonic()
        self._due = self._began + _WAIT
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, count: Count, size: int) -> None:
        self._done += size
        now = monotonic()
        if now < self._due:
            return
        self._due = now + _EVERY
        if self._progress is None:
            self._progress = self._started()
            self._task = self._progress.add_task("", total=self._size)
        pages = count.pages + count.set_aside
        rate = f"{pages / (now - self._began):,.1f} pages/s"
        text = f"{count.pages:,} pages, {count.events:,} events, {count.set_aside:,} set aside, {rate}"
        done = min(self._done, self._size) if self._size else self._done
        if self._task is not None:
            self._progress.update(self._task, description=text, completed=done)

    def _started(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

        columns = [SpinnerColumn(), TextColumn("{task.description}")]
        if self._size:
            columns += [BarColumn(bar_width=20), TimeRemainingColumn(), TextColumn("left")]
        shown = Progress(*columns, console=Console(stderr=True), transient=True)
        shown.start()
        return shown

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
