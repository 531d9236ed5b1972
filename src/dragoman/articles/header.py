"""The lines above the prose of a page, read as a whole: masthead, sections, headline, date, byline, counters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.articles import facts, lines, moments
from dragoman.articles.blocks import Block
from dragoman.articles.credit import credit, is_brand
from dragoman.articles.facts import Page
from dragoman.articles.lines import is_prose, plain
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import is_like, use_of
from dragoman.report import Span

_HEADLINE_WORDS = 25
_SHORT_WORDS = "the|and|for|with|from|has|have|had|was|were|are|its|his|her|not|but|who|new|all|out|off|into"
_COMMON = frozenset(_SHORT_WORDS.split("|"))
_HEADER_LINES = 30
_LONGEST_LINE = 200


def read_header(blocks: Sequence[Block], page: Page) -> int:
    """Read the lines above the prose; the index of the first block of the body."""
    end = _header_end(blocks, page)
    candidates: list[Block] = []
    fixed: int | None = None
    named_above = False
    at = 0
    while at < end:
        if facts.is_use(blocks[at].text, "headline"):
            candidates.append(_labelled(blocks[at]))
            at += 1
            continue
        used = facts.fact(blocks, at, page) or facts.dates(blocks, at, page) or _credit(blocks[at], page)
        used = used or facts.written_by(blocks[at].text, [_paper(one.text) for one in candidates], page)
        headed = any(_may_be_headline(one.text) and len(one.text.split()) >= 4 for one in candidates)
        if not used and headed:
            used = facts.from_place(blocks, at, page) or facts.beside_date(blocks, at, page)
        if used and candidates and fixed is None and (headed or not facts.is_use(blocks[at].text, "drop", "end")):
            fixed = len(candidates)
        if not used and not _names_outlet(blocks[at], page):
            named_above = named_above if candidates else page.outlet is not None
            candidates.append(blocks[at])
        at += used or 1
    above = candidates[:fixed]
    heads = _headlines(candidates, page, blocks[end : end + 2], named_above)
    _choose_headline(
        heads,
        [block for block in heads if block in above and not _is_section(block.text)],
        page,
        blocks[end : end + 4],
    )
    return end


def _is_section(text: str) -> bool:
    return len(text.split()) < 3 and is_like("section", text)


def _labelled(block: Block) -> Block:
    """The headline of a line that says what it is ("HEADLINE: ...")."""
    match = use_of(block.text)[1]  # type: ignore[index]
    part = block.cut(match.start("headline"))
    return Block(part.text, part.places, "head", part.stop)


def _header_end(blocks: Sequence[Block], page: Page) -> int:
    """The index of the block with which the body begins."""
    for at, block in enumerate(blocks):
        text = block.text
        if block.kind == "quote" or (is_prose(text) and use_of(text) is None and moments.date_line(text) is None):
            if not _is_headline_sentence(blocks, at, page):
                return at
        elif credit(text) is not None and any(is_prose(other.text) for other in blocks[at + 1 : at + 2]):
            return at
    return len(blocks)


def _is_headline_sentence(blocks: Sequence[Block], at: int, page: Page) -> bool:
    """Whether prose is a headline after all: it is known to be, stands twice, or a date or byline follows it."""
    text = blocks[at].text
    same = plain(text)
    if page.headline is not None:
        return same == plain(page.headline)
    if len(text.split()) > _HEADLINE_WORDS or blocks[at].kind == "quote":
        return False
    if any(_may_be_headline(other.text) for other in blocks[:at][:_HEADER_LINES]):
        return False
    if any(plain(other.text) == same for other in blocks[at + 1 : at + 8]):
        return True
    following = [other.text for other in blocks[at + 1 : at + 4] if not is_prose(other.text)]
    return any(moments.date_line(line) is not None or facts.is_use(line, "byline", "id") for line in following)


def _may_be_headline(text: str) -> bool:
    return len(text.split()) >= 3 and use_of(text) is None and not lines.is_masthead(text) and not lines.trail(text)


def _credit(block: Block, page: Page) -> int:
    """Read a line that is nothing but a credit ("LIMA, 3 May (Agency) -"), as some pages print above the headline."""
    found = credit(block.text)
    if found is None or found.end < len(block.text) or not (found.date or found.outlet or found.day):
        return 0
    page.named(found.outlet)
    page.dated(found.date)
    page.day = page.day or found.day
    return 1


# -- masthead and sections ----------------------------------------------------------------------------------------


def _paper(text: str) -> str:
    """The name that a masthead or a trail begins with."""
    return lines.without_edition((lines.trail(text) or [text])[0])


def _headlines(candidates: Sequence[Block], page: Page, body: Sequence[Block], after_masthead: bool) -> list[Block]:
    """The lines that may be the headline: all but mastheads, sections and slogans, where others are left."""
    left: list[Block] = []
    papers: list[str] = []
    for at, block in enumerate(candidates):
        below = [other for other in candidates[at + 1 :] if len(other.text.split()) >= 4]
        if block.kind == "head":
            left.append(block)
        elif after_masthead and below and is_like("slogan", block.text):
            continue
        elif _is_masthead(block, below if at == 0 else [], body):
            papers.append(_paper(block.text))
        elif not lines.trail(block.text):
            left.append(block)
        after_masthead = bool(papers) and _paper(block.text) == papers[-1]
    if not left:
        return list(candidates)
    page.named(next((paper for paper in papers if not is_like("office", paper)), None))
    return left


def _is_masthead(block: Block, below: Sequence[Block], body: Sequence[Block]) -> bool:
    """Whether a line names who publishes: by its words, by the credit of the body, or as a name above a headline."""
    name = _paper(block.text)
    if lines.is_masthead((lines.trail(block.text) or [block.text])[0]) or any(
        is_like("edition", part) for part in lines.trail(block.text)[1:]
    ):
        return True
    if not lines.is_name(name):
        return False
    if any(_is_credited(name, other.text[:_LONGEST_LINE]) for other in (*below, *body)):
        return True
    # Two to four capitalised words above a longer line that is not written so.
    bare = len(name.split()) <= 4 and name == block.text and not is_like("section", name)
    below = [other for other in below if not lines.trail(other.text)]
    return bare and any(not lines.is_capitalised(other.text) for other in below[:1])


def _is_credited(name: str, text: str) -> bool:
    """Whether a text gives a name or its initials as the source: before a dash or colon, or in brackets."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return any(
        re.search(rf"(?:^{re.escape(one)}\s*(?:[:—–-]\s|reporter\b)|[(/]{re.escape(one)}[)/])", text) is not None
        for one in (name, initials)
    )


def _names_outlet(block: Block, page: Page) -> bool:
    """A line that is nothing but the name of an outlet that is known."""
    outlet = outlet_by_name(block.text) if len(block.text) < 40 else None
    # "Foreign policy" is a section, "Foreign Policy" a magazine.
    if outlet is not None and lines.is_capitalised(block.text):
        page.named(outlet.name)
        return True
    if page.outlet is None and is_brand(block.text):
        page.named(block.text)
        return True
    return False


# -- the headline -------------------------------------------------------------------------------------------------


def _choose_headline(
    all_of_them: Sequence[Block], above_facts: Sequence[Block], page: Page, body: Sequence[Block]
) -> None:
    if page.headline is not None:
        same = [block for block in all_of_them if plain(block.text) == plain(page.headline)]
        if same:
            _set_headline(same[-1], page)
        return
    if not all_of_them:
        return
    texts = [plain(block.text) for block in all_of_them]
    chosen = next((all_of_them[at] for at, text in enumerate(texts) if text and texts.count(text) > 1), None)
    heads = [block for block in all_of_them if block.kind == "head"]
    # Menus stand far above; a summary may stand between the headline and the date.
    near = list(heads or above_facts or all_of_them)[-4:]
    for words in (4, 3, 2, 1):
        chosen = chosen or next((block for block in near if len(block.text.split()) >= words), None)
    if chosen is not None:
        _set_headline(_without_outlet(_of_the_story(chosen, all_of_them, body), page), page)


def _of_the_story(chosen: Block, others: Sequence[Block], body: Sequence[Block]) -> Block:
    """The chosen line; where it shares no word with the prose, as slogans do, the first that shares several."""
    if chosen.kind == "head" or (prose := _stems(" ".join(block.text for block in body))) & _stems(chosen.text):
        return chosen
    return next(
        (block for block in others if len(prose & _stems(block.text)) >= 2 and len(block.text.split()) >= 4), chosen
    )


def _stems(text: str) -> set[str]:
    """How the longer words of a text begin."""
    return {word[:5] for word in plain(text).split() if len(word) >= 3} - _COMMON


def _set_headline(block: Block, page: Page) -> None:
    page.headline = block.text
    unbroken = block.end - block.start == len(block.text)
    page.headline_span = Span(start=block.start, end=block.end) if unbroken else None


def _without_outlet(block: Block, page: Page) -> Block:
    """A headline without the outlet's name after a bar or dash."""
    cut = re.search(r"\s[-–—|:]\s+([^-–—|:]{2,40})$", block.text[-_LONGEST_LINE:])
    if cut is None or not lines.is_outlet(cut[1]):
        return block
    outlet = outlet_by_name(cut[1])
    page.named(outlet.name if outlet is not None else cut[1])
    return block.cut(0, len(block.text) - len(cut[0]))
