from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluation import labels, sentences
from dragoman.evaluation.labels import Answer

HEADER = "uid\troot\tcameo\tkind\tmarked_sentence\n"


def answer(gold: str, got: str, uid: str = "x-1", sure: float = 0.9, kind: str = "plain") -> Answer:
    return Answer(uid, gold, got, sure, kind)


def test_all_markings_of_a_sentence_are_in_one_part() -> None:
    assert sentences.family("consult-017a") == sentences.family("consult-017b") == "consult-017"
    assert sentences.family("train-0001") == "train-0001"
    for number in range(300):
        assert len({sentences.part_of(f"aid-{number:03}{letter}") for letter in ("", "a", "b", "c")}) == 1


def test_the_parts_are_as_large_as_they_should_be() -> None:
    parts = Counter(sentences.part_of(f"aid-{number:04}a") for number in range(4000))
    assert 0.67 < parts["train"] / 4000 < 0.73
    assert 0.13 < parts["dev"] / 4000 < 0.17
    assert 0.13 < parts["test"] / 4000 < 0.17


def test_the_parts_never_move() -> None:
    parts = [sentences.part_of(f"aid-00{number}a") for number in range(1, 9)]
    assert parts == ["test", "train", "dev", "train", "train", "test", "train", "test"]


def test_reading_sentences(tmp_path: Path) -> None:
    row = 'aid-001a\tAID\t073\tplain\t<s>Norway</s> sent “grain" to <t>Kenya</t>.\n'
    (tmp_path / "aid.tsv").write_text(HEADER + row, encoding="utf-8")
    [one] = sentences.read(tmp_path)
    assert one.pair.sentence == 'Norway sent “grain" to Kenya.'
    assert one.pair.sentence[slice(*(one.pair.target or ()))] == "Kenya"
    assert (one.root, one.cameo, one.kind) == ("AID", "073", "plain")


@pytest.mark.parametrize("text", ["uid\troot\n1\tAID\n", HEADER + "aid-001a\tAID\n"])
def test_files_of_another_form(tmp_path: Path, text: str) -> None:
    (tmp_path / "aid.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"aid\.tsv"):
        list(sentences.read(tmp_path))


def test_scores_by_hand() -> None:
    held = [
        answer("AID", "AID"),
        answer("AID", "NONE"),
        answer("ACCUSE", "AID"),
        answer("ACCUSE", "ACCUSE"),
        answer("NONE", "ACCUSE"),
    ]
    # AID: found 1, wrong 1, missed 1; ACCUSE the same
    assert labels.root_macro(held) == pytest.approx(0.5)
    assert labels.accuracy(held) == pytest.approx(0.4)
    assert labels.by_root(held)["NONE"].missed == 1
    # material cooperation 1/1/1, verbal conflict 1/1/1, the two others have no gold
    assert labels.quad_macro(held) == pytest.approx(0.25)


def test_a_wrong_type_of_the_right_quad_class_counts_there() -> None:
    held = [
        answer("ACCUSE", "REJECT"),
        answer("CONSULT", "SUPPORT"),
        answer("AID", "YIELD"),
        answer("COERCE", "ASSAULT"),
    ]
    assert labels.root_macro(held) == 0.0
    assert labels.quad_macro(held) == 1.0


def test_outside_sets_are_answered_in_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text(
        "uid\tgold_root\tmarked_sentence\n1\tYIELD\t<s>A</s> freed <t>B</t>\n2\tAID\t<s>A</s> fed <t>B</t>\n",
        encoding="utf-8",
    )
    given = labels.read(path)
    assert given.crosswalk == "plover-2021"
    held = labels.answers(given, [("1", "RETREAT", 0.9), ("2", "AID", 0.3)], least=0.5)
    assert [(one.gold, one.got) for one in held] == [("YIELD", "YIELD"), ("AID", "NONE")]


def test_described() -> None:
    held = [answer("AID", "AID", f"aid-{n}a") for n in range(8)] + [answer("AID", "COERCE", "aid-9a", kind="long")]
    found = labels.described(held)
    assert (found["sentences"], found["accuracy"], found["uncoded"]) == (9, 0.889, 0)
    assert found["by_kind"] == {"long": 0.0, "plain": 1.0}
    assert found["confusion"] == {"AID as COERCE": 1}
    low, high = found["interval"]  # type: ignore[misc]
    assert low < found["root_macro_f1"] <= high  # type: ignore[operator]
