from __future__ import annotations

import pytest

from dragoman.evaluation.counts import Tally, described, interval, rate, total


def test_precision_recall_and_f1() -> None:
    tally = Tally(found=3, wrong=1, missed=2)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_of_nothing_all_is_zero() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)
    assert total([]) == Tally()
    assert interval([], lambda _: 1.0) == (0.0, 0.0)


def test_tallies_add_up() -> None:
    assert total([Tally(1, 2, 3), Tally(4, 5, 6)]) == Tally(5, 7, 9) == Tally(1, 2, 3).plus(Tally(4, 5, 6))


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    items = [1.0] * 30 + [0.0] * 10
    low, high = interval(items, lambda drawn: sum(drawn) / len(drawn))
    assert 0.55 < low < 0.75 < high < 0.95
    assert (low, high) == interval(items, lambda drawn: sum(drawn) / len(drawn))
    assert interval([0.5] * 9, lambda drawn: sum(drawn) / len(drawn)) == (0.5, 0.5)


def test_more_items_make_a_narrower_interval() -> None:
    few, many = (
        interval([1.0, 0.0] * number, lambda drawn: sum(drawn) / len(drawn), draws=300) for number in (10, 200)
    )
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_described_and_rate() -> None:
    figures = described([Tally(2, 0, 0), Tally(1, 1, 2)])
    assert {name: figures[name] for name in ("precision", "recall", "f1", "found", "wrong", "missed")} == {
        "precision": 0.75,
        "recall": 0.6,
        "f1": 0.667,
        "found": 3,
        "wrong": 1,
        "missed": 2,
    }
    share = rate([Tally(2, 9, 0), Tally(1, 9, 1)])
    assert (share["share"], share["right"], share["of"]) == (0.75, 3, 4)
