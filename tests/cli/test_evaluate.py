from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from dragoman.errors import DragomanError, EvaluationError

MET = {"type": "CONSULT", "source": ["NOR"], "target": ["CHL"], "status": "actual"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``evaluate`` in a folder with a gold page and a report that has its event and one more."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "accord.gold.json").write_text(json.dumps({"id": "accord", "events": [MET]}), "utf-8")
    more = {**MET, "type": "AID", "confidence": 0.4}
    report = {"id": "accord", "events": [{**MET, "confidence": 0.9}, more]}
    (tmp_path / "reports.jsonl").write_text(json.dumps(report) + "\n", "utf-8")

    def runs(*words: str) -> Result:
        result = CliRunner().invoke(commands, ["evaluate", "accord.gold.json", "--reports", "reports.jsonl", *words])
        if result.exception is not None and not isinstance(result.exception, (SystemExit, DragomanError)):
            raise result.exception
        return result

    return runs


def test_tables_for_people(run: Callable[..., Result]) -> None:
    shown = run("--show").output
    assert "events on 1 pages" in shown
    assert "accord: AID NOR > CHL actual" in shown
    assert "nothing as AID" in shown


def test_json(run: Callable[..., Result]) -> None:
    found: dict[str, Any] = json.loads(run("--json").output)
    assert found["pages"]["events"]["type"]["precision"] == 0.5
    surer = json.loads(run("--json", "--min-confidence", "0.5").output)
    assert surer["pages"]["events"]["type"]["precision"] == 1.0


def test_a_run_is_kept_and_the_next_one_says_what_changed(run: Callable[..., Result]) -> None:
    assert "changed" not in run("--save").output
    assert json.loads(Path("evaluation/last.json").read_text("utf-8"))["pages"]["pages"] == 1
    assert "changed" not in run().output
    shown = run("--min-confidence", "0.5").output
    assert "pages events type precision" in shown


def test_reports_that_are_none(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text("[1]\n", "utf-8")
    result = run()
    assert isinstance(result.exception, EvaluationError)
    assert "reports.jsonl" in str(result.exception)
