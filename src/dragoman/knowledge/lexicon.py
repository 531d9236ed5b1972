"""The lexicon: which predicate, under which conditions, is which event, and where its source and target stand."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge import active, codebook, grammar, tables
from dragoman.knowledge.active import per_codebook

STATUSES = ("actual", "planned", "possible", "denied")
KINDS = ("verb", "noun", "adj")


class Need(NamedTuple):
    """A condition on a slot: one of ``words`` (lemmas) must fill it, or must not where ``negated``.

    ``words`` may hold ``*`` (anything fills it), ``@actor``, ``@person``, ``@place`` and, for ``comp``, to, that, ing
    and how surely the clause holds. The slot ``mood`` is how surely the predicate itself holds, and its voice.
    Classes of words are spelled out when the table is read.
    """

    slot: str
    words: frozenset[str]
    negated: bool = False


class Line(NamedTuple):
    """A line of the lexicon."""

    predicate: str
    pos: str
    needs: tuple[Need, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    cameo: str
    mode: str | None
    status: str | None
    example: str
    where: str
    text: str

    @property
    def mutual(self) -> bool:
        """Whether several do it with each other: its other side stands first of all after "with" or "between"."""
        return self.target[:1] in (("with",), ("between",))


class Operator(NamedTuple):
    """A predicate that makes another act with the act that is its content ("refused" + "to meet")."""

    predicate: str
    pos: str
    operator: str
    content: tuple[str, ...]
    target: tuple[str, ...]
    example: str
    where: str
    text: str


class Carrier(NamedTuple):
    """A predicate that carries an act without being one ("held" talks, "began" to shell)."""

    predicate: str
    pos: str
    content: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    effect: str | None
    example: str
    where: str


class Anaphor(NamedTuple):
    """A word that stands for an act told before, of some types (of any where there are none), and at whom an act on it
    is aimed: its doer or both its sides.
    """

    acts: frozenset[str]
    aim: str


class Vocabulary(NamedTuple):
    """The predicates whose clauses are wanted: verbs with their particles, the last words of nouns, adjectives."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()


Index = dict[tuple[str, str], list[Line]]


@per_codebook
def classes() -> dict[str, frozenset[str]]:
    """The word classes by name, ``@`` left out."""
    found: dict[str, frozenset[str]] = {}
    for row in tables.rows("lexicon/classes*.tsv"):
        name = row["class"].lstrip("@")
        found[name] = found.get(name, frozenset()) | frozenset(row.list("words"))
    return found


@per_codebook
def lines() -> tuple[Line, ...]:
    """All lines of the lexicon, the user's before the package's: where two are equally specific, the first counts.

    A line of the user's takes the place of one of the package's with the same predicate and conditions. Raises
    KnowledgeError for a condition that cannot be read or a class that does not exist.
    """
    ours: list[Line] = []
    own: list[Line] = []
    for row in tables.rows("lexicon/*.tsv"):
        if "predicate" in row.cells:  # not a class
            (ours if row.path.is_relative_to(tables.HOME) else own).append(line_of(row))
    replaced = {(line.predicate, line.pos, line.needs) for line in own}
    return (*own, *(line for line in ours if (line.predicate, line.pos, line.needs) not in replaced))


@per_codebook
def index() -> Index:
    """The lines by predicate and part of speech."""
    found: Index = {}
    for line in lines():
        found.setdefault((line.predicate, line.pos), []).append(line)
    return found


@per_codebook
def operators() -> dict[tuple[str, str], list[Operator]]:
    """The operators by predicate and part of speech."""
    found: dict[tuple[str, str], list[Operator]] = {}
    for row in tables.rows("composition/operators.tsv"):
        one = Operator(
            row["predicate"],
            row["pos"],
            row["operator"],
            _slots(row["content"]),
            _slots(row["target"]),
            row["example"],
            row.where,
            "\t".join(row.cells.values()),
        )
        found.setdefault((one.predicate, one.pos), []).append(one)
    return found


@per_codebook
def carriers() -> dict[tuple[str, str], list[Carrier]]:
    """The carriers by predicate and part of speech."""
    found: dict[tuple[str, str], list[Carrier]] = {}
    for row in tables.rows("composition/carriers.tsv"):
        roles = tuple(tuple(role.split(">", 1)) for role in row["roles"].split(",") if role)
        one = Carrier(
            row["predicate"],
            row["pos"],
            _slots(row["content"]),
            roles,  # type: ignore[arg-type]
            row["effect"] or None,
            row["example"],
            row.where,
        )
        found.setdefault((one.predicate, one.pos), []).append(one)
    return found


@per_codebook
def anaphors() -> dict[str, Anaphor]:
    """The words that stand for an act told before."""
    found: dict[str, Anaphor] = {}
    for row in tables.rows("composition/anaphors.tsv"):
        acts = frozenset(row.list("acts")) - {"*"}
        for word in sorted(_words(row["words"])):
            found.setdefault(word, Anaphor(acts, row["aim"]))
    return found


@per_codebook
def operations() -> dict[str, dict[str, str]]:
    """By operator, the act (event type, start of a CAMEO code, or ``*``) and what the two make together."""
    found: dict[str, dict[str, str]] = {}
    for row in tables.rows("composition/operations.tsv"):
        found.setdefault(row["operator"], {})[row["act"]] = row["result"]
    own = active.current()
    if own is not None and own.replaces:
        for acts in found.values():
            acts.update({act: "none" for act, result in acts.items() if _is_lost(result)})
    return found


def _is_lost(result: str) -> bool:
    """Whether a result is a code that the codebook in use does not have."""
    return result.isdigit() and result not in codebook.cameo()


@per_codebook
def vocabulary() -> Vocabulary:
    """The predicates that the tables speak of."""
    keys = [*index(), *operators(), *carriers()]
    return Vocabulary(
        verbs=frozenset(predicate for predicate, kind in keys if kind == "verb"),
        nouns=frozenset(predicate.split()[-1] for predicate, kind in keys if kind == "noun"),
        adjectives=frozenset(predicate for predicate, kind in keys if kind == "adj"),
    )


@per_codebook
def verb_heads() -> frozenset[str]:
    """The verbs of the tables without their particles."""
    return frozenset(predicate.split()[0] for predicate in vocabulary().verbs)


@per_codebook
def hyphenated() -> tuple[str, ...]:
    """All forms of the predicates with a hyphen ("co-operate", "cease-fire"), which are one word to us."""
    found: list[str] = []
    known = {one for kind in vocabulary() for one in kind if "-" in one and " " not in one}
    for word in sorted(known | grammar.words("prefixed")):
        stem = word.removesuffix("e")
        doubled = word + word[-1] if word[-1] in "ps" else word
        found += [word, f"{word}s", f"{word}es", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"]
    return tuple(dict.fromkeys(found))


def line_of(row: tables.Row) -> Line:
    """The line of a row. Raises KnowledgeError for a condition that cannot be read or a class that does not exist."""
    try:
        needs = tuple(_need(part) for part in row["needs"].split())
    except KnowledgeError as error:
        raise KnowledgeError(f"{row.where}: {error}") from error
    return Line(
        " ".join(row["predicate"].lower().split()),
        row["pos"],
        needs,
        _slots(row["source"]),
        _slots(row["target"]),
        row["cameo"],
        row["mode"] or None,
        row["status"] or None,
        row["example"],
        row.where,
        "\t".join(list(row.cells.values())[:8]),
    )


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip() not in ("", "-"))


def _need(text: str) -> Need:
    slot, sign, right = text.partition("=")
    if not sign or not slot or not right:
        raise KnowledgeError(f"the condition {text!r} is not of the form slot=word|word")
    negated = slot.endswith("!")
    return Need(slot.rstrip("!").replace("_", " "), _words(right), negated)


def _words(cell: str) -> frozenset[str]:
    """The words of a cell, with those of the classes that it names."""
    found: set[str] = set()
    for part in cell.split("|"):
        name = part.removeprefix("@")
        if part.startswith("@") and name not in ("actor", "person", "place"):
            if name not in classes():
                raise KnowledgeError(f"there is no class {part!r} in lexicon/classes*.tsv")
            found |= classes()[name]
        else:
            found.add(part.replace("_", " "))
    return frozenset(found)
