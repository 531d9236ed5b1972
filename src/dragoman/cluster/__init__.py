"""The same Coder over many machines, on Ray: parts of pages in, parts of results out, no part lost when a machine is.

Actors, one for each processor, take parts one at a time. A part whose actor died goes to another; one that its actors
died of twice is done with its pages in processes of their own, so that the guilty page is found and set aside. What was
done is done: a run that broke off goes on with the parts that are left.
"""

from __future__ import annotations

import os
import socket
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from dragoman.cluster.parts import ClusterError, Results, found, pages
from dragoman.coder import Coder, cores
from dragoman.report import Provenance

__all__ = ["ClusterError", "Results", "coded", "found"]

_TRIES = 2
"""After so many deaths a part is done with care, after one more it is given up."""


class PartCoder:
    """What runs on the machines: codes parts, each to its results."""

    def __init__(self, actors: str | None, codebook: str | None, results: str) -> None:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        self._coder = Coder(actors, codebook=codebook)
        self._results = Results(results)

    def made_by(self) -> Provenance:
        """By what means this machine codes."""
        return self._coder.provenance("")

    def code(self, part: str, published: str | None, outlet: str | None, apart: bool) -> int:
        """Codes a part; how many pages it had."""
        received = pages(part, published=published, outlet=outlet)
        return self._results.write(part, self._coder.keep(received, workers=2 if apart else 1))


def coded(
    parts: Iterable[str],
    results: str,
    *,
    address: str,
    actors: Path | None = None,
    codebook: Path | None = None,
    published: str | None = None,
    outlet: str | None = None,
    workers: int | None = None,
) -> Iterator[str]:
    """Codes parts on a cluster and gives each when its results are there; at once those that were done before.

    ``address`` is that of a Ray cluster, or ``local`` for one on this machine.
    """
    folder = Results(results)
    left: deque[str] = deque()
    for part in parts:
        if folder.done(part):
            yield part
        else:
            left.append(part)
    if not left:
        return
    ray = _connected(address, workers)
    try:
        named = [str(file) if file is not None else None for file in (actors, codebook)]
        crew = _Crew(ray, workers, (named[0], named[1], results))
        yield from crew.work(left, (published, outlet))
    finally:
        ray.shutdown()


def _connected(address: str, workers: int | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        # By name: it is typed only where it is installed.
        ray: Any = import_module("ray")
    except ImportError as error:
        raise ClusterError("a cluster needs Ray; pip install 'dragoman[cluster]'") from error
    quiet: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
    if ray.is_initialized():
        return ray
    _knock(address)
    try:
        if address == "local":
            memory = {"object_store_memory": 100_000_000}
            ray.init(num_cpus=workers or cores(), include_dashboard=False, **memory, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ClusterError(f"there is no Ray cluster at {address} ({str(error).splitlines()[0]})") from error
    return ray


def _knock(address: str) -> None:
    """Raises ClusterError at once where nobody is at an address: Ray itself tries for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=10).close()
        except OSError as error:
            raise ClusterError(f"there is no Ray cluster at {address} ({error.strerror or error})") from error


class _Crew:
    """The actors and what they are at."""

    def __init__(self, ray: Any, workers: int | None, arguments: tuple[str | None, str | None, str]) -> None:
        self._ray = ray
        self._arguments = arguments
        # No restarts by Ray itself: a part that kills would be tried for ever.
        self._actor = ray.remote(num_cpus=1, max_restarts=0)(PartCoder)
        self._wanted = workers or int(ray.cluster_resources().get("CPU", 1))
        self._starting: dict[Any, Any] = {}
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[Any, str]] = {}
        self._deaths: Counter[str] = Counter()

    def work(self, left: deque[str], told: tuple[str | None, str | None]) -> Iterator[str]:
        """Each part when it is done."""
        self._hire(min(self._wanted, len(left)))
        while left or self._busy:
            while left and self._idle:
                part, actor = left.popleft(), self._idle.pop()
                apart = self._deaths[part] >= _TRIES
                self._busy[actor.code.remote(part, *told, apart)] = actor, part
            [ref], _ = self._ray.wait([*self._busy, *self._starting], num_returns=1)
            if ref in self._starting:
                self._begin(ref)
            elif (done := self._end(ref, left)) is not None:
                yield done

    def _hire(self, number: int) -> None:
        for _ in range(number):
            actor = self._actor.remote(*self._arguments)
            self._starting[actor.made_by.remote()] = actor

    def _begin(self, ref: Any) -> None:
        """An actor is there, or died as it began; its machine must code as this one does."""
        actor = self._starting.pop(ref)
        try:
            made = self._ray.get(ref)
        except self._ray.exceptions.RayActorError as error:
            self._deaths[""] += 1
            if self._deaths[""] > 3 * self._wanted:
                raise ClusterError(f"the actors do not start on the cluster ({str(error).splitlines()[0]})") from error
            self._hire(1)
            return
        mine = Coder(self._arguments[0], codebook=self._arguments[1]).provenance("")
        if made != mine:
            raise ClusterError(f"a machine of the cluster codes by other means ({made}) than this one ({mine})")
        self._idle.append(actor)

    def _end(self, ref: Any, left: deque[str]) -> str | None:
        """The part that is done; none where its actor died and it must be done again."""
        actor, part = self._busy.pop(ref)
        try:
            self._ray.get(ref)
        except self._ray.exceptions.RayActorError as error:
            self._deaths[part] += 1
            if self._deaths[part] > _TRIES:
                raise ClusterError(f"the machines die of {part}; take it out and look what is in it") from error
            left.append(part)
            self._hire(1)
            return None
        self._idle.append(actor)
        return part
