"""Bootstrap bands: the middle 95 in 100 of what the numbers of a period would be, were its events drawn again.

Events of one value are alike, so drawing them again is drawing their counts: the cost grows with the number of values,
not of events. The draws are seeded: the same archive gives the same bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

DRAWS = 1_000
SEED = 20_190_501
_TAILS = (2.5, 97.5)

Band = tuple[float | None, float | None]
NO_BAND: Band = (None, None)


class Bands:
    """The bands of one period, drawn from a seed of its own."""

    def __init__(self, period: int) -> None:
        self._draw = np.random.default_rng([SEED, period])

    def mean(self, counted: Mapping[float, int]) -> Band:
        """Of the mean of values, each with the number of events that have it."""
        number = sum(counted.values())
        if number == 0:
            return NO_BAND
        values = np.array(sorted(counted), dtype=float)
        weights = np.array([counted[value] for value in values], dtype=float) / number
        drawn = self._draw.multinomial(number, weights, size=DRAWS)
        return _middle(drawn @ values / number)

    def share(self, part: int, whole: int) -> Band:
        """Of a part of a whole."""
        return _middle(self._draw.binomial(whole, part / whole, size=DRAWS) / whole) if whole else NO_BAND

    def rate(self, events: int, coverage: int) -> Band:
        """Of the events for every thousand pages: each page brings an event or does not, rarely and by itself."""
        return _middle(self._draw.poisson(events, size=DRAWS) * 1000 / coverage) if coverage else NO_BAND


def _middle(values: Any) -> Band:
    low, high = np.percentile(values, _TAILS)
    return round(float(low), 4), round(float(high), 4)
