"""Bounds on what files within files may come to, so that none can explode."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.errors import PageError


class Limits(NamedTuple):
    """What one file may unpack to: so many times its own size (but a floor is always allowed), parts, and depth."""

    ratio: int = 250
    floor: int = 256 * 1024**2
    members: int = 2_000_000
    depth: int = 4


LIMITS = Limits()


class Budget:
    """What is left of the limits of one file; everything that is unpacked from it draws on the same."""

    def __init__(self, size: int, limits: Limits | None = None) -> None:
        self.limits = limits or LIMITS
        self._bytes = max(self.limits.floor, size * self.limits.ratio)
        self._members = self.limits.members
        self.gone: str | None = None

    def unpack(self, count: int) -> None:
        """Some bytes more were unpacked. Raises PageError where that is too much."""
        self._bytes -= count
        if self._bytes < 0:
            self._stop("it unpacks to far more than its size allows, as only archives made to do harm do")

    def member(self) -> None:
        """One part more. Raises PageError where those are too many."""
        self._members -= 1
        if self._members < 0:
            self._stop(f"it has more than {self.limits.members:,} parts; cut it into several archives")

    def _stop(self, reason: str) -> None:
        self.gone = reason
        raise PageError(reason)
