"""A report for people: the page with its records marked where they stand, as HTML that needs nothing else."""

from __future__ import annotations

from html import escape

from dragoman.exchange.marks import KINDS, Run, codes, runs
from dragoman.report import Event, Report

_TAGS = {"lead": "p", "paragraph": "p", "subheading": "h3", "caption": "figcaption", "credit": "small"}
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--soft:#6b6b76;--line:#d9d9e0;--event:#ffe08a;--statement:#7a5cc4;--actor:#b9dcff;--person:#c9f0d0;--place:#ffd0c2;--date:#e3d3ff;--quantity:#d5eef0}
@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171b;--soft:#a0a0ac;--line:#3a3a44;--event:#6b5300;--statement:#b79cff;--actor:#123f66;--person:#164d24;--place:#6b2d1c;--date:#43296b;--quantity:#1d4a4f}}
.dragoman{font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:0 auto;padding:1.5rem}
.dragoman h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}.dragoman .facts,.dragoman small{color:var(--soft)}
.dragoman mark{color:inherit;background:none;border-radius:.2em;padding:.05em .1em}
.dragoman mark.event{background:var(--event)}.dragoman mark.actor{background:var(--actor)}.dragoman mark.person{background:var(--person)}
.dragoman mark.place{background:var(--place)}.dragoman mark.date{background:var(--date)}.dragoman mark.quantity{background:var(--quantity)}
.dragoman mark.statement{border-bottom:2px dotted var(--statement)}
.dragoman table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0 1.5rem}.dragoman th,.dragoman td{border-bottom:1px solid var(--line);text-align:left;padding:.3rem .5rem;vertical-align:top}
.dragoman ul.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.8rem;font-size:.85rem}
""".strip()


def html(report: Report) -> str:
    """A whole HTML page: no scripts, nothing loaded from anywhere."""
    title = escape(report.article.headline or report.id)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title></head><body>{fragment(report)}</body></html>\n"
    )


def fragment(report: Report) -> str:
    """The marked page as a part of another one, a notebook's for instance."""
    article = report.article
    facts = [fact for fact in (article.outlet, article.published_at, article.byline, article.url) if fact]
    body = "".join(_paragraph(report, at) for at in range(len(article.paragraphs)))
    return (
        f'<style>{_STYLE}</style><article class="dragoman"><h1>{escape(article.headline or report.id)}</h1>'
        f'<p class="facts">{escape(" · ".join(facts))}</p>{_legend()}{body}{_events(report)}{_statements(report)}{_others(report)}</article>'
    )


def _legend() -> str:
    return '<ul class="legend" aria-label="legend">' + "".join(f'<li><mark class="{kind}">{kind}</mark></li>' for kind in KINDS) + "</ul>"


def _paragraph(report: Report, at: int) -> str:
    paragraph = report.article.paragraphs[at]
    tag = _TAGS[paragraph.kind]
    return f"<{tag}>{''.join(_run(run) for run in runs(report, paragraph))}</{tag}>"


def _run(run: Run) -> str:
    text = escape(run.text)
    for mark in reversed(run.marks):
        text = f'<mark class="{mark.kind}" title="{escape(mark.label, quote=True)}">{text}</mark>'
    return text


def _table(caption: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{escape(caption)}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def when(event: Event) -> str:
    """The days of an event in a few words."""
    if event.date is None:
        return ""
    days = event.date.start if event.date.start == event.date.end else f"{event.date.start} to {event.date.end}"
    return f"({days})" if event.date.inherited else days


def event_rows(report: Report) -> list[tuple[str, ...]]:
    """The events of a report as cells: id, type, source, target, status, when, where, words."""
    return [
        (event.id, event.type, codes(event.source), codes(event.target), event.status, when(event), event.place.name if event.place else "", event.evidence.text)
        for event in report.events
    ]


EVENT_HEADER = ("id", "type", "source", "target", "status", "date", "place", "words")


def _events(report: Report) -> str:
    return _table("Events", EVENT_HEADER, event_rows(report))


def _statements(report: Report) -> str:
    rows = [
        (said.speaker.name if said.speaker else "", said.kind, said.verb or "", said.medium or "", said.text) for said in report.statements
    ]
    return _table("Statements", ("speaker", "kind", "verb", "medium", "words"), rows)


def _others(report: Report) -> str:
    persons = [
        (person.name, "; ".join(f"{office.title} ({office.of or '?'}, {office.status})" for office in person.offices), person.country or "")
        for person in report.persons
    ]
    undertakings = [(one.name, one.kind, ", ".join(one.parties), ", ".join(one.stages)) for one in report.undertakings]
    places = [(one.name, one.country or "", f"{one.lat}, {one.lon}") for one in {place.name: place for place in report.places}.values()]
    return (
        _table("Persons", ("name", "offices", "country"), persons)
        + _table("Places", ("name", "country", "coordinates"), places)
        + _table("Undertakings", ("name", "kind", "parties", "what is said of it"), undertakings)
    )
