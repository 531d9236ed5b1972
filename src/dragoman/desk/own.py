"""A user's own tables: what they hold, a line more or less, and a copy in which to try it out."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge import shapes, tables


class Kind(NamedTuple):
    """A table that can be added to: its file, its columns, which of them is looked for in pages, and hints."""

    file: str
    title: str
    columns: tuple[str, ...]
    subject: str
    hints: dict[str, str]


KINDS = {
    "actors": Kind(
        "organisations/own.tsv",
        "Actors",
        ("name", "names", "code", "sector", "country", "from", "to", "kind"),
        "name",
        {
            "name": "Harbour Watch",
            "names": "other names, parted by |",
            "code": "NGO:HarbourWatch or KEN",
            "sector": "GOV, MIL, NGO …",
            "country": "KEN",
            "from": "2019",
            "to": "",
            "kind": "ngo, company, armed, body …",
        },
    ),
    "offices": Kind(
        "holders/own.tsv",
        "Offices",
        ("person", "names", "office", "of", "sector", "from", "to", "source"),
        "person",
        {
            "person": "Hodan Abdi",
            "names": "other names, parted by |",
            "office": "foreign minister",
            "of": "SOM",
            "sector": "GOV",
            "from": "2022-06",
            "to": "",
            "source": "where you know it from",
        },
    ),
    "lexicon": Kind(
        "lexicon/own.tsv",
        "Lexicon",
        ("predicate", "pos", "needs", "source", "target", "cameo", "mode", "status", "example"),
        "predicate",
        {
            "predicate": "stonewall",
            "pos": "verb or noun",
            "needs": "obj=@actor",
            "source": "subj",
            "target": "obj,with",
            "cameo": "120",
            "mode": "",
            "status": "",
            "example": "[Peru] stonewalled {Chile}.",
        },
    ),
    "outlets": Kind(
        "outlets.tsv",
        "Outlets",
        ("name", "names", "domains", "country", "timezone"),
        "name",
        {
            "name": "Nairobi Ledger",
            "names": "other names, parted by |",
            "domains": "ledger.example",
            "country": "KEN",
            "timezone": "Africa/Nairobi",
        },
    ),
}

Rows = list[dict[str, str]]


def folder(given: Path | None) -> Path:
    """Where own tables are kept: the folder named, else the first of the user's search paths."""
    return given if given is not None else tables.search_paths()[1]


def rows(home: Path, kind: Kind) -> Rows:
    """The lines of an own table."""
    path = home / kind.file
    return [dict(row.cells) for row in tables.read(path)] if path.is_file() else []


def cells(kind: Kind, given: dict[str, str]) -> dict[str, str]:
    """A line out of what was written into a form. Raises KnowledgeError where a cell would break the table."""
    line = {name: given.get(name, "").strip() for name in kind.columns}
    for name, cell in line.items():
        if any(not char.isprintable() for char in cell):
            raise KnowledgeError(f"{name} holds a tab or a line break; write it in one line")
    if line[kind.columns[0]].startswith("#"):
        raise KnowledgeError(f"{kind.columns[0]} cannot begin with #, which marks a comment")
    if not any(line.values()):
        raise KnowledgeError("the line is empty; fill in at least what it is about")
    return line


def write(home: Path, kind: Kind, lines: Rows) -> None:
    """Writes an own table, whole or not at all."""
    path = home / kind.file
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = tuple(lines[0]) if lines else kind.columns
    text = ["# Your own lines; kept by the desk, and yours to edit", "\t".join(columns)]
    text += ["\t".join(line.get(name, "") for name in columns) for line in lines]
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(text) + "\n", encoding="utf-8")
    os.replace(fresh, path)  # noqa: PTH105 - Path.replace is the same; this says that it is atomic


def candidate(home: Path, kind: Kind, lines: Rows, into: Path) -> list[str]:
    """A copy of the own tables with one of them changed, and what is wrong with that one."""
    if home.is_dir():
        shutil.copytree(home, into, dirs_exist_ok=True)
    into.mkdir(parents=True, exist_ok=True)
    write(into, kind, lines)
    return list(shapes.problems_of(into / kind.file, Path(kind.file)))
