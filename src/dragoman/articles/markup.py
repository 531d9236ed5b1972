"""Saved HTML: the body by trafilatura, every character of it with its place in the source."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from dragoman.articles import moments
from dragoman.articles.blocks import Block
from dragoman.articles.depth import shallow
from dragoman.articles.facts import Page, read_fact
from dragoman.articles.layout import lay_out
from dragoman.articles.shown import Shown
from dragoman.articles.tags import Facts, facts
from dragoman.report import Span

__all__ = ["Facts", "read"]

_BLOCKS = ("p", "head", "quote", "item", "ab")
_REACH = 4000
"""How far after one part of a paragraph the next is looked for, in characters shown."""
_SHORTEST_PART = 8
_LONGEST_LINE = 80


class _Text(NamedTuple):
    """A paragraph as trafilatura gives it."""

    text: str
    kind: str


def read(source: str, title: str | None = None) -> tuple[Page, Facts]:
    """The page of a source and what its tags say about it."""
    parsed = shallow(source)
    said = facts(parsed)
    shown = Shown(source)
    blocks = list(_blocks(parsed, shown))
    page = lay_out(blocks, title or said.headline)
    _find_headline(page, shown, source, blocks)
    _read_lines(page, shown, blocks)
    return page, said


def _blocks(parsed: str, shown: Shown) -> Iterator[Block]:
    cursor = 0
    for part in _paragraphs(parsed):
        runs = _align("".join(part.text.split()), shown.text, cursor)
        if runs:
            cursor = runs[-1][1] + runs[-1][2]
            yield _block(part, runs, shown)


@cache
def _extract() -> Any:
    import trafilatura

    # It reports pages without a body as errors of its own; here they are set aside with a reason.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction


def _paragraphs(source: str) -> Iterator[_Text]:
    """The body's paragraphs, white space made plain."""
    try:
        document = _extract()(source, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    if document is None or document.body is None:
        return
    for element in document.body.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        for line in _lines(element):
            if text := " ".join(line.split()):
                yield _Text(text, {"head": "head", "quote": "quote"}.get(element.tag, ""))


def _lines(element: Any) -> Iterator[str]:
    """The text of an element, cut at line breaks that end a sentence or stand in twos."""
    parts: list[str] = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.tag == "lb":
            before = "".join(parts).rstrip()
            if not before or before[-1] in '.!?"”’)' or parts[-1] == "\n":
                yield before
                parts = []
            parts.append("\n")
        parts.append(inner.text or "")
        parts.append(inner.tail or "")
        parts = [part for part in parts if part.strip() or part == "\n" or part == " "]
    yield "".join(parts)


def _align(bare: str, text: str, cursor: int) -> list[tuple[int, int, int]]:
    """Where the characters of a paragraph stand among those shown: (at in the paragraph, at in the text, length).

    Mostly one unbroken run; several where the extraction left something out between.
    """
    at = text.find(bare, cursor)
    at = at if at >= 0 else text.find(bare)
    if at >= 0:
        return [(0, at, len(bare))]
    runs: list[tuple[int, int, int]] = []
    done, low, high = 0, cursor, len(text)
    while done < len(bare) and len(runs) < 50:
        length = _longest_prefix(bare[done:], text, low, high)
        if length < min(_SHORTEST_PART, len(bare) - done):
            done += 1
            continue
        at = text.find(bare[done : done + length], low, high)
        runs.append((done, at, length))
        done += length
        low = at + length
        high = min(len(text), low + _REACH)
    return runs


def _longest_prefix(bare: str, text: str, low: int, high: int) -> int:
    least, most = 0, len(bare)
    while least < most:
        middle = (least + most + 1) // 2
        if text.find(bare[:middle], low, high) >= 0:
            least = middle
        else:
            most = middle - 1
    return least


def _block(part: _Text, runs: Sequence[tuple[int, int, int]], shown: Shown) -> Block:
    """The paragraph with the places of its characters; those that the source does not show are left out."""
    where = {at + step: to + step for at, to, length in runs for step in range(length)}
    chars: list[str] = []
    places: list[int] = []
    stop = 0
    index = 0
    for char in part.text:
        if not char.isspace():
            at = where.get(index)
            index += 1
            if at is not None:
                chars.append(char)
                places.append(shown.places[at])
                stop = shown.stop(at)
        elif chars and not chars[-1].isspace():
            chars.append(" ")
            places.append(stop)
    while chars and chars[-1].isspace():
        chars.pop()
        places.pop()
    return Block("".join(chars), _as_range(places), part.kind, stop)


def _as_range(places: list[int]) -> Sequence[int]:
    """The same places as a range where they follow each other."""
    if places and all(after - before == 1 for before, after in pairwise(places)):
        return range(places[0], places[-1] + 1)
    return places


def _find_headline(page: Page, shown: Shown, source: str, blocks: Sequence[Block]) -> None:
    """Where the headline stands in the source, nearest above the body, where it stands there unbroken."""
    if page.headline is None or page.headline_span is not None:
        return
    bare = "".join(page.headline.split())
    body = bisect_left(shown.places, blocks[0].start) if blocks else len(shown.text)
    at = shown.text.rfind(bare, 0, body)
    at = at if at >= 0 else shown.text.find(bare)
    if at >= 0 and bare:
        start, end = shown.places[at], shown.stop(at + len(bare) - 1)
        if source[start:end] == page.headline:
            page.headline_span = Span(start=start, end=end)


def _read_lines(page: Page, shown: Shown, blocks: Sequence[Block]) -> None:
    """The facts on lines outside the body: counters, ids, the byline, and the first date line."""
    taken = [(block.start, block.end) for block in blocks]
    for start, end, line in shown.lines(_LONGEST_LINE):
        at = bisect_left(taken, (start, 0))
        if any(first < end and start < last for first, last in taken[max(0, at - 1) : at + 1]):
            continue
        read_fact(line, page)
        if page.date is None:
            page.dated(moments.date_line(line))
