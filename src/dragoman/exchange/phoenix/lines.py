"""The lines of a dictionary, the codes in them, and the names in our spelling."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables

_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}|[B-DF-HJ-NP-TV-Z]{2,}")


class Source(NamedTuple):
    """A line of a dictionary without its comment, and where it stands."""

    path: Path
    number: int
    text: str


class LeftOut(NamedTuple):
    """An entry that our tables cannot express, and why."""

    where: Source
    why: str


def sources(path: Path) -> list[Source]:
    """The lines of a file that say something.

    Raises KnowledgeError where it cannot be read.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise KnowledgeError(f"{path}: the dictionary cannot be read ({error.strerror or error})") from error
    found = []
    for number, line in enumerate(re.sub(r"<!--.*?-->", _blank, text, flags=re.S).splitlines(), 1):
        plain = re.sub(r"\s[;#].*|#.*", "", line).rstrip()
        if plain.strip():
            found.append(Source(path, number, plain))
    return found


def _decoded(data: bytes) -> str:
    """UTF-8 where it is that; older files are in the encoding of Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


@cache
def ours(kind: str) -> dict[str, str]:
    """Their codes and words of a kind, as we write them (``phoenix.tsv``)."""
    return {row["theirs"]: row["ours"] for row in tables.rows("phoenix.tsv") if row["kind"] == kind}


def sector(code: str) -> str | None:
    """The first sector of ours in the three-letter parts of a code."""
    parts = (code[at : at + 3] for at in range(0, len(code), 3))
    return next((ours("sector")[part] for part in parts if part in ours("sector")), None)


def words(entry: str) -> list[str]:
    """The words of an entry such as ``GROUP_OF_TEN_``."""
    return [word for word in re.split(r"[_\s]+", entry.strip()) if word]


def spellings(entry: str) -> list[str]:
    """How news write a name that the dictionary has in capitals; what stands in brackets is a name of its own."""
    outside, *inside = re.split(r"[()]", entry)
    found = [_spelled(words(part)) for part in (outside, *inside) if words(part)]
    single = [name for name in found if " " not in name and len(name) > 3]
    return list(dict.fromkeys([*found, *(name.upper() for name in single)]))


def _spelled(parts: list[str]) -> str:
    if len(parts) == 1 and len(parts[0]) <= 3:
        return parts[0].upper()
    return " ".join(_word(part.upper(), first=not at) for at, part in enumerate(parts))


def _word(word: str, first: bool) -> str:
    if word in ours("acronym") or _ACRONYM.fullmatch(word):
        return word
    if word in ours("small") and not first:
        return ours("small")[word]
    return "-".join(part.capitalize() for part in word.split("-"))
