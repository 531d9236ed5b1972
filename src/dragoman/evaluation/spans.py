"""Statements and places against articles that others have marked: by their spans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.evaluation.records import Item, kilometres

_HALF = 0.5
_ABOUT = 161.0


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The shared characters of two spans as a share of all that they cover."""
    shared = overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


def quotes(pages: Iterable[tuple[Item, Item]]) -> dict[str, Any]:
    """Statements: found where their words and the marked words overlap by half, lenient where they overlap at all;
    the speaker is right where his span touches the marked source. ``pages``: gold and report of each.
    """
    count = dict.fromkeys(("gold", "given", "strict", "lenient", "strict_given", "lenient_given", "speaker"), 0)
    for page, report in pages:
        gold = page["attributions"]
        got = [((one["start"], one["end"]), one.get("speaker") or {}) for one in report.get("statements", [])]
        count["gold"] += len(gold)
        count["given"] += len(got)
        for one in gold:
            _count_gold(count, one, got)
        for span, _ in got:
            count["lenient_given"] += any(overlap(one["content"], span) > 0 for one in gold)
            count["strict_given"] += any(alike(one["content"], span) >= _HALF for one in gold)
    precision, recall = _rate(count, "strict_given", "given"), _rate(count, "strict", "gold")
    lenient = _f1(_rate(count, "lenient_given", "given"), _rate(count, "lenient", "gold"))
    return {
        "content_f1": _f1(precision, recall),
        "content_precision": round(precision, 3),
        "content_recall": round(recall, 3),
        "lenient_f1": lenient,
        "speaker_accuracy": round(_rate(count, "speaker", "strict"), 3),
        **count,
    }


def _count_gold(count: dict[str, int], gold: Item, got: list[tuple[tuple[int, int], Any]]) -> None:
    best = max(got, key=lambda one: alike(gold["content"], one[0]), default=None)
    if best is None or not overlap(gold["content"], best[0]):
        return
    count["lenient"] += 1
    if alike(gold["content"], best[0]) < _HALF:
        return
    count["strict"] += 1
    speaker = best[1]
    if isinstance(speaker, dict) and speaker.get("start") is not None and gold["source"]:
        count["speaker"] += overlap(gold["source"], (speaker["start"], speaker["end"])) > 0


def toponyms(pages: Iterable[tuple[Item, Item]]) -> dict[str, Any]:
    """Places: spans found, and places within 161 km, of the marked toponyms that have coordinates."""
    wanted = found = near = given = true = 0
    for page, report in pages:
        got = report.get("places", [])
        marked = [(one["start"], one["end"]) for one in page["toponyms"]]
        given += len(got)
        true += sum(any(overlap(span, (one["start"], one["end"])) for span in marked) for one in got)
        for one in page["toponyms"]:
            if one.get("lat") is None:
                continue
            same = [other for other in got if overlap((one["start"], one["end"]), (other["start"], other["end"]))]
            wanted += 1
            found += bool(same)
            near += any(_close(one, other) for other in same)
    return {
        "span_recall": _part(found, wanted),
        "span_precision": _part(true, given),
        "acc161_of_found": _part(near, found),
        "acc161_end_to_end": _part(near, wanted),
        "gold": wanted,
        "given": given,
    }


def _close(gold: Item, got: Item) -> bool:
    if got.get("lat") is None:
        return False
    return kilometres((gold["lat"], gold["lon"]), (got["lat"], got["lon"])) <= _ABOUT


def _rate(count: dict[str, int], part: str, whole: str) -> float:
    return count[part] / max(1, count[whole])


def _part(part: int, whole: int) -> float:
    return round(part / max(1, whole), 3)


def _f1(precision: float, recall: float) -> float:
    return round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0
