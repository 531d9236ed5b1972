"""Accuracy with intervals, and the agreement of reviewers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from dragoman.archive import Judgement
from dragoman.archive.judgements import by_event, essence, standing
from dragoman.report import Event, Participant, Record

_Z = 1.959964  # two-sided, 95 %


class Figure(Record, frozen=True):
    """How many of the judged were right, with Wilson's 95 % interval of the share."""

    name: str
    right: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.of if self.of else 0.0


class Agreement(Record, frozen=True):
    """How two reviewers compare on the events that both judged: the same outcome, and Cohen's kappa of verdicts."""

    one: str
    other: str
    events: int
    same: int
    kappa: float | None


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = share + _Z * _Z / (2 * of)
    reach = _Z * math.sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    whole = 1 + _Z * _Z / of
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def accuracy(judged: Iterable[Judgement]) -> tuple[Figure, ...]:
    """How often the machine's events were right, and which parts of those that were events at all.

    Each event counts once for each reviewer, by the reviewer's last word; what was added tells nothing of precision.
    """
    last = [
        one
        for group in by_event(judged).values()
        for one in standing(group).values()
        if one.verdict != "add" and one.machine is not None
    ]
    kept = [(one.machine, one.wanted or one.machine) for one in last if one.verdict != "reject" and one.machine]
    figures = [_figure("an event at all", len(kept), len(last))]
    figures += [_figure(name, sum(part(a) == part(b) for a, b in kept), len(kept)) for name, part in _PARTS.items()]
    figures.append(_figure("right in all", sum(essence(a) == essence(b) for a, b in kept), len(last)))
    return tuple(figures)


def _figure(name: str, right: int, of: int) -> Figure:
    low, high = interval(right, of)
    return Figure(name=name, right=right, of=of, low=low, high=high)


def _codes(side: tuple[Participant, ...]) -> list[tuple[str, str | None]]:
    return sorted({(one.code, one.sector) for one in side}, key=str)


_PARTS: dict[str, Callable[[Event], object]] = {
    "type": lambda event: event.type,
    "actors": lambda event: (_codes(event.source), _codes(event.target)),
    "status": lambda event: event.status,
    "date": lambda event: (event.date.start, event.date.end) if event.date else None,
    "words": lambda event: (event.evidence.start, event.evidence.end),
}


def agreement(judged: Iterable[Judgement]) -> tuple[Agreement, ...]:
    """Each pair of reviewers on the events that both judged."""
    last = {event: _first_words(group) for event, group in by_event(judged).items()}
    names = sorted({name for held in last.values() for name in held})
    found = (_pair(one, other, last.values()) for one, other in combinations(names, 2))
    return tuple(pair for pair in found if pair.events)


def _first_words(group: Iterable[Judgement]) -> dict[str, Judgement]:
    """What each said on their own: what settles a disagreement came later and with knowledge of it."""
    return standing(one for one in group if not one.settles)


def _pair(one: str, other: str, events: Iterable[dict[str, Judgement]]) -> Agreement:
    both = [(held[one], held[other]) for held in events if one in held and other in held]
    verdicts = [(mine.verdict, theirs.verdict) for mine, theirs in both]
    same = sum(_outcome(mine) == _outcome(theirs) for mine, theirs in both)
    return Agreement(one=one, other=other, events=len(both), same=same, kappa=kappa(verdicts))


def _outcome(one: Judgement) -> object:
    event = one.wanted or one.machine
    return "reject" if one.verdict == "reject" or event is None else essence(event)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa; None where it is not defined, as when both always say the same one thing."""
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    values = {value for pair in pairs for value in pair}
    chance = (
        sum(sum(one == value for one, _ in pairs) * sum(other == value for _, other in pairs) for value in values)
        / len(pairs) ** 2
    )
    return None if chance == 1 else (observed - chance) / (1 - chance)
