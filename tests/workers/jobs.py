"""What the processes of the tests do; they must find it in a module."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from dragoman.errors import KnowledgeError


def double():
    return lambda batch: [2 * item for item in batch]


def touchy():
    """Raises at 7, dies at 13, and at 99 where a file says that it did so before, not."""

    def work(batch):
        if 7 in batch:
            raise ValueError("seven")
        if 13 in batch:
            os.kill(os.getpid(), signal.SIGKILL)
        return [2 * item for item in batch]

    return work


def dies_once(mark: str):
    def work(batch):
        if 99 in batch and not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return [2 * item for item in batch]

    return work


def named(folder: str):
    """Says in a folder which process it was, and how much it was asked for."""

    def work(batch):
        Path(folder, f"{os.getpid()}").touch()
        time.sleep(0.01)
        return batch

    return work


def slow():
    def work(batch):
        time.sleep(60)
        return batch

    return work


def wrong():
    def work(batch):
        raise KnowledgeError("a table is wrong")

    return work


def threads():
    return lambda batch: [os.environ.get("OPENBLAS_NUM_THREADS") for _ in batch]


def failed(item, reason):
    return f"{item}: {reason}"
