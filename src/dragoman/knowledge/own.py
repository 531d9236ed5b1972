"""A user's own codebook: one file of tables that extend ours or take their place.

The file is tab-separated text. Its first line says ``use`` and ``extend`` or ``replace``; then come sections, each
with its name in square brackets, a header, and rows of the columns that our own table has (``dragoman knowledge
show``). Columns that may be empty may be left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge import codebook, lexicon, shapes
from dragoman.knowledge.active import using
from dragoman.knowledge.check import line_problems
from dragoman.knowledge.tables import Row

SECTIONS = {
    "types": "codebook/types.tsv",
    "modes": "codebook/modes.tsv",
    "codes": "codebook/cameo.tsv",
    "contexts": "codebook/contexts.tsv",
    "lexicon": "lexicon/*.tsv",
    "classes": "lexicon/classes*.tsv",
    "operators": "composition/operators.tsv",
    "carriers": "composition/carriers.tsv",
    "operations": "composition/operations.tsv",
}
"""The sections and the tables of ours that they stand beside."""
_SPREAD = {"type": ("plover-2024", "plover-2021"), "mode": ("mode-2024", "mode-2021")}
"""Columns of ``[codes]`` that stand for those of all crosswalks."""
_REPLACED = ("types", "modes", "codes", "contexts", "lexicon")
_OURS = frozenset({"same", "planned", "possible", "none"})


@dataclass(frozen=True, eq=False)
class OwnCodebook:
    """The tables of a user's codebook, by the names of ours; compared by identity."""

    name: str
    sha256: str
    replaces: bool
    tables: dict[str, tuple[Row, ...]] = field(repr=False)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows that it adds to a table."""
        return self.tables.get(table, ())

    def stands_for(self, table: str) -> bool:
        """Whether it takes the place of a table of ours."""
        return self.replaces and table in {SECTIONS[name] for name in _REPLACED}

    @property
    def label(self) -> str:
        """How provenance names it."""
        return f"own codebook {self.name} {self.sha256[:12]} ({'replaces' if self.replaces else 'extends'})"


def read(path: Path) -> OwnCodebook:
    """The codebook of a file, checked.

    Raises KnowledgeError that lists all faults, each as ``file:line: a sentence``.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: the codebook cannot be read as UTF-8 text ({error})") from error
    parser = _Parser(path)
    parser.read(text)
    found = OwnCodebook(path.name, hashlib.sha256(data).hexdigest(), parser.replaces, parser.tables())
    faults = parser.faults or list(_faults(found))
    if faults:
        raise KnowledgeError("the codebook has faults:\n  " + "\n  ".join(faults))
    return found


class _Parser:
    """Reads the lines of a file into rows, and notes all that is wrong with their form."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._section: str | None = None
        self._header: list[str] | None = None
        self._rows: dict[str, list[Row]] = {}
        self.replaces = False
        self.faults: list[str] = []

    def read(self, text: str) -> None:
        """All lines of the file."""
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                self._line(number, line)
        if not self._rows and not self.faults:
            self.faults.append(f"{self._path.name}:1: there is no row; begin with [types], [codes] or [lexicon]")

    def tables(self) -> dict[str, tuple[Row, ...]]:
        """The rows by the names of our tables."""
        return {SECTIONS[name]: tuple(rows) for name, rows in self._rows.items()}

    def _line(self, number: int, line: str) -> None:
        cells = [cell.strip() for cell in line.split("\t")]
        if line.startswith("["):
            self._begin(number, line.strip())
        elif self._section is None:
            self._use(number, cells)
        elif self._header is None:
            self._header = cells
            self._columns(number)
        elif self._section in SECTIONS:
            self._row(number, cells)

    def _fault(self, number: int, sentence: str) -> None:
        self.faults.append(f"{self._path.name}:{number}: {sentence}")

    def _begin(self, number: int, line: str) -> None:
        self._section, self._header = line.strip("[]"), None
        if self._section not in SECTIONS:
            self._fault(number, f"there is no section {line}; take one of [{'], ['.join(SECTIONS)}]")

    def _use(self, number: int, cells: list[str]) -> None:
        if cells not in (["use", "extend"], ["use", "replace"]):
            self._fault(
                number,
                "before the first section only “use”, a tab, and “extend” or “replace” can stand; write [lexicon]",
            )
        self.replaces = cells[-1] == "replace"

    def _columns(self, number: int) -> None:
        if self._section not in SECTIONS or self._header is None:
            return
        shape = _shape(self._section)
        known = [*shape.columns, *(_SPREAD if self._section == "codes" else ())]
        given = {one for name in self._header for one in (name, *_SPREAD.get(name, ()))}
        for name in self._header:
            if name not in known:
                self._fault(number, f"[{self._section}] has no column {name!r}; its columns are {', '.join(known)}")
        for name in shape.filled:
            if name not in given and name != "meaning":
                self._fault(number, f"[{self._section}] must have the column {name!r}, with tabs between the columns")

    def _row(self, number: int, cells: list[str]) -> None:
        header, section = self._header or [], self._section or ""
        if len(cells) > len(header):
            self._fault(number, f"{len(cells)} cells under {len(header)} columns; take out a tab")
            return
        given = dict(zip(header, cells, strict=False))
        for name, columns in _SPREAD.items():
            if name in given and section == "codes":
                value = given.pop(name)
                given |= dict.fromkeys(columns, value)
        shape = _shape(section)
        row = Row({name: given.get(name, "") for name in shape.columns}, self._path, number)
        for name in shape.filled:
            if not row[name] and name != "meaning":
                self._fault(number, f"{name} is empty; fill it in")
        self._rows.setdefault(section, []).append(row)


def _shape(section: str) -> shapes.Shape:
    return next(shape for shape in shapes.shapes() if shape.table == SECTIONS[section])


def _faults(own: OwnCodebook) -> Iterator[str]:
    """What is wrong with the content, by the tables as they would be."""
    yield from _numbers(own)
    with using(own):
        try:
            kinds = codebook.types()
        except ValueError:
            return  # told already
        yield from _codes(own, frozenset(kinds))
        yield from _operations(own)
        yield from _lines(own)


def _numbers(own: OwnCodebook) -> Iterator[str]:
    for row in own.rows(SECTIONS["types"]):
        if not _is_number(row["intensity"]):
            yield f"{row.where}: the intensity {row['intensity']!r} is no number"
        if row["quad"] not in _QUADS:
            yield f"{row.where}: there is no quad class {row['quad']!r}; take one of {', '.join(_QUADS)}"
        for name in ("needs_target", "symmetric"):
            if row[name] not in ("yes", "no"):
                yield f"{row.where}: {name} must be yes or no, not {row[name]!r}"
    for row in own.rows(SECTIONS["codes"]):
        if not (_is_number(row["goldstein"]) and -10 <= float(row["goldstein"]) <= 10):
            yield f"{row.where}: the Goldstein value {row['goldstein']!r} is no number from -10 to 10"


def _codes(own: OwnCodebook, kinds: frozenset[str]) -> Iterator[str]:
    protests = any(code.startswith("14") for code in codebook.cameo())
    for row in own.rows(SECTIONS["codes"]):
        if not (row["code"].isdigit() and 2 <= len(row["code"]) <= 4):
            yield f"{row.where}: the code {row['code']!r} must have two to four digits; 21 to 99 are free in CAMEO"
        elif protests and "114" not in codebook.cameo():
            yield f"{row.where}: where codes begin with 14 (protest), 114 (a government's complaint) must be there too"
        if row["plover-2024"] not in kinds:
            yield f"{row.where}: there is no type {row['plover-2024']!r}; add it to [types]"
    for row in own.rows(SECTIONS["modes"]):
        if row["type"] not in kinds:
            yield f"{row.where}: there is no type {row['type']!r}; add it to [types]"
    for row in own.rows(SECTIONS["types"]):
        if row["cameo"] not in codebook.cameo():
            yield f"{row.where}: there is no code {row['cameo']!r}; add it to [codes]"


def _operations(own: OwnCodebook) -> Iterator[str]:
    for row in own.rows(SECTIONS["operations"]):
        if row["result"] not in _OURS and row["result"] not in codebook.cameo():
            yield f"{row.where}: the result {row['result']!r} is no code, nor one of {', '.join(sorted(_OURS))}"
    known = lexicon.operations()
    for row in own.rows(SECTIONS["operators"]):
        if "*" not in known.get(row["operator"], {}):
            yield f"{row.where}: [operations] says nothing of {row['operator']} with the act *; add that row"


def _lines(own: OwnCodebook) -> Iterator[str]:
    for row in own.rows(SECTIONS["lexicon"]):
        try:
            line = lexicon.line_of(row)
        except KnowledgeError as error:
            yield f"{error}"
            continue
        yield from line_problems(line)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
