"""HTML that lies too deep: parsers give up on it, or take minutes for it."""

from __future__ import annotations

import re

from dragoman.articles.shown import INLINE

DEEPEST = 60
"""Tags that lie deeper are left out, rows and entries not counted. Parsers end at about 250, and a row is four."""

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<skip>script|style|textarea|title)\b.*?(?:</(?P=skip)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*)[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_FLAT = frozenset(
    {*("p", "li", "td", "th", "tr", "option", "a", "html", "head", "body", "br", "hr", "img", "input")}
    | {*("meta", "link", "wbr", "area", "base", "col", "embed", "source", "track", "param")}
)
"""The tags that hold nothing or that end each other."""


def shallow(source: str) -> str:
    """The same page, at most so deep that it can be parsed: what holds the text stays, only tags around it go.

    The text is the same, but not where it stands.
    """
    kept: list[str] = []
    stays: list[bool] = []
    at = 0
    for tag in _TAG.finditer(source):
        name = tag["name"]
        if name is None or name.lower() in _FLAT or tag[0].endswith("/>"):
            continue
        if not tag["end"]:
            stays.append(len(stays) < DEEPEST)
            drop = not stays[-1]
        else:
            drop = not (stays.pop() if stays else True)
        if drop:
            kept += (source[at : tag.start()], "" if name.lower() in INLINE else "\n")
            at = tag.end()
    return "".join((*kept, source[at:])) if kept else source
