"""At whom an act is aimed that names nobody."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder
from dragoman.report import Event

DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    return Coder(fast=True)


def last(text: str) -> Event:
    """The event told last."""
    return coder().code(DATE + text).events[-1]


def dyad(text: str) -> tuple[str, list[str], list[str]]:
    event = last(text)
    return event.type, [one.code for one in event.source], [one.code for one in event.target]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        # a word that stands for a former act
        ("Chad shelled a village in Sudan on Monday. Norway condemned the shelling.", "NOR", "TCD"),
        ("Chad invited Mali to talks on Monday. The Malian president accepted the invitation.", "MLI", "TCD"),
        ("Chad imposed sanctions on Mali. Norway criticised the sanctions.", "NOR", "TCD"),
        # the same doer in the same sentence
        ("Norway urged Chad to hold elections and promised its support.", "NOR", "TCD"),
        # an answer
        ("The prime minister of Chad asked Mali to reopen the border. Mali turned down the request.", "MLI", "TCD"),
        # a series
        ("Norway sent 30 tonnes of rice to Chad on Monday. Denmark sent blankets.", "DNK", "TCD"),
    ],
)
def test_the_acts_before_say_at_whom(text: str, source: str, target: str) -> None:
    _, sources, targets = dyad(text)
    assert (sources, targets) == ([source], [target])


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Mali met in Oslo. Norway blamed foreign powers.",
        "Chad and Mali met in Oslo. Norway thanked the donors.",
    ],
)
def test_whom_no_code_is_known_for_is_nobody_else(text: str) -> None:
    events = coder().code(DATE + text).events
    assert all(not event.target for event in events if [one.code for one in event.source] == ["NOR"])


def test_the_rule_is_told() -> None:
    rules = last("Chad shelled a village in Sudan on Monday. Norway condemned the shelling.").why.rules
    assert any("the doer of “shelled”" in rule for rule in rules)


def test_a_day_is_no_addressee() -> None:
    assert dyad("Police in Chad arrested dozens of protesters on Monday.") == dyad(
        "Police in Chad arrested dozens of protesters."
    )
