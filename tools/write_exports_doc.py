"""Writes the tables of docs/exports.md anew from the column tables: python tools/write_exports_doc.py [--check]."""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.exchange.columns import columns
from dragoman.exchange.exports import FORMATS
from dragoman.exchange.exports.sidecar import empty

PAGE = Path(__file__).parents[1] / "docs" / "exports.md"
MARK = "<!-- from here on written by tools/write_exports_doc.py -->\n"
TITLES = {
    "polecat": "POLECAT",
    "gdelt2": "GDELT 2.0 events",
    "gdelt2-mentions": "GDELT 2.0 mentions",
    "gdelt1-reduced": "GDELT 1.0 reduced",
    "icews": "ICEWS",
    "phoenix": "Phoenix",
}


def written() -> str:
    """The part of the page that the column tables decide."""
    lines = [MARK, "## Columns left empty on purpose\n", "| format | column | why |", "| --- | --- | --- |"]
    for form in FORMATS:
        lines += [f"| `{form}` | {name} | {why} |" for name, why in empty(form).items()]
    for form, title in TITLES.items():
        found = columns(form)
        lines += [
            f"\n## {title}: `{form}`, {len(found)} columns\n",
            "| # | column | what stands in it |",
            "| --- | --- | --- |",
        ]
        for number, column in enumerate(found, 1):
            what = f"empty: {column.note}" if not column.value else column.note or column.value.replace("_", " ")
            lines.append(f"| {number} | {column.name} | {what} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the page, or says whether it is up to date."""
    text = PAGE.read_text(encoding="utf-8")
    fresh = text.partition(MARK)[0] + written()
    if "--check" in sys.argv:
        return int(text != fresh)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
