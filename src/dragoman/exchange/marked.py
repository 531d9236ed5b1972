"""A report for people: the page with its records marked where they stand, as HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from dragoman.exchange.explained import days
from dragoman.exchange.marks import KINDS, Block, Mark, blocks, label, where
from dragoman.report import Event, Quantity, Report, Speaker

_TAGS = {
    "headline": "h1",
    "lead": "p",
    "paragraph": "p",
    "subheading": "h2",
    "caption": "p",
    "credit": "p",
}
# Nothing may be loaded or run, whatever a page may have smuggled in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(report: Report) -> str:
    """A whole HTML page: no scripts, nothing loaded from anywhere."""
    title = escape(report.article.headline or report.id)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>body{{margin:0}}</style>\n</head>\n<body>\n{fragment(report)}\n</body>\n</html>\n"
    )


def fragment(report: Report) -> str:
    """The marked page as a part of another one, a notebook's for instance."""
    # Several pages may stand in one notebook: their anchors must differ.
    anchor = "d" + sha256(report.id.encode("utf-8", "replace")).hexdigest()[:8]
    first = _Once()
    text = "\n".join(_block(block, anchor, first) for block in blocks(report))
    return (
        f'<style>{_style()}</style>\n<article class="dragoman">\n{_legend(anchor)}\n'
        f'<section class="page" aria-label="The page">\n{text}\n{_facts(report)}\n</section>\n'
        f"{_records(report, anchor)}\n</article>"
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "marked.css").read_text(encoding="utf-8").strip()


class _Once:
    """Says for each event whether it is met for the first time: an id may stand once in a page."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def __call__(self, number: int) -> bool:
        new = number not in self._met
        self._met.add(number)
        return new


def _legend(anchor: str) -> str:
    """The kinds of marks, each with a box that shows or hides them."""
    items = "".join(
        f'<li><input type="checkbox" class="show-{kind}" id="{anchor}-{kind}" checked>'
        f'<label for="{anchor}-{kind}"><mark class="{kind}">{kind}</mark></label></li>'
        for kind in KINDS
    )
    return f'<ul class="legend" aria-label="What is marked">{items}</ul>'


def _facts(report: Report) -> str:
    article = report.article
    facts = [escape(fact) for fact in (article.outlet, article.published_at, article.byline) if fact]
    if article.url:
        facts.append(_link(article.url))
    facts += [f"{count} {escape(name)}" for name, count in article.counters.items()]
    return f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""


def _link(url: str) -> str:
    """A link where the address is one of the web, plain text for anything else (``javascript:``)."""
    shown = escape(url)
    if url.lower().startswith(("http://", "https://")):
        return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>'
    return shown


def _block(block: Block, anchor: str, first: _Once) -> str:
    """A paragraph whose marks are nested: a mark that would cross another's border is split there."""
    tag = _TAGS[block.kind]
    parts = [f'<{tag} class="{block.kind}">']
    still: list[Mark] = []
    for run in block.runs:
        same = _shared(still, run.marks)
        parts.append("</mark>" * (len(still) - same))
        parts += [_opening(mark) for mark in run.marks[same:]]
        still = list(run.marks)
        parts.append(escape(run.text))
        if refs := "".join(_reference(mark, anchor, first) for mark in run.ending if mark.kind == "event"):
            parts.append("</mark>" * len(still) + refs)
            still = []
    parts.append("</mark>" * len(still) + f"</{tag}>")
    return "".join(parts)


def _shared(still: Iterable[Mark], wanted: Iterable[Mark]) -> int:
    """How many of the open marks, from the outside in, stay open."""
    count = 0
    for one, other in zip(still, wanted, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _opening(mark: Mark) -> str:
    return f'<mark class="{mark.kind}" title="{mark.kind}: {escape(mark.label)}">'


def _reference(mark: Mark, anchor: str, first: _Once) -> str:
    here = f' id="{anchor}-at-{mark.number}"' if first(mark.number) else ""
    return (
        f'<a class="reference"{here} href="#{anchor}-event-{mark.number}" title="{escape(mark.label)}"'
        f' aria-label="event {mark.number}">{mark.number}</a>'
    )


def _table(caption: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of cells that are HTML already."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="records"><table><caption>{caption} <span class="count">{len(rows)}</span></caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _cells(*texts: object) -> tuple[str, ...]:
    return tuple(escape("" if text is None else str(text)) for text in texts)


def when(event: Event) -> str:
    """The days of an event in a few characters; in brackets where they are the article's own."""
    if event.date is None:
        return ""
    return f"({days(event.date)})" if event.date.inherited else days(event.date)


def _event_row(event: Event, number: int, anchor: str) -> tuple[str, ...]:
    quad = (event.quad or "").replace(" ", "-")
    sides = (
        " ".join(f"<code>{escape(label(one))}</code>" for one in side) or "—" for side in (event.source, event.target)
    )
    return (
        f'<a id="{anchor}-event-{number}" href="#{anchor}-at-{number}" title="where the page says it">{number}</a>',
        *sides,
        f'<span class="type {escape(quad)}">{escape(event.type)}</span>',
        *_cells(event.cameo, event.status, when(event), event.place.name if event.place else None, event.reported_by),
        f"<q>{escape(event.evidence.text)}</q>",
    )


def _records(report: Report, anchor: str) -> str:
    tables = (_events(report, anchor), _statements(report), _persons(report), _undertakings(report), _places(report))
    return "\n".join((*tables, _dates(report), _quantities(report), _provenance(report)))


def _events(report: Report, anchor: str) -> str:
    header = ("No.", "source", "target", "type", "CAMEO", "status", "date", "place", "reported by", "words")
    rows = [_event_row(event, number, anchor) for number, event in enumerate(report.events, 1)]
    return _table("Events", header, rows)


def _statements(report: Report) -> str:
    rows = [
        _cells(
            _speaker(one.speaker),
            one.addressee.name if one.addressee else None,
            one.kind,
            one.verb,
            one.medium,
            one.text,
        )
        for one in report.statements
    ]
    return _table("Statements", ("speaker", "to", "kind", "verb", "medium", "words"), rows)


def _speaker(one: Speaker | None) -> str | None:
    if one is None or one.code is None:
        return one.name if one else None
    return f"{one.name} ({one.code})"


def _persons(report: Report) -> str:
    rows = []
    for one in report.persons:
        offices = (
            ("" if held.status == "current" else f"{held.status} ") + held.title + (f" ({held.of})" if held.of else "")
            for held in one.offices
        )
        rows.append(_cells(one.name, "; ".join(offices), one.country, len(one.mentions)))
    return _table("Persons", ("name", "offices", "country", "mentions"), rows)


def _undertakings(report: Report) -> str:
    rows = [
        _cells(one.name, one.kind, ", ".join(one.parties), ", ".join(one.stages), one.said_by, one.evidence.text)
        for one in report.undertakings
    ]
    return _table("Undertakings", ("name", "kind", "parties", "stages", "said by", "words"), rows)


def _places(report: Report) -> str:
    rows = dict.fromkeys(_cells(one.name, one.kind, where(one), one.geonames_id) for one in report.places)
    return _table("Places", ("name", "kind", "where", "GeoNames"), list(rows))


def _dates(report: Report) -> str:
    rows = dict.fromkeys(_cells(one.text, one.start, one.end, one.granularity) for one in report.dates)
    return _table("Dates", ("words", "from", "to", "granularity"), list(rows))


def _quantities(report: Report) -> str:
    rows = [_cells(one.text, f"{one.value:g}", one.unit, _si(one), one.of) for one in report.quantities]
    return _table("Quantities", ("words", "value", "unit", "SI", "of"), rows)


def _si(one: Quantity) -> str | None:
    return None if one.si_value is None else f"{one.si_value:g} {one.si_unit or ''}"


def _provenance(report: Report) -> str:
    made = report.provenance
    if made is None:
        return ""
    text = f"Dragoman {made.dragoman} · {made.codebook} · {made.model} · page {made.page_sha256[:16]}"
    return f'<p class="facts">{escape(text)}</p>'
