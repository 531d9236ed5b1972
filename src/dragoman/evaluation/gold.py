"""Gold pages: a JSON object each, beside the page that it speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import EvaluationError

_ENDINGS = (".txt", ".html", ".htm", ".xml", ".jsonl")
_GOLD = ".gold.json"


class GoldPage(NamedTuple):
    """What a page says, as its readers hold it, and where the page lies (None where it is not to be found)."""

    id: str
    says: dict[str, Any]
    page: Path | None


def pages(path: Path) -> Iterator[GoldPage]:
    """The gold pages of a file, or of all files ``*.gold.json`` of a folder and those within it, in order."""
    for one in sorted(path.rglob(f"*{_GOLD}")) if path.is_dir() else [path]:
        yield _page(one)


def _page(path: Path) -> GoldPage:
    try:
        says = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} is no gold page: it cannot be read as JSON ({error})") from error
    if not isinstance(says, dict) or "id" not in says or "events" not in says:
        raise EvaluationError(f"{path} is no gold page: it must be an object with id and events")
    return GoldPage(says["id"], says, _beside(path, says.get("page")))


def _beside(path: Path, named: str | None) -> Path | None:
    """The page of a gold file: the one that it names, in its folder or one above; else the one of the same stem."""
    if named:
        return next((folder / named for folder in path.resolve().parents if (folder / named).is_file()), None)
    stem = path.name.removesuffix(_GOLD) if path.name.endswith(_GOLD) else path.stem
    return next((one for ending in _ENDINGS if (one := path.with_name(stem + ending)).is_file()), None)


def marked_articles(path: Path) -> list[dict[str, Any]]:
    """Articles marked by others: JSON objects with id and text, and attributions or toponyms."""
    try:
        found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read as JSON lines ({error})") from error
    if any("text" not in one or not ({"attributions", "toponyms"} & one.keys()) for one in found):
        raise EvaluationError(f"{path}: each line must have id, text, and attributions or toponyms")
    return found
