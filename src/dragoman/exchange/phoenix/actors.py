"""Dictionaries of actors: a name, ``+`` synonyms, and codes with dates."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dragoman.exchange.phoenix.lines import LeftOut, Source, ours, sector, spellings
from dragoman.knowledge import countries

_CODE = re.compile(r"\[\s*([^\]\s]*)\s*([^\]]*)\]")
_TERM = re.compile(r"([<>]?)\s*(\d{6}|\d{8})(?:\s*-\s*(\d{6}|\d{8}))?\s*")
_CENTURY = 30
"""Years of two digits below this are of this century, as the dictionaries have it."""


class _Code(NamedTuple):
    code: str
    start: str
    end: str


def convert(lines: list[Source], left_out: list[LeftOut]) -> list[str]:
    """The rows of a table of actors: those with dates before those without, so that the day decides first."""
    rows: list[str] = []
    names: list[Source] = []
    codes: list[_Code] = []
    for line in lines:
        begins = line.text[0] not in "+ \t["
        if begins:
            rows += _entry(names, codes, left_out)
            names, codes = [], []
        name = line.text.partition("[")[0].strip()
        if name:
            names.append(Source(line.path, line.number, name.lstrip("+")))
        codes += _codes(line, left_out)
    return rows + _entry(names, codes, left_out)


def _entry(names: list[Source], codes: list[_Code], left_out: list[LeftOut]) -> list[str]:
    spelled = [name for one in names for name in spellings(one.text) if len(name) > 1]
    if names and not codes:
        left_out.append(LeftOut(names[0], "no code that could be read"))
    ordered = sorted(codes, key=lambda one: not (one.start or one.end))
    return [
        f"{name}\t{one.code + spelled[0] if one.code.endswith(':') else one.code}\t{one.start}\t{one.end}"
        for name in dict.fromkeys(spelled)
        for one in ordered
    ]


def _codes(line: Source, left_out: list[LeftOut]) -> list[_Code]:
    found = []
    for match in _CODE.finditer(line.text):
        code, term = _ours(match[1]), _term(match[2])
        if code is None:
            left_out.append(LeftOut(line, f"{match[1]} names no country or body of ours"))
        elif term is None:
            left_out.append(LeftOut(line, f"{match[2].strip()} is no term of the form YYMMDD-YYMMDD"))
        else:
            found.append(_Code(code, *term))
    return found


def _ours(code: str) -> str | None:
    """``AFGGOVMIL`` as ``AFG:GOV``, ``IGOUNO`` as ``IGO:UN``, other bodies under their own letters.

    What has no letters of its own (``MNC``) ends with the colon: its name comes after it.
    """
    if code in ours("body"):
        return ours("body")[code]
    first, rest = code[:3], code[3:]
    country = ours("country").get(first, first)
    if country in countries.names():
        part = sector(rest)
        return f"{country}:{part}" if part else country
    return f"{ours('head')[first]}:{rest}" if first in ours("head") else None


def _term(text: str) -> tuple[str, str] | None:
    """First and last day of ``070101-101231``, ``>070101``, ``<070101``; empty for no term, None for what is none."""
    if not text.strip():
        return "", ""
    match = _TERM.fullmatch(text.strip())
    if match is None or bool(match[1]) == bool(match[3]):
        return None
    first, last = _day(match[2]), _day(match[3] or match[2])
    if first is None or last is None:
        return None
    if match[1]:
        return ("", last) if match[1] == "<" else (first, "")
    return (first, last) if first <= last else None


def _day(digits: str) -> str | None:
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < _CENTURY else "19") + digits
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    for last in (day, 30, 28):  # "060931" means the end of September
        try:
            return date(year, month, min(day, last)).isoformat()
        except ValueError:
            continue
    return None
