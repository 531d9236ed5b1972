"""Days, places and undertakings in sentences, and when and how firmly an event is dated."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import dates, places
from dragoman.coder import Coder
from dragoman.language import read
from dragoman.report import Report

FRIDAY = date(2031, 5, 9)


@pytest.mark.parametrize(
    ("sentence", "text", "day"),
    [
        ("The envoy flies to Quito on Sunday.", "Sunday", "2031-05-11"),
        ("The envoy flew to Quito on Sunday.", "Sunday", "2031-05-04"),
        ("Oslo has invited both sides to talks in Bergen on May 20.", "May 20", "2031-05-20"),
        ("Oslo hosted both sides on May 20.", "May 20", "2030-05-20"),
        ("The outlook for Monday is better.", "Monday", "2031-05-12"),
        ("The ministers gave themselves until Tuesday to finish.", "Tuesday", "2031-05-13"),
        ("He left on Monday. On the same day the talks began.", "the same day", "2031-05-05"),
        ("He left on Monday, two days after the talks began.", "two days", "2031-05-03"),
        ("They fought in 2020 and made peace a year later.", "a year later", "2021-01-01"),
        ("Bombs fell during yesterday's parade.", "yesterday", "2031-05-08"),
        ("He is on his third visit since the clashes in late January.", "late January", "2031-01-21"),
        ("They fought between 1865 and 1870.", "between 1865 and 1870", "1865-01-01"),
        ("He fell on Monday. The following day his guards fled.", "The following day", "2031-05-06"),
        ("They met on May 3, 2029. The next morning they left.", "The next morning", "2029-05-04"),
        ("They signed in May 2018 and met the following month.", "the following month", "2018-06-01"),
        ("They met on 5 March 2030. Two days after that, they quarrelled.", "Two days after that", "2030-03-07"),
        ("They met on Monday. The day before, the king had fled.", "The day before", "2031-05-04"),
        ("He landed on 5 March 2030. The following Friday he left.", "The following Friday", "2030-03-08"),
        ("He fell on Monday. That evening his guards fled.", "That evening", "2031-05-05"),
        ("The army will leave the port within a week.", "within a week", "2031-05-09"),
        ("He fell on Monday. That very evening his guards fled.", "That very evening", "2031-05-05"),
        ("They met in Bergen in July last year.", "July last year", "2030-07-01"),
        ("They met on 3 July last year.", "3 July last year", "2030-07-03"),
        ("They met early in the first week of April.", "the first week of April", "2031-04-01"),
        ("They met in the second half of April.", "the second half of April", "2031-04-16"),
        ("They fled in the last days of August 2021.", "the last days of August 2021", "2021-08-25"),
        ("They met on the 3rd of last month.", "the 3rd of last month", "2031-04-03"),
        ("He left in 2019. Later that year his brother followed.", "Later that year", "2019-01-01"),
        ("War broke out in May 2014. That autumn they made peace.", "That autumn", "2014-09-01"),
        ("The envoys met earlier in the week.", "earlier in the week", "2031-05-05"),
        ("The minister flies home later in the day.", "later in the day", "2031-05-09"),
        ("They met on Thursday last week.", "Thursday last week", "2031-05-01"),
        ("The talks ran from April 30 to May 2.", "April 30 to May 2", "2031-04-30"),
        ("They signed the deal on New Year's Eve.", "New Year's Eve", "2030-12-31"),
        ("He was seized on 12.05.2023 in Minsk.", "12.05.2023", "2023-05-12"),
        ("They met a fortnight ago.", "a fortnight ago", "2031-04-21"),
        ("The ministers met at the weekend.", "the weekend", "2031-05-03"),
        ("The ministers will meet at the weekend.", "the weekend", "2031-05-10"),
        ("The bridge will open in the third quarter.", "the third quarter", "2031-07-01"),
        ("Trade fell in the second quarter of last year.", "the second quarter of last year", "2030-04-01"),
        ("Trade fell in Q3 2029.", "Q3 2029", "2029-07-01"),
        ("Trade fell in the second half of 2029.", "second half of 2029", "2029-07-01"),
        ("The envoy left late last year.", "late last year", "2030-09-01"),
        ("The army will leave by the end of the month.", "the end of the month", "2031-05-21"),
        ("Oslo asked both sides to meet in Bergen on Monday.", "Monday", "2031-05-12"),
        ("He left on Wednesday. Last year he saw Rome. The visit came a day after a raid.", "a day", "2031-05-06"),
        (
            "She went on Sunday to the third march since the vote of May 2. The next day she fled.",
            "The next day",
            "2031-05-05",
        ),
    ],
)
def test_days_by_tense(sentence: str, text: str, day: str) -> None:
    found = {one.text: one.start for one in dates.find(read(sentence), FRIDAY)}
    assert found[text] == day


@pytest.mark.parametrize(
    "sentence",
    [
        "They march every Sunday.",
        "It will be the first visit in twelve years.",
        "The following month was quiet.",
        "In the third quarter of the match he fell.",
        "Envoys have come and gone in recent weeks, and days later they come again.",
    ],
)
def test_no_day_is_guessed(sentence: str) -> None:
    assert dates.find(read(sentence), FRIDAY) == ()


def test_two_years_are_not_a_span() -> None:
    assert [one.text for one in dates.find(read("The embargo was tightened in 2006 and 2007."), FRIDAY)] == [
        "2006",
        "2007",
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "country"),
    [
        ("Work on the Kars-Tbilisi railway has stopped.", "Kars", "TUR"),
        ("A new reactor at Dukovany will be built.", "Dukovany", "CZE"),
        ("DUSHANBE: Guards fired into the air.", "DUSHANBE", "TJK"),
        ("Aid reached Gaza by sea.", "Gaza", "PSE"),
    ],
)
def test_places(sentence: str, text: str, country: str) -> None:
    assert (text, country) in {(one.text, one.country) for one in places.find(read(sentence))}


def test_a_large_city_and_not_its_division_is_meant() -> None:
    [tokyo] = places.find(read("She landed in Tokyo."))
    assert tokyo.kind == "city"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(fast=True)


def code(coder: Coder, sentence: str) -> Report:
    return coder.code(f"Brief news of the day\n\nMay 9, 2031\n\n{sentence}\n", published="2031-05-09")


def day_of(report: Report, type_: str) -> list[str]:
    return [one.date.start for one in report.events if one.type == type_ and one.date is not None]


def test_what_is_blamed_has_its_own_days(coder: Coder) -> None:
    told = "Norway expelled two Russian diplomats on Tuesday, accusing Russia of blowing up a depot in Bergen in 2024."
    assert day_of(code(coder, told), "ACCUSE") == ["2031-05-06"]


def test_a_clause_may_tell_of_its_day(coder: Coder) -> None:
    told = "Relations ended in July 2024, when Peru bombed a Chilean port in the far south of the country."
    assert day_of(code(coder, told), "ASSAULT") == ["2024-07-01"]


@pytest.mark.parametrize(
    ("told", "type_", "days"),
    [
        ("Norway recalled its envoy from Peru on Tuesday, two days after Peru expelled two Norwegian diplomats.",
         "SANCTION", ["2031-05-06", "2031-05-04"]),
        ("Norway signed the fisheries treaty with Peru in 2019, but Chile expelled a Peruvian diplomat over it.",
         "SANCTION", ["2031-05-09"]),
        ("On Tuesday Norway thanked Peru for its help and Chile expelled two Peruvian diplomats.",
         "SANCTION", ["2031-05-06"]),
        ("The treaty ended in July 2024, when Norway left the bloc and Chile expelled a Peruvian diplomat.",
         "SANCTION", ["2024-07-01"]),
        ("On Tuesday the Peruvian president phoned the king of Norway. The president thanked Norway for its help.",
         "SUPPORT", ["2031-05-06"]),
        ("The Norwegian foreign minister flies to Lima on Sunday to meet the president of Peru in his palace.",
         "CONSULT", ["2031-05-11"]),
        ("The protesters came back for the ninth march against the Peruvian government since the vote of March 2.",
         "PROTEST", ["2031-05-09"]),
        ("Norway's minister, Kari Dahl, praised Peru on Tuesday.\n\nDahl made the remarks in a meeting with President"
         " Rojas of Peru in Lima.",
         "CONSULT", ["2031-05-06"]),
        ("The Norwegian king is on a visit to Peru since the floods there in late January, his spokesman said.",
         "CONSULT", ["2031-05-09"]),
        ("Norwegian farmers stormed a Peruvian ship on Tuesday; police arrested ten farmers in the port of Bergen.",
         "COERCE", ["2031-05-06"]),
        ("Peruvian and Chilean troops exchanged fire on Tuesday near the border, hours after their generals had agreed"
         " to a ceasefire.", "RETREAT", ["2031-05-06"]),
        ("Peru condemned the attack of March 3 on its embassy in Oslo and accused Norway of having looked away.",
         "ACCUSE", ["2031-05-09"]),
        ("The president of Peru received the king of Norway in Lima for the first time since May 2029.",
         "CONSULT", ["2031-05-09"]),
        ("The second round of talks between Peru and Norway, which Chile hosted in Arica in April 2030, failed.",
         "CONSULT", ["2030-04-01"]),
        ("Norway's minister made the remarks on Tuesday in talks with Peru's president.",
         "CONSULT", ["2031-05-06"]),
        ("Peruvian rebels freed four Norwegian engineers last week after mediation by Chile.",
         "RETREAT", ["2031-04-28"]),
        ("Norway has shipped gas to Chile since Peru stopped its own deliveries on March 3.",
         "COOPERATE", ["2031-03-03"]),
        ("Peru's foreign minister met his Norwegian colleague in Lima on Wednesday.\n\nThe minister thanked Norway"
         " for its help.",
         "SUPPORT", ["2031-05-07"]),
        ("Peru's foreign minister met his Norwegian colleague in Lima on March 3.\n\nThe minister thanked Norway"
         " for its help.",
         "SUPPORT", ["2031-05-09"]),
    ],
)  # fmt: skip
def test_the_days_of_clauses(coder: Coder, told: str, type_: str, days: list[str]) -> None:
    assert sorted(set(day_of(code(coder, told), type_))) == sorted(days)


def test_years_told_together_are_a_span_for_the_event(coder: Coder) -> None:
    told = "Ministers spoke of the arms embargo that the United Nations imposed on Iran in 2006 and 2007."
    [event] = [one for one in code(coder, told).events if one.type == "SANCTION"]
    assert event.date is not None
    assert (event.date.start, event.date.end) == ("2006-01-01", "2007-12-31")


def test_since_runs_to_the_page(coder: Coder) -> None:
    [event] = [
        one for one in code(coder, "Russian ships have bombed Norway since May 2.").events if one.type == "ASSAULT"
    ]
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.granularity) == ("2031-05-02", "2031-05-09", "range")


def test_what_lasts_for_years_is_not_the_raid_of_a_day_in_it(coder: Coder) -> None:
    told = "Peru has bombed Norwegian ships since 2012. On March 3, Peru bombed a Norwegian port and killed nine men."
    assert sorted(set(day_of(code(coder, told), "ASSAULT"))) == ["2012-01-01", "2031-03-03"]


def test_a_day_after_the_page_is_planned(coder: Coder) -> None:
    [event] = code(coder, "Peru's president meets the president of Chile in Lima on Sunday.").events
    assert (event.status, event.date and event.date.start) == ("planned", "2031-05-11")


@pytest.mark.parametrize(
    ("sentence", "name", "parties", "stage"),
    [
        (
            "Peru suspended its treaty of friendship with Chile on Monday.",
            "treaty of friendship",
            {"PER", "CHL"},
            "suspended",
        ),
        ("Norway and Chile agreed to set up a joint committee on trade.", "joint committee", {"NOR", "CHL"}, "agreed"),
        ("Work on the Turkmenistan-Afghanistan pipeline has begun.", "pipeline", {"TKM", "AFG"}, "under way"),
    ],
)
def test_undertakings(coder: Coder, sentence: str, name: str, parties: set[str], stage: str) -> None:
    [found] = code(coder, sentence).undertakings
    assert name in found.name
    assert parties <= set(found.parties)
    assert stage in found.stages


def test_a_telling_that_names_nobody_is_folded_into_the_telling_that_does(coder: Coder) -> None:
    told = (
        "Norway opposition rejects result\n\nMay 9, 2031\n\nNorway shelled Peru on Tuesday.\n\nNorway shelled a town."
    )
    found = [one for one in coder.code(told, published="2031-05-09").events if one.type == "ASSAULT"]
    assert [[part.code for part in one.target] for one in found] == [["PER"]]
