"""What the user names on the command line, as pages to read."""

from __future__ import annotations

import glob
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path


def sources(named: Iterable[str], room: Path) -> Iterator[Path | bytes]:
    """Files, folders, globs and ``-`` (standard input: JSONL where it begins with an object, else one page).

    A name that nothing answers to is given on as a path, to be set aside with the reason. ``room`` is a folder for what
    comes by standard input line by line.
    """
    for name in named:
        if name == "-":
            yield _standard_input(room)
        elif Path(name).exists() or not glob.has_magic(name):
            yield Path(name)
        else:
            # Path.glob takes no absolute patterns.
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
            yield from (Path(one) for one in found or [name])


def _standard_input(room: Path) -> Path | bytes:
    data = sys.stdin.buffer
    first = data.readline()
    if not first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return first + data.read()
    # Set down on disk, so that a long stream of pages is read as a file of them is: one at a time.
    path = room / "stdin.jsonl"
    with path.open("wb") as handle:
        handle.write(first)
        shutil.copyfileobj(data, handle)
    return path
