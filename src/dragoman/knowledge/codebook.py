"""The codebook as data: event types, modes, contexts, CAMEO codes and the crosswalks between the manuals."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge import tables
from dragoman.knowledge.active import per_codebook

CROSSWALKS = ("plover-2024", "plover-2021")
"""Names of the tables that take CAMEO codes to PLOVER types; the first is the default."""


class Type(NamedTuple):
    """An event type: its quad class, PLOVER intensity, and whether it needs a target or is symmetric."""

    name: str
    quad: str
    intensity: float
    needs_target: bool
    symmetric: bool
    meaning: str
    cameo: str


class Intent(NamedTuple):
    """What a planned act is where there is no status: a promise or a threat, with its mode and CAMEO code."""

    type: str
    mode: str
    cameo: str


class Cameo(NamedTuple):
    """A CAMEO code with its Goldstein value and, by crosswalk, its PLOVER type and mode."""

    code: str
    label: str
    goldstein: float
    types: dict[str, str]
    modes: dict[str, str]
    contexts: tuple[str, ...]


@per_codebook
def types() -> dict[str, Type]:
    """The 16 types by name."""
    return {
        row["type"]: Type(
            row["type"],
            row["quad"],
            float(row["intensity"]),
            row["needs_target"] == "yes",
            row["symmetric"] == "yes",
            row["meaning"],
            row["cameo"],
        )
        for row in tables.rows("codebook/types.tsv")
    }


@per_codebook
def cameo() -> dict[str, Cameo]:
    """The CAMEO codes by code, roots and leaves alike."""
    found = {}
    for row in tables.rows("codebook/cameo.tsv"):
        found[row["code"]] = Cameo(
            row["code"],
            row["label"],
            float(row["goldstein"]),
            {"plover-2024": row["plover-2024"], "plover-2021": row["plover-2021"]},
            {"plover-2024": row["mode-2024"], "plover-2021": row["mode-2021"]},
            row.list("contexts"),
        )
    return found


@per_codebook
def modes() -> dict[tuple[str, str], float | None]:
    """PLOVER intensity by type and mode, None where the manual gives none."""
    return {
        (row["type"], row["mode"]): float(row["intensity"]) if row["intensity"] else None
        for row in tables.rows("codebook/modes.tsv")
    }


@per_codebook
def planned() -> dict[str, Intent]:
    """By type, what a planned act of it is written as where there is no status; types without a line stay."""
    return {row["type"]: Intent(row["as"], row["mode"], row["cameo"]) for row in tables.rows("codebook/planned.tsv")}


@per_codebook
def contexts() -> dict[str, tuple[str, ...]]:
    """The contexts, each with the words that show it."""
    return {row["context"]: row.list("words") for row in tables.rows("codebook/contexts.tsv")}


def type_of(code: str, crosswalk: str = "plover-2024") -> str:
    """The PLOVER type of a CAMEO code; a code without a line takes its parent's.

    Raises KnowledgeError for a code that is in no branch, or for an unknown crosswalk.
    """
    return look_up(code).types[_known(crosswalk)]


def look_up(code: str) -> Cameo:
    """The line of a CAMEO code, or of its nearest parent."""
    for length in range(len(code), 1, -1):
        if line := cameo().get(code[:length]):
            return line
    raise KnowledgeError(f"there is no CAMEO code {code!r}; see knowledge/codebook/cameo.tsv")


def _known(crosswalk: str) -> str:
    if crosswalk not in CROSSWALKS:
        raise KnowledgeError(f"there is no crosswalk {crosswalk!r}; take one of {', '.join(CROSSWALKS)}")
    return crosswalk


@per_codebook
def context_words() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """The words that show contexts, by lemma; and the phrases that do, each with its context."""
    words: dict[str, tuple[str, ...]] = {}
    phrases: list[tuple[str, str]] = []
    for context, shown_by in contexts().items():
        for word in shown_by:
            if " " in word or "-" in word:
                phrases.append((word, context))
            else:
                words[word] = (*words.get(word, ()), context)
    return words, tuple(phrases)
