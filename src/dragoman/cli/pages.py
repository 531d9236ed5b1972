"""What the user names on the command line, as pages to read."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import PageError


def sources(named: Iterable[str]) -> Iterator[Any]:
    """Files, folders, globs and ``-`` (standard input: JSONL where its first line is an object, else one page).

    Raises PageError for a name that nothing answers to.
    """
    for name in named:
        if name == "-":
            yield from _standard_input()
            continue
        path = Path(name)
        if path.exists():
            yield path
            continue
        found = sorted(glob.glob(name, recursive=True))
        if not found:
            raise PageError(f"there is no file, folder or pattern {name!r}")
        yield from (Path(one) for one in found)


def _standard_input() -> Iterator[Any]:
    data = sys.stdin.buffer
    first = data.readline()
    if first.lstrip().startswith(b"{"):
        from dragoman.articles.rows import read

        for number, row in read(_chain(first, data)):
            yield row if isinstance(row, dict) else {"id": f"stdin:{number}", "problem": row}
    else:
        yield first + data.read()


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
