"""What came of the pages of a run, counted and told at its end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.archive import Stored
    from dragoman.report import Report, SetAside

_SHOWN = 8
_KINDS_OF_REASONS = 1000


class Count:
    """What came of the pages. Its size does not grow with their number."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.pages = self.set_aside = self.events = self.statements = 0
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.same: list[tuple[str, str]] = []
        self.changed: list[tuple[str, str]] = []

    def add(self, one: Report | SetAside) -> None:
        """Counts a page that was read or set aside."""
        from dragoman.report import SetAside

        if isinstance(one, SetAside):
            self.set_aside += 1
            known = one.reason in self.reasons or len(self.reasons) < _KINDS_OF_REASONS
            reason = one.reason if known else "other reasons"
            self.reasons[reason] += 1
            self.examples.setdefault(reason, one.id)
        else:
            self.pages += 1
            self.events += len(one.events)
            self.statements += len(one.statements)

    def stored(self, one: Stored) -> None:
        """Counts what became of a page in the archive."""
        self.outcomes[one.outcome] += 1
        if one.outcome == "same" and len(self.same) < _SHOWN:
            self.same.append((one.id, one.held_as))
        if one.outcome == "changed" and len(self.changed) < _SHOWN:
            self.changed.append((one.id, one.held_as))

    def as_json(self) -> str:
        """The summary as one JSON object."""
        numbers = {name: getattr(self, name) for name in ("pages", "set_aside", "events", "statements")}
        outcomes = {name: self.outcomes[name] for name in ("added", "replaced", "changed", "same", "known")}
        reasons = [
            {"reason": reason, "pages": number, "example": self.examples[reason]}
            for reason, number in self.reasons.most_common()
        ]
        summary = {**numbers, **outcomes, "archive": str(self.archive), "reasons": reasons}
        return json.dumps(summary, ensure_ascii=False)

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        yield (
            f"{number(self.pages, 'page')} read, {self.set_aside} set aside, {number(self.events, 'event')}, "
            f"{number(self.statements, 'statement')}, in {self.archive}"
        )
        for reason, pages in self.reasons.most_common(_SHOWN):
            others = f" and {pages - 1} more" if pages > 1 else ""
            yield f"  set aside: {self.examples[reason]}{others}: {reason}"
        if len(self.reasons) > _SHOWN:
            yield f"  … and {len(self.reasons) - _SHOWN} more reasons (see --json)"
        if self.outcomes["replaced"]:
            yield f"  {number(self.outcomes['replaced'], 'report')} took the place of an older one of the same page"
        if self.outcomes["known"]:
            known = number(self.outcomes["known"], "page")
            yield f"  {known} had been coded by the same means and stayed as they were (--again codes them anew)"
        for name, first in self.same:
            yield f"  {name} is the same page as {first}"
        for name, held in self.changed:
            yield f"  {name} is the id of a page with other words too; this one is held as {held}"


def number(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
