"""One run over gold of any kind: pages, labelled sentences, marked articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import EvaluationError
from dragoman.evaluation import calibration, dyads, gold, labels, records, spans
from dragoman.evaluation.counts import Tally, described, rate, total
from dragoman.evaluation.dyads import LEVELS, Compared
from dragoman.evaluation.gold import GoldPage

if TYPE_CHECKING:
    from dragoman.coder import Coder

Reports = Mapping[str, dict[str, Any]]
"""Reports by the id of their gold page, as JSON has them."""


class Run:
    """What is asked: the least confidence that counts, whether the typer is left out, the part of the sentences."""

    def __init__(self, least: float = 0.0, fast: bool = False, part: str = "test") -> None:
        self.least = least
        self.fast = fast
        self.part = part
        self._coder: Coder | None = None

    def over(self, paths: Sequence[Path], reports: Reports | None = None) -> dict[str, Any]:
        """The figures of all gold, by kind. Reports that are not given are made here.

        Raises EvaluationError for gold that cannot be read or has no page.
        """
        found: dict[str, Any] = {}
        held: list[GoldPage] = []
        for path in paths:
            if path.suffix == ".tsv" or (path.is_dir() and any(path.glob("*.tsv"))):
                given = labels.read(path, self.part)
                found.setdefault("sentences", {})[given.name] = self.sentences(given)
            elif path.suffix == ".jsonl":
                found.setdefault("articles", {})[path.name] = self.articles(path, reports)
            else:
                held += gold.pages(path)
        if held:
            found = {"pages": score_pages([(one.id, one.says, self._report(one, reports)) for one in held]), **found}
        if not found:
            raise EvaluationError(f"there is no gold in {', '.join(map(str, paths))}")
        return found

    def sentences(self, given: labels.Set) -> dict[str, object]:
        """The figures of a set of labelled sentences."""
        from dragoman.events.relations import relate
        from dragoman.language import load

        found = relate(given.pairs, load(), given.crosswalk, self.fast)
        held = labels.answers(given, ((one.uid, one.root, one.confidence) for one in found), self.least)
        sure = calibration.bins([(one.confidence, one.gold == one.got) for one in held])
        return {**labels.described(held), "calibration": sure}

    def articles(self, path: Path, reports: Reports | None) -> dict[str, Any]:
        """The figures of articles that others have marked."""
        pages = gold.marked_articles(path)
        pairs = [(one, self._told(one["id"], one, reports)) for one in pages]
        quoted = [pair for pair in pairs if "attributions" in pair[0]]
        placed = [pair for pair in pairs if "toponyms" in pair[0]]
        return {
            **({"quotes": spans.quotes(quoted)} if quoted else {}),
            **({"toponyms": spans.toponyms(placed)} if placed else {}),
        }

    def _report(self, one: GoldPage, reports: Reports | None) -> dict[str, Any]:
        if reports is None and one.page is None:
            raise EvaluationError(
                f"{one.id}: the page is not beside its gold; name it there as page, or give --reports"
            )
        return self._told(one.id, one.page, reports)

    def _told(self, id: str, page: Any, reports: Reports | None) -> dict[str, Any]:
        """The report of a page, with the events that are sure enough."""
        report = reports.get(id, {}) if reports is not None else self._code(page)
        events = [event for event in report.get("events", []) if event.get("confidence", 1.0) >= self.least]
        return {**report, "events": events}

    def _code(self, page: Any) -> dict[str, Any]:
        from dragoman.coder import Coder
        from dragoman.errors import PageError

        self._coder = self._coder or Coder(fast=self.fast)
        try:
            report: dict[str, Any] = json.loads(self._coder.code(page).to_json())
        except PageError:
            return {}
        return report


def score_pages(pages: Sequence[tuple[str, dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """The figures of gold pages: id, gold and report of each."""
    compared = {id: dyads.compare(says["events"], report.get("events", [])) for id, says, report in pages}
    events = {level: described([one.tally(level) for one in compared.values()]) for level in LEVELS}
    dated = [dyads.dates(says["events"], report.get("events", [])) for _, says, report in pages]
    return {
        "pages": len(pages),
        "no_report": [id for id, _, report in pages if not report.get("id")],
        "events": events,
        "by_type": _by_type(compared.values()),
        "confusion": _confusion(compared.values()),
        "event_dates": rate(dated),
        "event_status": rate([one.statuses() for one in compared.values()]),
        **_families(pages),
        "missed": [f"{id}: {one.brief}" for id, page in compared.items() for one in page.missed()],
        "false_alarms": [f"{id}: {one.brief}" for id, page in compared.items() for one in page.alarms()],
    }


def _by_type(compared: Iterable[Compared]) -> dict[str, dict[str, float]]:
    tallies: dict[str, list[Tally]] = {}
    for page in compared:
        for name, tally in page.by_type().items():
            tallies.setdefault(name, []).append(tally)
    whole = {name: total(tallies[name]) for name in sorted(tallies)}
    return {
        name: {"precision": round(t.precision, 3), "recall": round(t.recall, 3), "f1": round(t.f1, 3), **t._asdict()}
        for name, t in whole.items()
    }


def _confusion(compared: Iterable[Compared]) -> dict[str, int]:
    mixed: Counter[tuple[str, str]] = sum((page.confusion() for page in compared), Counter())
    return {
        f"{true} as {got}": count for (true, got), count in sorted(mixed.items(), key=lambda one: (-one[1], one[0]))
    }


def _families(pages: Sequence[tuple[str, dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """The families beside events, over the pages that have gold of them."""
    found: dict[str, Any] = {}
    held: dict[str, list[records.Listed]] = {}
    fields: dict[str, list[bool]] = {}
    for _, says, report in pages:
        for name, listed in records.families(says, report).items():
            held.setdefault(name, []).append(listed)
        if "article" in says:
            for field, right in records.article(says, report).items():
                fields.setdefault(field, []).append(right)
    for name, lists in held.items():
        found[name] = {**rate([one.tally for one in lists]), "given": sum(one.given for one in lists)}
    if fields:
        found["article"] = {field: f"{sum(right)} of {len(right)}" for field, right in sorted(fields.items())}
    return found
