from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dragoman import report as r
from dragoman.exchange import explained, marks, terminal
from dragoman.exchange.marked import fragment, html

Make = Callable[..., r.Report]
_VOID = {"meta", "input", "link", "br", "img"}


class Tree(HTMLParser):
    """Says whether elements are closed in order, and gathers what there is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "a" not in self.open:
            self.words += data

    def marks(self, kind: str) -> list[str | None]:
        return [
            attrs["title"] for tag, attrs in self.tags if tag == "mark" and attrs["class"] == kind and "title" in attrs
        ]


def test_every_kind_is_marked_with_what_it_says(make_report: Make) -> None:
    tree = Tree(html(make_report()))
    assert tree.marks("actor") == ["actor: NOR Norway", "actor: CHL Chile"]
    assert tree.marks("place") == ["place: Oslo, Oslo, NOR (59.91, 10.75)"]
    assert tree.marks("date") == ["date: 2021-03-01"]
    assert tree.marks("person") == ["person: Kari Berg", "person: Luis Rojas"]
    assert tree.marks("statement") == ["statement: Kari Berg: direct speech"]
    assert "event: NOR:GOV → CHL:GOV: CONSULT" in tree.marks("event")


def test_the_page_is_there_word_for_word(make_report: Make) -> None:
    report = make_report()
    words = Tree(html(report)).words
    assert report.article.headline in words
    assert report.article.paragraphs[0].text in words


def test_events_and_their_words_lead_to_each_other(make_report: Make) -> None:
    tree = Tree(html(make_report()))
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {
        (attrs["href"] or "").removeprefix("#")
        for tag, attrs in tree.tags
        if tag == "a" and (attrs["href"] or "").startswith("#")
    }
    assert targets <= set(ids)
    assert len(targets) == 4


def test_nothing_is_loaded_from_anywhere(make_report: Make) -> None:
    text = html(make_report())
    tree = Tree(text)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tree.tags}
    assert "url(" not in text and "@import" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "</mark></p>", "&lt;", "' onx='"],
)
def test_everything_is_escaped(make_report: Make, evil: str) -> None:
    report = make_report()
    text = f"{evil} said"
    place = msgspec.structs.replace(report.places[0], name=evil, admin1=evil, text=evil, start=0, end=len(evil))
    made = report.provenance
    report = msgspec.structs.replace(
        report,
        id=evil,
        article=msgspec.structs.replace(
            report.article,
            headline=evil,
            headline_span=None,
            outlet=evil,
            url=evil,
            byline=evil,
            counters={evil: 1},
            paragraphs=(r.Paragraph(kind="lead", text=text, start=0, end=len(text)),),
        ),
        persons=tuple(
            msgspec.structs.replace(one, name=evil, offices=(r.Office(title=evil, of=evil),)) for one in report.persons
        ),
        actors=(r.Actor(code=evil, name=evil, mentions=(r.Span(start=0, end=3),)),),
        events=tuple(
            msgspec.structs.replace(
                one,
                type=evil,
                quad=evil,
                cameo=evil,
                place=place,
                reported_by=evil,
                evidence=r.Evidence(start=0, end=4, text=evil),
                mentions=(),
            )
            for one in report.events
        ),
        statements=tuple(
            msgspec.structs.replace(one, text=evil, speaker=r.Speaker(name=evil, code=evil))
            for one in report.statements
        ),
        places=(place,),
        undertakings=tuple(
            msgspec.structs.replace(one, name=evil, kind=evil, parties=(evil,)) for one in report.undertakings
        ),
        provenance=msgspec.structs.replace(made, model=evil),
    )
    plain = Tree(html(make_report()))
    tree = Tree(html(report))
    known = {name for _, attrs in plain.tags for name in attrs}
    assert {tag for tag, _ in tree.tags} <= {tag for tag, _ in plain.tags}
    assert {name for _, attrs in tree.tags for name in attrs} <= known
    assert evil in tree.words


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"])
def test_only_addresses_of_the_web_are_links(make_report: Make, url: str) -> None:
    report = make_report()
    report = msgspec.structs.replace(report, article=msgspec.structs.replace(report.article, url=url))
    assert url not in [attrs.get("href") for _, attrs in Tree(html(report)).tags]


def test_two_pages_of_a_notebook_have_anchors_of_their_own(make_report: Make) -> None:
    ids = re.compile(r' id="([^"]+)"')
    assert not set(ids.findall(fragment(make_report("a")))) & set(ids.findall(fragment(make_report("b"))))
    assert make_report()._repr_html_() == fragment(make_report())


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)


@given(text=st.text(min_size=1, max_size=60), spans=SPANS, says=SPANS)
def test_whatever_overlaps_is_nested(text: str, spans: list[tuple[int, int]], says: list[tuple[int, int]]) -> None:
    report = r.Report(
        id="p",
        article=r.Article(paragraphs=(r.Paragraph(kind="lead", text=text, start=10, end=10 + len(text)),)),
        actors=tuple(
            r.Actor(code="NOR", mentions=(r.Span(start=5 + start, end=5 + start + size),)) for start, size in spans
        ),
        statements=tuple(
            r.Statement(start=5 + start, end=5 + start + size, text="x", kind="direct", speaker=None)
            for start, size in says
        ),
    )
    Tree(html(report))
    [block] = marks.blocks(report)
    assert "".join(run.text for run in block.runs) == text


def test_marks_follow_the_pieces_of_a_paragraph() -> None:
    # In the page: "A &amp; Norway" from 100 on; the text holds "A & Norway".
    pieces = (
        r.Piece(at=0, start=100, length=2),
        r.Piece(at=2, start=102, length=1),
        r.Piece(at=3, start=107, length=7),
    )
    report = r.Report(
        id="p",
        article=r.Article(paragraphs=(r.Paragraph(kind="lead", text="A & Norway", start=100, end=114, pieces=pieces),)),
        actors=(r.Actor(code="NOR", mentions=(r.Span(start=108, end=114),)),),
    )
    [block] = marks.blocks(report)
    assert [(run.text, [mark.kind for mark in run.marks]) for run in block.runs] == [
        ("A & ", []),
        ("Norway", ["actor"]),
    ]


def test_a_headline_not_of_the_page_bears_no_marks(make_report: Make) -> None:
    report = make_report()
    report = msgspec.structs.replace(report, article=msgspec.structs.replace(report.article, headline_span=None))
    headline = next(iter(marks.blocks(report)))
    assert [run.marks for run in headline.runs] == [()]


def test_an_empty_report_is_shown() -> None:
    report = r.Report(id="empty", article=r.Article())
    Tree(html(report))
    assert list(terminal.render(report))


def printed(report: r.Report) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200, force_terminal=True, color_system="truecolor")
    for part in terminal.render(report):
        console.print(part)
    return out.getvalue()


def test_the_terminal_shows_page_and_records(make_report: Make) -> None:
    text = re.sub("\x1b\\[[0-9;]*m", "", printed(make_report()))
    for words in (
        "Norway and Chile sign fishing accord",
        "in Oslo on Monday[1]",
        "accord:e1",
        "fishing accord",
        "Kari Berg",
    ):
        assert words in text


def test_no_page_writes_to_the_terminal_by_itself(make_report: Make) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e[bold]"
    report = make_report()
    paragraph = r.Paragraph(kind="lead", text=evil, start=0, end=len(evil))
    article = msgspec.structs.replace(report.article, headline=evil, outlet=evil, paragraphs=(paragraph,))
    report = msgspec.structs.replace(
        report, article=article, persons=(r.Person(name=evil, offices=(r.Office(title=evil),)),)
    )
    text = re.sub("\x1b\\[[0-9;]*m", "", printed(report))
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "[bold]" in text


def test_an_event_is_explained(make_report: Make) -> None:
    report = make_report()
    lines = "\n".join(explained.lines(report, report.events[0]))
    for words in (
        "accord:e1",
        "meet(subj: Berg; obj: Rojas)",
        "consult.tsv:1",
        "source: subj",
        "2021-03-01 (day), from “Monday”",
        "by Kari Berg",
        "actual:",
    ):
        assert words in lines
    assert "none: " in "\n".join(explained.lines(report, report.events[1]))
