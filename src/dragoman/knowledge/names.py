"""The form in which names are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """A name without case, accents, and the difference between hyphens and spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(plain.replace("’", "'").replace("-", " ").replace(".", " ").split()).casefold()
