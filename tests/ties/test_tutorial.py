"""The tutorial runs from its first cell to its last, and finds what it says it finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial-ties.ipynb"


def test_the_tutorial_runs(capsys: pytest.CaptureFixture[str]) -> None:
    cells = json.loads(TUTORIAL.read_text(encoding="utf-8"))["cells"]
    space: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{TUTORIAL.name}, cell {number}", "exec"), space)
    assert "2022-01 less cooperation and more conflict" in capsys.readouterr().out
    tie = space["tie"]
    assert [point.period for point in tie.turning_points] == ["2022-01"]
    assert len(tie.events) < sum(event.reports for event in tie.events) / 2
    assert "fisheries agreement" in tie.undertakings[0].name
    assert space["apart"] == space["first"].reports - 1
    assert ("NOR", "CHL") in {(cell.source, cell.target) for cell in tie.statement_matrix}


def test_the_tutorial_is_kept_without_its_output() -> None:
    for cell in json.loads(TUTORIAL.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None
