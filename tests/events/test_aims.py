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
        ("Chad imposed sanctions on Mali. Mali arrested two Sudanese. Norway welcomed the sanctions.", "NOR", "TCD"),
        # a word that stands for what was said
        (
            "Norway said on Monday that Chad often breaks its word. The Chadian minister denounced the remark.",
            "TCD",
            "NOR",
        ),
        # the victim is not who is blamed
        ("Chad shelled a village in Sudan on Monday. Norway deplored the killing of Sudanese farmers.", "NOR", "TCD"),
        # a pronoun that cannot mean the doer
        (
            "Norway held Chad responsible for the raid on Mali and called on it to respect the border.",
            "NOR",
            "TCD",
        ),
        # on whose doing a threat depends
        ("Chad shelled Mali on Monday. Sudan vowed to retaliate if Niger tried the same.", "SDN", "NER"),
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


@pytest.mark.parametrize(
    "text",
    [
        # another stands nearer than the one that the page is about
        "Chad said on Monday that Mali was a friend of Chad. The Chadian army drilled. Norway, whose king met the "
        "king of Denmark, refused to come.",
        # nobody is known to have done it
        "Chad mourns its dead. A bomb killed nine people in Chad on Monday. Norway condemned the attack.",
        # what is asked for may be asked of nobody
        "Floods in Chad drove thousands from home. Chad buried its dead. The Red Cross asked for money on Monday.",
        # those outside are nobody
        "Chad and Mali met in Oslo on Monday. Chad rejected foreign mediation.",
    ],
)
def test_where_nobody_is_meant_nobody_is_taken(text: str) -> None:
    assert not last(text).target


def test_who_the_page_is_about_speaks_to_whom_it_deals_with() -> None:
    text = (
        "Chad and Mali talk about cattle. The Chadian minister met his Malian counterpart on Monday. Chad and Mali "
        "have quarrelled about cattle for years. The Chadian minister also called for the completion of a market."
    )
    assert dyad(text) == ("REQUEST", ["TCD"], ["MLI"])


def test_what_is_insisted_to_be_so_is_no_demand() -> None:
    events = coder().code(DATE + "Chad shelled Mali on Monday. Chad insisted that it had acted in self-defence.").events
    assert all(event.type != "REQUEST" for event in events)


def told(text: str) -> set[tuple[str, str, str]]:
    events = coder().code(DATE + text).events
    return {
        (event.type, "/".join(one.code for one in event.source), "/".join(one.code for one in event.target))
        for event in events
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # one's own people are given no aid
        ("A Chadian company donated beds on Monday. Chad and Mali met in Oslo.", "AID"),
        # what is weighed is not done
        ("Norway is reviewing its loans to Chad, the minister said on Monday.", "AID"),
        # what others attempt
        ("Norway vetoed any attempt to punish Chad on Monday, the minister said.", "COERCE"),
        # what is said inside an accusation
        ("Chad accused Norway of buying votes with promises of aid on Monday.", "AGREE"),
    ],
)
def test_what_is_not_done_is_not_told(text: str, kind: str) -> None:
    assert kind not in {one[0] for one in told(text)}


def test_who_is_freed_is_not_who_secured_it() -> None:
    assert ("RETREAT", "TCD", "FRA") in told("Oman secured the release of four French sailors from Chad on Monday.")


def test_asking_in_vain_is_asking() -> None:
    text = "Norway tried in vain to persuade Chad to release two farmers on Monday."
    assert [(one.type, one.status) for one in coder().code(DATE + text).events] == [("REQUEST", "actual")]


def test_a_decision_that_is_welcomed_is_carried_out() -> None:
    events = coder().code(DATE + "Norway on Monday welcomed Chad's decision to expel Sudanese diplomats.").events
    assert ("SANCTION", "actual") in [(one.type, one.status) for one in events]


def test_the_crowd_is_no_government() -> None:
    assert last("Thousands of Hondurans marched in Tegucigalpa on Monday.").type == "PROTEST"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # the same as before
        ("Norway expelled two Malian diplomats on Monday. Denmark followed suit.", ("SANCTION", "DNK", "MLI")),
        ("Norway recognised Kosovo on Monday. Denmark did the same a day later.", ("SUPPORT", "DNK", "XKX")),
        # a bare answer
        ("Chad asked Mali on Monday to release two farmers. Bamako refused.", ("REJECT", "MLI", "TCD")),
        # whose a thing is
        ("Chad's plan for a canal was published on Monday. Mali rejected the plan.", ("REJECT", "MLI", "TCD")),
        ("Chad tabled a draft resolution on Monday. Mali voted against it.", ("REJECT", "MLI", "TCD")),
        # who asked for help
        ("Chad appealed for help. Mali arrested two men. Norway sent blankets.", ("AID", "NOR", "TCD")),
        # forces that are moved by nobody are moved by their state
        ("German troops were withdrawn from Mali on Monday.", ("RETREAT", "DEU", "MLI")),
    ],
)
def test_what_stands_before_tells_the_act(text: str, meant: tuple[str, str, str]) -> None:
    assert meant in told(text)


def test_a_bare_answer_that_nobody_asked_for_is_no_act() -> None:
    assert told("Chad and Mali met in Oslo on Monday. Norway agreed.") == {("CONSULT", "TCD", "MLI")}


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Sudan of lying. Norway denounced a bombing in a market.",
        "Chad shelled a village in Sudan. Mali massed troops near Niger. Norway denounced last week's ambush.",
    ],
)
def test_a_blow_that_is_new_was_struck_by_nobody_known(text: str) -> None:
    assert dyad(text) == ("ACCUSE", ["NOR"], [])


def test_what_goes_both_ways_is_from_there_too() -> None:
    assert dyad("Kenya will lift its curbs on traffic to and from Chad.") == ("CONCEDE", ["KEN"], ["TCD"])
