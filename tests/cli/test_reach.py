"""``code`` on every kind of source, ``code`` and ``watch`` on a real web server, from end to end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

import dragoman.coder
from dragoman.archive import Archive
from dragoman.cli import commands
from dragoman.coder import Coder
from dragoman.ties import pending
from made import HTML, KINDS, LISTS, RSS, SITEMAP, TEXT, URL, Made, csv_table

Run = Callable[..., Result]


@cache
def coder() -> Coder:
    return Coder()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder; the language model is loaded once."""
    monkeypatch.chdir(tmp_path)
    loaded = coder()
    monkeypatch.setattr(dragoman.coder, "Coder", lambda actors=None, fast=False, codebook=None: loaded)

    def runs(*words: str, **more: Any) -> Result:
        result = CliRunner().invoke(commands, list(words), **more)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return runs


def talks(run: Run) -> set[str]:
    """The ids of the pages that have the talks of Peru and Ecuador."""
    rows = json.loads(run("events", "--type", "CONSULT", "--actor", "PER", "--format", "json").stdout)
    return {row["id"].rsplit(":", 1)[0] for row in rows}


@pytest.mark.parametrize("made", KINDS.values(), ids=lambda made: made.name)
def test_every_kind_of_source(run: Run, made: Made) -> None:
    Path(made.name).write_bytes(made.data)
    result = run("code", made.name, "--json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert (summary["pages"], summary["set_aside"]) == (len(made.ids), 0)
    assert talks(run) & set(made.ids)


def test_all_kinds_at_once(run: Run) -> None:
    Path("in").mkdir()
    for made in KINDS.values():
        (Path("in") / made.name).write_bytes(made.data)
    summary = json.loads(run("code", "in", "--json").stdout)
    assert summary["pages"] == sum(len(made.ids) for made in KINDS.values())


def test_chosen_columns(run: Run) -> None:
    Path("t.csv").write_bytes(csv_table().replace(b"id,content,date,publication", b"key,prose,day,who"))
    assert run("code", "t.csv").exit_code == 2
    options = ("--text-column", "prose", "--id-column", "key", "--date-column", "day", "--outlet-column", "who")
    assert run("code", "t.csv", *options).exit_code == 0
    [row, *_] = json.loads(run("articles", "--outlet", "The Border Paper", "--format", "json").stdout)
    assert row["published_at"] == "2022-03-03"


@pytest.mark.parametrize("name", LISTS)
def test_lists_alone_are_set_aside(run: Run, name: str) -> None:
    Path(name).write_bytes(LISTS[name])
    result = run("code", name)
    assert result.exit_code == 2
    assert "--fetch" in result.output


@pytest.mark.parametrize("name", ["saved.zip", "crawl.warc.gz", "letter.eml"])
def test_standard_input_of_any_kind(run: Run, name: str) -> None:
    summary = json.loads(run("code", "-", "--json", input=KINDS[name].data).stdout)
    assert summary["pages"] == len(KINDS[name].ids)


def test_a_foreign_page_is_kept_aside(run: Run) -> None:
    Path("a.txt").write_text(
        "Los presidentes hablan\n\n" + 3 * "Los presidentes hablaron de un camino en la frontera. "
    )
    result = run("code", "a.txt")
    assert result.exit_code == 2
    assert "language is es; only English is coded" in result.output


WEB = ("--allow-private", "--delay", "0")


def test_an_address(run: Run, site: Any) -> None:
    page = site.put("/page", HTML)
    assert run("code", page).exit_code == 2
    assert not site.asked
    result = run("code", page, *WEB, "--contact", "me@home.example")
    assert result.exit_code == 0
    assert talks(run) == {page}
    assert "+me@home.example" in site.asked[-1].headers["User-Agent"]
    result = run("code", site.root + "/gone", *WEB)
    assert result.exit_code == 2
    assert "answered 404" in result.output
    [row] = json.loads(run("rejects", "--format", "json").stdout)
    assert (row["source"], row["reason"], row["bytes"]) == (site.root + "/gone", "the server answered 404", 0)
    assert "name it to `dragoman code`" in run("rejects", "--retry").stderr


def test_the_pages_of_a_feed(run: Run, site: Any) -> None:
    page = site.put("/page", HTML)
    Path("feed.xml").write_text(RSS.replace(URL, page))
    assert run("code", "feed.xml", "--fetch", *WEB).exit_code == 0
    assert page in talks(run)
    Path("mine.opml").write_bytes(
        LISTS["mine.opml"].replace(URL.encode(), site.put("/feed", RSS.replace(URL, page)).encode())
    )
    assert run("code", "mine.opml", "--fetch", *WEB).exit_code == 0


def test_watch_once(run: Run, site: Any) -> None:
    page = site.put("/page", HTML)
    feed = site.put("/feed", RSS.replace(URL, page), ETag='"1"')
    result = run("watch", feed, "--once", "--json", *WEB)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["pages"] == 1
    assert talks(run) == {page}
    with Archive("archive.dragoman", readonly=True) as archive:
        assert not pending(archive)
    again = run("watch", feed, "--once", "--json", *WEB)
    assert again.exit_code == 0
    assert json.loads(again.stdout)["pages"] == 0
    assert (site.count("/feed"), site.count("/page")) == (2, 1)
    lost = run("watch", site.root + "/none", "--once", *WEB)
    assert lost.exit_code == 2
    assert "answered 404" in lost.stderr


def test_watch_keeps_to_the_public_internet(run: Run, site: Any) -> None:
    result = run("watch", site.put("/feed", RSS), "--once")
    assert result.exit_code == 2
    assert "--allow-private" in result.stderr
    assert not site.asked


def test_spans_of_time(run: Run) -> None:
    assert "15m" in run("watch", "http://paper.example/", "--every", "soon").stderr


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX systems do")
def test_watch_ends_cleanly_at_signals_and_goes_on(tmp_path: Path, site: Any) -> None:
    pages = [site.put(f"/{place}", HTML.replace("three hours", f"{place + 3} hours")) for place in range(20)]
    entry = SITEMAP[SITEMAP.index("<url>") : SITEMAP.index("</urlset>")]
    source = site.put("/map", SITEMAP.replace(entry, "".join(entry.replace(URL, page) for page in pages)))

    def asked() -> int:
        return sum(one.path not in ("/map", "/robots.txt") for one in site.asked)

    for number, delay, enough in ((signal.SIGINT, "0.1", 3), (signal.SIGTERM, "0", 20)):
        command = [sys.executable, "-m", "dragoman", "watch", source, "--allow-private", "--delay", delay]
        environment = {**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])}
        running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE)
        until = monotonic() + 60
        while asked() < enough and monotonic() < until:
            sleep(0.05)
        running.send_signal(number)
        out, _ = running.communicate(timeout=60)
        assert running.returncode == 0
        assert b" read, 0 set aside" in out
    # What was in hand at the first signal was kept, or was asked for once more.
    assert 20 <= asked() <= 21
    with Archive(tmp_path / "archive.dragoman", readonly=True) as archive:
        assert {report.id for report in archive.reports()} == set(pages)
        assert TEXT.split("\n")[0] in {report.article.headline for report in archive.reports()}
