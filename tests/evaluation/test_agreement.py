"""The measure of two labellers' agreement: what counts as the same, what as a difference, and what as neither."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "Peru thanked Chile. Ana Ruiz, the Peruvian minister, said she was glad that the road had been opened."


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("agreement", ROOT / "evaluation" / "agreement.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["agreement"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def event(type: str, source: list[str], target: list[str], **more: object) -> dict[str, object]:
    return {"type": type, "source": source, "target": target, **more}


def folders(tmp_path: Path, first: dict[str, object], second: dict[str, object]) -> tuple[Path, Path]:
    pages = tmp_path / "pages"
    (pages / "second").mkdir(parents=True)
    (pages / "road.txt").write_text(TEXT, "utf-8")
    (pages / "road.gold.json").write_text(json.dumps(first), "utf-8")
    (pages / "second" / "road.json").write_text(json.dumps(second), "utf-8")
    return pages, pages / "second"


def tallies(measure: ModuleType, first: list[object], second: list[object]) -> dict[str, tuple[int, int, int]]:
    rows = measure.parts({"events": first}, {"events": second}, TEXT)
    return {part: (t.both_first, t.only_first, t.only_second) for part, t, _, _ in rows if part.startswith("events")}


def test_events_count_by_pair_with_type_and_status(measure: ModuleType) -> None:
    got = tallies(
        measure,
        [event("SUPPORT", ["PER"], ["CHL", "BOL"]), event("AID", ["PER"], ["CHL"], status="planned")],
        [event("SUPPORT", ["PER"], ["CHL"]), event("AID", ["PER"], ["CHL"])],
    )
    assert got["events by type"] == (1, 2, 1)  # Bolivia is missing, and the aid has another status
    assert got["events by dyad"] == (1, 1, 0)


def test_quad_class_forgives_the_type_only(measure: ModuleType) -> None:
    got = tallies(measure, [event("ACCUSE", ["PER"], ["CHL"])], [event("REJECT", ["PER"], ["CHL"])])
    assert got["events by type"] == (0, 1, 1)
    assert got["events by quad"] == (1, 0, 0)


def test_alternatives_and_either_order_of_mutual_events_agree(measure: ModuleType) -> None:
    got = tallies(
        measure,
        [event("CONSULT", ["PER"], ["CHL"]), event("AID|COOPERATE", ["PER"], ["CHL|BOL"])],
        [event("CONSULT", ["CHL"], ["PER"]), event("COOPERATE", ["PER"], ["BOL"])],
    )
    assert got["events by type"] == (2, 0, 0)


def test_order_matters_where_an_event_is_not_mutual(measure: ModuleType) -> None:
    got = tallies(measure, [event("ACCUSE", ["PER"], ["CHL"])], [event("ACCUSE", ["CHL"], ["PER"])])
    assert got["events by type"] == (0, 1, 1)


def test_optional_on_one_side_is_neither_agreement_nor_difference(measure: ModuleType) -> None:
    optional = event("AID", ["PER"], ["CHL"], optional=True)
    demanded = event("AID", ["PER"], ["CHL"])
    assert tallies(measure, [optional], [demanded])["events by type"] == (0, 0, 0)
    assert tallies(measure, [optional], [])["events by type"] == (0, 0, 0)
    assert tallies(measure, [demanded], [])["events by type"] == (0, 1, 0)


def test_strict_figure_takes_optional_events_for_absent(measure: ModuleType) -> None:
    optional = event("AID", ["PER"], ["CHL"], optional=True)
    demanded = event("AID", ["PER"], ["CHL"])
    assert tallies(measure, [optional], [demanded])[measure.STRICT] == (0, 0, 1)
    assert tallies(measure, [demanded], [demanded])[measure.STRICT] == (1, 0, 0)


def test_empty_role_agrees_with_an_empty_alternative_only(measure: ModuleType) -> None:
    assert (
        tallies(measure, [event("MOBILIZE", ["PER"], [])], [event("MOBILIZE", ["PER"], ["|CHL"])])["events by type"][0]
        == 1
    )
    assert (
        tallies(measure, [event("MOBILIZE", ["PER"], [])], [event("MOBILIZE", ["PER"], ["CHL"])])["events by type"][0]
        == 0
    )


def test_figures_of_folders(measure: ModuleType, tmp_path: Path) -> None:
    first = {
        "events": [event("SUPPORT", ["PER"], ["CHL"]), event("ACCUSE", ["PER"], ["CHL"])],
        "persons": [{"name": "Ana Ruiz", "office": "minister", "of": "PER"}],
        "statements": [{"speaker": "Ana Ruiz", "kind": "indirect", "starts": "she was glad that"}],
    }
    second = {
        "events": [event("SUPPORT", ["PER"], ["CHL"])],
        "persons": [{"name": "Ana Ruiz", "office": "minister of roads", "of": "PER"}],
        "statements": [{"speaker": "Ana Ruiz", "kind": "direct", "starts": "glad that the road"}],
    }
    figures, lines = measure.agreement(*folders(tmp_path, first, second))
    assert figures["pages"] == 1
    assert figures["events by type"] == {"f1": 0.667, "both": 1, "only_first": 1, "only_second": 0}
    assert figures["persons with offices"]["f1"] == 1.0
    assert figures["statements"]["f1"] == 1.0
    assert figures["statements with speaker and kind"]["f1"] == 0.0
    assert any("only first" in line and "ACCUSE" in line for line in lines)


def test_a_page_must_stand_beside_its_labels(measure: ModuleType, tmp_path: Path) -> None:
    first, second = folders(tmp_path, {"events": []}, {"events": []})
    (first / "road.txt").unlink()
    with pytest.raises(SystemExit, match="no page road"):
        measure.agreement(first, second)


def test_the_second_labels_of_the_pages_are_on_their_pages(measure: ModuleType) -> None:
    pages = ROOT / "evaluation" / "pages"
    labels = measure.read(pages / "second")
    assert labels
    for name, page in labels.items():
        text = measure.page_text(pages, name)
        for item in page["events"]:
            assert measure.plain(item["evidence"]) in text, (name, item["evidence"])
            assert {*item["type"].split("|")} <= measure.QUAD.keys(), (name, item["type"])
        for item in page.get("statements", []):
            assert measure.placed(item, text) >= 0, (name, item["starts"])
