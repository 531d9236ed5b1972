"""Lines of pages that are not prose: counters, labels, captions, boilerplate."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables

USES = ("drop", "end", "caption", "counter", "id", "byline", "outlet", "label", "name")
_LONGEST = 300


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for row in tables.rows("page_lines.tsv"):
        if row["use"] not in USES:
            raise KnowledgeError(f"{row.where}: {row['use']!r} is no use; write one of {', '.join(USES)}")
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
        if use != "name" and (match := pattern.fullmatch(line)):
            return use, match
    return None


def is_outlet_name(name: str) -> bool:
    """Whether a name is made as the names of news outlets are ("... News", "... Agency")."""
    return any(use == "name" and pattern.fullmatch(name) for use, pattern in _patterns())
