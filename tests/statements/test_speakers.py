"""Who said it, by which medium, and what counts as said."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.coder import Coder
from dragoman.report import Statement

DATE = "OSLO, March 3, 2022 - "


@cache
def coder() -> Coder:
    return Coder(fast=True)


def said(text: str, words: str) -> Statement:
    """The statement whose words begin so, its span held against the page."""
    report = coder().code(text)
    found = [one for one in report.statements if one.text.startswith(words)]
    assert len(found) == 1, [one.text for one in report.statements]
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0]


def speaker(text: str, words: str) -> str | None:
    found = said(text, words).speaker
    return found.name if found is not None else None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The Norwegian army said the bridge was lost.", "Norwegian army"),
        ('"The bridge was lost in the night," its warden, Kari Bergsen, told reporters.', "Kari Bergsen"),
        ('"The bridge was lost in the night," sighed Norwegian opposition leader Kari Bergsen.', "Kari Bergsen"),
        ('The warden was Kari Berg-Olsen. "The bridge was lost," Berg-Olsen told reporters.', "Kari Berg-Olsen"),
    ],
)
def test_the_speaker_is_the_person_or_the_body_without_its_article(sentence: str, name: str) -> None:
    text = DATE + sentence
    words = "The bridge was lost" if '"' in sentence else "the bridge was lost"
    assert speaker(text, words) == name


@pytest.mark.parametrize(
    ("before", "medium"),
    [
        ("Minister Kari Bergsen appeared on state television at dawn.", "television"),
        ("Minister Kari Bergsen welcomed the plan in parliament.", "parliament"),
        ("Minister Kari Bergsen announced the plan on Twitter.", "tweet"),
        ("Minister Lars Holm appeared on state television. Minister Kari Bergsen welcomed the plan.", None),
    ],
)
def test_the_sentence_before_may_name_the_medium(before: str, medium: str | None) -> None:
    text = f'{DATE}{before} "The bridge will stand again by May," she said.'
    assert said(text, "The bridge will stand").medium == medium


def test_a_radio_station_is_a_medium() -> None:
    text = DATE + "Minister Kari Bergsen told a local radio station that the bridge would stand again."
    assert said(text, "the bridge").medium == "television"


def test_a_few_quoted_words_are_said_where_someone_speaks_of_them() -> None:
    text = DATE + 'Norway spoke of "a long silence". The ferry is named "the slow swan" by the crew.'
    assert speaker(text, "a long silence") == "Norway"
    assert [one.text for one in coder().code(text).statements] == ["a long silence"]


INTERVIEW = """Our talk

OSLO, March 3, 2022 - Norway's former envoy in Lima, Kari Bergsen, spent ten years abroad. She met Lars Holm there.

Q: Was it a good time?

A: We had a fine garden and few visitors.

It rained on most days.

Q: Would you go back?

A: Tomorrow, if they asked.

Bergsen will publish a book in May.
"""


def test_the_answers_of_an_interview_are_statements_of_the_one_asked() -> None:
    first = said(INTERVIEW, "We had a fine garden")
    assert first.kind == "direct"
    assert first.speaker is not None
    assert first.speaker.name == "Kari Bergsen"
    assert first.text.endswith("It rained on most days.")
    assert said(INTERVIEW, "Tomorrow").text == "Tomorrow, if they asked."


def test_one_question_makes_no_interview() -> None:
    text = INTERVIEW.replace("Q: Would you go back?", "Would she?")
    assert all(not one.text.startswith("We had") for one in coder().code(text).statements)


@pytest.mark.parametrize(
    ("sentence", "name", "medium"),
    [
        (
            "Chad's foreign ministry said in a statement on Monday that the road was open. "
            '"The bridge will stand again by May," the statement added.',
            "Chad's foreign ministry",
            "statement",
        ),
        ('"The bridge will stand again by May," a statement from the Kremlin said.', "Kremlin", "statement"),
        ('Asked by reporters about Chad, Mr. Kari Bergsen said: "The bridge will stand."', "Kari Bergsen", "reporters"),
        (
            'Addressing a press conference, Kari Bergsen said: "The bridge will stand."',
            "Kari Bergsen",
            "news conference",
        ),
        ('"The bridge will stand again," Kari Bergsen told the paper by phone.', "Kari Bergsen", "phone call"),
        (
            'Kari Bergsen told the paper: "The bridge will stand." Writing on Twitter, Lars Holm called it a lie.',
            "Kari Bergsen",
            None,
        ),
        ('"The bridge will stand," said a spokesman for the union.', "spokesman for the union", None),
    ],
)
def test_who_spoke_and_by_which_medium(sentence: str, name: str, medium: str | None) -> None:
    found = said(DATE + sentence, "The bridge will stand")
    assert found.speaker is not None
    assert (found.speaker.name, found.medium) == (name, medium)
