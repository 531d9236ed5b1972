"""Dictionaries of PETRARCH and Phoenix as tables of ours, so that their users can move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.exchange.phoenix import actors, agents, verbs
from dragoman.exchange.phoenix.lines import LeftOut, Source, sources

__all__ = ["Imported", "read", "write"]

_HEADERS = {
    "actors.tsv": "name\tcode\tfrom\tto",
    "knowledge/roles.tsv": "title\tnames\tsector\tkind\tperson\tof",
    "knowledge/lexicon/phoenix.tsv": "predicate\tpos\tneeds\tsource\ttarget\tcameo\tmode\tstatus\texample",
    "knowledge/lexicon/classes-phoenix.tsv": "class\twords",
    "left-out.tsv": "file\tline\tentry\twhy",
}


class Imported(NamedTuple):
    """The rows of the tables by their names, and what could not be expressed."""

    tables: dict[str, list[str]]
    left_out: list[LeftOut]

    def counts(self) -> dict[str, int]:
        """How many rows each table has, and how many entries were left out."""
        return {name: len(rows) for name, rows in self.tables.items() if rows} | {"left-out.tsv": len(self.left_out)}


def read(paths: Iterable[Path]) -> Imported:
    """The dictionaries of some files, each of the kind that its content shows.

    Raises KnowledgeError for a file that cannot be read or that is no such dictionary.
    """
    tables: dict[str, list[str]] = {name: [] for name in _HEADERS if name != "left-out.tsv"}
    left_out: list[LeftOut] = []
    for path in paths:
        lines = sources(path)
        kind = _kind(path, lines)
        if kind == "verbs":
            found = verbs.convert(lines, left_out)
            tables["knowledge/lexicon/phoenix.tsv"] += found.lines
            tables["knowledge/lexicon/classes-phoenix.tsv"] += found.classes
        elif kind == "agents":
            tables["knowledge/roles.tsv"] += agents.convert(lines, left_out)
        else:
            tables["actors.tsv"] += actors.convert(lines, left_out)
    return Imported({name: list(dict.fromkeys(rows)) for name, rows in tables.items()}, left_out)


def _kind(path: Path, lines: list[Source]) -> str:
    marks = Counter(
        "agents" if "[~" in line.text else "verbs" if line.text.startswith(("---", "- ")) else "actors"
        for line in lines
        if "[" in line.text
    )
    if not marks:
        raise KnowledgeError(f"{path}: no code in square brackets; give a dictionary of actors, agents or verbs")
    return marks.most_common(1)[0][0]


def write(found: Imported, out: Path) -> None:
    """Writes the tables that have rows, and ``left-out.tsv``, into a folder.

    Raises KnowledgeError where a file cannot be written.
    """
    reasons = [
        f"{one.where.path.name}\t{one.where.number}\t{one.where.text.strip()}\t{one.why}" for one in found.left_out
    ]
    try:
        for name, rows in [*found.tables.items(), ("left-out.tsv", [row.replace("\r", "") for row in reasons])]:
            if rows:
                path = out / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join([_HEADERS[name], *rows]) + "\n", encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{out} cannot be written ({error.strerror or error})") from error
