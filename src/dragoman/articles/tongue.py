"""In which language a page is written."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from dragoman.knowledge import tables

_SAMPLE = 500
_SHORTEST = 40
_PLAINLY = 3


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.nb_classes)
    identifier.set_languages([row["code"] for row in tables.rows("languages.tsv") if row["code"] in known])
    return identifier


def language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None where it is too short to tell."""
    sample = text[:_SAMPLE]
    words = Counter(sample.lower().split())
    if words["the"] >= _PLAINLY and words["of"] + words["and"] + words["to"] >= _PLAINLY:
        return "en"  # no other language has these; asking would cost as much as finding all dates
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return None
    return str(_identifier().classify(sample)[0])
