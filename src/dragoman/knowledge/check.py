"""The lint of the tables: what a reader of a line would stumble on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from dragoman.errors import KnowledgeError
from dragoman.knowledge import codebook, holders, lexicon, roles, shapes, tables, units
from dragoman.knowledge.days import days

LINE_SLOTS = frozenset(
    [
        "subj",
        "obj",
        "iobj",
        "comp",
        "mood",
        "poss",
        "event",
        "between",
        "mod",
        "with",
        "to",
        "on",
        "against",
        "for",
        "from",
        "in",
        "into",
        "over",
        "of",
        "by",
        "at",
        "about",
        "toward",
        "towards",
        "as",
        "under",
        "around",
        "behind",
        "alongside",
        "beside",
        "near",
        "upon",
        "among",
        "within",
        "outside",
        "through",
        "across",
        "off",
        "out",
        "after",
        "before",
        "via",
        "inside",
        "during",
        "like",
        "along",
        "without",
        "belonging",
        "carrying",
        "past",
        "until",
        "onto",
    ]
) | {"out of", "because of", "ahead of"}


def problems() -> list[str]:
    """All that is wrong with the tables, each as ``file:line: a sentence``."""
    found = list(shapes.problems())
    for check in (_codebook, _lexicon, _composition, _countries, _organisations, _holders, _places, _others):
        found += _guarded(check)
    return found


def _guarded(check: Callable[[], Iterator[str]]) -> list[str]:
    found: list[str] = []
    try:
        found.extend(check())
    except (KnowledgeError, KeyError, ValueError) as error:
        found.append(f"{error}")
    return found


def _codebook() -> Iterator[str]:
    kinds, modes = codebook.types(), codebook.modes()
    for line in codebook.cameo().values():
        kind = line.types["plover-2024"]
        if kind not in kinds:
            yield f"cameo.tsv: {line.code}: there is no type {kind!r}"
        mode = line.modes["plover-2024"]
        if mode and (kind, mode) not in modes:
            yield f"cameo.tsv: {line.code}: {kind} has no mode {mode!r}"
        for context in line.contexts:
            if context not in codebook.contexts():
                yield f"cameo.tsv: {line.code}: there is no context {context!r}"


def _lexicon() -> Iterator[str]:
    seen: Counter[tuple[object, ...]] = Counter()
    for line in lexicon.lines():
        yield from line_problems(line)
        key = (line.predicate, line.pos, line.needs)
        seen[key] += 1
        if seen[key] == 2:
            yield f"{line.where}: {line.predicate!r} stands twice with the same conditions"


def line_problems(line: lexicon.Line) -> Iterator[str]:
    """What is wrong with a line of the lexicon by itself."""
    if line.pos not in lexicon.KINDS:
        yield f"{line.where}: {line.pos!r} is no part of speech; take one of {', '.join(lexicon.KINDS)}"
    if line.cameo not in codebook.cameo():
        yield f"{line.where}: there is no CAMEO code {line.cameo!r}"
    elif line.mode and (codebook.type_of(line.cameo), line.mode) not in codebook.modes():
        yield f"{line.where}: {codebook.type_of(line.cameo)} has no mode {line.mode!r}"
    if line.status is not None and line.status not in lexicon.STATUSES:
        yield f"{line.where}: there is no status {line.status!r}"
    for slot in (*line.source, *line.target, *(need.slot for need in line.needs)):
        if slot not in LINE_SLOTS:
            yield f"{line.where}: there is no slot {slot!r}"
    yield from _example(line.where, line.example)


def _example(where: str, example: str) -> Iterator[str]:
    for opening, closing in (("[", "]"), ("{", "}")):
        if example.count(opening) != example.count(closing) or example.count(opening) > 1:
            yield f"{where}: the example marks {opening}…{closing} wrongly"


def _composition() -> Iterator[str]:
    table = lexicon.operations()
    for operators in lexicon.operators().values():
        for one in operators:
            if one.operator not in table:
                yield f"{one.where}: there is no operator {one.operator!r} in operations.tsv"
    known = {"same", "planned", "possible", "none"}
    for operator, acts in table.items():
        if "*" not in acts:
            yield f"operations.tsv: {operator} says nothing of *"
        for act, result in acts.items():
            if result not in known and result not in codebook.cameo():
                yield f"operations.tsv: {operator} × {act}: there is no CAMEO code {result!r}"


def _countries() -> Iterator[str]:
    codes: Counter[str] = Counter()
    for row in tables.rows("countries.tsv"):
        codes[row["code"]] += 1
        if codes[row["code"]] > 1:
            yield f"{row.where}: {row['code']} stands twice"
        if row["kind"] not in ("state", "territory", "unrecognised"):
            yield f"{row.where}: {row['kind']!r} is no kind of country"
        if row["kind"] == "state" and not (row["adjectives"] or row["code"] == "DMA"):
            yield f"{row.where}: {row['name']} has no adjective"


def _organisations() -> Iterator[str]:
    known = {row["code"] for row in tables.rows("countries.tsv")}
    for row in tables.rows("organisations/*.tsv"):
        days(row["from"], row["to"])
        code = row["code"]
        if len(code) == 3 and code not in known:
            yield f"{row.where}: there is no country {code!r}"
        if len(code) != 3 and code.partition(":")[0] not in ("IGO", "NGO", "REB", "MNC", "REG"):
            yield f"{row.where}: {code!r} is neither a country nor IGO:, NGO:, REB:, MNC:, REG:"
        if row["country"] and row["country"] not in known:
            yield f"{row.where}: there is no country {row['country']!r}"


def _holders() -> Iterator[str]:
    known = {row["code"] for row in tables.rows("countries.tsv")}
    titles = roles.by_title()
    for row in tables.rows("holders/*.tsv"):
        days(row["from"], row["to"])
        if len(row["of"]) == 3 and row["of"] not in known:
            yield f"{row.where}: there is no country {row['of']!r}"
        if row["office"] not in titles:
            yield f"{row.where}: there is no office {row['office']!r} in roles.tsv"
    holders.holders()


def _places() -> Iterator[str]:
    for row in tables.rows("places.tsv"):
        if not (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180):
            yield f"{row.where}: {row['lat']}, {row['lon']} is nowhere on Earth"


def _others() -> Iterator[str]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    units.units()
    for row in tables.rows("outlets.tsv"):
        try:
            ZoneInfo(row["timezone"])
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{row.where}: there is no time zone {row['timezone']!r}"
