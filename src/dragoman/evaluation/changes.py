"""What has changed since the last run that was kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import EvaluationError

LAST = Path("evaluation") / "last.json"
"""Where the last run is kept, from the folder in which the project lies."""

_WORDS = frozenset({"missed", "false_alarms", "no_report", "bins", "interval", "confusion"})
"""What a diff leaves out: lists, and what follows from other figures."""


class Change(NamedTuple):
    """A figure by its path in the results, before and now; None where it was not or is no more."""

    figure: str
    before: float | None
    now: float | None


def changes(before: dict[str, Any], now: dict[str, Any]) -> list[Change]:
    """The figures that differ, in the order of now."""
    old, new = dict(_figures(before)), dict(_figures(now))
    return [Change(name, old.get(name), new.get(name)) for name in {**new, **old} if old.get(name) != new.get(name)]


def _figures(found: dict[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    for name, value in found.items():
        if name in _WORDS and not isinstance(value, (int, float)):
            continue
        if isinstance(value, dict):
            yield from _figures(value, f"{above}{name} ")
        elif isinstance(value, (int, float)):
            yield f"{above}{name}", value


def read(path: Path) -> dict[str, Any] | None:
    """The last run, None where none was kept. Raises EvaluationError for a file that is none."""
    if not path.is_file():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read as a kept run ({error}); give another with --last") from error
    return found


def write(path: Path, found: dict[str, Any]) -> None:
    """Keeps a run. Raises EvaluationError where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written ({error.strerror or error})") from error
