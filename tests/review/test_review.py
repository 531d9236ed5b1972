"""Judgements: they win on read, stay apart from the machine's report, survive recoding, and tell how good it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from dragoman import report as r
from dragoman.archive import Archive, Judgement
from dragoman.archive.merging import merge
from dragoman.archive.upkeep import check
from dragoman.errors import ConflictError, QueryError
from dragoman.report import Report
from dragoman.review import Wanted, accuracy, agreement, as_event, gold, located
from dragoman.review.figures import interval, kappa

Make = Callable[..., Report]


@pytest.fixture
def kept(tmp_path: Path, make_report: Make) -> Iterator[Archive]:
    with Archive(tmp_path / "reviewed.dragoman") as archive:
        archive.put(make_report())
        yield archive


def said(
    verdict: str, reviewer: str = "Ada", event: str = "accord:e1", page: str = "accord", **more: object
) -> Judgement:
    return Judgement(page=page, event=event, reviewer=reviewer, verdict=verdict, made_at="2024-01-01", **more)  # type: ignore[arg-type]


def corrected(kept: Archive, **changes: str) -> r.Event:
    report = kept.machine_report("accord")
    machine = report.events[0]
    before = {
        "type": machine.type,
        "status": machine.status,
        "source": "NOR:GOV",
        "target": "CHL:GOV",
        "since": "2021-03-01",
    }
    return as_event(report, Wanted(**{**before, **changes}), machine)


def types(kept: Archive) -> list[str]:
    return sorted(row.type for row in kept.events())


def test_a_correction_wins_on_read_and_the_machine_keeps_its_own(kept: Archive) -> None:
    kept.judge(said("correct", wanted=corrected(kept, type="AGREE", target="PER")))
    assert types(kept) == ["AGREE", "SUPPORT"]
    [row] = kept.events(type="AGREE")
    assert (row.target, row.quad, row.cameo) == (("PER",), "verbal cooperation", "030")
    assert kept.report("accord").events[0].type == "AGREE"
    assert kept.event("accord:e1")[1].type == "AGREE"
    assert kept.machine_report("accord").events[0].type == "CONSULT"


def test_rejected_events_go_and_added_ones_come(kept: Archive) -> None:
    kept.judge(said("reject"))
    assert types(kept) == ["SUPPORT"]
    report = kept.machine_report("accord")
    wanted = as_event(
        report, Wanted(type="SUPPORT", status="actual", source="NOR", words='"We are glad," Berg said'), None
    )
    kept.judge(said("add", event="", wanted=wanted))
    [row] = kept.events(source="NOR", text="glad")
    assert row.id.startswith("accord:added-")
    kept.judge(said("accept"))
    assert types(kept) == ["CONSULT", "SUPPORT", "SUPPORT"]


def test_judgements_survive_recoding_under_another_number(kept: Archive, make_report: Make) -> None:
    kept.judge(said("reject"))
    first, second = make_report().events
    swapped = (msgspec.structs.replace(second, id="accord:e1"), msgspec.structs.replace(first, id="accord:e2"))
    kept.put(make_report(events=swapped))
    assert types(kept) == ["SUPPORT"]
    assert [one.event for one in kept.judgements()] == ["accord:e2"]


def test_two_judgements_change_places_with_their_events(kept: Archive, make_report: Make) -> None:
    kept.judge(said("reject"))
    kept.judge(said("accept", event="accord:e2"))
    first, second = make_report().events
    swapped = (msgspec.structs.replace(second, id="accord:e1"), msgspec.structs.replace(first, id="accord:e2"))
    kept.put(make_report(events=swapped))
    assert [(one.event, one.verdict) for one in kept.judgements()] == [("accord:e2", "reject"), ("accord:e1", "accept")]


def test_what_the_machine_loses_the_reviewer_keeps(kept: Archive, make_report: Make) -> None:
    kept.judge(said("accept"))
    kept.put(make_report(events=make_report().events[1:]))
    assert types(kept) == ["CONSULT", "SUPPORT"]


@pytest.mark.parametrize("sha", ["f" * 64, "0" * 64])
def test_judgements_stay_with_their_page_where_another_comes_under_its_id(
    kept: Archive, make_report: Make, sha: str
) -> None:
    kept.judge(said("reject"))
    mine = kept.judgements()[0].sha256
    kept.put(make_report(sha=sha))
    assert types(kept) == ["CONSULT", "SUPPORT", "SUPPORT"]
    [judged] = kept.judgements()
    # Of two pages of one id the one of the smaller hash has it as it is: the judged one is renamed, or not.
    assert (judged.page == "accord", judged.sha256) == (sha > str(mine), mine)
    [row] = kept.events(type="CONSULT")
    assert row.page != judged.page
    assert check(kept.path) == []
    kept.judge(said("accept", event=judged.event, page=judged.page))
    assert types(kept) == ["CONSULT", "CONSULT", "SUPPORT", "SUPPORT"]


def test_an_archive_that_was_reviewed_is_whole(kept: Archive) -> None:
    kept.judge(said("reject"))
    kept.judge(said("add", event="", wanted=corrected(kept)))
    kept.judge(said("reject", event="accord:e2"))
    assert check(kept.path) == []


def test_a_dispute_leaves_the_machines_record_until_it_is_settled(kept: Archive) -> None:
    wanted = corrected(kept, type="AGREE")
    kept.judge(said("correct", wanted=wanted))
    kept.judge(said("reject", reviewer="Bo"))
    assert types(kept) == ["CONSULT", "SUPPORT"]
    assert len(kept.judgements(event="accord:e1")) == 2
    newest = kept.judgements()[-1].key
    kept.judge(said("correct", reviewer="Cy", wanted=wanted, settles=True), seen=newest)
    assert types(kept) == ["AGREE", "SUPPORT"]
    with pytest.raises(ConflictError, match="Cy judged"):
        kept.judge(said("reject", reviewer="Bo", settles=True), seen=newest)
    assert len(kept.judgements()) == 3


def test_reviewers_who_agree_are_no_dispute(kept: Archive) -> None:
    for name in ("Ada", "Bo"):
        kept.judge(said("correct", reviewer=name, wanted=corrected(kept, status="planned")))
    assert {row.status for row in kept.events()} == {"planned"}


def test_the_queue_has_the_doubtful_first_and_none_twice(kept: Archive, make_report: Make) -> None:
    sure, unsure = make_report("b", "b" * 64).events
    doubt = msgspec.structs.replace(unsure, confidence=0.3, goldstein=-9.0)
    kept.put(make_report("b", "b" * 64, events=(sure, doubt)))
    assert kept.doubtful(reviewer="Ada")[0].id == "b:e2"
    kept.judge(Judgement(page="b", event="b:e2", reviewer="Ada", verdict="accept"))
    assert "b:e2" not in [row.id for row in kept.doubtful(reviewer="Ada")]
    assert kept.doubtful(reviewer="Bo")[0].id == "b:e2"


def test_a_sample_is_the_same_for_the_same_seed(kept: Archive, make_report: Make) -> None:
    kept.put_many(make_report(f"p{n}", f"{n:064}") for n in range(30))
    once = kept.sample(reviewer="Ada", size=10)
    assert once == kept.sample(reviewer="Ada", size=10) != kept.sample(reviewer="Ada", size=10, seed=2)
    assert len({row.id for row in once}) == 10


@pytest.mark.parametrize(
    ("changes", "words"),
    (
        ({"source": "Norway!"}, "no code"),
        ({"since": "soon"}, "no day"),
        ({"since": "2021-03-02", "until": "2021-03-01"}, "before it begins"),
        ({"type": "DANCE"}, "no event type"),
        ({"status": "maybe"}, "no status"),
        ({"words": "never said"}, "does not say"),
    ),
)
def test_corrections_that_make_no_sense_are_refused(kept: Archive, changes: dict[str, str], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        corrected(kept, **changes)


def test_codes_with_and_without_sectors(kept: Archive) -> None:
    event = corrected(kept, source="IGO:UN IGO:EU:GOV REB:RSF:PRM CHL:MIL", target="")
    assert [(one.code, one.sector) for one in event.source] == [
        ("IGO:UN", None), ("IGO:EU", "GOV"), ("REB:RSF", "PRM"), ("CHL", "MIL"),
    ]  # fmt: skip
    assert event.target == ()


def test_words_are_found_where_they_stand(make_report: Make) -> None:
    report = make_report()
    found = located(report, "Luis Rojas in Oslo", 0)
    assert found is not None
    lead = report.article.paragraphs[0]
    assert lead.text[found.start - lead.start : found.end - lead.start] == "Luis Rojas in Oslo"


def test_words_in_a_paragraph_of_pieces() -> None:
    pieces = (r.Piece(at=0, start=100, length=6), r.Piece(at=6, start=110, length=5))
    part = r.Paragraph(kind="paragraph", text="Hello world", start=100, end=115, pieces=pieces)
    report = r.Report(id="x", article=r.Article(paragraphs=(part,)))
    assert located(report, "lo wor", 0) == r.Evidence(start=103, end=113, text="lo wor")


def test_intervals_are_wilsons() -> None:
    assert interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert interval(0, 0) == (0.0, 1.0)
    low, high = interval(10, 10)
    assert low == pytest.approx(0.7225, abs=1e-4) and high == pytest.approx(1.0)


def test_accuracy_by_part(kept: Archive) -> None:
    kept.judge(said("correct", wanted=corrected(kept, type="AGREE")))
    kept.judge(said("reject", event="accord:e2"))
    found = {figure.name: (figure.right, figure.of) for figure in accuracy(kept.judgements())}
    assert found == {
        "an event at all": (1, 2), "type": (0, 1), "actors": (1, 1), "status": (1, 1), "date": (1, 1), "words": (1, 1),
        "right in all": (0, 2),
    }  # fmt: skip


def test_agreement_of_two(kept: Archive) -> None:
    for name, second in (("Ada", "accept"), ("Bo", "reject")):
        kept.judge(said("accept", reviewer=name))
        kept.judge(said(second, reviewer=name, event="accord:e2"))
    [pair] = agreement(kept.judgements())
    assert (pair.one, pair.other, pair.events, pair.same, pair.kappa) == ("Ada", "Bo", 2, 1, 0.0)


def test_kappa() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a")]) is None and kappa([]) is None


def test_gold_has_what_was_not_judged_as_optional(kept: Archive) -> None:
    kept.judge(said("correct", wanted=corrected(kept, type="AGREE")))
    found = gold(kept.report("accord"), kept.judgements())
    assert found["events"][0] == {
        "type": "AGREE", "source": ["NOR"], "target": ["CHL"], "status": "actual", "date": ["2021-03-01", "2021-03-01"],
        "evidence": "foreign minister Kari Berg met Luis Rojas in Oslo on Monday", "place": "Oslo", "symmetric": True,
    }  # fmt: skip
    assert found["events"][1]["optional"] and not found["complete"]
    kept.judge(said("accept", event="accord:e2"))
    assert gold(kept.report("accord"), kept.judgements())["complete"]


def test_judgements_lie_apart_in_the_file(kept: Archive) -> None:
    blob = "SELECT report FROM pages"
    with sqlite3.connect(kept.path) as raw:
        before = raw.execute(blob).fetchall()
    kept.judge(said("reject"))
    with sqlite3.connect(kept.path) as raw:
        assert raw.execute(blob).fetchall() == before
        assert raw.execute("SELECT verdict, reviewer FROM judgements").fetchall() == [("reject", "Ada")]


def test_judgements_are_merged_with_their_pages_once(kept: Archive, tmp_path: Path, make_report: Make) -> None:
    """The other archive has the page under another id, with its events in another order."""
    first, second = make_report("b").events
    swapped = (msgspec.structs.replace(second, id="b:e1"), msgspec.structs.replace(first, id="b:e2"))
    with Archive(tmp_path / "other.dragoman") as other:
        other.put(make_report("b", events=swapped))
        other.judge(said("reject", reviewer="Bo", event="b:e2", page="b"))
        other.judge(said("add", event="", page="b", wanted=corrected(kept, type="THREATEN")))
    for _ in range(2):
        merge(kept.path, tmp_path / "other.dragoman")
        assert types(kept) == ["SUPPORT", "THREATEN"]
        assert [(one.page, one.event, one.verdict) for one in kept.judgements()] == [
            ("accord", "accord:e1", "reject"),
            ("accord", "accord:added-2", "add"),
        ]
    assert check(kept.path) == []
