"""Plain text as scraped: lines and paragraphs."""

from __future__ import annotations

from dragoman.articles.blocks import Block, lines

_WRAPPED = 55
"""Lines at least so long, in a block of several, are one paragraph wrapped by hand."""


def blocks(text: str) -> list[Block]:
    """The paragraphs and lines of a plain page, in order."""
    found: list[Block] = []
    group: list[tuple[int, int]] = []
    for start, end, gap in lines(text):
        if gap and group:
            found += _blocks(text, group)
            group = []
        group.append((start, end))
    if group:
        found += _blocks(text, group)
    return found


def _blocks(text: str, group: list[tuple[int, int]]) -> list[Block]:
    """One block where the lines of a group are wrapped prose, else one for each line."""
    if len(group) > 1 and _is_wrapped(text, group):
        start, end = group[0][0], group[-1][1]
        return [Block(text[start:end], range(start, end))]
    return [Block(text[start:end], range(start, end)) for start, end in group]


def _is_wrapped(text: str, group: list[tuple[int, int]]) -> bool:
    """Whether lines break within sentences: all but the last long and alike, most without a stop at their end."""
    widths = [end - start for start, end in group[:-1]]
    if min(widths) < _WRAPPED or max(widths) > 110 or max(widths) - min(widths) > 30:
        return False
    stops = sum(text[end - 1] in ".!?\"”" for _, end in group[:-1])
    return stops <= len(widths) / 2
