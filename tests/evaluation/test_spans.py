from __future__ import annotations

from typing import Any

import pytest

from dragoman.evaluation.spans import alike, overlap, quotes, toponyms


def said(start: int, end: int, speaker: tuple[int, int] | None = None) -> dict[str, Any]:
    who = {"name": "x", "start": speaker[0], "end": speaker[1]} if speaker else None
    return {"start": start, "end": end, "speaker": who}


def test_overlap_and_likeness() -> None:
    assert (overlap((0, 10), (5, 20)), overlap((0, 5), (5, 9))) == (5, 0)
    assert (alike((0, 10), (0, 10)), alike((0, 10), (5, 15)), alike((0, 5), (5, 9))) == (1.0, pytest.approx(1 / 3), 0.0)


def test_quotes_by_hand() -> None:
    gold = [
        {"content": (0, 10), "source": (20, 25)},
        {"content": (30, 60), "source": (70, 75)},
        {"content": (80, 90), "source": None},
    ]
    got = [said(0, 10, (21, 24)), said(50, 70, (0, 5)), said(200, 210)]
    found = quotes([({"attributions": gold}, {"statements": got})])
    assert {name: found[name] for name in ("gold", "given", "strict", "lenient", "speaker")} == {
        "gold": 3,
        "given": 3,
        "strict": 1,
        "lenient": 2,
        "speaker": 1,
    }
    assert (found["content_f1"], found["lenient_f1"], found["speaker_accuracy"]) == (0.333, 0.667, 1.0)


def test_a_speaker_elsewhere_is_wrong() -> None:
    gold = [{"content": (0, 10), "source": (20, 25)}]
    assert quotes([({"attributions": gold}, {"statements": [said(0, 10, (25, 30))]})])["speaker_accuracy"] == 0.0
    assert quotes([({"attributions": gold}, {"statements": [said(0, 10)]})])["speaker_accuracy"] == 0.0


def test_toponyms_by_hand() -> None:
    gold = [
        {"start": 0, "end": 4, "lat": 59.9, "lon": 10.7},
        {"start": 10, "end": 14, "lat": 60.4, "lon": 5.3},
        {"start": 20, "end": 24, "lat": None, "lon": None},
        {"start": 30, "end": 34, "lat": 0.0, "lon": 0.0},
    ]
    got = [
        {"start": 0, "end": 4, "lat": 59.0, "lon": 10.7},
        {"start": 11, "end": 12, "lat": None, "lon": None},
        {"start": 20, "end": 24, "lat": 1.0, "lon": 1.0},
        {"start": 90, "end": 94, "lat": 1.0, "lon": 1.0},
    ]
    assert toponyms([({"toponyms": gold}, {"places": got})]) == {
        "span_recall": 0.667,
        "span_precision": 0.75,
        "acc161_of_found": 0.5,
        "acc161_end_to_end": 0.333,
        "gold": 3,
        "given": 4,
    }
