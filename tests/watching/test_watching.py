from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.archive import Archive
from dragoman.articles import Piece, ReadPage, read
from dragoman.errors import ArchiveError
from dragoman.fetching import Fetcher, Rules, State
from dragoman.report import SetAside
from dragoman.watching import Found, Watcher
from made import ATOM, FULL, HTML, JSON_FEED, OPML, RSS, SITEMAP, SITEMAP_INDEX, URL


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


class Run:
    """A run over an archive that can be ended and begun again."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.clock = clock
        self.path = path
        self.stop = threading.Event()
        Archive(path).close()
        self.state = State(path)
        rules = Rules(allow_private=True, delay=0, seconds=3)
        self.watcher = Watcher(Fetcher(rules, self.stop), self.state, every=900, stop=self.stop, now=clock)

    def round(self, *sources: str, keep: bool = True) -> list[Found]:
        self.watcher.follow(sources)
        found: list[Found] = []
        for batch in self.watcher.round():
            found += batch
            if not keep:
                break
            self.watcher.done(batch)
        return found

    def again(self) -> Run:
        return Run(self.path, self.clock)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "news.dragoman", Clock())


Put = Callable[[str], str]


@pytest.fixture
def feed(site: Any) -> str:
    """A feed with one item, whose page is there too."""
    page = site.put("/page", HTML)
    address: str = site.put("/feed", RSS.replace(URL, page), Content_Type="application/rss+xml", ETag='"v1"')
    return address


def pages(found: list[Found]) -> list[ReadPage]:
    read_ones = [one for each in found if isinstance(each.page, Piece) for one in read(each.page)]
    assert all(isinstance(one, ReadPage) for one in read_ones)
    return [one for one in read_ones if isinstance(one, ReadPage)]


def test_the_linked_page_of_an_item(site: Any, run: Run, feed: str) -> None:
    [page] = pages(run.round(feed))
    assert page.id == page.article.url == site.root + "/page"
    assert page.article.published_at == "2022-03-03T15:30:00-05:00"
    assert page.article.outlet == "The Border Paper"
    assert len(page.article.paragraphs) >= 3


def test_what_did_not_change_is_not_sent_again(site: Any, run: Run, feed: str) -> None:
    run.round(feed)
    assert run.round(feed) == []
    assert site.count("/feed") == 1
    run.clock.time += 1000
    assert run.round(feed) == []
    assert site.count("/feed") == 2
    assert site.asked[-1].headers["If-None-Match"] == '"v1"'
    assert site.count("/page") == 1


def test_a_new_item_is_had_and_the_others_are_not(site: Any, run: Run, feed: str) -> None:
    run.round(feed)
    other = site.put("/other", HTML)
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    both = RSS.replace(URL, site.root + "/page").replace("</channel>", item.replace(URL, other) + "</channel>")
    site.put("/feed", both, ETag='"v2"')
    run.clock.time += 1000
    assert [one.key for one in run.round(feed)] == [other]


@pytest.mark.parametrize("document", [ATOM, JSON_FEED, SITEMAP], ids=["atom", "json", "sitemap"])
@pytest.mark.parametrize("packed", [False, True])
def test_other_lists(site: Any, run: Run, document: str, packed: bool) -> None:
    page = site.put("/page", HTML)
    body = document.replace(URL, page).encode()
    [found] = pages(run.round(site.put("/list", gzip.compress(body) if packed else body)))
    assert found.id == page
    assert found.article.published_at == "2022-03-03T15:30:00-05:00"


def test_lists_of_lists(site: Any, run: Run, feed: str, tmp_path: Path) -> None:
    """A file of feeds; an index of sitemaps; a page that names its feed."""
    (tmp_path / "mine.opml").write_text(OPML.replace(URL, feed))
    other = site.put("/other", HTML)
    site.put("/map", SITEMAP.replace(URL, other))
    index = site.put("/index", SITEMAP_INDEX.replace(URL, site.root + "/map"))
    third = site.put("/third", HTML)
    site.put("/atom", ATOM.replace(URL, third))
    home = site.put("/", '<html><head><link rel="alternate" type="application/atom+xml" href="/atom"></head></html>')
    found = run.round(str(tmp_path / "mine.opml"), index, home)
    assert {one.id for one in pages(found)} == {site.root + "/page", other, third}


def test_a_feed_that_leaves_the_list_is_followed_no_more(site: Any, run: Run, feed: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    path.write_text(OPML.replace(URL, feed))
    run.round(str(path))
    path.write_text(OPML.replace(URL, site.put("/else", ATOM.replace(URL, site.put("/x", HTML)))))
    run.clock.time += 2000
    run.round(str(path))
    seen = site.count("/feed")
    run.clock.time += 2000
    run.round(str(path))
    assert site.count("/feed") == seen <= 2


def test_lists_that_lead_to_themselves_end(site: Any, run: Run) -> None:
    for number in range(20):
        site.put(f"/{number}", SITEMAP_INDEX.replace(URL, f"{site.root}/{number + 1}"))
    site.put("/loop", SITEMAP_INDEX.replace(URL, site.root + "/loop"))
    assert run.round(site.root + "/0", site.root + "/loop") == []
    assert site.count("/4") == 1
    assert site.count("/5") == 0


def test_a_full_item_is_not_fetched(site: Any, run: Run) -> None:
    found = run.round(site.put("/feed", FULL.replace(URL, site.root + "/page")))
    [page] = pages(found)
    assert page.id == site.root + "/page"
    assert site.count("/page") == 0


def test_a_page_that_is_gone_falls_back_on_the_summary(site: Any, run: Run) -> None:
    [page] = pages(run.round(site.put("/feed", RSS.replace(URL, site.root + "/gone"))))
    assert page.article.paragraphs[-1].text.endswith("in Lima on Thursday.")


def test_a_page_of_a_sitemap_that_is_gone_is_set_aside(site: Any, run: Run) -> None:
    gone = site.root + "/gone"
    [found] = run.round(site.put("/map", SITEMAP.replace(URL, gone)))
    assert found.page == SetAside(id=gone, reason="the server answered 404", source=gone, bytes=0)
    run.clock.time += 2000
    assert run.round(site.root + "/map") == []
    assert site.count("/gone") == 1


def test_a_page_that_fails_for_now_is_tried_again_and_not_for_ever(site: Any, run: Run) -> None:
    page = site.put("/page", "", 503)
    feed = site.put("/feed", RSS.replace(URL, page))
    for tries in range(1, 5):
        assert run.round(feed) == []
        assert site.count("/page") == tries
        assert run.round(feed) == []
        assert site.count("/page") == tries
        run.clock.time += 3000
    [found] = run.round(feed)
    assert isinstance(found.page, Piece)
    run.clock.time += 3000
    assert run.round(feed) == []


def test_a_source_that_fails_is_left_alone_for_longer_and_longer(site: Any, run: Run) -> None:
    source = site.put("/feed", "", 500)
    gaps: list[float] = []
    last = run.clock.time
    for _ in range(2000):
        before = site.count("/feed")
        run.round(source)
        if site.count("/feed") > before:
            gaps.append(run.clock.time - last)
            last = run.clock.time
        if len(gaps) == 5:
            break
        run.clock.time += 300
    assert all(after > 1.15 * before for before, after in pairwise(gaps[1:]))
    assert run.state.failing() == [(source, "the server answered 500")]
    site.put("/feed", RSS.replace(URL, site.put("/page", HTML)))
    run.clock.time += 90_000
    assert len(run.round(source)) == 1
    assert run.state.failing() == []


def test_what_the_user_puts_right_is_tried_at_once(site: Any, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    assert run.round(str(path)) == []
    path.write_text(OPML.replace(URL, site.put("/feed", RSS.replace(URL, site.put("/page", HTML)))))
    assert len(run.round(str(path))) == 1


def test_a_run_at_once_asks_before_the_time_but_not_who_has_just_failed(site: Any, run: Run, feed: str) -> None:
    down = site.put("/down", "", 503)
    run.round(feed, down)
    run.watcher.follow([feed, down], at_once=True)
    assert run.round() == []
    assert (site.count("/feed"), site.count("/down")) == (2, 1)


def test_a_run_goes_on_where_the_last_one_ended(site: Any, run: Run, feed: str) -> None:
    first = run.round(feed, keep=False)
    assert len(first) == 1
    second = run.again()
    assert [one.key for one in second.round(feed)] == [one.key for one in first]
    third = run.again()
    assert third.round(feed) == []
    assert site.count("/feed") == 1


def test_a_stop_in_the_middle_loses_nothing(site: Any, run: Run) -> None:
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    items = "".join(item.replace(URL, site.put(f"/{number}", HTML)) for number in range(40))
    source = site.put("/feed", RSS.replace(item, items))
    run.watcher.follow([source])
    had: list[str] = []
    for batch in run.watcher.round():
        run.watcher.done(batch)
        had += [one.key for one in batch]
        run.stop.set()
    assert 0 < len(had) < 40
    had += [one.key for one in run.again().round(source)]
    assert sorted(had) == sorted(f"{site.root}/{number}" for number in range(40))


def test_a_sitemap_entry_that_changed_is_had_again(site: Any, run: Run) -> None:
    page = site.put("/page", HTML)
    source = site.put("/map", SITEMAP.replace(URL, page))
    assert len(run.round(source)) == 1
    site.put("/map", SITEMAP.replace(URL, page).replace("<lastmod>2022-03-03", "<lastmod>2022-03-04"))
    run.clock.time += 2000
    assert len(run.round(source)) == 1


@pytest.mark.parametrize("body", ["just words", "<rss><channel>", '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', ""])
def test_what_is_no_list(site: Any, run: Run, body: str) -> None:
    assert run.round(site.put("/x", body)) == []
    [(_, reason)] = run.state.failing()
    assert reason


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    run.round(str(tmp_path / "none.opml"))
    [(_, reason)] = run.state.failing()
    assert "cannot be read" in reason


def test_a_damaged_file_of_state(tmp_path: Path) -> None:
    path = tmp_path / "x.dragoman"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError):
        State(path)
