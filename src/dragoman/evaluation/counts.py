"""Counts and what follows from them: precision, recall, F1, and how far chance may have moved them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")
DRAWS = 1000
_SEED = 20201210
_TAIL = 0.025


class Tally(NamedTuple):
    """What was found, what was given wrongly, what was missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def total(tallies: Sequence[Tally]) -> Tally:
    """All together."""
    return Tally(*(sum(column) for column in zip(*tallies, strict=True))) if tallies else Tally()


def interval(items: Sequence[_T], measure: Callable[[Sequence[_T]], float], draws: int = DRAWS) -> tuple[float, float]:
    """Between which values a measure lies in 95 of 100 samples drawn anew from the items: the percentile bootstrap.

    Seeded, so that the same items give the same interval.
    """
    if not items:
        return (0.0, 0.0)
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    values = sorted(measure(rng.choices(items, k=len(items))) for _ in range(draws))
    return (round(values[int(_TAIL * draws)], 3), round(values[int((1 - _TAIL) * draws) - 1], 3))


def described(tallies: Sequence[Tally]) -> dict[str, object]:
    """Precision, recall, F1 and the counts of pages' tallies, with the interval of F1."""
    whole = total(tallies)
    return {
        "precision": round(whole.precision, 3),
        "recall": round(whole.recall, 3),
        "f1": round(whole.f1, 3),
        **whole._asdict(),
        "interval": interval(tallies, lambda drawn: total(drawn).f1),
    }


def rate(tallies: Sequence[Tally]) -> dict[str, object]:
    """How many of those that could be right are, with the interval of the share; ``wrong`` is left out."""
    whole = total(tallies)
    return {
        "share": round(whole.recall, 3),
        "right": whole.found,
        "of": whole.found + whole.missed,
        "interval": interval(tallies, lambda drawn: total(drawn).recall),
    }


def shares(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Precision, recall and F1 as they are written."""
    return tuple(f"{one[name]:.3f}" for name in ("precision", "recall", "f1"))


def bounds(one: Mapping[str, Any]) -> str:
    """The interval as it is written."""
    low, high = one["interval"]
    return f"[{low:.3f}, {high:.3f}]"
