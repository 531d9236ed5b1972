from __future__ import annotations

import pytest

from dragoman.events.examples import Example, examples, run
from dragoman.knowledge import lexicon

ALL = list(examples())


@pytest.fixture(scope="module")
def failures() -> dict[str, str]:
    return {failure.example.where: failure.found for failure in run(ALL)}


def test_there_are_enough_predicates() -> None:
    assert len({(line.predicate, line.pos, line.needs) for line in lexicon.lines()}) >= 1200


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.where)
def test_example(example: Example, failures: dict[str, str]) -> None:
    assert example.where not in failures, f"{example.marked!r} gave {failures.get(example.where)}"
