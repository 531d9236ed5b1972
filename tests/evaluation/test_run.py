from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluation import calibration, changes
from dragoman.evaluation.run import Run, score_pages

PAGES = Path(__file__).parents[1] / "pages"
SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score.py"
MET = {"type": "CONSULT", "source": ["NOR"], "target": ["CHL"], "status": "actual"}
HELPED = {"type": "AID", "source": ["NOR"], "target": ["CHL"], "status": "actual"}


def gold_file(folder: Path, **more: Any) -> Path:
    path = folder / "accord.gold.json"
    path.write_text(json.dumps({"id": "accord", "events": [MET], **more}), encoding="utf-8")
    return path


def test_pages_against_reports_that_are_given(tmp_path: Path) -> None:
    path = gold_file(tmp_path, places=[{"text": "Oslo", "country": "NOR", "lat": 59.9, "lon": 10.7}])
    report = {"id": "accord", "events": [MET, HELPED], "places": []}
    found = Run().over([path], {"accord": report})["pages"]
    assert (found["events"]["type"]["found"], found["events"]["type"]["wrong"]) == (1, 1)
    assert (found["places"]["share"], found["places"]["of"]) == (0.0, 1)
    assert found["false_alarms"] == ["accord: AID NOR > CHL actual"]
    assert found["no_report"] == []


def test_a_page_without_report_misses_all(tmp_path: Path) -> None:
    found = Run().over([tmp_path, gold_file(tmp_path)][1:], {})["pages"]
    assert (found["events"]["dyad"]["missed"], found["no_report"]) == (1, ["accord"])


def test_the_least_confidence_leaves_events_out(tmp_path: Path) -> None:
    events = [{**MET, "confidence": 0.9}, {**HELPED, "confidence": 0.4}]
    found = Run(least=0.5).over([gold_file(tmp_path)], {"accord": {"id": "accord", "events": events}})
    assert found["pages"]["events"]["type"]["precision"] == 1.0


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.gold.json", "no"), ("x.gold.json", "[]"), ("x.gold.json", '{"id": "x"}'), ("x.jsonl", '{"id": "x"}')],
)
def test_gold_that_cannot_be_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=name):
        Run().over([tmp_path / name], {})


def test_gold_whose_page_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="not beside its gold"):
        Run().over([gold_file(tmp_path)])


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no gold"):
        Run().over([tmp_path])


def test_the_page_may_be_named_from_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "page.txt").write_text("Norway's foreign minister met his Chilean counterpart on Monday.\n", "utf-8")
    found = Run(fast=True).over([gold_file(tmp_path / "gold", page="page.txt")])
    assert found["pages"]["events"]["type"]["found"] == 1


def test_marked_articles(tmp_path: Path) -> None:
    article = {
        "id": "a",
        "text": "“We agree,” Berg said in Oslo.",
        "attributions": [{"content": [0, 10], "source": [12, 16]}],
    }
    path = tmp_path / "quotes.jsonl"
    path.write_text(json.dumps(article), encoding="utf-8")
    statement = {"start": 1, "end": 9, "speaker": {"name": "Berg", "start": 12, "end": 16}}
    found = Run().over([path], {"a": {"id": "a", "statements": [statement]}})
    assert found["articles"]["quotes.jsonl"]["quotes"]["speaker_accuracy"] == 1.0


def test_what_changed_since_the_last_run(tmp_path: Path) -> None:
    before = score_pages([("a", {"events": [MET]}, {"id": "a", "events": []})])
    now = score_pages([("a", {"events": [MET]}, {"id": "a", "events": [MET]})])
    kept = tmp_path / "kept" / "last.json"
    assert changes.read(kept) is None
    changes.write(kept, before)
    found = {one.figure: (one.before, one.now) for one in changes.changes(changes.read(kept) or {}, now)}
    assert found["events type f1"] == (0.0, 1.0)
    assert not changes.changes(now, now)
    assert changes.changes({"a": {"b": 1}}, {}) == [changes.Change("a b", 1, None)]
    kept.write_text("no", encoding="utf-8")
    with pytest.raises(EvaluationError, match="kept run"):
        changes.read(kept)


def test_calibration_by_hand() -> None:
    found = calibration.bins([(0.95, True), (0.95, False), (0.25, False), (1.0, True)])
    assert found["bins"] == [
        {"count": 1, "confidence": 0.25, "right": 0.0},
        {"count": 3, "confidence": 0.967, "right": 0.667},
    ]
    assert found["error"] == pytest.approx((0.25 + 3 * 0.3) / 4, abs=0.001)
    assert calibration.bins([])["error"] == 0.0


def test_the_picture_has_a_dot_for_each_bin() -> None:
    picture = calibration.svg(calibration.bins([(0.95, True), (0.25, False)]), "Relations")
    assert picture.count("<circle") == 2
    assert "confidence 0.95, right 1.0" in picture


@pytest.mark.skipif(not SCORER.is_file(), reason="the reference scorer lies outside the project")
def test_the_figures_are_those_of_the_reference_scorer(tmp_path: Path) -> None:
    from dragoman import Coder

    golds = sorted(PAGES.glob("*.gold.json"))
    pages = [next(one for one in PAGES.glob(f"{gold.name.split('.')[0]}.*") if one.suffix != ".json") for gold in golds]
    coder = Coder()
    reports = [json.loads(coder.code(page).to_json()) for page in pages]
    lines = tmp_path / "reports.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")
    command = [sys.executable, str(SCORER), *map(str, golds), "--reports", str(lines)]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = Run().over(golds, {one["id"]: one for one in reports})["pages"]
    for level in ("type", "quad", "dyad"):
        assert {name: ours["events"][level][name] for name in theirs[level]} == theirs[level]
    assert {name: ours["event_dates"][name] for name in ("right", "of")} == theirs["event_dates"]
    for family in ("persons", "offices", "statements", "speakers", "places", "dates", "quantities", "undertakings"):
        held = [parts[family] for parts in theirs["parts"].values() if family in parts]
        mine = ours.get(family, {"right": 0, "of": 0, "given": 0})
        for name, key in (("right", "found"), ("of", "gold"), ("given", "given")):
            assert mine[name] == sum(one[key] for one in held), (family, name)
