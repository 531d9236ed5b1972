"""Events against gold, dyad by dyad.

An event counts once per article as (type, source, target, status); a planned one never matches an actual one. A gold
type may name alternatives ("CONCEDE|RETREAT"), and so may a code. What gold marks as optional is neither missed nor a
false alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Literal, NamedTuple

from dragoman.evaluation.counts import Tally
from dragoman.knowledge import codebook

Level = Literal["type", "quad", "dyad"]
LEVELS: tuple[Level, ...] = ("type", "quad", "dyad")
NOTHING = "nothing"
"""In a confusion: what was missed was taken for nothing, a false alarm was made of nothing."""

_NOBODY = frozenset([""])


class Dyad(NamedTuple):
    """One source and one target of an event; each a set of accepted spellings of its code."""

    types: tuple[str, ...]
    source: frozenset[str]
    target: frozenset[str]
    status: str
    symmetric: bool
    optional: bool
    event: dict[str, Any]

    @property
    def brief(self) -> str:
        """The dyad in a line."""
        words = self.event.get("evidence") or self.event.get("text") or ""
        text = words.get("text", "") if isinstance(words, dict) else words
        sides = ["/".join(sorted(side)).upper() or "-" for side in (self.source, self.target)]
        return f"{'|'.join(self.types)} {sides[0]} > {sides[1]} {self.status} {text}".rstrip()


def expand(events: Iterable[dict[str, Any]]) -> Iterator[Dyad]:
    """The dyads of events; nobody consults with himself."""
    for event in events:
        types = tuple(event["type"].split("|"))
        for source, target in product(_codes(event.get("source")), _codes(event.get("target"))):
            if event["type"] == "CONSULT" and source & target and source != _NOBODY:
                continue
            symmetric = bool(event.get("symmetric")) or event["type"] == "CONSULT"
            status = event.get("status", "actual")
            yield Dyad(types, source, target, status, symmetric, bool(event.get("optional")), event)


def _codes(actors: Sequence[Any] | None) -> list[frozenset[str]]:
    found = []
    for actor in actors or [""]:
        code = actor if isinstance(actor, str) else actor.get("code") or ""
        found.append(frozenset(part.strip().casefold() for part in code.split("|")))
    return found


def matches(gold: Dyad, got: Dyad, level: Level) -> bool:
    """Whether two dyads are the same: in type and status, in quad class and status, or in who is concerned alone."""
    if level == "type" and not set(gold.types) & set(got.types):
        return False
    if level == "quad" and not _quads(gold) & _quads(got):
        return False
    if level != "dyad" and gold.status != got.status:
        return False
    if gold.source & got.source and gold.target & got.target:
        return True
    either = gold.symmetric or got.symmetric or level == "dyad"
    return either and bool(gold.source & got.target and gold.target & got.source)


def _quads(dyad: Dyad) -> set[str]:
    return {codebook.types()[name].quad for name in dyad.types if name in codebook.types()}


def unique(dyads: Iterable[Dyad]) -> list[Dyad]:
    """The dyads, each once."""
    kept: list[Dyad] = []
    for one in dyads:
        if not any(matches(one, other, "type") and one.symmetric == other.symmetric for other in kept):
            kept.append(one)
    return kept


class Compared(NamedTuple):
    """A page's dyads: the gold that must be found, the gold that may be, and what was given."""

    gold: list[Dyad]
    spare: list[Dyad]
    got: list[Dyad]

    def missed(self, level: Level = "type") -> list[Dyad]:
        """The gold that was not found."""
        return [one for one in self.gold if not any(matches(one, other, level) for other in self.got)]

    def alarms(self, level: Level = "type") -> list[Dyad]:
        """What was given and is no gold."""
        allowed = [*self.gold, *self.spare]
        return [one for one in self.got if not any(matches(other, one, level) for other in allowed)]

    def tally(self, level: Level) -> Tally:
        """Found, wrong and missed."""
        missed = len(self.missed(level))
        return Tally(len(self.gold) - missed, len(self.alarms(level)), missed)

    def by_type(self) -> dict[str, Tally]:
        """The tally of each type; gold with alternatives stands under the first."""
        missed, wrong = Counter(one.types[0] for one in self.missed()), Counter(one.types[0] for one in self.alarms())
        gold = Counter(one.types[0] for one in self.gold)
        return {name: Tally(gold[name] - missed[name], wrong[name], missed[name]) for name in {*gold, *wrong}}

    def confusion(self) -> Counter[tuple[str, str]]:
        """What missed gold was taken for (a type between the same two, or nothing), and alarms made of nothing."""
        alarms = self.alarms()
        found: Counter[tuple[str, str]] = Counter()
        explained: set[int] = set()
        for one in self.missed():
            others = [number for number, other in enumerate(alarms) if matches(one, other, "dyad")]
            kinds = [alarms[number].types[0] for number in others if alarms[number].types[0] not in one.types]
            explained.update(others)
            found[one.types[0], kinds[0] if kinds else NOTHING] += 1
        for number, other in enumerate(alarms):
            if number not in explained:
                found[NOTHING, other.types[0]] += 1
        return found

    def statuses(self) -> Tally:
        """Of the gold whose type and dyad were found, with whatever status: how many have the right status."""
        right = wrong = 0
        for one in self.gold:
            same = [other for other in self.got if matches(one, other._replace(status=one.status), "type")]
            if same:
                good = any(other.status == one.status for other in same)
                right, wrong = right + good, wrong + (not good)
        return Tally(right, 0, wrong)


def compare(gold: Iterable[dict[str, Any]], got: Iterable[dict[str, Any]]) -> Compared:
    """The dyads of a page's gold and of its report, each once."""
    all_gold = list(expand(gold))
    return Compared(
        unique(one for one in all_gold if not one.optional),
        [one for one in all_gold if one.optional],
        unique(expand(got)),
    )


def dates(gold: Iterable[dict[str, Any]], got: Iterable[dict[str, Any]]) -> Tally:
    """Of the dated gold dyads that were found: how many carry exactly that date."""
    given = list(expand(got))
    right = of = 0
    for one in expand(gold):
        if one.optional or not one.event.get("date"):
            continue
        same = [other for other in given if matches(one, other, "type")]
        of += bool(same)
        right += bool(same) and any(days(other.event) == one.event["date"] for other in same)
    return Tally(right, 0, of - right)


def days(item: dict[str, Any]) -> list[str] | None:
    """The first and the last day of an event or of a date."""
    found = item.get("date", item)
    if isinstance(found, dict):
        return [str(found.get("start"))[:10], str(found.get("end"))[:10]]
    return [str(day)[:10] for day in found] if found else None
