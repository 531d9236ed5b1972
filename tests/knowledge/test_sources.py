"""Every file of knowledge has its source named, and no source is named for a file that is gone."""

from __future__ import annotations

import re

from dragoman.knowledge import tables

_FILE = re.compile(r"`((?:[a-z-]+/)*[\w-]+\.(?:tsv|sqlite|json|onnx|txt))`")


def test_every_file_has_its_source_named() -> None:
    text = (tables.HOME / "SOURCES.md").read_text(encoding="utf-8")
    named = {name for name in _FILE.findall(text) if not name.startswith("requirements/")}
    # Those of knowledge by their place in it, those of other rooms by their place in the package.
    there = {
        path.relative_to(tables.HOME if path.is_relative_to(tables.HOME) else tables.HOME.parent).as_posix()
        for pattern in ("*.tsv", "*.sqlite", "*.json", "*.onnx", "*.txt")
        for path in tables.HOME.parent.rglob(pattern)
    }
    assert sorted(named) == sorted(there)
