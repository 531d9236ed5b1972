"""Reading exports back, as text that can stand in a golden file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars

from dragoman import __version__
from dragoman.report import Report


def cells(path: Path) -> list[list[str]]:
    """The cells of a tab-separated file."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def triples(report: Report) -> set[str]:
    """Every three words that stand side by side in the body of a page."""
    words = " ".join(part.text for part in report.article.paragraphs).split()
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def whole(path: Path) -> str:
    """Everything that an export wrote, the version of Dragoman left open."""
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    parts = []
    for file in files:
        text = _rows(file) if file.suffix == ".parquet" else file.read_text(encoding="utf-8")
        parts.append(f"=== {file.relative_to(path).as_posix()}\n{text}" if path.is_dir() else text)
    return "".join(parts).replace(__version__, "{version}")


def _rows(file: Path) -> str:
    frame = polars.read_parquet(file, hive_partitioning=False)
    types = ", ".join(f"{name}: {type_}" for name, type_ in frame.schema.items())
    return f"{types}\n{frame.write_ndjson()}"
