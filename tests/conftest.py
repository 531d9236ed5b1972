"""What several rooms' tests share: a report made by hand, and a web server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman import report as r
from local_site import site

__all__ = ["site"]

HEADLINE = "Norway and Chile sign fishing accord"
LEAD = 'Norway\'s foreign minister Kari Berg met Luis Rojas in Oslo on Monday. "We are glad," Berg said.'
PAGE = f"{HEADLINE}\n\n{LEAD}\n"


def _span(words: str, record: type = r.Span, **more: object) -> object:
    start = PAGE.index(words)
    return record(start=start, end=start + len(words), **more)


def _participant(code: str, words: str, person: str | None = None) -> r.Participant:
    return _span(words, r.Participant, code=code, sector="GOV", person=person, text=words)  # type: ignore[return-value]


def build(id: str = "accord", sha: str = "a" * 64, **more: object) -> r.Report:
    """A report of a page about two states; ``more`` takes the place of its fields."""
    day = r.When(start="2021-03-01", end="2021-03-01", granularity="day", text="Monday")
    oslo = _span(
        "Oslo", r.Place, text="Oslo", name="Oslo", lat=59.91, lon=10.75, country="NOR", admin1="Oslo", geonames_id=1
    )
    first = _participant("NOR", "Kari Berg", "Kari Berg")
    second = _participant("CHL", "Luis Rojas", "Luis Rojas")
    words = "foreign minister Kari Berg met Luis Rojas in Oslo on Monday"
    met = r.Event(
        id=f"{id}:e1",
        type="CONSULT",
        status="actual",
        symmetric=True,
        source=(first,),
        target=(second,),
        cameo="040",
        quad="verbal cooperation",
        goldstein=1.0,
        date=day,
        place=oslo,
        evidence=_span(words, r.Evidence, text=words),
        mentions=(_span(words),),
        why=r.Why(clause="meet(subj: Berg; obj: Rojas)", line="consult.tsv:1: meet", rules=("source: subj",)),
    )
    signed = r.Event(
        id=f"{id}:e2",
        type="SUPPORT",
        status="planned",
        source=(_span("Norway", r.Participant, code="NOR", text="Norway"),),
        target=(_span("Chile", r.Participant, code="CHL", text="Chile"),),
        evidence=_span(HEADLINE, r.Evidence, text=HEADLINE),
        quad="verbal cooperation",
        mentions=(_span(HEADLINE),),
    )
    fields: dict[str, object] = {
        "id": id,
        "article": r.Article(
            headline=HEADLINE,
            headline_span=_span(HEADLINE),
            outlet="Fjord Post",
            published_at="2021-03-02T09:00:00+01:00",
            url="https://fjordpost.example/1",
            language="en",
            paragraphs=(_span(LEAD, r.Paragraph, kind="lead", text=LEAD),),
        ),
        "persons": (
            r.Person(
                name="Kari Berg",
                names=("Kari Berg", "Berg"),
                country="NOR",
                mentions=(_span("Kari Berg"),),
                offices=(r.Office(title="foreign minister", of="NOR"),),
            ),
            r.Person(name="Luis Rojas", names=("Luis Rojas",), country="CHL", mentions=(_span("Luis Rojas"),)),
        ),
        "actors": (
            r.Actor(code="NOR", country="NOR", name="Norway", mentions=(_span("Norway"),)),
            r.Actor(code="CHL", country="CHL", name="Chile", mentions=(_span("Chile"),)),
        ),
        "events": (met, signed),
        "statements": (
            _span(
                "We are glad",
                r.Statement,
                kind="direct",
                text="We are glad",
                verb="say",
                speaker=r.Speaker(name="Kari Berg", code="NOR"),
            ),
        ),
        "places": (oslo,),
        "dates": (
            r.DateMention(
                text="Monday",
                start_char=PAGE.index("Monday"),
                end_char=PAGE.index("Monday") + 6,
                start="2021-03-01",
                end="2021-03-01",
                granularity="day",
            ),
        ),
        "undertakings": (
            r.Undertaking(
                name="fishing accord",
                kind="agreement",
                parties=("NOR", "CHL"),
                stage="signed",
                stages=("agreed", "signed"),
                evidence=_span("fishing accord", r.Evidence, text="fishing accord"),
            ),
        ),
        "provenance": r.Provenance(dragoman="0.1", codebook="1", model="hand", page_sha256=sha),
    }
    return r.Report(**{**fields, **more})  # type: ignore[arg-type]


@pytest.fixture
def make_report() -> Callable[..., r.Report]:
    """Builds reports: ``make_report(id, sha, **fields)``."""
    return build
