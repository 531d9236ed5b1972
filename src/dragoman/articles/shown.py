"""The characters that an HTML source shows, with their places in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# Each alternative runs to its end or to the end of the source, so that the time grows only with the length.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<skip>script|style|noscript|template|svg|title|textarea|iframe)\b[^>]*>"
    r".*?(?:</(?P=skip)\s*>|\Z)"
    r"|</?(?P<tag>[a-z][a-z0-9:-]*)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>|<[/!?a-z][^<>]*>"
    r"|&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});?",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"\S+")
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    }
)
"""The tags of HTML that do not end a line."""


class Shown:
    """What a source shows: ``text`` without white space, ``places[i]`` where ``text[i]`` begins in the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self.places: list[int] = []
        self._stops: dict[int, int] = {}
        self._breaks: list[int] = [0]
        at = 0
        for token in _TOKEN.finditer(source):
            self._keep(at, token.start())
            at = token.end()
            if token[0][0] == "&":
                self._entity(token[0], token.start(), at)
            elif token["skip"] is None and (token["tag"] or "").lower() not in INLINE:
                self._breaks.append(len(self.places))
        self._keep(at, len(source))
        self._breaks.append(len(self.places))
        self.text = "".join(self._parts)

    def _keep(self, start: int, end: int) -> None:
        for word in _WORD.finditer(self._source, start, end):
            self._parts.append(word[0])
            self.places.extend(range(word.start(), word.end()))

    def _entity(self, entity: str, start: int, stop: int) -> None:
        shown = html.unescape(entity)
        if len(shown) > 1 and entity.endswith(shown[1:]):
            # Only the beginning is an entity ("&ampere;"), or nothing is: the rest shows as it stands.
            tail, shown = len(shown) - 1, shown[0]
        else:
            tail = 0
        for char in shown:
            if not char.isspace():
                self._stops[len(self.places)] = stop - tail
                self._parts.append(char)
                self.places.append(start)
        self._keep(stop - tail, stop)

    def stop(self, index: int) -> int:
        """Where the character at an index of ``text`` ends in the source."""
        return self._stops.get(index, self.places[index] + 1)

    def lines(self, longest: int) -> Iterator[tuple[int, int, str]]:
        """The short stretches between block tags: where they stand in the source, and what they say."""
        for begin, end in zip(self._breaks, self._breaks[1:], strict=False):
            if 0 < end - begin <= longest:
                start, stop = self.places[begin], self.stop(end - 1)
                yield start, stop, " ".join(html.unescape(_TOKEN.sub(_gap, self._source[start:stop])).split())


def _gap(token: re.Match[str]) -> str:
    return token[0] if token[0][0] == "&" else ""
