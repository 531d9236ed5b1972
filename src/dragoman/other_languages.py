"""Coders of languages other than English, which other packages bring.

A package offers one by an entry point of the group ``dragoman.languages`` whose name is the code of the language
(ISO 639-1): a callable without arguments that gives the coder, which is called with each page as it was read and gives
its report. ``docs/sources.md`` shows one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from dragoman.articles import ReadPage
from dragoman.errors import ModelError
from dragoman.report import Report

GROUP = "dragoman.languages"

OtherCoder = Callable[[ReadPage], Report]


@cache
def _offered() -> dict[str, EntryPoint]:
    return {one.name: one for one in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value))}


def languages() -> frozenset[str]:
    """The languages besides English for which there is a coder."""
    return frozenset(_offered())


@cache
def coder_of(language: str) -> OtherCoder:
    """The coder of a language, made once. Raises ModelError where its package cannot be used."""
    entry = _offered()[language]
    try:
        made: OtherCoder = entry.load()()
    # It is another's code: whatever it raises, the user should hear which package is at fault.
    except Exception as error:
        raise ModelError(
            f"the coder of the language {language} ({entry.value}) cannot be loaded ({error}); repair or remove it"
        ) from error
    return made
