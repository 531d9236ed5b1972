"""A report in the terminal: the marked page in colour, and the records under it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.exchange.marked import EVENT_HEADER, event_rows
from dragoman.exchange.marks import runs
from dragoman.report import Report

_STYLES = {
    "event": "on grey23", "statement": "italic", "actor": "bold cyan", "person": "bold green", "place": "bold red", "date": "magenta", "quantity": "yellow",
}  # fmt: skip


def render(report: Report) -> Iterator[RenderableType]:
    """The parts of a report, to be printed one after the other."""
    article = report.article
    yield Text(article.headline or report.id, style="bold")
    yield Text(" · ".join(fact for fact in (article.outlet, article.published_at, article.byline) if fact), style="dim")
    yield _legend()
    for paragraph in article.paragraphs:
        text = Text(style="bold" if paragraph.kind == "subheading" else "dim" if paragraph.kind in ("credit", "caption") else "")
        for run in runs(report, paragraph):
            text.append(run.text.replace("\n", " "), style=" ".join(dict.fromkeys(_STYLES[mark.kind] for mark in run.marks)))
        text.append("\n")
        yield text
    yield table("Events", EVENT_HEADER, event_rows(report))
    said = [(one.speaker.name if one.speaker else "", one.kind, one.medium or "", one.text) for one in report.statements]
    yield table("Statements", ("speaker", "kind", "medium", "words"), said)
    persons = [(one.name, "; ".join(f"{office.title} of {office.of or '?'}" for office in one.offices)) for one in report.persons]
    yield table("Persons", ("name", "offices"), persons)
    undertakings = [(one.name, one.kind, ", ".join(one.parties), ", ".join(one.stages)) for one in report.undertakings]
    yield table("Undertakings", ("name", "kind", "parties", "stages"), undertakings)


def _legend() -> Text:
    text = Text()
    for kind, style in _STYLES.items():
        text.append(kind, style=style)
        text.append("  ")
    return text


def table(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    """A table of plain cells; markup in them is text."""
    found = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for name in header:
        found.add_column(name, overflow="fold")
    for row in rows:
        found.add_row(*(Text(str(cell)) for cell in row))
    return found
