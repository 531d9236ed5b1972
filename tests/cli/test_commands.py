from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import dragoman.coder
from dragoman.archive import Archive
from dragoman.cli import commands
from dragoman.errors import DragomanError
from dragoman.report import Report

Make = Callable[..., Report]


def test_pages_are_coded_and_counted(run: Callable[..., Result], coder: None) -> None:
    Path("in").mkdir()
    for name, words in (("a", "one"), ("b", "two"), ("c", "empty"), ("d", "empty")):
        Path(f"in/{name}.txt").write_text(words)
    result = run("code", "in", "--reports", "out.jsonl", "--archive", "n.dragoman")
    assert result.exit_code == 0
    assert "2 pages read, 2 set aside, 4 events, 2 statements" in result.output
    assert "c and 1 more: it is empty" in result.output
    reports = [Report.from_json(line) for line in Path("out.jsonl").read_bytes().splitlines()]
    assert [report.id for report in reports] == ["a", "b"]
    with Archive("n.dragoman", readonly=True) as archive:
        assert list(archive.reports()) == reports
        assert all(report.provenance and report.provenance.coded_at for report in reports)
        assert [one.id for one in archive.set_aside()] == ["c", "d"]


def test_the_summary_for_machines(run: Callable[..., Result], coder: None) -> None:
    for name, words in (("a", "one"), ("b", "one"), ("c", "empty")):
        Path(f"{name}.txt").write_text(words)
    found = json.loads(run("code", "a.txt", "b.txt", "c.txt", "--json").stdout)
    assert (found["pages"], found["set_aside"], found["added"], found["same"]) == (2, 1, 1, 1)
    assert found["reasons"] == [{"reason": "it is empty", "pages": 1, "example": "c"}]


def test_replaced_and_doubled_pages_are_told(filled: Callable[..., Result]) -> None:
    Path("twin.txt").write_text("words")
    result = filled("code", "accord.txt", "twin.txt")
    assert "1 page had been coded by the same means" in result.output
    assert "twin is the same page as accord" in result.output
    assert "1 report took the place of an older one" in filled("code", "accord.txt", "--again").output
    Path("accord.txt").write_text("other words")
    assert "accord is the id of a page with other words too" in filled("code", "accord.txt").output


def test_patterns_and_standard_input(run: Callable[..., Result], coder: None) -> None:
    for name in ("x1", "x2", "y[1]"):
        Path(f"{name}.txt").write_text(name)
    assert "3 pages read" in run("code", "x*.txt", "y[1].txt").output
    assert "1 page read" in run("code", "-", input=b"Some words.").output
    result = run("code", "-", "--json", input=b'{"id": "r1", "text": "a"}\n{"id": "r2", "text": "b"}\n')
    assert json.loads(result.stdout)["pages"] == 2


def test_reports_to_standard_output_stand_alone(run: Callable[..., Result], coder: None) -> None:
    Path("a.txt").write_text("one")
    result = run("code", "a.txt", "--reports", "-")
    assert Report.from_json(result.stdout).id == "a"
    assert "1 page read" in result.stderr


def test_nothing_read_is_status_2(run: Callable[..., Result], coder: None) -> None:
    Path("c.txt").write_text("empty")
    Path("folder").mkdir()
    for named in ("c.txt", "none.txt", "folder", "no*match"):
        assert run("code", named).exit_code == 2
    assert run("code").exit_code == 2


@pytest.mark.parametrize("kind", ["events", "statements", "persons", "places", "undertakings", "articles", "reprints"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_questions(filled: Callable[..., Result], kind: str, form: str) -> None:
    result = filled(kind, "--format", form)
    assert result.exit_code == 0
    assert "accord" in result.stdout or "Oslo" in result.stdout or "Berg" in result.stdout
    assert filled(kind, "--format", form, "--output", "file").exit_code == 0
    assert Path("file").read_text(encoding="utf-8").strip() == result.stdout.strip()


def test_filters(filled: Callable[..., Result]) -> None:
    rows = json.loads(filled("events", "--type", "consult", "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["accord:e1"]
    assert json.loads(filled("statements", "--speaker", "Rojas", "--format", "json").stdout) == []
    assert "no events" in filled("events", "--source", "IGO:UN").stderr
    assert filled("events", "--format", "parquet", "--output", "e.parquet").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--type", "TEA"),
        ("events", "--since", "soon"),
        ("events", "--format", "parquet"),
        ("events", "--archive", "none.dragoman"),
        ("events", "--type", "TEA", "--format", "parquet", "--output", "e.parquet"),
        ("events", "--format", "csv", "--output", "no/such/folder/e.csv"),
        ("code", "accord.txt", "--reports", "no/such/folder/r.jsonl"),
        ("show", "none"),
        ("explain", "none:e1"),
        ("code", "accord.txt", "--actors", "none.tsv"),
        ("code", "accord.txt", "--archive", "accord.txt"),
        ("knowledge", "show", "no-such-table"),
        ("actors", "lookup", "Oslo", "--on", "soon"),
    ],
)
def test_errors_of_users_are_one_sentence(filled: Callable[..., Result], words: tuple[str, ...]) -> None:
    result = filled(*words)
    assert isinstance(result.exception, DragomanError)
    assert "\n" not in str(result.exception)


def test_show(filled: Callable[..., Result]) -> None:
    Path("other.txt").write_text("words of a file")
    assert "Norway and Chile sign" in filled("show", "accord").stdout
    assert "other:e1" in filled("show", "other.txt").stdout
    assert Report.from_json(filled("show", "accord", "--json").stdout).id == "accord"
    assert filled("show", "accord", "--html", "a.html").exit_code == 0
    assert Path("a.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_explain(filled: Callable[..., Result]) -> None:
    assert "meet(subj: Berg; obj: Rojas)" in filled("explain", "accord:e1").stdout
    assert json.loads(filled("explain", "accord:e1", "--json").stdout)["type"] == "CONSULT"


def test_knowledge_and_actors(run: Callable[..., Result]) -> None:
    assert "knowledge" in run("knowledge", "paths").stdout
    assert "countries.tsv" in run("knowledge", "show").stdout
    assert "Norway" in run("knowledge", "show", "countries.tsv").stdout
    assert "NOR" in run("actors", "lookup", "Norway").stdout
    assert "nothing is known" in run("actors", "lookup", "Xyzzyland").stdout


def walk(command: Any, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, *names, name)


@pytest.mark.parametrize("names", list(walk(commands)), ids=" ".join)
def test_every_command_has_help(run: Callable[..., Result], names: tuple[str, ...]) -> None:
    result = run(*names, "--help")
    assert result.exit_code == 0
    if names not in {("knowledge",), ("actors",), ("archive",)}:
        assert "Example" in result.stdout


# In a process of its own


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])}
MAIN = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def process(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MAIN, *words], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)


def test_an_error_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = process("events", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("dragoman: there is no archive")
    assert done.stderr.count("\n") == 1


def test_help_loads_no_heavy_room(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from dragoman.cli import commands\n"
        "commands(['--help'], standalone_mode=False)\n"
        "print([name for name in ('spacy', 'polars', 'rich', 'msgspec', 'sqlite3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, make_report: Make) -> None:
    with Archive(tmp_path / "archive.dragoman") as archive:
        archive.put_many(make_report(f"p{number}", f"{number:064}") for number in range(300))
    for form in ("csv", "table", "json"):
        command = [*MAIN, "events", "--format", form]
        writer = subprocess.Popen(
            command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert writer.stdout is not None and writer.stderr is not None
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.stderr.read() == b""
        writer.stderr.close()
        writer.wait()


def test_a_page_from_file_to_answer(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(
        "Peru and Ecuador hold talks\n\n"
        "LIMA, March 3, 2022 - Peru's president met Ecuador's foreign minister in Lima on Wednesday.\n"
    )
    assert process("code", "talks.txt", cwd=tmp_path).returncode == 0
    rows = json.loads(process("events", "--type", "CONSULT", "--actor", "PER", "--format", "json", cwd=tmp_path).stdout)
    assert rows
    assert "clause" in process("explain", rows[0]["id"], cwd=tmp_path).stdout
