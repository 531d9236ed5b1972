from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.knowledge.typer.encoding import LENGTH, MARKS, Encoder
from dragoman.pairs import Pair, marked

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "norway", "sent", "grain", "to", "kenya", "##n", ".", "far", "e", "##e")


@pytest.fixture
def encoder(tmp_path: Path) -> Encoder:
    path = tmp_path / "vocabulary.txt"
    path.write_text("\n".join([*WORDS, *MARKS]) + "\n", encoding="utf-8")
    return Encoder(path)


def read(encoder: Encoder, pair: Pair) -> list[str]:
    names = {number: word for word, number in encoder.ids.items()}
    [ids] = encoder.encode([pair])
    return [names[number] for number in ids]


def test_marks_stand_around_the_phrases(encoder: Encoder) -> None:
    pair = marked("1", "<s>Norway</s> sent grain to <t>Kenyan</t> far.")
    expected = "[CLS] [s] norway [/s] sent grain to [t] kenya ##n [/t] far . [SEP]"
    assert read(encoder, pair) == expected.split()


def test_either_may_come_first(encoder: Encoder) -> None:
    assert read(encoder, marked("1", "<t>Kenya</t> sent <s>Norway</s>")) == (
        ["[CLS]", "[t]", "kenya", "[/t]", "sent", "[s]", "norway", "[/s]", "[SEP]"]
    )


def test_a_mark_may_be_missing_and_words_unknown(encoder: Encoder) -> None:
    assert read(encoder, marked("1", "<s>Norway</s> froze")) == ["[CLS]", "[s]", "norway", "[/s]", "[UNK]", "[SEP]"]
    assert read(encoder, Pair("1", "", None, None)) == ["[CLS]", "[SEP]"]


def test_a_phrase_within_the_other_is_cut_out_of_it(encoder: Encoder) -> None:
    words = read(encoder, Pair("1", "Norway sent grain", (0, 11), (7, 17)))
    assert words == ["[CLS]", "[s]", "norway", "sent", "[/s]", "[t]", "grain", "[/t]", "[SEP]"]


@pytest.mark.parametrize("length", [10, 60, 400])
def test_long_sentences_are_cut_around_the_marks(encoder: Encoder, length: int) -> None:
    far = "far " * length
    pair = marked("1", f"{far}sent <s>Norway</s> grain {far}to <t>Kenya {far}</t> sent {far}.")
    words = read(encoder, pair)
    assert len(words) <= LENGTH
    assert (words[0], words[-1]) == ("[CLS]", "[SEP]")
    for mark in MARKS:
        assert words.count(mark) == 1
    assert words[words.index("[s]") - 1] == "sent"
    assert words[words.index("[/s]") + 1] == "grain"
    assert words[words.index("[t]") - 1] == "to"
    assert words[words.index("[/t]") + 1] == "sent"


def test_the_room_that_short_stretches_leave_is_used(encoder: Encoder) -> None:
    words = read(encoder, marked("1", "<s>Norway</s> sent <t>Kenya</t> " + "far " * 400))
    assert len(words) == LENGTH
