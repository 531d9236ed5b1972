from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive
from dragoman.archive.reprints import address, bands, signature, similarity
from dragoman.archive.upkeep import check
from dragoman.report import Article, Paragraph, Report

Make = Callable[..., Report]


def story(seed: int, words: int = 300) -> list[str]:
    dice = random.Random(seed)
    return [f"w{dice.randrange(2000)}" for _ in range(words)]


def rewritten(words: list[str], share: float, seed: int = 1) -> list[str]:
    dice = random.Random(seed)
    return [f"x{dice.randrange(2000)}" if dice.random() < share else word for word in words]


def page(make: Make, id: str, words: list[str], day: int | None = None, url: str | None = None) -> Report:
    text = " ".join(words)
    article = Article(
        outlet=f"Outlet {id}",
        url=url,
        published_at=f"2021-03-{day:02}T09:00:00+01:00" if day else None,
        paragraphs=(Paragraph(kind="paragraph", text=text, start=0, end=len(text)),),
    )
    return make(id, f"{id}{text}".encode().hex()[:60] + f"{len(id):04}", article=article)


def links(archive: Archive) -> dict[str, tuple[str, str]]:
    return {row.page: (row.original, row.why) for row in archive.reprints()}


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.1])
def test_light_rewrites_are_found_and_linked_to_the_first_published(
    archive: Archive, make_report: Make, share: float
) -> None:
    words = story(1)
    archive.put(page(make_report, "later", rewritten(words, share), day=3))
    archive.put(page(make_report, "first", words, day=2))
    archive.put(page(make_report, "other", story(2), day=1))
    why = "like words" if share else "same words"
    assert links(archive) == {"later": ("first", why)}
    assert archive.counts()["pages"] == 3
    assert [(row.id, row.reprint_of) for row in archive.articles()] == [
        ("other", None), ("first", None), ("later", "first"),
    ]  # fmt: skip


def test_of_many_rewrites_all_are_found_and_of_other_stories_none(archive: Archive, make_report: Make) -> None:
    reports = []
    for number in range(40):
        words = story(number)
        reports.append(page(make_report, f"s{number}", words, day=1))
        reports.append(page(make_report, f"s{number}-again", rewritten(words, 0.05, number), day=2))
    random.Random(5).shuffle(reports)
    archive.put_many(reports)
    assert links(archive) == {f"s{number}-again": (f"s{number}", "like words") for number in range(40)}


def test_the_same_story_at_other_forms_of_one_address(archive: Archive, make_report: Make) -> None:
    words = story(1)
    at = "https://www.post.example/2021/03/talks/?utm_source=mail#top"
    archive.put(page(make_report, "a", words, day=1, url="http://post.example/2021/03/talks"))
    # Half the words are others: an update of the page.
    archive.put(page(make_report, "b", words[:150] + story(9)[:150], day=2, url=at))
    archive.put(page(make_report, "c", story(3), day=3, url=at))
    assert links(archive) == {"b": ("a", "same address")}


def test_short_pages_are_one_story_only_where_they_are_the_same(archive: Archive, make_report: Make) -> None:
    for id, text in (("a", "Talks were held."), ("b", "talks were held"), ("c", "Talks were held today.")):
        archive.put(page(make_report, id, text.split(), day=1))
    assert {row.page: row.similarity for row in archive.reprints()} in ({"b": 1.0}, {"a": 1.0})


def test_groups_do_not_depend_on_the_order(tmp_path: Path, make_report: Make) -> None:
    words = story(1)
    # A chain: neighbours are alike, the ends are not.
    chain = [words]
    for step in range(4):
        chain.append(rewritten(chain[-1], 0.07, step))
    reports = [page(make_report, f"p{number}", text, day=9 - number) for number, text in enumerate(chain)]
    reports.append(page(make_report, "copy", chain[2], day=20))
    found = []
    for number, order in enumerate(permutations(reports)):
        if number % 60 == 0:
            with Archive(tmp_path / f"{number}.dragoman") as archive:
                archive.put_many(order)
                found.append(list(archive.reprints()))
    assert len(found) == 12 and all(one == found[0] for one in found)
    assert {row.original for row in found[0]} == {"p4"} and len(found[0]) == 5


def test_a_page_with_other_words_than_before_leaves_its_group(archive: Archive, make_report: Make) -> None:
    words = story(1)
    copy = page(make_report, "copy", words, day=1)
    archive.put_many(
        [page(make_report, "a", words, day=2), copy, page(make_report, "b", rewritten(words, 0.03), day=3)]
    )
    assert set(links(archive)) == {"a", "b"}
    text = " ".join(story(7))
    body = (Paragraph(kind="paragraph", text=text, start=0, end=len(text)),)
    archive.put(msgspec.structs.replace(copy, article=msgspec.structs.replace(copy.article, paragraphs=body)))
    assert links(archive) == {"b": ("a", "like words")}
    assert check(archive.path) == []


def test_a_story_printed_many_times_costs_no_more_for_each_copy(archive: Archive, make_report: Make) -> None:
    words = story(1)
    archive.put_many(page(make_report, f"p{number:03}", words, day=1 + number % 28) for number in range(200))
    rows = list(archive.reprints())
    assert len(rows) == 199 and len({row.original for row in rows}) == 1
    assert archive._one("SELECT count(*) FROM bands", ()) == (21,)


def test_addresses_in_one_form() -> None:
    forms = ["https://www.a.example/x/", "http://a.example/x?utm_campaign=z", "https://m.a.example/x#part"]
    assert {address(form) for form in forms} == {"a.example/x"}
    assert address("https://a.example/x?id=2") != address("https://a.example/x?id=3")
    assert address("http://[") is None or isinstance(address("http://["), str)


def test_signatures_stay_what_they_are() -> None:
    """They are kept in archives: another value would part pages from their copies of yesterday."""
    made = signature(" ".join(f"w{number}" for number in range(100)), None)
    assert made.minhash is not None
    assert bands(made.minhash)[:2] == PINNED
    assert similarity(made.minhash, made.minhash) == 1.0


PINNED = [-8144663259786852981, 632619420025834804]
