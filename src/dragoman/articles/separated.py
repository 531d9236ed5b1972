"""CSV, TSV and their like: one page a row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from dragoman.articles import rows
from dragoman.articles.decode import LIMIT
from dragoman.articles.source import Opened, Piece
from dragoman.errors import PageError
from dragoman.report import SetAside

_MARKS = ",\t;|"
_WORD = re.compile(r"[A-Za-z_][\w-]{0,40}")
_NAME = re.compile(r"[\w .:/()#-]{1,80}")


def looks(opened: Opened) -> bool:
    """Whether a file begins with the names of columns that are known to hold pages; or any, if the user named some."""
    lines = opened.start.splitlines()[:2]
    if len(lines) < 2 or not any(mark in lines[0] for mark in _MARKS):
        return False
    names = next(csv.reader(lines[:1], delimiter=_mark(lines[0])), [])
    if len(names) < 2 or len(set(names)) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        return False
    if opened.columns.missing(_stripped(names)) is None:
        return True
    # It is a table all the same, and to be told so, not to be read as prose.
    wanted = opened.columns.text is not None and _mark(lines[0]) in lines[1]
    return wanted or (len(names) > 2 and all(_WORD.fullmatch(name) for name in names))


def _stripped(names: list[str]) -> list[str]:
    return [name.strip() for name in names]


def _mark(line: str) -> str:
    return max(_MARKS, key=line.count)


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of the rows."""
    csv.field_size_limit(LIMIT)
    text = io.TextIOWrapper(opened.handle, encoding=_encoding(opened.head), errors="replace", newline="")
    table = csv.reader(text, delimiter=_mark(opened.start.splitlines()[0]))
    try:
        names = _stripped(next(table))
        if reason := opened.columns.missing(names):
            raise PageError(reason)
        for number, cells in enumerate(table, 1):
            if cells:
                row = dict(zip(names, cells, strict=False))
                yield rows.piece(
                    row, opened.columns, opened.id(number) if opened.name else f"row {number}", opened.at(number)
                )
    except csv.Error as error:
        raise PageError(
            f"the table cannot be read from line {table.line_num} on ({error}); a quote may have no end there"
        ) from error
    finally:
        # The handle is its opener's to close.
        text.detach()


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
