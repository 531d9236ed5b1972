"""A small archive of pages coded by hand: what every format has to get right stands in it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from dragoman import report as r
from dragoman.archive import Archive

GENEVA = (
    "Ceasefire talks in Geneva\n\n"
    "GENEVA - Mediators of the United Nations and the European Union met envoys of Palestine and Kosovo in Geneva on "
    "4 May 2021. The German government sanctioned Yemen. Serbian journalists accused the police.\n\n"
    'Ana\tIlic said:\n"=HYPERLINK of trust" is what Berlin offers. Hamas denied that it had shelled Ashkelon. '
    "Taiwan may send aid. Troops of Russia will leave Abkhazia next month. Sudan will attack Chad.\n"
)
BORDER = (
    "Unknown gunmen fire at a border post\n\n"
    "Gunmen killed two guards in Iran. Azerbaijan, Turkey and Georgia signed a transport pact. "
    "Workers went on strike in Romania. Azerbaijan and Iran are to meet.\n"
)


class Page:
    """Finds the words of records in a page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, record: Any = r.Span, **more: Any) -> Any:
        start = self.text.index(words)
        return record(start=start, end=start + len(words), **more)

    def actor(self, code: str, words: str, sector: str | None = None, person: str | None = None) -> r.Participant:
        return self.span(words, r.Participant, code=code, sector=sector, person=person, text=words)

    def place(self, words: str, **more: Any) -> r.Place:
        return self.span(words, r.Place, text=words, **more)

    def event(
        self, words: str, type: str, quad: str, source: tuple[Any, ...], target: tuple[Any, ...], **more: Any
    ) -> r.Event:
        more = {"status": "actual", "mentions": (self.span(words),), **more}
        evidence = self.span(words, r.Evidence, text=words)
        return r.Event(id="", type=type, quad=quad, source=source, target=target, evidence=evidence, **more)

    def paragraphs(self) -> tuple[r.Paragraph, ...]:
        _, *parts = self.text.strip().split("\n\n")
        kinds = ("lead", *["paragraph"] * len(parts))
        return tuple(
            self.span(part, r.Paragraph, kind=kind, text=part) for part, kind in zip(parts, kinds, strict=False)
        )


def numbered(id: str, *events: r.Event) -> tuple[r.Event, ...]:
    return tuple(msgspec.structs.replace(event, id=f"{id}:e{number}") for number, event in enumerate(events, 1))


def day(start: str, granularity: str = "day", **more: Any) -> r.When:
    return r.When(start=start, end=more.pop("end", start), granularity=granularity, **more)


def made(sha: str) -> r.Provenance:
    return r.Provenance(
        dragoman="0.1", codebook="by hand", model="none", page_sha256=sha * 64, coded_at="2021-05-06T00:00:00"
    )


def geneva() -> r.Report:
    page = Page(GENEVA)
    inherited = day("2021-05-05", inherited=True)
    spot = page.place(
        "Geneva on", name="Geneva", lat=46.2022, lon=6.1457, country="CHE", admin1="Geneva", geonames_id=2660646
    )
    talks = page.event(
        "met envoys of Palestine and Kosovo in Geneva",
        "CONSULT", "verbal cooperation",
        (page.actor("IGO:UN", "United Nations"), page.actor("IGO:EU", "European Union")),
        (page.actor("PSE", "Palestine", "GOV"), page.actor("XKX", "Kosovo", "GOV")),
        cameo="045", goldstein=5.0, symmetric=True, date=day("2021-05-04", text="4 May 2021"), place=spot,
        contexts=("diplomatic", "peacekeeping"), mode="multilateral",
        mentions=(page.span("Ceasefire talks"), page.span("met envoys")),
    )  # fmt: skip
    sanctions = page.event(
        "The German government sanctioned Yemen", "SANCTION", "material conflict",
        (page.actor("DEU", "German government", "GOV"),), (page.actor("YEM", "Yemen"),),
        cameo="163", goldstein=-8.0, mode="discontinue", date=inherited, contexts=("economic",),
    )  # fmt: skip
    accused = page.event(
        "Serbian journalists accused the police", "ACCUSE", "verbal conflict",
        (page.actor("SRB", "Serbian journalists", "MED"),), (page.actor("SRB", "the police", "COP"),),
        cameo="112", goldstein=-2.0, mode="allege", date=day("2020-01-01", "year", end="2020-12-31"),
        reported_by='the "Daily"',
    )  # fmt: skip
    offered = page.event(
        '"=HYPERLINK of trust" is what Berlin offers', "SUPPORT", "verbal cooperation",
        (page.actor("DEU", "Berlin", "GOV", "=Ana Ilic"),), (), cameo="050", date=inherited, confidence=0.44,
    )  # fmt: skip
    denied = page.event(
        "Hamas denied that it had shelled Ashkelon", "ASSAULT", "material conflict",
        (page.actor("REB:Hamas", "Hamas"),), (page.actor("ISR", "Ashkelon", "CVL"),),
        cameo="194", goldstein=-10.0, status="denied",
    )  # fmt: skip
    possible = page.event(
        "Taiwan may send aid", "AID", "material cooperation", (page.actor("TWN", "Taiwan"),), (), status="possible"
    )
    leaving = page.event(
        "Troops of Russia will leave Abkhazia", "RETREAT", "material cooperation",
        (page.actor("RUS", "Troops of Russia", "MIL"),), (page.actor("REG:Abkhazia", "Abkhazia"),),
        cameo="0872", goldstein=9.0, mode="withdraw", status="planned",
        date=day("2021-06-01", "month", end="2021-06-30", text="next month"),
    )  # fmt: skip
    attack = page.event(
        "Sudan will attack Chad", "ASSAULT", "material conflict", (page.actor("SDN", "Sudan"),),
        (page.actor("TCD", "Chad"),), cameo="190", goldstein=-10.0, status="planned",
    )  # fmt: skip
    said = page.span(
        '"=HYPERLINK of trust"', r.Statement, kind="direct", text="=HYPERLINK of trust", verb="say",
        speaker=r.Speaker(name="=Ana Ilic", code="DEU"), medium="statement",
    )  # fmt: skip
    return r.Report(
        id="geneva/1",
        article=r.Article(
            headline="Ceasefire talks in Geneva",
            headline_span=page.span("Ceasefire talks in Geneva"),
            outlet="Lake Courier",
            url="https://courier.example/2021/talks",
            published_at="2021-05-05T00:30:00+02:00",
            byline="A. Writer",
            language="en",
            paragraphs=page.paragraphs(),
        ),
        persons=(
            r.Person(
                name="=Ana Ilic", names=("=Ana Ilic", "Ilic"), country="DEU", mentions=(page.span("Ana\tIlic"),),
                offices=(r.Office(title="foreign minister", of="DEU"), r.Office(title="mayor", status="former")),
            ),
        ),
        actors=(
            r.Actor(code="IGO:UN", name="United Nations", mentions=(page.span("United Nations"),)),
            r.Actor(code="IGO:EU", name="European Union", mentions=(page.span("European Union"),)),
            r.Actor(code="REB:Hamas", sector="REB", country="PSE", name="Hamas", mentions=(page.span("Hamas"),)),
            r.Actor(code="DEU", sector="GOV", country="DEU", name="Germany", mentions=(page.span("Berlin"),)),
        ),
        events=numbered("geneva/1", talks, sanctions, accused, offered, denied, possible, leaving, attack),
        statements=(said,),
        places=(spot,),
        dates=(
            r.DateMention(
                text="4 May 2021", start_char=GENEVA.index("4 May"), end_char=GENEVA.index("4 May") + 10,
                start="2021-05-04", end="2021-05-04", granularity="day",
            ),
        ),
        provenance=made("c"),
    )  # fmt: skip


def border(id: str = "border", sha: str = "d", outlet: str = "Hill Gazette") -> r.Report:
    """A page without a link; it is told by two outlets in the archive."""
    page = Page(BORDER)
    on_day = day("2021-05-04")
    iran = page.place("Iran", name="Iran", lat=34.9, lon=50.1, country="IRN", kind="country")
    killed = page.event(
        "Gunmen killed two guards in Iran", "ASSAULT", "material conflict", (),
        (page.actor("IRN", "two guards", "MIL"),), cameo="193", goldstein=-10.0, date=on_day, place=iran,
        mode="firearms",
    )  # fmt: skip
    parties = tuple(
        page.actor(code, name) for code, name in (("AZE", "Azerbaijan"), ("TUR", "Turkey"), ("GEO", "Georgia"))
    )
    signed = page.event(
        "Azerbaijan, Turkey and Georgia signed a transport pact", "SUPPORT", "verbal cooperation", parties, (),
        cameo="057", goldstein=8.0, symmetric=True, date=on_day,
    )  # fmt: skip
    strike = page.event(
        "Workers went on strike in Romania", "PROTEST", "material conflict",
        (page.actor("ROU", "Workers", "LAB"),), (), cameo="143", goldstein=-6.5, date=on_day,
    )  # fmt: skip
    meeting = page.event(
        "Azerbaijan and Iran are to meet", "CONSULT", "verbal cooperation", (page.actor("AZE", "Azerbaijan and"),),
        (page.actor("IRN", "Iran are"),), cameo="040", goldstein=1.0, symmetric=True, status="planned",
    )  # fmt: skip
    return r.Report(
        id=id,
        article=r.Article(
            headline="Unknown gunmen fire at a border post", outlet=outlet, language="en", paragraphs=page.paragraphs()
        ),
        events=numbered(id, killed, signed, strike, meeting),
        places=(iran,),
        quantities=(page.span("two guards", r.Quantity, text="two guards", value=2.0, unit="guards"),),
        undertakings=(
            r.Undertaking(
                name="transport pact", kind="agreement", parties=("AZE", "TUR", "GEO"), stage="signed",
                stages=("signed",), evidence=page.span("transport pact", r.Evidence, text="transport pact"),
            ),
        ),
        provenance=made(sha),
    )  # fmt: skip


def build(path: Path, accord: r.Report) -> Path:
    """The archive: three pages of their own words, one of them in two outlets."""
    with Archive(path) as archive:
        archive.put_many([accord, geneva(), border(), border("border-again", "e", "Valley News")])
    return path
