"""Measures on all own gold and writes docs/accuracy.md, docs/reliability.svg and evaluation/last.json.

    make accuracy

The figures on outside sets, which do not come with the project, stand in docs/outside.md as they were measured by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.evaluation import calibration, changes
from dragoman.evaluation.counts import bounds, shares
from dragoman.evaluation.run import Run

ROOT = Path(__file__).parent.parent
PAGES = tuple(path for name in ("tests/pages", "evaluation/pages") if (path := ROOT / name).is_dir())
ASIDE = "evaluation/unseen"
_SHOWN = 20
SENTENCES = ROOT / "evaluation" / "sentences"
FAMILIES = {
    "event_dates": "event dates (of found, dated dyads)",
    "event_status": "event status (of found dyads)",
    "persons": "persons",
    "offices": "offices",
    "statements": "statements",
    "speakers": "speaker, kind and medium of statements",
    "places": "places within 50 km",
    "dates": "dates",
    "quantities": "quantities",
    "undertakings": "undertakings",
}
INTRODUCTION = """# How right it is

Written by `make accuracy` on {day}, version {version}; not to be edited by hand. Figures in brackets are the bounds
within which the figure lies in 95 of 100 samples drawn anew from the same pages or sentences.

"""
SETS = """## What the sets are

- **Pages**: {pages}. Written for this project in the manner of real outlets, with all that they say held as gold in a
  file beside them. The rules were written with the pages of `tests/pages` in sight: read their figures as a test that
  nothing has broken, not as a promise.
- **Pages kept aside**: `evaluation/unseen`, written and labelled by somebody who had neither run the coder on them nor
  read its rules. Those who write rules and tables do not look into them, so these figures are the nearest to what new
  pages will give.
- **Sentences**: `evaluation/sentences`, written for this project, one marked pair and one type each. A hash of the
  sentence's family decides to which part it belongs: 70 of 100 train the typer, 15 calibrate it and the vote, and on
  the last 15, which nothing was fitted to, these figures are measured. All markings of one sentence are in one part.
- Outside sets are measured now and then, and not shipped: see [outside.md](outside.md).

## How to measure again

```
make accuracy
dragoman evaluate tests/pages --show
dragoman evaluate evaluation/unseen
dragoman evaluate evaluation/sentences --part test
```

The same code, model and gold give the same figures.
"""


def main() -> None:
    """Measures and writes."""
    whole = Run().over([*PAGES, SENTENCES])
    changes.write(ROOT / changes.LAST, whole)
    pages = {str(path.relative_to(ROOT)): Run().over([path])["pages"] for path in PAGES}
    [both] = whole["sentences"].values()
    [fast] = Run(fast=True).over([SENTENCES])["sentences"].values()
    (ROOT / "docs" / "reliability.svg").write_text(calibration.svg(both["calibration"], "Types of pairs"), "utf-8")
    lines = [line for name, one in pages.items() for line in of_pages(f"Pages: `{name}`", one)]
    lines += of_pages(f"Pages kept aside: `{ASIDE}`", Run().over([ROOT / ASIDE])["pages"])
    lines += of_sentences({"lexicon and typer": both, "lexicon alone (--fast)": fast})
    folders = " and ".join(f"{one['pages']} in `{name}`" for name, one in pages.items())
    parts = (INTRODUCTION.format(day=datetime.now(UTC).date(), version=__version__), *lines, SETS.format(pages=folders))
    (ROOT / "docs" / "accuracy.md").write_text("\n".join(parts), encoding="utf-8")


def of_pages(heading: str, found: dict[str, Any]) -> Iterator[str]:
    """The tables of a folder of pages."""
    yield f"## {heading} ({found['pages']})\n"
    yield from table(
        ("events", "precision", "recall", "F1", "F1 within"),
        ((level, *shares(one), bounds(one)) for level, one in found["events"].items()),
    )
    yield "By type (gold type against what was given):\n"
    yield from table(
        ("type", "precision", "recall", "F1", "gold", "false alarms"),
        ((kind, *shares(one), one["found"] + one["missed"], one["wrong"]) for kind, one in found["by_type"].items()),
    )
    yield from table(
        ("other records", "right", "within", "given"),
        (
            (label, f"{one['share']:.3f} ({one['right']} of {one['of']})", bounds(one), one.get("given", ""))
            for key, label in FAMILIES.items()
            if (one := found.get(key)) is not None and one["of"]
        ),
    )
    if found["confusion"]:
        mixed = "; ".join(f"{pair} {count}" for pair, count in list(found["confusion"].items())[:_SHOWN])
        yield f"What is taken for what most often: {mixed}.\n"


def of_sentences(found: dict[str, Any]) -> Iterator[str]:
    """The tables of the labelled sentences."""
    both = found["lexicon and typer"]
    yield f"## Types of marked pairs: `evaluation/sentences`, test part ({both['sentences']} sentences)\n"
    yield from table(
        ("", "macro-F1 of types", "within", "macro-F1 of quad classes", "accuracy", "calibration error"),
        (
            (
                name,
                one["root_macro_f1"],
                bounds(one),
                one["quad_macro_f1"],
                one["accuracy"],
                one["calibration"]["error"],
            )
            for name, one in found.items()
        ),
    )
    yield from table(
        ("type", "precision", "recall", "F1", "gold"),
        ((root, *shares(one), one["gold"]) for root, one in both["by_root"].items()),
    )
    yield from table(("kind of sentence", "right"), both["by_kind"].items())
    mixed = "; ".join(f"{pair} {count}" for pair, count in both["confusion"].items())
    yield f"What is taken for what most often: {mixed}.\n"
    yield "![Reliability of the confidence](reliability.svg)\n"
    yield "A dot stands for answers of about one confidence; on the line, as many are right as the confidence says.\n"


def table(columns: tuple[str, ...], rows: Any) -> Iterator[str]:
    """A table in Markdown."""
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    yield ""


if __name__ == "__main__":
    main()
