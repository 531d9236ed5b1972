"""Sentences composed and varied for the typer's training: a composed one's class is what the coder makes of it."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.pairs import marked

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(TOOLS)
    import typer_composed

    return typer_composed


@pytest.mark.parametrize(
    ("operators", "form", "cameo", "label"),
    [
        ("", "past", "194", "ASSAULT"),
        ("reject", "inf", "040", "REJECT"),
        ("intend", "inf", "070", "AGREE"),
        ("intend", "inf", "161", "SANCTION"),
        ("end", "noun", "141", "CONCEDE"),
        ("end", "noun", "163", "RETREAT"),
        ("reject end", "noun", "141", "REJECT"),
        ("threaten end", "noun", "070", "THREATEN"),
        ("appeal", "inf", "0841", "REQUEST"),
        ("=NONE", "past", "194", "NONE"),
        ("", "noun", "163", "163"),
        ("hope", "inf", "084", None),
    ],
)
def test_the_table_of_operations_decides(
    tool: ModuleType, operators: str, form: str, cameo: str, label: str | None
) -> None:
    frame = tool.Frame(tuple(operators.split()), form, frozenset(), "SUBJ ACT")
    assert tool.composed(frame, cameo) == label


def test_a_frame_takes_only_its_types(tool: ModuleType) -> None:
    frame = tool.Frame(("end",), "noun", frozenset({"SANCTION", "COERCE"}), "SUBJ lifted ACT")
    assert tool.composed(frame, "191") == "RETREAT"
    assert tool.composed(frame, "040") is None


def test_marks_stand_around_whom_the_frame_is_about(tool: ModuleType) -> None:
    act = tool.Act("Chad", {"inf": "send aid to <t>Niger</t>"}, "070")
    plain = tool.Frame(("reject",), "inf", frozenset(), "SUBJ refused to ACT")
    assert tool.said(plain, act, "Chad", "Peru", "Oman") == "<s>Chad</s> refused to send aid to <t>Niger</t>."
    other = tool.Frame(("appeal",), "inf", frozenset(), "<s>OTHER</s> urged <t>SUBJ</t> to ACT")
    assert tool.said(other, act, "Chad", "Peru", "Oman") == "<s>Peru</s> urged <t>Chad</t> to send aid to Niger."


@pytest.mark.parametrize(
    ("verb", "past", "ing"),
    [
        ("bomb", "bombed", "bombing"),
        ("stop", "stopped", "stopping"),
        ("urge", "urged", "urging"),
        ("deny", "denied", "denying"),
        ("free", "freed", "freeing"),
        ("put", "put", "putting"),
        ("give", "gave", "giving"),
        ("send", "sent", "sending"),
    ],
)
def test_ing_forms(tool: ModuleType, verb: str, past: str, ing: str) -> None:
    assert tool.ing_of(verb, past) == ing


def test_classes_are_alike_often_and_both_marked(tool: ModuleType) -> None:
    rows = tool.Composed(["Kenya", "Dutch farmers"], random.Random(5)).some(180)
    labels = [row.label for row in rows]
    assert len(set(labels)) == 18
    assert {labels.count(label) for label in labels} == {10}
    assert all(row.pair.source is not None and row.pair.target is not None for row in rows)


def test_a_varied_row_keeps_what_is_not_a_name_between_its_marks(tool: ModuleType) -> None:
    import typer_rows

    row = typer_rows.Row(marked("1", "At dawn, <s>the rebels</s> shelled <t>a village school</t>."), "ASSAULT")
    varied = typer_rows.Varied([row], random.Random(3))
    found = [varied(row).pair for _ in range(200)]
    for pair in found:
        kept = [pair.sentence[span[0] : span[1]] for span in (pair.source, pair.target) if span is not None]
        assert set(kept) <= {"the rebels", "a village school"}
    assert any(pair.sentence.startswith("the rebels") for pair in found)
    assert any(pair.sentence.startswith(typer_rows.LEADS) for pair in found)
    assert any(pair.sentence.endswith(typer_rows.TAILS) for pair in found)
    assert any(pair.target is None for pair in found)
