"""Dictionaries of agents: nouns with the part of a country for which they act."""

from __future__ import annotations

import re

from dragoman.exchange.phoenix.lines import LeftOut, Source, sector, words
from dragoman.knowledge import roles

_ENTRY = re.compile(r"(?P<noun>[^\[{]+)(?:\{(?P<plural>[^}]*)\})?\s*\[~(?P<code>[A-Z]+)\]")
_SET = re.compile(r"!(\w+)!\s*=\s*(.+)")
_PERSONS = ("er", "or", "ist", "ian", "man", "woman", "person")
"""Endings of nouns for persons; their dictionaries do not say which are."""


def convert(lines: list[Source], left_out: list[LeftOut]) -> list[str]:
    """The rows of a table of roles; those that we have already are left to ours."""
    sets: dict[str, list[str]] = {}
    rows: dict[str, str] = {}
    for line in lines:
        if match := _SET.match(line.text):
            sets[f"!{match[1]}!"] = [word.strip() for word in match[2].split(",") if word.strip()]
            continue
        entry = _ENTRY.match(line.text)
        part = sector(entry["code"]) if entry else None
        if entry is None or part is None:
            left_out.append(LeftOut(line, "no code of an agent that is a sector of ours"))
            continue
        nouns = [" ".join(words(one)).lower() for one in _expanded(entry["noun"], sets)]
        plural = " ".join(words(entry["plural"] or "")).lower()
        title = nouns[0]
        if any("!" in noun for noun in nouns):
            left_out.append(LeftOut(line, "a set between ! that the file does not define"))
        elif title in roles.by_title():
            left_out.append(LeftOut(line, f"{title} stands in our roles.tsv already"))
        else:
            person = "yes" if title.endswith(_PERSONS) else "no"
            names = "|".join(name for name in [*nouns[1:], plural] if name)
            rows.setdefault(title, f"{title}\t{names}\t{part}\trole\t{person}\t")
    return list(rows.values())


def _expanded(noun: str, sets: dict[str, list[str]]) -> list[str]:
    for name, members in sets.items():
        if name in noun:
            return [one for member in members for one in _expanded(noun.replace(name, member), sets)]
    return [noun]
