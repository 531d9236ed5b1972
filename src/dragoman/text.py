"""One text out of an article's parts, and the way back from its offsets to those of the page."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec

from dragoman.language import ParagraphSpan, normalise
from dragoman.report import Article, Paragraph

_T = TypeVar("_T", bound=msgspec.Struct)
_READ = ("lead", "paragraph", "caption")
_GAP = "\n\n"


class _Part(NamedTuple):
    at: int
    paragraph: Paragraph


class Text:
    """The text that the rooms read: the headline (if it stands in the page) and the prose, parted by empty lines."""

    def __init__(
        self, text: str, paragraphs: tuple[ParagraphSpan, ...], parts: list[_Part], indices: list[int]
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self._parts = parts
        self._starts = [part.at for part in parts]
        self.indices = indices

    def on_page(self, record: _T) -> _T:
        """A record with all its offsets, however deep, taken from the text to the page."""
        changes: dict[str, Any] = {}
        for field, kind in _fields(type(record)):
            value = getattr(record, field)
            if value is None or value == ():
                continue
            if kind == "start":
                changes[field] = self._offset(value)
            elif kind == "end":
                changes[field] = self._offset(value - 1) + 1
            elif kind == "indices":
                changes[field] = tuple(self.indices[index] if index < len(self.indices) else index for index in value)
            elif isinstance(value, tuple):
                changes[field] = tuple(self.on_page(one) for one in value)
            else:
                changes[field] = self.on_page(value)
        return msgspec.structs.replace(record, **changes) if changes else record

    def _offset(self, at: int) -> int:
        part = self._parts[max(0, bisect_right(self._starts, at) - 1)]
        paragraph, inside = part.paragraph, min(at - part.at, max(0, len(part.paragraph.text) - 1))
        if not paragraph.pieces:
            return paragraph.start + inside
        piece = paragraph.pieces[max(0, bisect_right(paragraph.pieces, inside, key=lambda one: one.at) - 1)]
        return piece.start + min(inside - piece.at, piece.length - 1)


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of record that hold offsets, or records that may hold some."""
    found = []
    for field in msgspec.structs.fields(kind):
        is_number = field.type in (int, int | None)
        if is_number and field.name in ("start", "start_char"):
            found.append((field.name, "start"))
        elif is_number and field.name in ("end", "end_char"):
            found.append((field.name, "end"))
        elif field.name == "paragraphs" and field.type == tuple[int, ...]:
            found.append((field.name, "indices"))
        elif any(_is_record(inner) for inner in (field.type, *get_args(field.type))):
            found.append((field.name, "records"))
    return tuple(found)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def lay_out(article: Article) -> Text:
    """The text of an article, typographic signs made plain one for one."""
    parts: list[_Part] = []
    spans: list[ParagraphSpan] = []
    indices: list[int] = []
    pieces: list[str] = []
    at = 0
    if article.headline and article.headline_span is not None:
        span = article.headline_span
        if span.end - span.start == len(article.headline):
            headline = Paragraph(start=span.start, end=span.end, kind="subheading", text=article.headline)
            parts.append(_Part(0, headline))
            spans.append(ParagraphSpan(0, len(article.headline), "headline"))
            indices.append(-1)
            pieces.append(_sentence_case(article))
            at = len(article.headline) + len(_GAP)
    for index, paragraph in enumerate(article.paragraphs):
        if paragraph.kind not in _READ or not paragraph.text:
            continue
        parts.append(_Part(at, paragraph))
        spans.append(ParagraphSpan(at, at + len(paragraph.text), paragraph.kind))
        indices.append(index)
        pieces.append(normalise(paragraph.text).replace("\n", " "))
        at += len(paragraph.text) + len(_GAP)
    return Text(_GAP.join(pieces), tuple(spans), parts, indices)


def _sentence_case(article: Article) -> str:
    """The headline with Capitals At Every Word taken back where the body writes the word small.

    The parser was trained on sentences: "Determined to Expand Ties" is names to it, "determined to expand ties" verbs.
    """
    headline = normalise(article.headline or "").replace("\n", " ")
    words = headline.split(" ")
    capitals = sum(word[:1].isupper() for word in words)
    if capitals < 0.6 * len(words):
        return headline
    body = " ".join(paragraph.text for paragraph in article.paragraphs)
    names = {word.strip(".,;:'\"()") for word in body.split() if word[:1].isupper()}
    small = {word.strip(".,;:'\"()") for word in body.split() if word[:1].islower()}
    return " ".join(
        word if at == 0 or _is_name(word.strip(".,;:'\"()?!"), names, small) else word.lower()
        for at, word in enumerate(words)
    )


def _is_name(word: str, names: set[str], small: set[str]) -> bool:
    if word.lower() in small:
        return False
    base = word.removesuffix("'s")
    return word.isupper() or word in names or base in names
