"""What each block of a page is: headline, date, counters, credit, lead, paragraph, subheading, caption, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.articles import moments
from dragoman.articles.blocks import Block
from dragoman.articles.moments import Moment
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import use_of
from dragoman.report import Paragraph, Span

_CREDIT = re.compile(r"([A-Z][\w.&'’\-]*(?: [A-Z&][\w.&'’\-]*){0,4})(?::|\s[-–—])\s+(?=[\"“A-Z0-9])")
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\wÀ-ÿ.'’\-]*(?:[ /,]+[A-ZÀ-Þ][\wÀ-ÿ.'’\-]*){0,5}?)"
    r"(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s*\d{1,2}|\d{1,2}\s[A-Z][a-z]+)(?:,?\s\d{4})?)?"
    r"(?:\s*\((?P<agency>[^()]{2,40})\)|/(?P<slash>[A-Z][\w.]+))?\s*(?:[-–—]{1,3}|:)\s+(?=[\"“'‘A-Z0-9])"
)
_HEADER_LINES = 14
_PROSE_WORDS = 14


@dataclass(slots=True)
class Page:
    """What the blocks of a page say about it."""

    headline: str | None = None
    headline_span: Span | None = None
    moment: Moment | None = None
    outlet: str | None = None
    outlet_article_id: str | None = None
    byline: str | None = None
    counters: dict[str, int] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)


def lay_out(blocks: Sequence[Block], title: str | None = None) -> Page:
    """Read the blocks of a page in order. ``title`` is the headline where it is known from elsewhere."""
    page = Page(headline=title)
    at = _read_header(blocks, page)
    _read_body(blocks[at:], page)
    return page


def is_prose(text: str) -> bool:
    """Whether a block is running text: long enough, or a sentence with its stop."""
    words = text.split()
    stop = text.rstrip("\"'”’)] ")[-1:] in (".", "!", "?", ":", ",", ";")
    if stop and text.rstrip()[-1:] == ":" and len(words) < 8:
        return False
    return len(words) >= _PROSE_WORDS * 2 or (len(words) >= 5 and stop) or (len(words) >= _PROSE_WORDS and text.endswith(("…", "...")))


def _read_header(blocks: Sequence[Block], page: Page) -> int:
    """Read the lines above the prose; the index of the first block of the body."""
    candidates: list[Block] = []
    at = 0
    for at, block in enumerate(blocks):
        if at >= _HEADER_LINES or (is_prose(block.text) and _is_body(block, candidates, page)):
            break
        if not _fact(block, page):
            if page.moment is None and (moment := moments.date_line(block.text)) is not None:
                page.moment = moment
            elif moments.date_line(block.text) is None and not _outlet_line(block, page):
                candidates.append(block)
    else:
        at = len(blocks)
    return _choose_headline(blocks, candidates, page, at)


def _is_body(block: Block, candidates: Sequence[Block], page: Page) -> bool:
    """Whether prose begins the body: a headline may be a sentence too, before any other candidate."""
    if page.headline is not None or candidates:
        return not (candidates and block.text == candidates[0].text)
    return len(block.text.split()) > 25 or block.text.endswith(".") or _CREDIT.match(block.text) is not None


def _choose_headline(blocks: Sequence[Block], candidates: Sequence[Block], page: Page, at: int) -> int:
    if page.headline is not None:
        same = [block for block in candidates if _plain(block.text) == _plain(page.headline)]
        if same:
            page.headline, page.headline_span = same[-1].text, _span(same[-1])
        return at
    if not candidates:
        return at
    texts = [_plain(block.text) for block in candidates]
    twice = next((block for block, text in zip(candidates, texts, strict=True) if texts.count(text) > 1), None)
    chosen = twice or max(candidates[:4], key=lambda block: (len(block.text.split()) >= 3, -candidates.index(block)))
    page.headline, page.headline_span = chosen.text, _span(chosen)
    return at


def _span(block: Block) -> Span | None:
    return Span(start=block.start, end=block.end) if block.end - block.start == len(block.text) else None


def _outlet_line(block: Block, page: Page) -> bool:
    """A line that is nothing but the name of an outlet."""
    outlet = outlet_by_name(block.text) if len(block.text) < 40 else None
    if outlet is not None and page.outlet is None:
        page.outlet = outlet.name
        return True
    return False


def _fact(block: Block, page: Page) -> bool:
    """Read a line that is a fact about the page or nothing at all; False for others."""
    used = use_of(block.text)
    if used is None:
        return False
    use, match = used
    if use == "counter":
        page.counters.setdefault(match["name"].lower(), _count(match["count"]))
    elif use == "id" and page.outlet_article_id is None:
        page.outlet_article_id = match["id"]
    elif use == "byline":
        if len(match["name"].split()) > 8:
            return False
        page.byline = page.byline or match["name"].strip()
    elif use == "caption":
        page.paragraphs.append(block.paragraph("caption"))
    return True


def _count(text: str) -> int:
    number = text.lower().replace(",", "")
    factor = {"k": 1000, "m": 1_000_000}.get(number[-1:], 1)
    try:
        return int(float(number.rstrip("km").rstrip(".")) * factor)
    except ValueError:
        return 0


def _read_body(blocks: Sequence[Block], page: Page) -> None:
    first = True
    ended = False
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        text = block.text
        used = use_of(text)
        if used is not None:
            if used[0] == "end":
                ended = True
            else:
                _fact(block, page)
            continue
        plain = _plain(text)
        if plain in seen or (page.headline and plain == _plain(page.headline)):
            continue
        if is_prose(text) or block.kind == "quote":
            if ended and len(text.split()) < _PROSE_WORDS:
                continue
            ended = False
            seen.add(plain)
            if first:
                block = _cut_credit(block, page)
            page.paragraphs.append(block.paragraph("lead" if first else "paragraph"))
            first = False
        elif not ended and not first:
            moment = moments.date_line(text)
            if moment is not None:
                page.moment = page.moment or moment
            elif _is_subheading(text) and any(is_prose(other.text) and use_of(other.text) is None for other in blocks[at + 1 : at + 3]):
                page.paragraphs.append(block.paragraph("subheading"))
            elif not _is_subheading(text) and len(text.split()) >= 6:
                page.paragraphs.append(block.paragraph("paragraph"))
        elif not ended and first and page.moment is None and (moment := moments.date_line(text)) is not None:
            page.moment = moment


def _is_subheading(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 12 and text[:1].isupper() and text[-1] not in ".,;" and not text.startswith(("-", "•", "*"))


def _cut_credit(block: Block, page: Page) -> Block:
    """Take the credit or dateline off the first prose and keep it as a paragraph of its own."""
    match = _credit(block.text)
    if match is None:
        return block
    page.paragraphs.append(block.cut(0, match.end()).paragraph("credit"))
    groups = match.groupdict()
    name = groups.get("agency") or groups.get("slash") or (match[1] if "place" not in groups else None)
    if name and page.outlet is None:
        outlet = outlet_by_name(name)
        page.outlet = outlet.name if outlet is not None and "agency" not in groups else name.strip()
        if outlet is not None:
            page.outlet = outlet.name
    return block.cut(match.end())


def _credit(text: str) -> re.Match[str] | None:
    dateline = _DATELINE.match(text)
    if dateline is not None:
        place = dateline["place"]
        if dateline["agency"] or dateline["slash"] or (place.isupper() and len(place) > 2):
            return dateline
    credit = _CREDIT.match(text)
    if credit is not None and (outlet_by_name(credit[1]) is not None or re.fullmatch(r"[A-Z][a-z]+[A-Z]\w*", credit[1])):
        return credit
    if dateline is not None and re.match(r"[^-–—:]*\s[-–—]{1,3}\s", dateline[0]) and len(dateline["place"].split()) <= 3 and dateline["place"].split()[0] not in ("The", "A", "In"):
        return dateline
    return None


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
