"""The forms in which names are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WHOLE_LETTERS = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "’": "'", "ʼ": "'"}
"""Letters that Unicode does not take for others with a mark."""


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """A name without case, accents, and the difference between hyphens and spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(plain.replace("’", "'").replace("-", " ").replace(".", " ").split()).casefold()


def unmarked(text: str) -> str:
    """A text without the marks on its letters, as many papers print names; each character stays in its place."""
    if text.isascii():
        return text
    return text.translate({ord(char): _letter(char) for char in set(text) if not char.isascii()})


@lru_cache(maxsize=2_000)
def _letter(char: str) -> str:
    letter = _WHOLE_LETTERS.get(char) or unicodedata.normalize("NFKD", char)[0]
    return letter if letter.isascii() and letter.isprintable() else char
