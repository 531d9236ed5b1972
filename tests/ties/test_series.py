"""Series, bands and turning points against what was planted, and against numbers worked out by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from planted import Planter, Truth, page

from dragoman import report as r
from dragoman.archive import Archive
from dragoman.errors import QueryError
from dragoman.ties import build
from dragoman.ties.bands import Bands
from dragoman.ties.periods import between, first_day, label, last_day, placed

DYAD = ("NOR", "CHL")


def did(name: str, day: str, type: str = "AID", **more: Any) -> r.Report:
    """A page of one event of Norway and Chile."""
    kinds = {"AID": ("material cooperation", 7.0, "070"), "ACCUSE": ("verbal conflict", -2.0, "110")}
    quad, goldstein, cameo = kinds[type]
    values: dict[str, Any] = {
        "id": f"{name}:e1",
        "type": type,
        "status": "actual",
        "quad": quad,
        "goldstein": goldstein,
        "cameo": cameo,
        "source": who("NOR"),
        "target": who("CHL"),
        "date": r.When(start=day, end=day, granularity="day"),
        "evidence": r.Evidence(start=0, end=len(name), text=name),
    }
    return page(name, day, f"{name} Post", name, events=(r.Event(**{**values, **more}),))


def who(*codes: str) -> tuple[r.Participant, ...]:
    return tuple(r.Participant(code=code, start=0, end=3, text=code) for code in codes)


# Planted


def test_the_series_of_a_dyad_is_exact(archive: Archive, truth: Truth) -> None:
    rows = archive.ties(*DYAD, by="month").series
    wanted = {key: number for key, number in truth.series.items() if set(key[1:3]) == set(DYAD)}
    assert {(row.period, row.source, row.target, row.type): row.events for row in rows} == wanted
    assert {(row.period, row.source, row.target, row.type): row.reports for row in rows} == {
        key: truth.reports[key] for key in wanted
    }


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
def test_every_period_adds_up_to_the_same(archive: Archive, truth: Truth, by: str) -> None:
    tie = archive.ties(*DYAD, by=by)
    wanted = sum(number for key, number in truth.series.items() if set(key[1:3]) == set(DYAD))
    assert sum(row.events for row in tie.series) == wanted
    assert sum(row.events for row in tie.periods if row.source is None) == wanted
    assert sum(row.events for row in tie.periods if row.source is not None) == wanted
    periods = [row.period for row in tie.periods if row.source is None]
    assert periods == sorted(set(periods))


def test_the_series_of_all_counts_each_event_once(archive: Archive, truth: Truth) -> None:
    tie = archive.ties(by="month")
    found: Counter[str] = Counter()
    for row in tie.periods:
        found[row.period] += row.events
    wanted: Counter[str] = Counter()
    for (period, *_), number in truth.series.items():
        wanted[period] += number
    wanted["2019-04"] += 1  # the visit of the story
    assert found == wanted


def test_a_state_and_a_set_of_states(archive: Archive, truth: Truth) -> None:
    wanted = sum(number for key, number in truth.series.items() if "PER" in key[1:3])
    assert sum(row.events for row in archive.ties("PER").periods) == wanted + 1
    three = {"NOR", "CHL", "GHA"}
    wanted = sum(number for key, number in truth.series.items() if set(key[1:3]) <= three)
    assert sum(row.events for row in archive.ties(*three).periods) == wanted


def test_names_stand_for_codes_and_days_bound(archive: Archive) -> None:
    tie = archive.ties("Norway", "Chile", since="2019-03", until="2019-04")
    assert tie.scope.actors == DYAD
    assert {row.period for row in tie.periods} == {"2019-03", "2019-04"} >= {row.period for row in tie.series}


def test_turning_points_are_where_they_were_planted(archive: Archive, truth: Truth) -> None:
    tie = archive.ties(*DYAD)
    [point] = tie.turning_points
    assert point.period == truth.turning
    assert point.turn == "less cooperation and more conflict"
    assert point.conflict_after > 2 * point.conflict_before
    drivers = {event.id: event for event in tie.events}
    assert point.events
    assert all((drivers[id_].day or "")[:4] == "2020" for id_ in point.events)
    assert all((drivers[id_].quad or "").endswith("conflict") for id_ in point.events)
    assert not archive.ties("FJI", "LAO").turning_points


@pytest.mark.parametrize(("seed", "turn"), [(41, 8), (42, 17), (43, 99)])
def test_turning_points_of_other_archives(tmp_path: Path, seed: int, turn: int) -> None:
    planter = Planter(seed=seed, turn=turn)
    with Archive(tmp_path / "other.dragoman") as other:
        other.put_many(planter.reports())
        build(other)
        found = [point.period for point in other.ties(*DYAD).turning_points]
        assert found == ([planter.truth.turning] if planter.truth.turning else [])


# Worked out by hand


def test_a_period_in_numbers(fresh: Archive) -> None:
    fresh.put_many([did("a", "2020-05-01"), did("b", "2020-05-08"), did("c", "2020-05-20", "ACCUSE")])
    fresh.put_many([page(f"other{n}", "2020-05-02", "Coast Post", f"other {n}") for n in range(7)])
    row, there, back = fresh.ties(*DYAD).periods
    assert (row.period, row.events, row.reports, row.coverage) == ("2020-05", 3, 3, 10)
    assert (row.material_cooperation, row.verbal_conflict, row.verbal_cooperation) == (2, 1, 0)
    assert (row.cooperation_share, row.conflict_share) == (0.6667, 0.3333)
    assert (row.goldstein, row.intensity, row.per_thousand) == (4.0, 5.6667, 300.0)
    assert (there.source, there.target, there.events, back.events, back.goldstein) == ("NOR", "CHL", 3, 0, None)
    for low, value, high in (
        (row.goldstein_low, row.goldstein, row.goldstein_high),
        (row.per_thousand_low, row.per_thousand, row.per_thousand_high),
        (row.cooperation_low, row.cooperation_share, row.cooperation_high),
    ):
        assert low is not None and value is not None and high is not None
        assert low < value < high


def test_planned_possible_and_denied_stand_apart(fresh: Archive) -> None:
    fresh.put_many(
        [did("a", "2020-05-01"), *(did(s, "2020-05-01", status=s) for s in ("planned", "possible", "denied"))]
    )
    tie = fresh.ties(*DYAD)
    assert [row.status for row in tie.series] == ["actual"]
    assert sorted(row.status for row in tie.apart) == ["denied", "planned", "possible"]
    assert [row.events for row in tie.periods] == [1, 1, 0]


def test_an_event_of_several_actors_counts_once_for_each_pair_and_once_in_all(fresh: Archive) -> None:
    fresh.put(did("a", "2020-05-01", source=who("NOR", "PER"), target=who("CHL", "GHA")))
    assert [row.events for row in fresh.ties().periods] == [1]
    pairs = {(row.source, row.target) for row in fresh.ties().series}
    assert pairs == {("NOR", "CHL"), ("NOR", "GHA"), ("PER", "CHL"), ("PER", "GHA")}
    assert [row.events for row in fresh.ties("NOR", "CHL").periods] == [1, 1, 0]


def test_what_is_mutual_without_a_target_is_between_its_sources(fresh: Archive) -> None:
    fresh.put(did("a", "2020-05-01", source=who("NOR", "CHL"), target=(), symmetric=True))
    [row] = fresh.ties(*DYAD).series
    assert (row.source, row.target, row.events) == ("NOR", "CHL", 1)


def test_an_act_without_a_target_is_among_those_of_its_state(fresh: Archive) -> None:
    fresh.put(did("a", "2020-05-01", target=()))
    assert [row.events for row in fresh.ties("NOR").series] == [1]
    assert not fresh.ties("CHL").series


def test_what_happens_within_a_state_is_told_by_its_parts(fresh: Archive) -> None:
    source = (r.Participant(code="NOR", sector="GOV", start=0, end=3),)
    target = (r.Participant(code="NOR", sector="OPP", start=0, end=3),)
    fresh.put(did("a", "2020-05-01", "ACCUSE", source=source, target=target))
    assert [(row.source, row.target) for row in fresh.ties("NOR").series] == [("NOR:GOV", "NOR:OPP")]


def test_a_time_wider_than_a_period_is_in_none(fresh: Archive) -> None:
    year = r.When(start="2020-01-01", end="2020-12-31", granularity="year")
    fresh.put(did("a", "2020-05-01", date=year))
    assert not fresh.ties(*DYAD, by="month").series
    assert fresh.ties(*DYAD, by="month").unplaced == 1
    assert [row.period for row in fresh.ties(*DYAD, by="year").series] == ["2020"]


def test_bands_are_the_same_each_time_and_narrow_with_more() -> None:
    few, many = Bands(1).mean({-2.0: 3, 7.0: 3}), Bands(1).mean({-2.0: 300, 7.0: 300})
    assert few == Bands(1).mean({-2.0: 3, 7.0: 3})
    assert None not in (*few, *many)
    assert few[1] - few[0] > 5 * (many[1] - many[0])  # type: ignore[operator]
    assert Bands(1).mean({}) == Bands(1).share(0, 0) == Bands(1).rate(3, 0) == (None, None)


def test_periods() -> None:
    assert [label("2020-12-31", by) for by in ("day", "week", "month", "quarter", "year")] == [  # type: ignore[arg-type]
        "2020-12-31", "2020-W53", "2020-12", "2020-Q4", "2020",
    ]  # fmt: skip
    assert label("2021-01-01", "week") == "2020-W53"
    assert between("2019-11-30", "2020-02-01", "month") == ["2019-11", "2019-12", "2020-01", "2020-02"]
    assert between("2020-12-25", "2021-01-05", "week") == ["2020-W52", "2020-W53", "2021-W01"]
    assert between("2020-02-28", "2020-03-01", "day") == ["2020-02-28", "2020-02-29", "2020-03-01"]
    assert between("2019-12-31", "2020-07-01", "quarter") == ["2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"]
    assert (str(first_day("2020-Q2", "quarter")), str(last_day("2020-Q2", "quarter"))) == ("2020-04-01", "2020-06-30")
    assert (str(last_day("2019", "year")), str(last_day("2020-02", "month"))) == ("2019-12-31", "2020-02-29")
    assert placed("2020-05-29", "2020-06-03", "week", "month") and placed("2019-01-01", "2020-06-03", "range", "month")
    assert not placed("2020-04-01", "2020-06-30", "season", "month") and placed(None, None, None, "day")


@pytest.mark.parametrize(
    "asked", [{"by": "fortnight"}, {"since": "spring"}, {"actors": ("NOR", "NOR")}, {"actors": ("Nowhere", "NOR")}]
)
def test_what_makes_no_sense_is_told(archive: Archive, asked: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        archive.ties(*asked.pop("actors", DYAD), **asked)


def test_an_empty_archive_has_empty_ties(fresh: Archive) -> None:
    tie = fresh.ties(*DYAD)
    assert not tie.series and not tie.periods and not tie.turning_points and not tie.planned
    assert tie.to_polars().is_empty()


def test_tables_become_data_frames(archive: Archive) -> None:
    tie = archive.ties(*DYAD)
    frame = tie.to_polars()
    assert frame.height == len(tie.series)
    assert frame.columns == list(tie.series.columns)
    assert frame["events"].sum() == sum(row.events for row in tie.series)
    assert tie.turning_points.to_polars().height == 1
    assert tie.series[0] in tie.series and len(tie.series[:3]) == 3


def test_pandas_is_welcome_and_not_needed(archive: Archive) -> None:
    try:
        import pandas  # noqa: F401
    except ImportError:
        with pytest.raises(QueryError, match="pandas"):
            archive.ties(*DYAD).to_pandas()
    else:
        assert len(archive.ties(*DYAD).to_pandas()) == len(archive.ties(*DYAD).series)
