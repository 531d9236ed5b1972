"""Direct quotations: the stretches between quotation marks, running on over paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from dragoman.language.tree import ParagraphSpan

_MARK = re.compile(r'"|\'\'')
"""Quotation marks after normalisation; old wires write two single marks for a double one."""


class Quote(NamedTuple):
    """Quoted words ``text[start:end]``, marks left out; ``closed`` where the closing mark stands in the paragraph."""

    start: int
    end: int
    closed: bool


def quotes(text: str, paragraphs: tuple[ParagraphSpan, ...]) -> list[Quote]:
    """The direct quotations of a normalised text, in order.

    A mark that opens without a closing one runs to the end of its paragraph, as the custom is where a quotation
    goes on in the next one.
    """
    found: list[Quote] = []
    for paragraph in paragraphs:
        opened: int | None = None
        for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
            if opened is None:
                opened = mark.end()
            else:
                found.append(Quote(opened, mark.start(), True))
                opened = None
        if opened is not None and paragraph.end - opened > 1:
            found.append(Quote(opened, paragraph.end, False))
    return found


def within(found: list[Quote], at: int) -> Quote | None:
    """The quotation in which an offset lies, if any."""
    place = bisect_right(found, at, key=lambda quote: quote.start) - 1
    if place >= 0 and at < found[place].end:
        return found[place]
    return None
