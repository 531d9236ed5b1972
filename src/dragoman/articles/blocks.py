"""Blocks: stretches of a page's text, each with the way back to the characters of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.report import Paragraph, ParagraphKind, Piece


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph. ``places[i]`` is where ``text[i]`` stands in the page; a range where it stands unbroken.

    ``stop`` is where the last character ends in the page, where that is more than one character long there (``&amp;``).
    """

    text: str
    places: Sequence[int]
    kind: str = ""
    stop: int = 0

    @property
    def start(self) -> int:
        """Where it begins in the page."""
        return self.places[0] if self.places else 0

    @property
    def end(self) -> int:
        """Where it ends in the page."""
        return max(self.stop, self.places[-1] + 1) if self.places else 0

    def cut(self, start: int, end: int | None = None) -> Block:
        """A part of the block, white space at its edges trimmed."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Block(self.text[start:end], self.places[start:end], self.kind, self.stop if end == len(self.text) else 0)

    def paragraph(self, kind: ParagraphKind) -> Paragraph:
        """The block as a paragraph of an article."""
        return Paragraph(kind=kind, text=self.text, start=self.start, end=self.end, pieces=pieces(self.places))


def pieces(places: Sequence[int]) -> tuple[Piece, ...]:
    """The unbroken runs of some places; none where they are a single run."""
    if isinstance(places, range):
        return ()
    found: list[Piece] = []
    begin = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            found.append(Piece(at=begin, start=places[begin], length=at - begin))
            begin = at
    return tuple(found) if len(found) > 1 else ()
