"""The columns of a table of pages: which holds the text, the title, the date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dragoman.knowledge.columns import column_names


class Columns(NamedTuple):
    """The columns that hold the pages of a table; where none is named, it is told by its name."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None

    def named(self) -> dict[str, str]:
        """The columns that the user named, by what they are for."""
        return {use: name for use, name in self._asdict().items() if name is not None}

    def among(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Those of some names that serve, by what they are for, the surest first."""
        held = list(names)
        small = {name.strip().casefold(): name for name in reversed(held)}
        chosen = self.named()
        found: dict[str, list[str]] = {}
        for use, known in column_names().items():
            if use in chosen:
                found[use] = [chosen[use]] if chosen[use] in held else []
            elif use == "html" and "text" in chosen:
                found[use] = []
            else:
                found[use] = [small[name] for name in known if name in small]
        return found

    def missing(self, names: Iterable[str]) -> str | None:
        """What to say where a table has no column with pages, or not the one that the user named."""
        held = list(names)
        absent = [name for name in self.named().values() if name not in held]
        if not absent and any(self.among(held)[use] for use in ("text", "html")):
            return None
        shown = ", ".join(held[:12]) + (" …" if len(held) > 12 else "")
        if absent:
            return f"it has no column {absent[0]!r}; its columns are {shown}"
        return f"none of its columns is known to hold text ({shown}); name it with --text-column"


def first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first cell among some columns that is filled."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)
