"""Reports merge into the events that were planted, the same way whatever came when; decisions by hand stay."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from planted import Planter, Truth, page, pairs

from dragoman import report as r
from dragoman.archive import Archive
from dragoman.errors import ArchiveError, QueryError
from dragoman.ties import Built, build, event, join, pending, split


def groups(archive: Archive) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    asked = (
        "SELECT m.id, e.id FROM merged_events m JOIN merged_reports r ON r.merged = m.key"
        " JOIN events e ON e.key = r.event"
    )
    for merged, id_ in archive.connection.execute(asked):
        found[merged].add(id_)
    return found


def state(archive: Archive) -> list[tuple[Any, ...]]:
    """All that a build writes, without the keys of rows."""
    asked = (
        "SELECT m.id, m.type, m.status, m.cameo, m.goldstein, m.source, m.target, m.start, m.day, m.place, m.reports,"
        " m.outlets, m.reprints, m.first_report, m.last_report, m.why, r.why, r.reprint, e.id"
        " FROM merged_events m JOIN merged_reports r ON r.merged = m.key JOIN events e ON e.key = r.event"
        " ORDER BY m.id, e.id"
    )
    return archive.connection.execute(asked).fetchall()


def met(name: str, told: str, day: str | None = None, outlet: str | None = "Fjord Post", **more: Any) -> r.Report:
    """A page that says that Norway met Chile, unless told otherwise."""
    words = more.pop("words", f"Norway's envoys met those of Chile, {name}")
    end, granularity = more.pop("end", day), more.pop("granularity", "day")
    when = r.When(start=day, end=end, granularity=granularity) if day else None
    if when is None and more.get("status", "actual") == "actual":
        when = r.When(start=told, end=told, granularity="day", inherited=True)
    values: dict[str, Any] = {
        "id": f"{name}:e1",
        "type": "CONSULT",
        "status": "actual",
        "symmetric": True,
        "source": who("NOR"),
        "target": who("CHL"),
        "cameo": "040",
        "date": when,
        "evidence": r.Evidence(start=0, end=len(words), text=words),
    }
    return page(name, told, outlet, words, events=(r.Event(**{**values, **more}),))


def who(code: str, person: str | None = None, sector: str | None = "GOV") -> tuple[r.Participant, ...]:
    return (r.Participant(code=code, sector=sector, person=person, start=0, end=3, text=code),)


def merged(archive: Archive, *reports: r.Report) -> list[set[str]]:
    """The pages that tell one event each."""
    archive.put_many(reports)
    build(archive)
    return sorted(({one.partition(":")[0] for one in members} for members in groups(archive).values()), key=sorted)


# The planted archive


def test_reports_of_planted_events_find_together(archive: Archive, truth: Truth) -> None:
    wanted = pairs(truth.events)
    found = {(one, other) for one, other in pairs(groups(archive)) if one[0] == "t" and other[0] == "t"}
    right = len(wanted & found)
    assert len(wanted) > 2000
    assert right / len(found) >= 0.95
    assert right / len(wanted) >= 0.95


def test_outlets_with_words_of_their_own_are_counted_apart_from_reprints(archive: Archive, truth: Truth) -> None:
    checked = 0
    by_members = {frozenset(members): name for name, members in truth.events.items()}
    for id_, members in groups(archive).items():
        name = by_members.get(frozenset(members))
        if name is None:
            continue
        found, reports = event(archive, id_)
        checked += 1
        assert found.reports == len(members) == len(reports)
        assert found.outlets == len(truth.outlets[name])
        assert found.reprints == truth.reprints[name] == sum(one.reprint for one in reports)
    assert checked > 500


def test_every_report_is_kept_with_its_reason(archive: Archive) -> None:
    asked = (
        "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM merged_reports WHERE merged IS NOT NULL"
        " AND why <> ''), (SELECT sum(reports) FROM merged_events)"
    )
    events, placed, counted = archive.connection.execute(asked).fetchone()
    assert events == placed == counted


@pytest.mark.parametrize("steps", [1, 7])
def test_the_outcome_is_the_same_in_whatever_order_and_steps_pages_come(tmp_path: Path, steps: int) -> None:
    reports = list(Planter(seed=5, months=5).reports())
    with Archive(tmp_path / "whole.dragoman") as whole, Archive(tmp_path / "parts.dragoman") as parts:
        whole.put_many(reports)
        build(whole)
        shuffled = Random(3).sample(reports, len(reports))
        for step in range(steps):
            parts.put_many(shuffled[step::steps])
            build(parts)
        assert state(parts) == state(whole)
        build(parts, anew=True)
        assert state(parts) == state(whole)


@pytest.mark.parametrize("days", [40, 400])
def test_crowded_news_come_to_the_same_by_steps(fresh: Archive, days: int) -> None:
    """Everything in one block, so that what each report decides bears on the next."""
    random = Random(days)
    first = date(2020, 1, 1).toordinal()

    def told(number: int) -> r.Report:
        happened = first + random.randrange(days)
        day = date.fromordinal(happened).isoformat()
        end = date.fromordinal(happened + 6).isoformat() if random.random() < 0.1 else day
        words = " ".join(random.choices(("hall", "talks", "grain", "visas", "fishing", "borders", "envoys"), k=3))
        return met(
            f"p{number}",
            date.fromordinal(happened + random.choice((0, 0, 1, 2, 5))).isoformat(),
            day if random.random() < 0.4 else None,
            f"outlet {random.randrange(9)}",
            end=end,
            granularity="day" if end == day else "week",
            words=words,
            cameo=random.choice(("040", "041", "042", "046")),
        )

    for step in range(6):
        fresh.put_many(told(number) for number in range(step * 50, step * 50 + 50))
        gone = [(f"p{random.randrange(step * 50 + 50)}",) for _ in range(3 * step)]
        fresh.connection.executemany("DELETE FROM pages WHERE id = ?", gone)
        build(fresh)
    before = state(fresh)
    build(fresh, anew=True)
    assert state(fresh) == before


def test_pages_that_go_or_change_are_merged_again(fresh: Archive) -> None:
    reports = list(Planter(seed=6, months=3).reports())
    fresh.put_many(reports)
    assert pending(fresh)
    build(fresh)
    assert not pending(fresh)
    before = state(fresh)
    fresh.put_many(reports[:20])  # coded again
    build(fresh)
    assert state(fresh) == before
    fresh.connection.execute("DELETE FROM pages WHERE id = ?", (reports[0].id,))
    build(fresh)
    left = state(fresh)
    build(fresh, anew=True)
    assert state(fresh) == left
    assert all(row[-1] != f"{reports[0].id}:e1" for row in left)


def test_a_build_with_nothing_to_do_does_nothing(fresh: Archive) -> None:
    assert merged(fresh, met("a", "2020-05-01")) == [{"a"}]
    assert build(fresh) == Built()


def test_a_build_looks_only_at_what_could_tell_the_same(fresh: Archive) -> None:
    fresh.put_many(Planter(seed=7, months=3).reports())
    build(fresh)
    fresh.put(met("late", "2019-02-03"))
    built = build(fresh)
    assert built.pages == 1
    assert 1 <= built.reports < 60


# One condition each

BERG = who("NOR", "kari berg")


def test_the_same_day_in_either_order_of_what_is_mutual(fresh: Archive) -> None:
    crossed = met("b", "2020-05-02", "2020-05-01", source=who("CHL"), target=who("NOR"))
    assert merged(fresh, met("a", "2020-05-01", "2020-05-01"), crossed) == [{"a", "b"}]


def test_what_is_not_mutual_keeps_its_direction(fresh: Archive) -> None:
    one = met("a", "2020-05-01", "2020-05-01", type="ACCUSE", symmetric=False, cameo="112")
    other = met(
        "b",
        "2020-05-01",
        "2020-05-01",
        type="ACCUSE",
        symmetric=False,
        cameo="112",
        source=who("CHL"),
        target=who("NOR"),
    )
    assert merged(fresh, one, other) == [{"a"}, {"b"}]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"day": "2020-05-01"}, {"day": "2020-05-02"}, False),
        ({"day": "2020-05-01"}, {"told": "2020-05-03"}, True),
        ({"day": "2020-05-01"}, {"told": "2020-05-04"}, False),
        ({"day": "2020-05-02"}, {"told": "2020-05-01"}, False),
        ({"day": "2020-05-01"}, {"day": "2020-05-01", "status": "denied"}, False),
        ({"day": "2020-05-01"}, {"day": "2020-05-01", "type": "AGREE", "cameo": "030"}, False),
        ({"day": "2020-05-01"}, {"day": "2020-05-01", "target": who("PER")}, False),
        ({"day": "2020-05-01", "cameo": "041"}, {"day": "2020-05-01", "cameo": "042"}, False),
        ({"day": "2020-05-01", "cameo": "043"}, {"day": "2020-05-01", "cameo": "042"}, True),
        ({"day": "2020-05-01", "cameo": "040"}, {"day": "2020-05-01", "cameo": "041"}, True),
        ({"day": "2020-05-01"}, {"day": "2020-04-28", "end": "2020-05-04", "granularity": "week"}, True),
        ({"day": "2020-05-09"}, {"day": "2020-04-28", "end": "2020-05-04", "granularity": "week"}, False),
        ({"day": "2020-05-01", "source": BERG}, {"day": "2020-05-01", "source": who("NOR", "berg")}, True),
        ({"day": "2020-05-01", "source": BERG}, {"day": "2020-05-01", "source": who("NOR", "nils dahl")}, False),
        ({"status": "planned"}, {"status": "planned", "told": "2020-05-02"}, True),
        ({"status": "planned"}, {"status": "planned", "told": "2020-05-09"}, False),
        ({"status": "planned", "day": "2020-06-01"}, {"status": "planned", "day": "2020-06-01", "told": "2020-05-20"},
         True),
    ],
)  # fmt: skip
def test_conditions(fresh: Archive, one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    first = met("a", **{"told": "2020-05-01", **one})
    second = met("b", **{"told": "2020-05-01", "outlet": "Andes Post", **other})
    assert merged(fresh, first, second) == ([{"a", "b"}] if same else [{"a"}, {"b"}])


def test_places_that_cannot_be_one_keep_events_apart(fresh: Archive) -> None:
    def in_(name: str, city: str, kind: str = "city") -> r.Report:
        place = r.Place(start=0, end=3, text=city, name=city, country="NOR", kind=kind)
        return met(name, "2020-05-01", "2020-05-01", place=place)

    found = merged(fresh, in_("a", "Oslo"), in_("b", "Bergen"), in_("c", "Oslo"))
    assert found == [{"a", "c"}, {"b"}]


def test_a_page_tells_an_event_once(fresh: Archive) -> None:
    twice = met("a", "2020-05-01", "2020-05-01")
    second = r.Event(**{name: getattr(twice.events[0], name) for name in r.Event.__struct_fields__} | {"id": "a:e2"})
    fresh.put(page("a", "2020-05-01", "Fjord Post", "words", events=(*twice.events, second)))
    build(fresh)
    assert sorted(map(sorted, groups(fresh).values())) == [["a:e1"], ["a:e2"]]


def test_the_same_words_some_days_later_are_a_reprint(fresh: Archive) -> None:
    words = "Norway's envoys met those of Chile in a hall by the sea"
    found = merged(
        fresh, met("a", "2020-05-01", words=words), met("b", "2020-05-06", outlet="Andes Post", words=words.upper())
    )
    assert found == [{"a", "b"}]
    [id_] = groups(fresh)
    one, reports = event(fresh, id_)
    assert (one.outlets, one.reprints, one.first_report, one.last_report) == (1, 1, "2020-05-01", "2020-05-06")
    assert [(report.reprint, report.why) for report in reports] == [
        (False, "the first report"),
        (True, "the same words"),
    ]


def test_a_page_known_for_a_reprint_counts_as_one(fresh: Archive) -> None:
    fresh.put_many([met(name, "2020-05-01", "2020-05-01", outlet=name, words=f"{name} told it") for name in "abc"])
    key = dict(fresh.connection.execute("SELECT id, key FROM pages"))
    fresh.connection.execute("INSERT INTO reprints VALUES (?, ?, .9, 'test')", (key["c"], key["a"]))
    build(fresh)
    [id_] = groups(fresh)
    one, reports = event(fresh, id_)
    assert (one.reports, one.outlets, one.reprints) == (3, 2, 1)
    assert [report.page for report in reports if report.reprint] == ["c"]


def test_what_is_told_day_after_day_without_a_day_is_not_one_event(fresh: Archive) -> None:
    told = ("Envoys met over grain", "Tariffs came up", "A call about fish", "Both ministers dined",
            "More talks, on visas", "Another round", "Lawyers compared drafts", "Handshakes again")  # fmt: skip
    days = [met(f"d{day}", f"2020-05-{day:02}", words=words) for day, words in enumerate(told, 1)]
    assert len(merged(fresh, *days)) == 8


def test_the_sides_stand_as_most_reports_have_them(fresh: Archive) -> None:
    turned = {"source": who("CHL"), "target": who("NOR")}
    merged(
        fresh,
        met("a", "2020-05-01", "2020-05-01"),
        met("b", "2020-05-02", "2020-05-01", outlet="Andes Post", **turned),
        met("c", "2020-05-02", "2020-05-01", outlet="Coast Post", **turned),
    )
    [id_] = groups(fresh)
    assert (event(fresh, id_)[0].source, event(fresh, id_)[0].target) == (("CHL",), ("NOR",))


# By hand


def test_split_and_join_are_kept_across_builds(fresh: Archive) -> None:
    three = [met(name, "2020-05-01", "2020-05-01", outlet=name) for name in "abc"]
    assert merged(fresh, *three, met("d", "2020-07-01", "2020-07-01")) == [{"a", "b", "c"}, {"d"}]
    split(fresh, "b:e1")
    join(fresh, "a:e1", "d:e1")
    wanted = [{"a", "c", "d"}, {"b"}]
    assert merged(fresh) == wanted
    build(fresh, anew=True)
    assert merged(fresh) == wanted
    assert merged(fresh, *three) == wanted  # coded again
    assert merged(fresh, met("e", "2020-05-02", "2020-05-01", outlet="e")) == [{"a", "c", "d", "e"}, {"b"}]
    joined = next(id_ for id_, members in groups(fresh).items() if "d:e1" in members)
    assert "joined by hand" in {report.why for report in event(fresh, joined)[1]}


def test_what_was_joined_comes_asunder_and_what_was_split_can_be_joined(fresh: Archive) -> None:
    merged(fresh, met("a", "2020-05-01", "2020-05-01"), met("d", "2020-07-01", "2020-07-01"))
    join(fresh, "a:e1", "d:e1")
    [whole] = groups(fresh)
    assert event(fresh, whole)[0].reports == 2
    split(fresh, whole)
    assert merged(fresh) == [{"a"}, {"d"}]
    merged(fresh, met("b", "2020-05-01", "2020-05-01", outlet="Andes Post"))
    split(fresh, next(id_ for id_, members in groups(fresh).items() if "a:e1" in members))
    assert merged(fresh) == [{"a"}, {"b"}, {"d"}]
    join(fresh, "a:e1", "b:e1")
    assert merged(fresh) == [{"a", "b"}, {"d"}]


def test_events_of_three_kinds_can_be_joined_and_one_taken_away(fresh: Archive) -> None:
    merged(
        fresh,
        met("a", "2020-05-01", "2020-05-01"),
        met("b", "2020-05-01", "2020-05-01", type="AGREE", cameo="030", symmetric=False),
        met("c", "2020-05-03", "2020-05-03", type="SUPPORT", cameo="057", symmetric=False),
    )
    join(fresh, "a:e1", "b:e1", "c:e1")
    assert merged(fresh) == [{"a", "b", "c"}]
    fresh.connection.execute("DELETE FROM pages WHERE id = 'b'")
    built = build(fresh)
    assert built.dormant == 1
    assert merged(fresh) == [{"a", "c"}]


def test_ids_stay_when_more_reports_come(fresh: Archive) -> None:
    merged(fresh, met("a", "2020-05-01", "2020-05-01"))
    [before] = groups(fresh)
    merged(fresh, met("b", "2020-05-02", "2020-05-01", outlet="Andes Post"))
    assert list(groups(fresh)) == [before]


def test_what_is_unknown_is_told(fresh: Archive) -> None:
    merged(fresh, met("a", "2020-05-01"))
    for wrong in (lambda: split(fresh, "none:e1"), lambda: join(fresh, "a:e1"), lambda: join(fresh, "a:e1", "a:e1")):
        with pytest.raises(QueryError):
            wrong()
    assert merged(fresh) == [{"a"}]


def test_an_archive_open_for_reading_says_that_a_build_is_due(fresh: Archive) -> None:
    fresh.put(met("a", "2020-05-01"))
    with Archive(fresh.path, readonly=True) as kept, pytest.raises(ArchiveError, match="dragoman ties build"):
        kept.ties("NOR", "CHL")
