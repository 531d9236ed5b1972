"""How far two labellers of the same pages agree.

    python evaluation/agreement.py evaluation/pages evaluation/pages/second          the figures, as JSON
    python evaluation/agreement.py evaluation/pages evaluation/pages/second --show   and each difference

Both folders hold one JSON file a page (``NAME.gold.json`` or ``NAME.json``); pages that only one of them has are left
out. An event counts once a page for each pair of source and target, with its type and status. Alternatives joined by
``|`` agree when they share one. An event that one labeller marks as optional is no difference where the other lacks or
demands it, except in the strict figure, which asks whether both demand the event.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

QUADS = {
    "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "material cooperation": "COOPERATE AID RETREAT",
    "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD = {name: quad for quad, names in QUADS.items() for name in names.split()}
LEVELS = ("type", "quad", "dyad")
STRICT = "events by type that both demand"
NEAR = 25  # two labellers may begin the same statement a few words apart

Item = TypeVar("Item")


@dataclass(frozen=True)
class Dyad:
    """One source and one target of an event, each as the set of spellings that will do."""

    types: frozenset[str]
    source: frozenset[str]
    target: frozenset[str]
    status: str
    symmetric: bool
    optional: bool
    evidence: str

    def line(self) -> str:
        """The dyad in one line, for the list of differences."""
        roles = " -> ".join("|".join(sorted(role)) or "-" for role in (self.source, self.target))
        return f"{'|'.join(sorted(self.types))} {roles} {self.status}: {self.evidence}"


@dataclass
class Tally:
    """What both labellers have, counted from either side, and what only one of them has."""

    both_first: int = 0
    both_second: int = 0
    only_first: int = 0
    only_second: int = 0

    def f1(self) -> float | None:
        """Agreement from 0 to 1: the F1 of either labelling against the other; none where there is nothing."""
        both = self.both_first + self.both_second
        every = both + self.only_first + self.only_second
        return round(both / every, 3) if every else None

    def figures(self) -> dict[str, float | int | None]:
        """The tally for output."""
        return {
            "f1": self.f1(),
            "both": self.both_first,
            "only_first": self.only_first,
            "only_second": self.only_second,
        }


def plain(text: str) -> str:
    """Words only, in small letters."""
    return re.sub(r"\W+", " ", text.replace("’", "'")).strip().casefold()


def dyads(page: dict[str, Any]) -> Iterator[Dyad]:
    """Every pair of source and target of a page's events."""
    for event in page.get("events", []):
        sides = [
            [frozenset(code.casefold().split("|")) for code in event.get(role) or [""]] for role in ("source", "target")
        ]
        for source, target in itertools.product(*sides):
            mutual = bool(event.get("symmetric")) or event["type"] == "CONSULT"
            if event["type"] == "CONSULT" and source & target - {""}:
                continue
            yield Dyad(
                types=frozenset(event["type"].split("|")),
                source=source,
                target=target,
                status=event.get("status", "actual"),
                symmetric=mutual,
                optional=bool(event.get("optional")),
                evidence=event.get("evidence", ""),
            )


def same_dyad(one: Dyad, other: Dyad, level: str) -> bool:
    """Whether two dyads agree: in type and status, in quad class and status, or only in who and whom."""
    if level == "type" and not one.types & other.types:
        return False
    if level == "quad" and not {QUAD[name] for name in one.types} & {QUAD[name] for name in other.types}:
        return False
    if level != "dyad" and one.status != other.status:
        return False
    if one.source & other.source and one.target & other.target:
        return True
    either_way = one.symmetric or other.symmetric or level == "dyad"
    return either_way and bool(one.source & other.target and one.target & other.source)


def once(items: Iterable[Item], same: Callable[[Item, Item], bool]) -> list[Item]:
    """The items without repetitions."""
    kept: list[Item] = []
    for item in items:
        if not any(same(item, other) for other in kept):
            kept.append(item)
    return kept


def compare(
    first: list[Item], second: list[Item], same: Callable[[Item, Item], bool], optional: Callable[[Item], bool]
) -> tuple[Tally, list[Item], list[Item]]:
    """Tally the items that a labeller demands; what the other has as optional counts on neither side."""
    tally = Tally()
    alone: tuple[list[Item], list[Item]] = ([], [])
    for side, (mine, theirs) in enumerate(((first, second), (second, first))):
        both = 0
        demanded = once((item for item in mine if not optional(item)), same)
        for item in demanded:
            found = [other for other in theirs if same(item, other)]
            both += any(not optional(other) for other in found)
            if not found:
                alone[side].append(item)
        if side == 0:
            tally.both_first, tally.only_first = both, len(alone[0])
        else:
            tally.both_second, tally.only_second = both, len(alone[1])
    return tally, *alone


def same_person(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two records name the same person with the same office."""
    if plain(one["name"]) != plain(other["name"]) or not set(one["of"].split("|")) & set(other["of"].split("|")):
        return False
    words = [set(plain(person["office"]).split()) - {"of", "the"} for person in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def placed(statement: dict[str, Any], text: str) -> int:
    """Where a statement starts in the plain text of its page, -1 where the page lacks it."""
    return text.find(plain(statement["starts"]))


def same_words(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    """Whether two statements are the same words of the page."""
    begins = [placed(statement, text) for statement in (one, other)]
    return min(begins) >= 0 and abs(begins[0] - begins[1]) <= NEAR


def same_statement(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    """Whether two statements are the same words by the same speaker, told in the same way."""
    names = [set(plain(statement["speaker"]).split()) - {"a", "an", "the", "of"} for statement in (one, other)]
    kinds = {one["kind"], other["kind"]}
    told_alike = len(kinds) == 1 or "mixed" in kinds
    return same_words(one, other, text) and told_alike and (names[0] <= names[1] or names[1] <= names[0])


def marked_optional(item: dict[str, Any]) -> bool:
    """Whether a labeller allows an item to be left out."""
    return bool(item.get("optional"))


def parts(
    first: dict[str, Any], second: dict[str, Any], text: str
) -> Iterator[tuple[str, Tally, list[str], list[str]]]:
    """The tally of each part of one page, with the lines of what only one labeller has."""
    for level in LEVELS:
        tally, mine, theirs = compare(
            list(dyads(first)), list(dyads(second)), partial(same_dyad, level=level), lambda item: item.optional
        )
        yield f"events by {level}", tally, [item.line() for item in mine], [item.line() for item in theirs]
    demanded, also = ([item for item in dyads(page) if not item.optional] for page in (first, second))
    tally, mine, theirs = compare(demanded, also, partial(same_dyad, level="type"), lambda item: item.optional)
    yield STRICT, tally, [item.line() for item in mine], [item.line() for item in theirs]
    for part, key, same in (
        ("persons with offices", "persons", same_person),
        ("statements", "statements", lambda a, b: same_words(a, b, text)),
        ("statements with speaker and kind", "statements", lambda a, b: same_statement(a, b, text)),
    ):
        tally, left, right = compare(first.get(key, []), second.get(key, []), same, marked_optional)
        yield (
            part,
            tally,
            [json.dumps(item, ensure_ascii=False) for item in left],
            [json.dumps(item, ensure_ascii=False) for item in right],
        )


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The labelled pages of a folder by their names."""
    files = sorted(folder.glob("*.json"))
    return {
        path.name.removesuffix(".json").removesuffix(".gold"): json.loads(path.read_text("utf-8")) for path in files
    }


def page_text(folder: Path, name: str) -> str:
    """The plain text of a page, which stands beside the first labelling."""
    for ending in (".txt", ".html"):
        path = folder / f"{name}{ending}"
        if path.exists():
            text = path.read_text("utf-8")
            return plain(strip_tags(text) if ending == ".html" else text)
    raise SystemExit(f"{folder} has no page {name}.txt or {name}.html; labels need the page beside them.")


def strip_tags(text: str) -> str:
    """HTML without tags, its entities read."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def agreement(first: Path, second: Path) -> tuple[dict[str, Any], list[str]]:
    """The figures over all pages that both folders label, and a line for each difference."""
    labels = read(first), read(second)
    names = sorted(labels[0].keys() & labels[1].keys())
    totals: dict[str, Tally] = {}
    lines: list[str] = []
    for name in names:
        for part, tally, mine, theirs in parts(labels[0][name], labels[1][name], page_text(first, name)):
            total = totals.setdefault(part, Tally())
            for field in vars(tally):
                setattr(total, field, getattr(total, field) + getattr(tally, field))
            lines += [f"{part}\t{name}\tonly first\t{line}" for line in mine]
            lines += [f"{part}\t{name}\tonly second\t{line}" for line in theirs]
    return {"pages": len(names), **{part: tally.figures() for part, tally in totals.items()}}, lines


def main() -> None:
    """Print the agreement of two folders of labels."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--show", action="store_true", help="list each difference on standard error")
    options = parser.parse_args()
    figures, lines = agreement(options.first, options.second)
    if options.show:
        print("\n".join(lines), file=sys.stderr)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
