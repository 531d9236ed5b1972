"""What fetching keeps to."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman import __version__

PRODUCT = "dragoman"
"""The name that a robots.txt may speak to."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How pages are fetched: who asks, whom one may ask, and how much and how long an answer may be."""

    contact: str | None = None
    allow_private: bool = False
    delay: float = 2.0
    seconds: float = 30.0
    largest: int = 20_000_000
    ratio: int = 200
    redirects: int = 5

    @property
    def agent(self) -> str:
        """The name under which pages are asked for, with the way to reach who asks."""
        return f"{PRODUCT}/{__version__} ({f'+{self.contact}' if self.contact else 'no contact given'})"


UNPACKED_FLOOR = 1_000_000
"""So many bytes any answer may unpack to."""
LONGEST_DELAY = 60.0
"""A robots.txt may ask for no longer a delay between two pages (seconds)."""
