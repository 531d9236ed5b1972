"""A pair as the typer reads it: word pieces, with marks around the source and the target."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from dragoman.pairs import Pair

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
MARKS = ("[s]", "[/s]", "[t]", "[/t]")
"""What stands around the source and around the target."""

LENGTH = 112
"""No pair is longer than this many pieces; what is cut stands farthest from the marked phrases."""

_PHRASE = 24


class Encoder:
    """Turns pairs into numbers by a vocabulary, one word piece a line."""

    def __init__(self, vocabulary: Path) -> None:
        words = vocabulary.read_text(encoding="utf-8").split("\n")
        self.ids = {word: number for number, word in enumerate(words) if word}
        self._pieces = Tokenizer(WordPiece(vocab=self.ids, unk_token=UNKNOWN, max_input_chars_per_word=100))
        self._pieces.normalizer = BertNormalizer(lowercase=True)
        self._pieces.pre_tokenizer = BertPreTokenizer()

    def encode(self, pairs: Sequence[Pair]) -> list[list[int]]:
        """The numbers of each pair, at most LENGTH."""
        cut = [_cut(pair) for pair in pairs]
        texts = [text for parts in cut for _, text in parts]
        found = iter(self._pieces.encode_batch_fast(texts, add_special_tokens=False))
        return [self._join([(role, next(found).ids) for role, _ in parts]) for parts in cut]

    def _join(self, parts: list[tuple[str, list[int]]]) -> list[int]:
        room = LENGTH - 2 - sum(2 + min(len(ids), _PHRASE) for role, ids in parts if role)
        free = [len(ids) for role, ids in parts if not role]
        kept = iter(_shares(free, room))
        joined = [self.ids[START]]
        for number, (role, ids) in enumerate(parts):
            if role:
                joined += [self.ids[f"[{role}]"], *_ends(ids, _PHRASE), self.ids[f"[/{role}]"]]
            elif number == 0 and len(parts) > 1:
                joined += ids[len(ids) - next(kept) :]
            elif number == len(parts) - 1:
                joined += ids[: next(kept)]
            else:
                joined += _ends(ids, next(kept))
        return [*joined, self.ids[END]]


def _cut(pair: Pair) -> list[tuple[str, str]]:
    """The sentence in its parts: before, between and after the marked phrases, and those with their role."""
    marks = sorted((span, role) for role, span in (("s", pair.source), ("t", pair.target)) if span is not None)
    parts, at = [], 0
    for (start, end), role in marks:
        start = max(start, at)  # a phrase inside the other begins where that ends
        parts += [("", pair.sentence[at:start]), (role, pair.sentence[start : max(start, end)])]
        at = max(start, end)
    return [*parts, ("", pair.sentence[at:])]


def _shares(lengths: list[int], room: int) -> list[int]:
    """How many pieces of each stretch between the phrases fit: short ones whole, the others alike."""
    kept = [0] * len(lengths)
    for left, number in enumerate(sorted(range(len(lengths)), key=lambda number: lengths[number])):
        kept[number] = min(lengths[number], max(0, room) // (len(lengths) - left))
        room -= kept[number]
    return kept


def _ends(ids: list[int], length: int) -> list[int]:
    """The first and the last of some pieces."""
    if len(ids) <= length:
        return ids
    first = (length + 1) // 2
    return ids[:first] + ids[len(ids) - (length - first) :]
