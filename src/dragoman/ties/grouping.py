"""The reports of one block put together into events.

Reports that state a day come first and open events under it; wider times (a week, a month) join the one event that lies
within them; reports without a time join an event within the news cycle before them, the nearest first. So the outcome
does not depend on the order in which pages were coded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.ties.alike import NEWS_CYCLE_DAYS, REPRINT_DAYS, agree, alike_in_words, same_people
from dragoman.ties.tellings import Telling

WIDEST_DAYS = 31
"""A stretch of days that is told may be that of an event within it, if it is no longer than so."""
_DENSE_DAYS = 4
_AROUND = 3

FIRST = "the first report"
APART = "set apart by hand"
BY_HAND = "joined by hand"


@dataclass(slots=True)
class Group:
    """The reports of one event, each with the reason why it is there.

    ``day`` is the day that it is found under, ``stated`` whether a report states when it was.
    """

    day: int | None
    stated: bool = False
    members: list[tuple[Telling, str]] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    kinds: dict[tuple[object, ...], Telling] = field(default_factory=dict)

    def add(self, one: Telling, why: str) -> None:
        """Puts a report in."""
        self.members.append((one, why))
        self.pages.add(one.page)
        self.stated = self.stated or one.start is not None
        # Most members say the same in what is compared; one of each kind will do.
        self.kinds.setdefault((one.cameo, one.place, one.source, one.target, one.symmetric), one)

    def takes(self, one: Telling) -> bool:
        """Whether a report agrees with all members in all but the day; a page tells an event once."""
        return one.page not in self.pages and all(agree(one, other) for other in self.kinds.values())


def group(
    tellings: Iterable[Telling], apart: frozenset[int] = frozenset(), undated: frozenset[int] = frozenset()
) -> list[Group]:
    """The events that the reports of a block tell.

    Those of ``apart`` (by hand) stand alone. ``undated`` are days on which more is told without a day than stands here.
    """
    shelf = _Shelf(undated)
    alone = []
    ordered = sorted(tellings, key=lambda one: one.order)
    for one in ordered:
        if one.event in apart:
            alone.append(Group(None))
            alone[-1].add(one, APART)
    free = [one for one in ordered if one.event not in apart]
    shelf.note_days(free)
    for one in sorted((one for one in free if _is_day(one)), key=lambda one: (one.start, one.order)):
        shelf.put_day(one)
    for one in (one for one in free if one.start is not None and not _is_day(one)):
        shelf.put_range(one)
    for one in (one for one in free if one.start is None):
        shelf.put_undated(one)
    return shelf.groups + alone


def _is_day(one: Telling) -> bool:
    return one.start is not None and one.start == one.end


class _Shelf:
    """Groups by the day of the event, by the day they were told, and by their words."""

    def __init__(self, undated: frozenset[int]) -> None:
        self.groups: list[Group] = []
        self._by_day: defaultdict[int, list[Group]] = defaultdict(list)
        self._by_range: defaultdict[tuple[int | None, int | None], list[Group]] = defaultdict(list)
        self._by_said: defaultdict[int, list[Group]] = defaultdict(list)
        self._by_words: defaultdict[tuple[str, int], list[tuple[Telling, Group]]] = defaultdict(list)
        self._days: set[int] = set(undated)

    def note_days(self, tellings: Iterable[Telling]) -> None:
        """The days on which anything of this block is told without a day."""
        self._days.update(one.said for one in tellings if one.start is None and one.said is not None)

    def put_day(self, one: Telling) -> None:
        """A report that states the day."""
        day = one.start or 0
        found = self._best(one, self._by_day[day])
        self._put(one, found, "the same day", day)

    def put_range(self, one: Telling) -> None:
        """A report that states a week, a month, or other days from one to another."""
        found = self._best(one, self._by_range[one.start, one.end])
        why = "the same time"
        if found is None and one.start is not None and one.end is not None and one.end - one.start <= WIDEST_DAYS:
            within = [held for day in range(one.start, one.end + 1) for held in self._by_day.get(day, ())]
            fitting = [held for held in within if held.takes(one)]
            found = fitting[0] if len(fitting) == 1 else None
            why = "its day lies in the time told here"
        found = self._put(one, found, why, None)
        if found not in self._by_range[one.start, one.end]:
            self._by_range[one.start, one.end].append(found)

    def put_undated(self, one: Telling) -> None:
        """A report that says no time: the words of one held, else the news cycle decides."""
        if one.said is None:
            self._put(one, self._reprinted(one), "the same words", None)
            return
        found, why = self._reprinted(one), "the same words"
        if found is None:
            found, why = self._in_cycle(one, one.said)
        self._put(one, found, why, one.said if one.status == "actual" else None)

    def _in_cycle(self, one: Telling, said: int) -> tuple[Group | None, str]:
        shelf = self._by_day if one.status == "actual" else self._by_said
        for gap in range(NEWS_CYCLE_DAYS + 1):
            held = shelf.get(said - gap, [])
            if gap and self._dense(said):
                # Such things are told here day after day: of those whose day nobody states, only the words can tell
                # which is meant.
                held = [group for group in held if group.stated or _words_agree(one, group)]
            if (found := self._best(one, held)) is not None:
                return found, f"no day, told {gap or 'no'} day{'' if gap == 1 else 's'} later"
        return None, ""

    def _dense(self, day: int) -> bool:
        around = range(day - _AROUND, day + _AROUND + 1)
        return sum(near in self._days for near in around) >= _DENSE_DAYS

    def _reprinted(self, one: Telling) -> Group | None:
        week = _week(one)
        for near in (week, week - 1, week + 1):
            for other, held in self._by_words.get((one.words, near), ()):
                if abs((one.said or 0) - (other.said or 0)) <= REPRINT_DAYS and held.takes(one):
                    return held
        return None

    def _best(self, one: Telling, held: Iterable[Group]) -> Group | None:
        """The group that fits best: most in common, then the one opened first."""
        fitting = [group for group in held if group.takes(one)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return max(fitting, key=lambda group: _in_common(one, group))

    def _put(self, one: Telling, found: Group | None, why: str, day: int | None) -> Group:
        if found is None:
            found, why = Group(day), FIRST
            self.groups.append(found)
            if day is not None:
                self._by_day[day].append(found)
        found.add(one, why)
        self._by_words[one.words, _week(one)].append((one, found))
        if one.said is not None and one.status != "actual" and found not in self._by_said[one.said]:
            self._by_said[one.said].append(found)
        return found


def _words_agree(one: Telling, group: Group) -> bool:
    return any(alike_in_words(one, other) for other in group.kinds.values())


def _in_common(one: Telling, group: Group) -> int:
    """How much a report shares with a group: place, persons, act."""
    return max(
        2 * (one.place is not None and one.place == other.place)
        + 2 * (_names(one) == _names(other) and bool(_names(one)) and same_people(one, other))
        + (one.cameo == other.cameo)
        + (one.words == other.words)
        for other in group.kinds.values()
    )


def _week(one: Telling) -> int:
    """A stretch of days: the same words are looked for in it and its neighbours."""
    return (one.said or 0) // REPRINT_DAYS


def _names(one: Telling) -> set[str]:
    return {name for _, _, name in (*one.source, *one.target) if name}


def commonest(values: Iterable[str]) -> str | None:
    """The value that stands most often; the first where several do."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else None
