"""A sentence with two marked phrases: who does something, and to whom."""

from __future__ import annotations

import re
from typing import NamedTuple

Span = tuple[int, int]

_MARK = re.compile(r"(</?[st]>)")


class Pair(NamedTuple):
    """A sentence with the spans of its two marked phrases; either may be None where it is not in the sentence."""

    uid: str
    sentence: str
    source: Span | None
    target: Span | None


def marked(uid: str, sentence: str) -> Pair:
    """The pair of a sentence with ``<s>source</s>`` and ``<t>target</t>``; a mark that is not there makes None."""
    plain = ""
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for part in _MARK.split(sentence):
        if part in ("<s>", "<t>"):
            starts[part[1]] = len(plain)
        elif part in ("</s>", "</t>"):
            if part[2] in starts:
                spans[part[2]] = (starts[part[2]], len(plain))
        else:
            plain += part
    return Pair(uid, plain, spans.get("s"), spans.get("t"))
