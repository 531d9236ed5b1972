"""What the user names on the command line, as pages to read."""

from __future__ import annotations

import glob
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.articles import Source
    from dragoman.cli.reach import Reach

_LONG = 20_000_000


def sources(named: Iterable[str], room: Path, reach: Reach) -> Iterator[Source]:
    """Files, folders, globs, addresses on the web and ``-`` (standard input), with the way to read them.

    A name that nothing answers to is given on as a path, to be set aside with the reason. ``room`` is a folder for what
    comes by standard input and is long.
    """
    from dragoman.articles import Address

    for name in named:
        if name == "-":
            yield reach.source(_standard_input(room))
        elif name.startswith(("http://", "https://")):
            yield reach.source(Address(name))
        elif Path(name).exists() or not glob.has_magic(name):
            yield reach.source(Path(name))
        else:
            # Path.glob takes no absolute patterns.
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
            yield from (reach.source(Path(one)) for one in found or [name])


def _standard_input(room: Path) -> Path | bytes:
    data = sys.stdin.buffer
    first = data.readline(_LONG)
    is_rows = first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
    if not is_rows and len(first := first + data.read(_LONG)) <= _LONG:
        return first
    # Set down on disk, so that a long stream of pages is read as a file of them is: one at a time.
    path = room / "stdin"
    with path.open("wb") as handle:
        handle.write(first)
        shutil.copyfileobj(data, handle)
    return path
