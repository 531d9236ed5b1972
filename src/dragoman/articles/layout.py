"""What each block of a page is: headline, date, counters, credit, lead, paragraph, subheading, caption, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.articles import moments
from dragoman.articles.blocks import Block
from dragoman.articles.credit import credit
from dragoman.articles.moments import DateLine
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import use_of
from dragoman.report import Paragraph, Span

_PROSE_WORDS = 14
_HEADLINE_WORDS = 25
_HEADER_LINES = 30
_LONGEST_LINE = 200
_CLOSERS = "\"'”’»)] "
_STOPS = (".", "!", "?", "…")
_BARS = re.compile(r"\s[|•·]\s|\s[-–—]\s(?=\w)")
_SMALL = frozenset(
    ("and", "for", "of", "in", "the", "de", "da", "van", "von", "der", "al", "bin", "el", "with", "at", "on", "&")
)
"""Words that stand small within names and between them."""


@dataclass(slots=True)
class Page:
    """What the blocks of a page say about it."""

    headline: str | None = None
    headline_span: Span | None = None
    date: DateLine | None = None
    outlet: str | None = None
    owner: str | None = None
    outlet_article_id: str | None = None
    byline: str | None = None
    counters: dict[str, int] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)

    def dated(self, date: DateLine | None) -> None:
        """Take a date, unless the page has a better one: a line that says "published" is better than "updated"."""
        if date is not None and (self.date is None or date.rank > self.date.rank):
            self.date = date


def lay_out(blocks: Sequence[Block], title: str | None = None) -> Page:
    """Read the blocks of a page in order. ``title`` is the headline where it is known from elsewhere."""
    page = Page(headline=title)
    at = _read_header(blocks, page)
    _Body(page).read(blocks[at:])
    return page


def is_prose(text: str) -> bool:
    """Whether a block is running text: long, or a sentence of some length with its stop."""
    words = len(text.split())
    return words >= 2 * _PROSE_WORDS or (words >= 5 and _is_stopped(text))


def _is_stopped(text: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(_STOPS) or (bare.endswith((":", ";", ",")) and len(bare.split()) >= 8)


# -- the header ---------------------------------------------------------------------------------------------------


def _read_header(blocks: Sequence[Block], page: Page) -> int:
    """Read the lines above the prose; the index of the first block of the body."""
    end = _header_end(blocks, page)
    candidates: list[Block] = []
    fixed: int | None = None
    at = 0
    while at < end:
        used = _fact(blocks, at, page) or _dates(blocks, at, page)
        if used and candidates and fixed is None:
            fixed = len(candidates)
        if not used and not _names_outlet(blocks[at], page):
            candidates.append(blocks[at])
        at += used or 1
    _choose_headline(candidates, candidates[:fixed], page)
    return end


def _header_end(blocks: Sequence[Block], page: Page) -> int:
    """The index of the block with which the body begins."""
    for at, block in enumerate(blocks):
        text = block.text
        if block.kind == "quote" or (is_prose(text) and use_of(text) is None):
            if not _is_headline_sentence(blocks, at, page):
                return at
        elif credit(text) is not None and any(is_prose(other.text) for other in blocks[at + 1 : at + 2]):
            return at
    return len(blocks)


def _is_headline_sentence(blocks: Sequence[Block], at: int, page: Page) -> bool:
    """Whether prose is a headline after all: it is known to be, stands twice, or a date or byline follows it."""
    text = blocks[at].text
    plain = _plain(text)
    if page.headline is not None:
        return plain == _plain(page.headline)
    if len(text.split()) > _HEADLINE_WORDS or blocks[at].kind == "quote":
        return False
    if any(len(other.text.split()) >= 3 and use_of(other.text) is None for other in blocks[:at][:_HEADER_LINES]):
        return False
    if any(_plain(other.text) == plain for other in blocks[at + 1 : at + 8]):
        return True
    following = [other.text for other in blocks[at + 1 : at + 4] if not is_prose(other.text)]
    return any(moments.date_line(line) is not None or _is_use(line, "byline", "id") for line in following)


def _choose_headline(all_of_them: Sequence[Block], above_facts: Sequence[Block], page: Page) -> None:
    if page.headline is not None:
        same = [block for block in all_of_them if _plain(block.text) == _plain(page.headline)]
        if same:
            _set_headline(same[-1], page)
        return
    if not all_of_them:
        return
    texts = [_plain(block.text) for block in all_of_them]
    chosen = next((all_of_them[at] for at, text in enumerate(texts) if text and texts.count(text) > 1), None)
    heads = [block for block in all_of_them if block.kind == "head"]
    # Menus stand far above; a summary may stand between the headline and the date.
    near = list(heads or above_facts or all_of_them)[-4:]
    for words in (4, 3, 2, 1):
        chosen = chosen or next((block for block in near if len(block.text.split()) >= words), None)
    if chosen is not None:
        _set_headline(_without_outlet(chosen, page), page)


def _set_headline(block: Block, page: Page) -> None:
    page.headline = block.text
    unbroken = block.end - block.start == len(block.text)
    page.headline_span = Span(start=block.start, end=block.end) if unbroken else None


def _without_outlet(block: Block, page: Page) -> Block:
    """A headline without the outlet's name after a bar or dash."""
    cut = re.search(r"\s[-–—|:]\s+([^-–—|:]{2,40})$", block.text[-_LONGEST_LINE:])
    outlet = outlet_by_name(cut[1]) if cut is not None else None
    if cut is None or outlet is None:
        return block
    page.outlet = page.outlet or outlet.name
    return block.cut(0, len(block.text) - len(cut[0]))


def _names_outlet(block: Block, page: Page) -> bool:
    """A line that is nothing but the name of an outlet."""
    outlet = outlet_by_name(block.text) if len(block.text) < 40 else None
    if outlet is None:
        return False
    page.outlet = page.outlet or outlet.name
    return True


# -- facts --------------------------------------------------------------------------------------------------------


def _is_use(line: str, *uses: str) -> bool:
    used = use_of(line)
    return used is not None and used[0] in uses


def _fact(blocks: Sequence[Block], at: int, page: Page) -> int:
    """Read a line that is a fact about the page or nothing at all; how many blocks were read, 0 for other lines."""
    used = use_of(blocks[at].text)
    if used is None:
        return 0
    use, match = used
    following = blocks[at + 1].text if at + 1 < len(blocks) else ""
    if use == "byline":
        return _take_byline(match["name"], page)
    if use == "label":
        return 2 if following and not is_prose(following) and _take_byline(following, page) else 1
    if use == "caption":
        page.paragraphs.append(blocks[at].paragraph("caption"))
    elif use == "counter":
        page.counters.setdefault(match["name"].lower(), _count(match["count"]))
    elif use == "id":
        page.outlet_article_id = page.outlet_article_id or match["id"]
    elif "outlet" in match.groupdict() and match["outlet"]:
        page.owner = page.owner or match["outlet"].strip()
    elif (rank := moments.label_rank(blocks[at].text)) is not None and (line := moments.date_line(following)):
        page.dated(line._replace(rank=rank))
    return 1


def read_fact(line: str, page: Page) -> None:
    """Read a line outside the body, if it is a counter, an id, a byline or a mark of the owner."""
    if _is_use(line, "counter", "id", "byline", "outlet", "end"):
        _fact([Block(line, range(len(line)))], 0, page)


def _take_byline(text: str, page: Page) -> int:
    """Take the names of a byline and the date after them; 0 where they are no names ("By the end of the year")."""
    found = moments.find(text)
    parts = [part.strip(" ,;") for part in _BARS.split(found[1] if found else text)]
    name = parts[0].strip(" ,;|•·-–—")
    words = name.split()
    named = [word[:1].isupper() or word in _SMALL for word in words]
    if not words or len(words) > 14 or not all(named) or words[0].lower() in ("the", "a"):
        return 0
    page.byline = page.byline or name
    page.dated(found[0] if found else None)
    return 1


def _dates(blocks: Sequence[Block], at: int, page: Page) -> int:
    """Read a line that is a date, or a date beside something short; how many blocks were read, 0 for other lines."""
    text = blocks[at].text
    if (line := moments.date_line(text)) is not None:
        following = moments.time_line(blocks[at + 1].text) if line.clock is None and at + 1 < len(blocks) else None
        if following is not None:
            line = line._replace(clock=following[0], zone=following[1])
        page.dated(line)
        return 2 if following is not None else 1
    if moments.time_line(text) is not None:
        return 1
    parts = [part.strip() for part in _BARS.split(text)] if len(text) <= _LONGEST_LINE else []
    if len(parts) < 2 or len(text.split()) > 20:
        return 0
    lines = [(moments.date_line(part), use_of(part)) for part in parts]
    if not any(line is not None for line, _ in lines):
        return 0
    for part, (line, used) in zip(parts, lines, strict=True):
        page.dated(line)
        if used is not None and used[0] == "byline":
            _take_byline(used[1]["name"], page)
        elif outlet := outlet_by_name(part):
            page.outlet = page.outlet or outlet.name
    return 1


def _count(text: str) -> int:
    number = text.lower().rstrip(".,")
    factor = {"k": 1000, "m": 1_000_000}.get(number[-1:], 1)
    digits = number.rstrip("km").rstrip(".,")
    if factor == 1:
        return int(re.sub(r"\D", "", digits))
    try:
        return round(float(digits.replace(",", ".")) * factor)
    except ValueError:
        return int(re.sub(r"\D", "", digits))


# -- the body -----------------------------------------------------------------------------------------------------


class _Body:
    """The reading of the blocks below the header."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.begun = False
        self.ended = False
        self.seen = {_plain(page.headline)} if page.headline else set()
        self.words = ""

    def read(self, blocks: Sequence[Block]) -> None:
        """Read the blocks in order."""
        self.words = "".join(f" {_plain(block.text)} |" for block in blocks)
        at = 0
        while at < len(blocks):
            at += self._read(blocks, at)

    def _read(self, blocks: Sequence[Block], at: int) -> int:
        block = blocks[at]
        used = use_of(block.text)
        if used is not None and (taken := _fact(blocks, at, self.page)):
            self.ended = self.ended or used[0] == "end"
            return taken
        if self._is_repeated(block.text):
            return 1
        if self._is_paragraph(block):
            self._paragraph(block)
        elif taken := _dates(blocks, at, self.page):
            return taken
        elif not self.ended:
            self._other(blocks, at)
        return 1

    def _is_repeated(self, text: str) -> bool:
        return len(text.split()) > 4 and _plain(text) in self.seen

    def _is_paragraph(self, block: Block) -> bool:
        words = len(block.text.split())
        if self.ended:
            return words >= _PROSE_WORDS and _is_stopped(block.text)
        if block.kind == "head":
            return not self.begun and is_prose(block.text)
        if block.kind != "quote" and self.begun and _is_question(block.text):
            return False
        return block.kind == "quote" or is_prose(block.text) or (self.begun and _is_stopped(block.text))

    def _paragraph(self, block: Block) -> None:
        self.seen.add(_plain(block.text))
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
            if self.words.count(f" {_plain(block.text)} ") < 2:
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
        self.page.outlet = self.page.outlet or found.outlet
        self.page.dated(found.date)
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


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
