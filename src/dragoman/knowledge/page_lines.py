"""Lines of pages that are not prose: counters, labels, captions, boilerplate."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables

USES = ("drop", "end", "caption", "counter", "id", "byline", "outlet", "label", "url", "headline")
"""What whole lines are."""
SHAPES = ("name", "masthead", "office", "edition", "section", "slogan", "reporter")
"""What names and parts of lines look like."""
_LONGEST = 300


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for row in tables.rows("page_lines.tsv"):
        if row["use"] not in (*USES, *SHAPES):
            raise KnowledgeError(f"{row.where}: {row['use']!r} is no use; write one of {', '.join((*USES, *SHAPES))}")
        try:
            found.append((row["use"], re.compile(row["pattern"], re.IGNORECASE)))
        except re.error as error:
            raise KnowledgeError(f"{row.where}: the pattern cannot be read ({error})") from error
    return tuple(found)


@lru_cache(maxsize=1024)
def use_of(line: str) -> tuple[str, re.Match[str]] | None:
    """What a line is, by the first pattern that it matches as a whole; None for prose and headlines."""
    if len(line) > _LONGEST:
        return None
    for use, pattern in _patterns():
        if use not in SHAPES and (match := pattern.fullmatch(line)):
            return use, match
    return None


def is_outlet_name(name: str) -> bool:
    """Whether a name is made as the names of news outlets are ("... News", "... Agency")."""
    return is_like("name", name)


@lru_cache(maxsize=1024)
def is_like(shape: str, text: str) -> bool:
    """Whether a text as a whole has one of the :data:`SHAPES`."""
    return len(text) <= _LONGEST and any(use == shape and pattern.fullmatch(text) for use, pattern in _patterns())
