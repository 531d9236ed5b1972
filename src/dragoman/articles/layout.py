"""What each block of a page is: headline, date, counters, credit, lead, paragraph, subheading, caption, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.articles import facts
from dragoman.articles.blocks import Block
from dragoman.articles.credit import credit
from dragoman.articles.facts import Page
from dragoman.articles.header import read_header
from dragoman.articles.lines import PROSE_WORDS, is_prose, is_stopped, plain
from dragoman.knowledge.page_lines import use_of

__all__ = ["Page", "lay_out"]


def lay_out(blocks: Sequence[Block], title: str | None = None) -> Page:
    """Read the blocks of a page in order. ``title`` is the headline where it is known from elsewhere."""
    page = Page(headline=title)
    at = read_header(blocks, page)
    _Body(page).read(blocks[at:])
    return page


class _Body:
    """The reading of the blocks below the header."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.begun = False
        self.ended = False
        self.seen = {plain(page.headline)} if page.headline else set()
        self.words = ""

    def read(self, blocks: Sequence[Block]) -> None:
        """Read the blocks in order."""
        self.words = "".join(f" {plain(block.text)} |" for block in blocks)
        at = 0
        while at < len(blocks):
            at += self._read(blocks, at)

    def _read(self, blocks: Sequence[Block], at: int) -> int:
        block = blocks[at]
        used = use_of(block.text)
        if used is not None and (taken := facts.fact(blocks, at, self.page)):
            self.ended = self.ended or used[0] == "end"
            return taken
        if used is None and facts.joined(block.text, self.page):
            return 1
        if self._is_repeated(block.text):
            return 1
        if self._is_paragraph(block):
            self._paragraph(block)
        elif taken := facts.dates(blocks, at, self.page):
            return taken
        elif not self.ended:
            self._other(blocks, at)
        return 1

    def _is_repeated(self, text: str) -> bool:
        return len(text.split()) > 4 and plain(text) in self.seen

    def _is_paragraph(self, block: Block) -> bool:
        words = len(block.text.split())
        if self.ended:
            return words >= PROSE_WORDS and is_stopped(block.text)
        if block.kind == "head":
            return not self.begun and is_prose(block.text)
        if block.kind != "quote" and self.begun and _is_question(block.text):
            return False
        return block.kind == "quote" or is_prose(block.text) or (self.begun and is_stopped(block.text))

    def _paragraph(self, block: Block) -> None:
        self.seen.add(plain(block.text))
        self.ended = False
        if not self.begun:
            block = self._cut_credit(block)
        if block.text:
            self.page.paragraphs.append(block.paragraph("paragraph" if self.begun else "lead"))
            self.begun = True

    def _other(self, blocks: Sequence[Block], at: int) -> None:
        """A line that is no sentence: a credit on its own line, a subheading, or prose without its stop."""
        block = blocks[at]
        if not self.begun:
            self._cut_credit(block)
        elif _is_subheading(block) and self._goes_on(blocks[at + 1 : at + 3]):
            # What stands in the text as well is a sentence printed large, not a heading.
            if len(block.text.split()) < 4 or self.words.count(f" {plain(block.text)} ") < 2:
                self.page.paragraphs.append(block.paragraph("subheading"))
        elif not _is_subheading(block) and len(block.text.split()) >= 6:
            self._paragraph(block)

    def _goes_on(self, blocks: Sequence[Block]) -> bool:
        return any((is_prose(other.text) or other.kind == "quote") and use_of(other.text) is None for other in blocks)

    def _cut_credit(self, block: Block) -> Block:
        """Take the credit or dateline off the first prose and keep it as a paragraph of its own."""
        found = credit(block.text)
        if found is None:
            return block
        self.page.paragraphs.append(block.cut(0, found.end).paragraph("credit"))
        self.page.named(found.outlet)
        self.page.dated(found.date)
        self.page.day = self.page.day or found.day
        return block.cut(found.end)


def _is_subheading(block: Block) -> bool:
    text = block.text
    if block.kind == "head":
        return True
    first = text.lstrip("\"'“‘«([")[:1]
    return 1 <= len(text.split()) <= 12 and (first.isupper() or first.isdigit()) and text[-1] not in ".,;"


def _is_question(text: str) -> bool:
    """Whether a line is a short question in nobody's mouth, as subheadings are ("Why Now?")."""
    return text.endswith("?") and len(text.split()) <= 8 and text[0].isupper() and ":" not in text
