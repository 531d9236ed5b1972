"""In which language a page is written."""

from __future__ import annotations

from functools import cache
from typing import Any

_LANGUAGES = "ar az be bg bn cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mk ms nl no pl ps pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh".split()
_SAMPLE = 3000
_SHORTEST = 40


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in _LANGUAGES if code in known])
    return identifier


def language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None where it is too short to tell."""
    letters = sum(char.isalpha() for char in text[:_SAMPLE])
    if letters < _SHORTEST:
        return None
    return str(_identifier().classify(text[:_SAMPLE])[0])
