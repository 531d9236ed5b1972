"""How long to wait before the next try."""

from __future__ import annotations

import hashlib

_DAY = 86_400.0


def pause(url: str, failures: int, first: float = 60.0) -> float:
    """Seconds until the next try after some failures: twice as long each time, up to a day.

    They are spread by up to a quarter either way, by the address alone, so that sources that failed together do not all
    come back together and a run can be repeated.
    """
    wait = min(_DAY, first * 2.0 ** min(max(0, failures - 1), 30))
    return wait * spread(f"{url} {failures}", 0.25)


def spread(seed: str, by: float) -> float:
    """A factor around one, the same for the same words."""
    share = int.from_bytes(hashlib.sha256(seed.encode("utf-8", errors="replace")).digest()[:8], "big") / 2**64
    return 1 - by + 2 * by * share
