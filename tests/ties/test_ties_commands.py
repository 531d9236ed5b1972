"""The commands of the room, with the shape of the JSON that others read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars
import pytest
from click.testing import CliRunner, Result
from planted import Truth, page

from dragoman.archive import Archive
from dragoman.cli import commands
from dragoman.errors import DragomanError

Run = Callable[..., Result]


@pytest.fixture
def run(planted: tuple[Path, Truth], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a copy of the planted archive."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(planted[0], tmp_path / "archive.dragoman")

    def runs(*words: str) -> Result:
        result = CliRunner().invoke(commands, list(words))
        if result.exception is not None and not isinstance(result.exception, (SystemExit, DragomanError)):
            raise result.exception
        return result

    return runs


def test_ties_as_json(run: Run, truth: Truth) -> None:
    found = json.loads(run("ties", "NOR", "CHL", "--archive", "archive.dragoman", "--by", "month", "--json").stdout)
    wanted = {key: number for key, number in truth.series.items() if set(key[1:3]) == {"NOR", "CHL"}}
    assert {
        (row["period"], row["source"], row["target"], row["type"]): row["events"] for row in found["series"]
    } == wanted
    assert {"period", "type", "quad", "events", "reports", "goldstein", "source", "target"} <= set(found["series"][0])
    assert [point["period"] for point in found["turning_points"]] == [truth.turning]
    assert {(one["source"], one["target"]) for one in found["statements"]} == {("NOR", "CHL"), ("CHL", "NOR")}
    assert {one["name"] for one in found["undertakings"]} == {"Skagen-Calama railway", "herring accord"}
    assert {"fulfilled", "due", "overdue"} >= {one["state"] for one in found["planned"]}
    assert {one["status"] for one in found["apart"]} == {"planned", "possible", "denied"}
    assert sum(row["events"] for row in found["series"]) == len(found["events"])


@pytest.mark.parametrize("words", [("NOR", "CHL"), ("between", "NOR", "CHL"), ("--by", "quarter", "Norway"), ()])
def test_ties_for_people(run: Run, words: tuple[str, ...]) -> None:
    result = run("ties", *words) if words else run("ties", "between")
    assert result.exit_code == 0
    assert "pages of" in result.stdout and "turning point" in result.stdout


def test_ties_draws(run: Run) -> None:
    assert run("ties", "NOR", "CHL", "--plot", "plot.svg").exit_code == 0
    assert Path("plot.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run("network", "--least", "5", "--plot", "net.html").exit_code == 0
    assert "Who deals with whom" in Path("net.html").read_text(encoding="utf-8")


def test_top_and_network(run: Run) -> None:
    rows = json.loads(run("ties", "top", "--limit", "2", "--json").stdout)
    assert (rows[0]["first"], rows[0]["second"]) == ("CHL", "NOR") and len(rows) == 2
    assert "NOR" in run("ties", "top").stdout
    found = json.loads(run("network", "--by", "year", "--json").stdout)
    assert {link["period"] for link in found["periods"]} == {"2019", "2020"}
    assert "pagerank" in found["nodes"][0] and "PER" in run("network").stdout


def test_split_join_event_and_build(run: Run) -> None:
    events = json.loads(run("ties", "NOR", "CHL", "--json").stdout)["events"]
    one = next(event for event in events if event["reports"] == 3)
    shown = json.loads(run("ties", "event", one["id"], "--json").stdout)
    members = [telling["event"] for telling in shown["tellings"]]
    assert len(members) == 3 and "3 reports" in run("ties", "event", one["id"]).stdout
    assert run("ties", "split", members[0]).exit_code == 0
    left = json.loads(run("ties", "event", members_of(run, members[1]), "--json").stdout)
    assert {telling["event"] for telling in left["tellings"]} == set(members[1:])
    assert run("ties", "join", *members[:2]).exit_code == 0
    assert "events" in run("ties", "build", "--anew").stdout
    again = json.loads(run("ties", "event", members_of(run, members[0]), "--json").stdout)
    assert {telling["event"] for telling in again["tellings"]} == set(members)
    assert json.loads(run("ties", "build", "--json").stdout)["pages"] == 0
    assert "no event" in str(run("ties", "split", "none").exception)


def members_of(run: Run, report: str) -> str:
    """The merged event that a report belongs to."""
    with Archive("archive.dragoman", readonly=True) as archive:
        asked = (
            "SELECT m.id FROM merged_events m JOIN merged_reports r ON r.merged = m.key"
            " JOIN events e ON e.key = r.event WHERE e.id = ?"
        )
        return str(archive.connection.execute(asked, (report,)).fetchone()[0])


def test_a_question_merges_what_came_since(run: Run) -> None:
    from test_series import did

    before = json.loads(run("ties", "NOR", "CHL", "--json").stdout)["series"]
    with Archive("archive.dragoman") as archive:
        archive.put(did("late", "2020-12-29"))
    after = json.loads(run("ties", "NOR", "CHL", "--json").stdout)["series"]
    assert sum(row["events"] for row in after) == sum(row["events"] for row in before) + 1


def test_the_register_of_undertakings(run: Run) -> None:
    [railway] = json.loads(run("undertakings", "calama", "--format", "json").stdout)
    assert [stage["stage"] for stage in railway["stages"]] == ["proposed", "agreed", "under way", "suspended"]
    assert "herring accord" in run("undertakings", "--register").stdout
    assert len(json.loads(run("undertakings", "--format", "json").stdout)) == 6  # page by page, as before
    assert (
        run("undertakings", "--register", "--stage", "signed", "--format", "parquet", "--output", "u.parquet").exit_code
        == 0
    )
    assert polars.read_parquet("u.parquet")["name"].to_list() == ["herring accord"]
    assert "2019-06-01 signed (story-5)" in run("undertakings", "herring", "--format", "csv").stdout
    assert "page" in str(run("undertakings", "herring", "--page", "story-1").exception)


def test_briefs(run: Run) -> None:
    assert run("brief", "NOR", "CHL", "--out", "brief.html").exit_code == 0
    assert "Turning points" in Path("brief.html").read_text(encoding="utf-8")
    assert run("brief", "NOR", "CHL", "--since", "2020", "--out", "brief.md").exit_code == 0
    assert Path("brief.svg").exists()
    assert "end it with" in str(run("brief", "NOR", "--out", "brief.doc").exception)


def test_an_archive_of_the_first_version_is_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    import sqlite3

    from dragoman.archive.connection import APPLICATION, scripts

    old = tmp_path / "old.dragoman"
    connection = sqlite3.connect(old)
    connection.executescript(scripts()[0].read_text(encoding="utf-8"))
    connection.execute("PRAGMA user_version = 1")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("INSERT INTO pages (id, report, day) VALUES ('a', x'', '2020-01-01')")
    connection.execute(
        "INSERT INTO events (page, number, id, type, status, symmetric, contexts, confidence, text, first, last)"
        " VALUES (1, 1, 'a:e1', 'AID', 'actual', 0, '', 1, 'Norway helps Chile', 0, 5)"
    )
    connection.executemany(
        "INSERT INTO participants (event, role, number, code, text, first, last) VALUES (1, ?, 0, ?, '', 0, 1)",
        [("source", "NOR"), ("target", "CHL")],
    )
    connection.commit()
    connection.close()
    found: Any = json.loads(run("ties", "NOR", "CHL", "--archive", str(old), "--json").stdout)
    assert [(row["type"], row["events"]) for row in found["series"]] == [("AID", 1)]


def test_no_archive_is_told(run: Run) -> None:
    assert "there is no archive" in str(run("ties", "NOR", "CHL", "--archive", "none.dragoman").exception)


def test_pages_without_words_do_not_stop_it(run: Run) -> None:
    with Archive("archive.dragoman") as archive:
        archive.put(page("empty", "2020-12-30", None, ""))
    assert run("ties", "NOR", "CHL").exit_code == 0
