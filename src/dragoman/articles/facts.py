"""Facts that a line states about its page: date, byline, counters, id, owner; alone or joined by bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.articles import lines, moments
from dragoman.articles.blocks import Block
from dragoman.articles.credit import credit, is_brand, is_place
from dragoman.articles.moments import DateLine
from dragoman.knowledge.outlets import outlet_by_name
from dragoman.knowledge.page_lines import is_like, use_of
from dragoman.report import Paragraph, Span

_LONGEST_LINE = 200
_JOINED_WORDS = 24
_JOINED_FACTS = ("counter", "id", "byline")
_COUNTERS = re.compile(r"(?<=[A-Za-z])\s+(?=\d)|(?<=\d)\s+(?=[A-Za-z]+:)")
_WRITER = re.compile(r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,2}) in (?P<place>[A-ZÀ-Þ][\w'’ -]+)")
_WITH = re.compile(
    r"\s*(?:\(with\s[^()]*\)?|\bwith\s+(?:agenc|wires|correspondents|[A-Z]+\b).*|\band\s+agencies\b.*)$", re.I
)
_OWNED = re.compile(r"(?:copyright|©|\(c\)|&copy;)", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_FROM = re.compile(r"\s+in\s+[A-ZÀ-Þ][\w'’.-]*(?:\s[A-ZÀ-Þ][\w'’.-]*){0,3}$")


@dataclass(slots=True)
class Page:
    """What the blocks of a page say about it."""

    headline: str | None = None
    headline_span: Span | None = None
    date: DateLine | None = None
    day: str = ""
    """The day and month of the dateline, where it gives no year."""
    years: set[str] = field(default_factory=set)
    """The years of its marks of ownership."""
    url: str | None = None
    outlet: str | None = None
    owner: str | None = None
    outlet_article_id: str | None = None
    byline: str | None = None
    counters: dict[str, int] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)

    def dated(self, date: DateLine | None) -> None:
        """Take a date, unless the page has a better one: "published" is better than "updated", a clock than none."""
        if date is not None and (self.date is None or date.weight > self.date.weight):
            self.date = date

    def named(self, outlet: str | None) -> None:
        """Take the name of the outlet, unless the page has given one."""
        self.outlet = self.outlet or outlet


def is_use(line: str, *uses: str) -> bool:
    """Whether a line is of one of some uses."""
    used = use_of(line)
    return used is not None and used[0] in uses


def read_fact(line: str, page: Page) -> None:
    """Read a line outside the body, if it is a counter, an id, a byline or a mark of the owner."""
    if is_use(line, "counter", "id", "byline", "outlet", "end"):
        fact([Block(line, range(len(line)))], 0, page)


def fact(blocks: Sequence[Block], at: int, page: Page) -> int:
    """Read a line that is a fact about the page or nothing at all; how many blocks were read, 0 for other lines."""
    used = use_of(blocks[at].text)
    if joined(blocks[at].text, page):
        return 1
    if used is None:
        return 0
    use, match = used
    if use == "end" and _OWNED.match(match[0]):
        page.years.update(_YEARS.findall(match[0]))
    following = blocks[at + 1].text if at + 1 < len(blocks) else ""
    if use == "byline":
        return _take_byline(match["name"], page)
    if use == "label":
        return 2 if following and not lines.is_prose(following) and _take_byline(following, page) else 1
    if use == "caption":
        page.paragraphs.append(blocks[at].paragraph("caption"))
    elif use in ("counter", "id"):
        _take(use, match, page)
    elif use == "url":
        # Below the prose a bare address may lead anywhere.
        if not page.paragraphs or not match[0].startswith("http"):
            page.url = page.url or match["url"]
    elif "outlet" in match.groupdict() and match["outlet"]:
        page.owner = page.owner or match["outlet"].strip()
    elif (rank := moments.label_rank(blocks[at].text)) is not None and (line := moments.date_line(following)):
        page.dated(line._replace(rank=rank))
    return 1


def _take(use: str, match: re.Match[str], page: Page) -> int:
    if use == "counter":
        # A counter in another language is named by its group.
        name = match.groupdict().get("name") or next(one for one in match.groupdict() if one not in ("name", "count"))
        page.counters.setdefault(name.lower(), _count(match["count"]))
    elif use == "id":
        page.outlet_article_id = page.outlet_article_id or match["id"]
    else:
        return _take_byline(match["name"], page)
    return 1


def joined(text: str, page: Page) -> bool:
    """Read a line of several facts; what else stands in it may name the outlet, a place or a section."""
    if len(text) > _LONGEST_LINE or len(text.split()) > _JOINED_WORDS:
        return False
    found = [part for whole in lines.parts(text) for part in _counters(whole)]
    if len(found) < 2:
        return False
    read = [(part, moments.date_line(part), use_of(part)) for part in found]
    is_fact = [date is not None or (used is not None and used[0] in _JOINED_FACTS) for _, date, used in read]
    others = [part for part, sure in zip(found, is_fact, strict=True) if not sure]
    if not any(is_fact) or any(len(part.split()) > 6 or is_use(part, "caption") for part in others):
        return False
    whole = moments.find(text)
    for part, date, used in read:
        if date is not None:
            # A clock may stand in a part of its own.
            page.dated(whole[0] if whole is not None and whole[0].date == date.date else date)
            page.named(_outlet_beside(part))
        elif used is not None and used[0] in _JOINED_FACTS:
            _take(used[0], used[1], page)
        else:
            _take_names(part, page)
    return True


def _take_names(text: str, page: Page) -> bool:
    """Take the outlet and the people that a part of a line names; whether it names people."""
    pieces = text.split(", ")
    name = next((piece for piece in pieces if are_names(piece)), None)
    page.byline = page.byline or name
    for piece in pieces:
        if lines.is_outlet(piece):
            page.named(lines.without_edition(piece))
        elif is_brand(piece.partition(" ")[0]):
            page.named(piece.partition(" ")[0])
    return name is not None


def _counters(part: str) -> list[str]:
    """The counters that stand side by side in a text ("34 shares 2 comments"); else the text as it is."""
    found = _COUNTERS.split(part)
    return found if len(found) > 1 and all(is_use(one, "counter") for one in found) else [part]


def _take_byline(text: str, page: Page) -> int:
    """Take the names of a byline and the date after them; 0 where they are no names ("By the end of the year")."""
    found = moments.find(text)
    name = (lines.parts(_WITH.sub("", found[1] if found else text)) or [""])[0].strip(" ,;|•·-–—")
    words = name.split()
    if not words or len(words) > 14 or not lines.is_capitalised(name) or words[0].lower() in ("the", "a"):
        return 0
    page.byline = page.byline or _names(name)
    page.dated(found[0] if found else None)
    return 1


def _names(text: str) -> str:
    """The names of a byline without the place, the paper or the office that stands after them."""
    first, *others = _FROM.sub("", text).split(", ")
    for at, other in enumerate(others):
        if len(other.split()) < 2 or is_place(other) or _is_post(other) or outlet_by_name(other):
            return ", ".join((first, *others[:at]))
    return ", ".join((first, *others))


def _is_post(text: str) -> bool:
    """Whether words after a name are a paper's or what somebody is there ("Meridian Press Writer")."""
    last = text.split()[-1].lower()
    return is_like("masthead", text) or is_like("reporter", last) or is_like("office", text)


def beside_date(blocks: Sequence[Block], at: int, page: Page) -> bool:
    """Read a line below the headline that is a person's name: with a place after it, or beside the line of the date."""
    name, place = re.fullmatch(r"(.*?)(,\s[A-ZÀ-Þ ]{3,20})?", blocks[at].text, re.DOTALL).groups()  # type: ignore[union-attr]
    near = [blocks[one].text for one in (at - 1, at + 1) if 0 <= one < len(blocks)]
    dated = any(moments.find(line) is not None for line in near)
    places = any(line.isupper() and is_place(line.split(" / ")[-1].title()) for line in near[-1:])
    if not (place or dated or places) or not are_names(name):
        return False
    page.byline = page.byline or name
    return True


def are_names(text: str) -> bool:
    """Whether a text may be nothing but the names of people: words with capitals that pages do not print otherwise."""
    people = re.split(r",\s|\sand\s|\s&\s", text)
    return len(people) <= 4 and all(_may_be_person(one) for one in people)


def _may_be_person(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 4 or not lines.is_name(text) or not words[0][0].isupper():
        return False
    shapes = ("masthead", "office", "section", "edition", "slogan", "reporter")
    if is_place(text) or use_of(text) is not None or lines.is_masthead(text):
        return False
    return not any(is_like(shape, one) for shape in shapes for one in (text, *words)) and not any(map(is_place, words))


def written_by(text: str, papers: Sequence[str], page: Page) -> bool:
    """Read "Paper reporter Name", where the paper is one of those that the page names or is known."""
    found = re.fullmatch(r"(?P<paper>.{2,60}?)['’]?s?\s(?P<what>[a-z]+(?:\s[a-z]+)?)\s(?P<name>[^\d,.:;]{4,40})", text)
    if found is None or not is_like("reporter", found["what"]) or not lines.is_capitalised(found["name"]):
        return False
    paper = found["paper"]
    if not lines.is_outlet(paper) and lines.plain(paper) not in map(lines.plain, papers):
        return False
    page.byline = page.byline or found["name"]
    page.named(paper)
    return True


def from_place(blocks: Sequence[Block], at: int, page: Page) -> bool:
    """Read "Name in Place" right above or below the date, as some papers print their bylines."""
    parts = [_WRITER.fullmatch(part) for part in blocks[at].text.split(" and ")]
    beside = [blocks[near].text for near in (at - 1, at + 1) if 0 <= near < len(blocks)]
    if not any(moments.date_line(line) is not None for line in beside):
        return False
    names = [found["name"] for found in parts if found is not None and is_place(found["place"])]
    if len(names) < len(parts):
        return False
    page.byline = page.byline or " and ".join(names)
    return True


def dates(blocks: Sequence[Block], at: int, page: Page) -> int:
    """Read a line that is a date, or a date beside something short; how many blocks were read, 0 for other lines."""
    text = blocks[at].text
    if (line := moments.date_line(text)) is not None:
        following = moments.time_line(blocks[at + 1].text) if line.clock is None and at + 1 < len(blocks) else None
        if following is not None:
            line = line._replace(clock=following[0], zone=following[1])
        page.dated(line)
        page.named(_outlet_beside(text))
        _beside(text, page)
        return 2 if following is not None else 1
    if moments.time_line(text) is not None:
        return 1
    found = moments.find(text)
    if found is None or credit(text) is not None:
        return 0
    date, rest = found
    # A clock stands in no headline: with few words beside it, the line is that of the date.
    timed = date.clock is not None and len(rest.split()) <= 6
    if not (is_use(rest, "id", "counter") or _outlet_beside(text) or _beside(text, page) or timed):
        return 0
    page.dated(date)
    page.named(_outlet_beside(text))
    if not is_use(rest, "byline"):
        read_fact(rest, page)
    return 1


def _beside(text: str, page: Page) -> bool:
    """Read the byline that stands beside the date in its line, and the agency before it."""
    found = moments.find(text)
    rest = found[1] if found is not None else ""
    used = use_of(rest)
    if used is not None and used[0] == "byline":
        return _take_byline(used[1]["name"], page) > 0
    taken = [_take_names(part, page) for part in lines.parts(rest)]
    return any(taken)


def _outlet_beside(text: str) -> str | None:
    """The outlet that a date line names before or after its date."""
    found = moments.find(text)
    bare = lines.without_edition(found[1]) if found is not None else ""
    return bare if bare and lines.is_outlet(bare) else None


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
