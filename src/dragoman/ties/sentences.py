"""The whole sentence around words of a page, for those who read what an event rests on."""

from __future__ import annotations

import re

from dragoman.report import Paragraph, Report

_END = re.compile(r"""[.!?…]["”’')\]]*\s+(?=["“‘'(\[]?[A-Z0-9])""")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Prof|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)


def around(report: Report, first: int, last: int, text: str) -> str:
    """The sentence of the page that the words at ``first`` to ``last`` stand in; where none is found, the words."""
    for paragraph in report.article.paragraphs:
        if paragraph.start <= first and last <= paragraph.end:
            found = _in(paragraph, first, text)
            return _sentence(paragraph.text, found, found + len(text)) if found >= 0 else text
    span = report.article.headline_span
    if span is not None and span.start <= first and last <= span.end:
        return report.article.headline or text
    return text


def _in(paragraph: Paragraph, first: int, text: str) -> int:
    """Where the words begin in a paragraph: by their offset, else (marked up pages) by themselves."""
    at = first - paragraph.start
    whole, words = _folded(paragraph.text), _folded(text)
    return at if whole.startswith(words, at) else whole.find(words)


def _folded(text: str) -> str:
    """The coder reads typographic apostrophes as plain ones; every character stays where it is."""
    return text.replace("’", "'")


def _sentence(text: str, first: int, last: int) -> str:
    """The stretch from the end of the sentence before to the end of this one."""
    ends = [end for end in _END.finditer(text) if not _NO_END.search(text[: end.start() + 1])]
    start = max((end.end() for end in ends if end.end() <= first), default=0)
    stop = min((end.end() for end in ends if end.end() >= last), default=len(text))
    return text[start:stop].strip()
