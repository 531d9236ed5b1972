"""Every link between the documents leads somewhere, and the README names every document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "src" / "dragoman" / "knowledge" / "SOURCES.md"
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "evaluation").rglob("*.md"), TABLES]
_LINK = re.compile(r"\]\(([^()\s]+)\)")


def _anchors(path: Path) -> set[str]:
    """The names under which the headings of a document can be reached."""
    heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        place, _, anchor = link.partition("#")
        target = path.parent / place if place else path
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [one for one in (ROOT / "src" / "dragoman").iterdir() if not one.name.startswith(("_", "py.typed"))]
    assert {one.name for one in rooms if f"`{one.stem}{'/' if one.is_dir() else '.py'}`" not in text} == set()


def test_the_readme_names_every_document() -> None:
    linked = set(_LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    there = {path.relative_to(ROOT).as_posix() for kind in ("*.md", "*.ipynb") for path in (ROOT / "docs").glob(kind)}
    assert there - linked == set()
