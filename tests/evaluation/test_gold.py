"""The gold of the evaluation: every page is there, and what is quoted of it stands in it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from dragoman.evaluation import gold
from dragoman.evaluation.records import plain
from dragoman.knowledge import codebook

ROOT = Path(__file__).parents[2]
FOLDERS = ("evaluation/pages", "evaluation/unseen")


def given() -> list[gold.GoldPage]:
    return [one for name in FOLDERS for one in gold.pages(ROOT / name)]


def words(path: Path) -> str:
    text = path.read_text("utf-8")
    return plain(html.unescape(re.sub(r"<[^>]+>", "", text)) if path.suffix == ".html" else text)


def test_each_page_has_gold_and_each_gold_a_page() -> None:
    for name in FOLDERS:
        assert {one.page for one in gold.pages(ROOT / name)} == {
            *(ROOT / name).glob("*.txt"),
            *(ROOT / name).glob("*.html"),
        }


@pytest.mark.parametrize("one", given(), ids=lambda one: one.id)
def test_what_is_quoted_stands_in_the_page(one: gold.GoldPage) -> None:
    assert one.page
    text = words(one.page)
    quoted = [event["evidence"] for event in one.says["events"] if "evidence" in event]
    quoted += [item["starts"] for item in one.says.get("statements", [])]
    quoted += [item["text"] for family in ("places", "dates", "quantities") for item in one.says.get(family, [])]
    assert [words for words in quoted if plain(words) not in text] == []


@pytest.mark.parametrize("one", given(), ids=lambda one: one.id)
def test_events_are_of_the_codebook(one: gold.GoldPage) -> None:
    for event in one.says["events"]:
        assert {*event["type"].split("|")} <= codebook.types().keys()
        assert event["source"] or event["target"]
        assert event.get("status", "actual") in ("actual", "planned", "possible", "denied")
        first, last = event.get("date", ("", ""))
        assert first <= last
