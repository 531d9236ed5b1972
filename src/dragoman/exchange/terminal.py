"""A report in the terminal: the marked page in colour, and the records under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.exchange.marked import when
from dragoman.exchange.marks import Block, blocks, label, plain, where
from dragoman.report import Report

_STYLES = {
    "event": "underline",
    "statement": "italic",
    "actor": "bold cyan",
    "person": "bold green",
    "place": "bold red",
    "date": "magenta",
    "quantity": "yellow",
}
_BLOCKS = {"headline": "bold", "subheading": "bold", "caption": "dim", "credit": "dim"}


def render(report: Report) -> Iterator[RenderableType]:
    """The parts of a report, to be printed one after the other; no page can write to the terminal by itself."""
    article = report.article
    yield Text("  ").join(Text(kind, style=style) for kind, style in _STYLES.items())
    yield Text()
    for block in blocks(report):
        yield _block(block)
        yield Text()
    facts = [fact for fact in (article.outlet, article.published_at, article.byline, article.url) if fact]
    yield Text(plain(" · ".join(facts)), style="dim")
    for title, header, rows in _records(report):
        if rows:
            yield Text()
            yield table(header, rows, title)


def _block(block: Block) -> Text:
    text = Text(style=_BLOCKS.get(block.kind, ""))
    for run in block.runs:
        style = " ".join(dict.fromkeys(_STYLES[mark.kind] for mark in run.marks if mark.kind in _STYLES))
        text.append(plain(run.text), style=style)
        for mark in run.ending:
            if mark.kind == "event":
                text.append(f"[{mark.number}]", style="dim")
    return text


Rows = list[tuple[object, ...]]


def _records(report: Report) -> Iterator[tuple[str, tuple[str, ...], Rows]]:
    yield "Events", ("no.", "id", "source", "target", "type", "status", "date", "place", "words"), [
        (
            number, one.id, ", ".join(map(label, one.source)), ", ".join(map(label, one.target)),
            f"{one.type} {one.cameo or ''}", one.status, when(one), one.place.name if one.place else "",
            one.evidence.text,
        )
        for number, one in enumerate(report.events, 1)
    ]  # fmt: skip
    yield (
        "Statements",
        ("speaker", "kind", "medium", "words"),
        [(one.speaker.name if one.speaker else "", one.kind, one.medium, one.text) for one in report.statements],
    )
    yield (
        "Persons",
        ("name", "offices", "country"),
        [
            (
                one.name,
                "; ".join(f"{held.title} ({held.of or '?'}, {held.status})" for held in one.offices),
                one.country,
            )
            for one in report.persons
        ],
    )
    yield (
        "Undertakings",
        ("name", "kind", "parties", "stages"),
        [(one.name, one.kind, ", ".join(one.parties), ", ".join(one.stages)) for one in report.undertakings],
    )
    yield (
        "Places",
        ("name", "kind", "where"),
        list(dict.fromkeys((one.name, one.kind, where(one)) for one in report.places)),
    )
    yield "Dates", ("words", "from", "to"), list(dict.fromkeys((one.text, one.start, one.end) for one in report.dates))
    yield (
        "Quantities",
        ("words", "value", "unit", "of"),
        [(one.text, f"{one.value:g}", one.unit, one.of) for one in report.quantities],
    )


def table(header: Iterable[str], rows: Iterable[Iterable[object]], title: str | None = None) -> Table:
    """A table of plain cells; markup and control characters in them are text."""
    found = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for name in header:
        found.add_column(name, overflow="fold")
    for row in rows:
        found.add_row(*(Text(plain("" if cell is None else str(cell))) for cell in row))
    return found
