"""Every file of knowledge has its source named, and no source is named for a file that is gone."""

from __future__ import annotations

import re

from dragoman.knowledge import tables

_FILE = re.compile(r"`((?:[a-z-]+/)?[\w-]+\.(?:tsv|sqlite))`")


def test_every_file_has_its_source_named() -> None:
    named = _FILE.findall((tables.HOME / "SOURCES.md").read_text(encoding="utf-8"))
    there = {
        path.relative_to(tables.HOME).as_posix()
        for pattern in ("*.tsv", "*.sqlite")
        for path in tables.HOME.rglob(pattern)
    }
    assert sorted(named) == sorted(there)
