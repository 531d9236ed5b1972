"""What the rooms do, without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_helpers import Make, fill, form_key, named
from fastapi.testclient import TestClient

from dragoman.archive import Archive
from dragoman.desk import own
from dragoman.desk.app import build
from dragoman.desk.settings import Settings
from dragoman.desk.store import Store
from dragoman.errors import ArchiveError, KnowledgeError
from dragoman.fetching import Rules
from made import HTML


def test_an_archive_is_made_where_there_is_none_and_every_room_shows_a_way_on(
    tmp_path: Path, open_desk: Callable[..., TestClient]
) -> None:
    desk = named(open_desk(tmp_path / "new.dragoman"), "Ada")
    for address in (
        "/",
        "/search/events",
        "/search/persons",
        "/tie",
        "/tie/NOR/CHL",
        "/world",
        "/review",
        "/knowledge",
    ):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        assert re.search(r'class="button"|<button', answer.text), address


def test_what_only_can_be_read_is_shown_and_not_written(
    archive: Path, open_desk: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sealed(store: Store) -> str:
        return f"{store.path} can only be read, not written"

    monkeypatch.setattr(Store, "_prepared", sealed)
    desk = named(open_desk(archive), "Ada")
    assert "can only be read" in desk.get("/").text
    key = form_key(desk)
    assert desk.post("/add", data={"form_key": key, "text": "x"}).status_code == 422
    judged = desk.post("/review/judge", data={"form_key": key, "verdict": "reject", "event": "accord:e1"})
    assert judged.status_code == 503


def test_export_is_what_is_shown(desk: TestClient) -> None:
    answer = desk.get("/export/events.csv?type=CONSULT")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["type"] for row in rows] == ["CONSULT", "CONSULT"]
    assert "attachment" in answer.headers["content-disposition"]
    assert len(json.loads(desk.get("/export/statements.json?kind=direct").text)) == 2
    assert desk.get("/export/events.parquet").content[:4] == b"PAR1"
    assert desk.get("/export/events.exe").status_code == 422


def test_facets_count_and_narrow(desk: TestClient) -> None:
    text = desk.get("/facets/events?type=CONSULT").text
    assert "(chosen; take away)" in text and "all 2" in text
    assert "/search/events?type=CONSULT&amp;actor=NOR" in text


def test_the_search_for_nothing_offers_to_leave_out(desk: TestClient) -> None:
    text = desk.get("/search/events?type=ASSAULT&actor=NOR").text
    assert "Without type" in text and "Without actor" in text
    assert "no date" in desk.get("/search/events?since=soon").text


def test_correcting_in_the_browser_wins_on_read(desk: TestClient, archive: Path) -> None:
    named(desk, "Ada Lovelace")
    wanted = {
        "form_key": form_key(desk), "verdict": "correct", "event": "accord:e1", "single": "true", "type": "AGREE",
        "status": "planned", "source": "NOR:GOV", "target": "PER", "since": "2021-03-01", "until": "", "words": "",
    }  # fmt: skip
    answer = desk.post("/review/judge", data=wanted)
    assert "corrected" in answer.text and "AGREE" in answer.text
    [row] = desk.get("/api/events?type=AGREE").json()["rows"]
    assert (row["status"], row["target"]) == ("planned", ["PER"])
    with Archive(archive, readonly=True) as kept:
        assert kept.machine_report("accord").events[0].type == "CONSULT"
        [judged] = kept.judgements()
    assert (judged.reviewer, judged.drawn) == ("Ada Lovelace", "page")
    lines = [json.loads(line) for line in desk.get("/review/gold.jsonl").text.splitlines()]
    assert lines[0]["events"][0]["type"] == "AGREE"


def test_two_reviewers_in_dispute(archive: Path, open_desk: Callable[..., TestClient]) -> None:
    ada, bo = named(open_desk(archive), "Ada"), named(open_desk(archive), "Bo")
    ada.post("/review/judge", data={"form_key": form_key(ada), "verdict": "accept", "event": "accord:e1"})
    before = bo.get("/review?event=accord:e1").text
    assert "Ada" not in before
    answer = bo.post("/review/judge", data={"form_key": form_key(bo), "verdict": "reject", "event": "accord:e1"})
    assert "In dispute" in answer.text and "<b>Ada</b> says <b>accept</b>" in answer.text
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen is not None
    settled = {"form_key": form_key(ada), "verdict": "reject", "event": "accord:e1", "settles": "true", "seen": seen[1]}
    assert ada.post("/review/judge", data=settled).status_code == 200
    late = {**settled, "form_key": form_key(bo), "verdict": "accept"}
    assert bo.post("/review/judge", data=late).status_code == 409
    assert len(ada.get("/api/events?type=CONSULT").json()["rows"]) == 1


def test_a_judgement_needs_a_name(desk: TestClient) -> None:
    answer = desk.post("/review/judge", data={"form_key": form_key(desk), "verdict": "accept", "event": "accord:e1"})
    assert answer.status_code == 422 and "who you are" in answer.text


def test_an_event_that_was_missed_is_added(desk: TestClient) -> None:
    named(desk, "Ada")
    form = {"form_key": form_key(desk), "verdict": "add", "page": "accord", "type": "SUPPORT", "source": "NOR"}
    assert desk.post("/review/judge", data={**form, "words": "not there"}).status_code == 422
    assert "added by hand" in desk.post("/review/judge", data={**form, "words": "We are glad"}).text


def test_what_is_remembered_follows_the_archive(desk: TestClient, archive: Path, make_report: Make) -> None:
    assert desk.get("/world").text.count("/tie/CHL/NOR") >= 1
    first = desk.get("/tie/NOR/CHL").text
    assert desk.get("/tie/NOR/CHL").text == first
    fill(archive, make_report("third", "c" * 64))
    assert desk.get("/tie/NOR/CHL").text != first


def test_a_large_heap_of_unmerged_pages_is_told_of(
    archive: Path, open_desk: Callable[..., TestClient], make_report: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(archive)
    with Archive(archive) as kept:
        kept.put_many(make_report(f"p{n}", f"{n:064}") for n in range(3))
    monkeypatch.setattr("dragoman.desk.store._MERGED_AT_ONCE", 2)
    answer = desk.get("/world")
    assert answer.status_code == 503 and "dragoman ties build" in answer.text


class TestOwnTables:
    """A user's own tables."""

    def test_cells_that_break_a_table_are_refused(self) -> None:
        kind = own.KINDS["actors"]
        for cells in ({"name": "a\tb"}, {"name": "a\nb"}, {"name": "# a"}, {}):
            with pytest.raises(KnowledgeError):
                own.cells(kind, cells)

    def test_what_is_written_is_read(self, tmp_path: Path) -> None:
        kind = own.KINDS["outlets"]
        line = own.cells(kind, {"name": "Fjord Post", "country": "NOR", "timezone": "Europe/Oslo"})
        own.write(tmp_path, kind, [line])
        assert own.rows(tmp_path, kind) == [line]
        own.write(tmp_path, kind, [])
        assert own.rows(tmp_path, kind) == []

    def test_faults_are_found_before_anything_is_kept(self, tmp_path: Path) -> None:
        kind = own.KINDS["offices"]
        line = own.cells(kind, {"person": "Kari Berg", "office": "queen", "of": "NOR", "from": "soon", "source": "x"})
        faults = own.candidate(tmp_path / "own", kind, [line], tmp_path / "copy")
        assert len(faults) == 1 and "no date" in faults[0]
        assert not (tmp_path / "own").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.dragoman").write_text("hello " * 100)
    with pytest.raises(ArchiveError):
        build(Settings(tmp_path / "x.dragoman"))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_command_serves(archive: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "desk", "--archive", str(archive), "--port", "8799", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            ready = ""
            for _ in range(200):
                asked = subprocess.run(
                    ["curl", "-s", "http://127.0.0.1:8799/healthz"], capture_output=True, text=True, check=False
                )
                ready = asked.stdout
                if ready:
                    break
                time.sleep(0.1)
            assert json.loads(ready) == {"status": "ready"}
        finally:
            process.terminate()
            process.wait(20)


def added(desk: TestClient, address: str) -> dict[str, Any]:
    """What came of adding an address."""
    headers = {"accept": "application/json", "x-form-key": form_key(desk)}
    answer = desk.post("/add", data={"address": address}, headers=headers)
    assert answer.status_code == 202, answer.text
    until = time.monotonic() + 90
    while time.monotonic() < until:
        job: dict[str, Any] = desk.get(f"/jobs/{answer.json()['job']}", headers=headers).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError("nothing came of it")


def test_an_address_is_fetched_and_kept_with_its_text(
    tmp_path: Path, open_desk: Callable[..., TestClient], site: Any
) -> None:
    page = site.put("/page", HTML)
    desk = open_desk(tmp_path / "new.dragoman", rules=Rules(contact="me@home.example", allow_private=True, delay=0))
    job = added(desk, page)
    assert (job["error"], job["aside"]) == (None, [])
    [[id, _, outcome]] = job["added"]
    assert (id, outcome) == (page, "added")
    assert "me@home.example" in site.asked[-1].headers["User-Agent"]
    with Archive(tmp_path / "new.dragoman", readonly=True) as kept:
        [held] = kept.pages(None)
        assert (held.text, held.source) == (HTML, page)
    assert "answered 404" in added(desk, site.root + "/gone")["aside"][0][1]
    assert desk.post("/add", data={"form_key": form_key(desk), "address": "file:///etc/hosts"}).status_code == 422


def test_addresses_of_this_machine_are_refused(tmp_path: Path, open_desk: Callable[..., TestClient], site: Any) -> None:
    job = added(open_desk(tmp_path / "new.dragoman"), site.put("/page", HTML))
    assert job["added"] == [] and "--allow-private" in job["aside"][0][1]
    assert not site.asked
