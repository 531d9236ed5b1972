"""Plain text as scraped: lines and paragraphs, wrapped by hand or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.articles.blocks import Block
from dragoman.articles.moments import date_line
from dragoman.knowledge.page_lines import use_of

_STOPS = (".", "!", "?", "…", ":")
_CLOSERS = "\"'”’»)]"
_NARROWEST, _WIDEST = 30, 130
"""Lines that were wrapped by hand are about so long."""


class _Line(NamedTuple):
    """A line without the white space at its edges; ``indent`` is what stood before it."""

    start: int
    end: int
    text: str
    indent: int

    @property
    def stopped(self) -> bool:
        return self.text.rstrip(_CLOSERS).endswith(_STOPS)


def blocks(text: str) -> list[Block]:
    """The paragraphs and lines of a plain page, in order."""
    groups = [part for group in _groups(text) for part in _by_indent(group)]
    wrapped = [_is_wrapped(group) for group in groups]
    several = sum(len(group) > 1 for group in groups)
    # Where most of a page is wrapped, a line that breaks before a capital is wrapped too.
    widths = [len(line.text) for group, is_wrapped in zip(groups, wrapped, strict=True) if is_wrapped for line in group]
    width = max(widths, default=0) if 2 * sum(wrapped) > several else 0
    found: list[Block] = []
    for group, is_wrapped in zip(groups, wrapped, strict=True):
        if is_wrapped or (width and len(group) > 1 and _may_be_wrapped(group, width)):
            found += [_block(text, part[0].start, part[-1].end) for part in _paragraphs(group)]
        else:
            found += [_block(text, line.start, line.end) for line in group]
    return found


def _block(text: str, start: int, end: int) -> Block:
    return Block(text[start:end], range(start, end))


def _groups(text: str) -> Iterator[list[_Line]]:
    """The runs of lines between empty lines."""
    group: list[_Line] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + len(line) - len(line.lstrip())
            group.append(_Line(start, start + len(bare), bare, start - at))
        elif group:
            yield group
            group = []
        at += len(line)
    if group:
        yield group


def _by_indent(group: list[_Line]) -> Iterator[list[_Line]]:
    """The parts of a run that begin with an indented line, where others are not indented."""
    least = min(line.indent for line in group)
    part: list[_Line] = []
    for line in group:
        if line.indent > least and part:
            yield part
            part = []
        part.append(line)
    yield part


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line had no room for the next word, so that its break means nothing."""
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width


def _is_wrapped(group: Sequence[_Line]) -> bool:
    """Whether lines break within sentences: no line is long, and most breaks come before a small letter."""
    width = max(len(line.text) for line in group)
    if width > _WIDEST or len(group) < 2:
        return False
    if len(group) == 2:
        return not group[0].stopped and group[1].text[0].islower() and len(group[0].text) >= _NARROWEST
    pairs = [pair for pair in pairwise(group) if _is_full(*pair, width)]
    within = sum(_runs_on(line, following) for line, following in pairs)
    return width >= _NARROWEST and len(pairs) * 2 >= len(group) - 1 and within * 2 > len(pairs)


def _runs_on(line: _Line, following: _Line) -> bool:
    if (used := use_of(following.text)) is not None and used[0] in ("counter", "url"):
        return False
    if following.text[0].islower() or line.text.endswith(","):
        return True
    number = not line.stopped and following.text[0].isdigit()
    return number and date_line(following.text) is None and use_of(following.text) is None


def _may_be_wrapped(group: Sequence[_Line], width: int) -> bool:
    return all(not line.stopped and _is_full(line, following, width - 8) for line, following in pairwise(group))


def _paragraphs(group: Sequence[_Line]) -> Iterator[list[_Line]]:
    """A wrapped run cut where a sentence ends on a line that had room for more."""
    width = max(len(line.text) for line in group)
    part: list[_Line] = []
    for line, following in zip(group, [*group[1:], None], strict=True):
        part.append(line)
        short = following is not None and not _is_full(line, following, width - 4)
        if following is None or (short and not _runs_on(line, following)):
            yield part
            part = []
