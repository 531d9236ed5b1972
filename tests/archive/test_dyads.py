from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from dragoman.archive import Archive, DyadRow, MonthRow
from dragoman.errors import QueryError
from dragoman.report import Report, When

Make = Callable[..., Report]


def on(make: Make, number: int, day: str, last: str | None = None) -> Report:
    """A page whose first event (mutual, Norway and Chile) lies on some days; its second has none."""
    base = make(f"p{number}", f"{number:064}")
    first = msgspec.structs.replace(base.events[0], date=When(start=day, end=last or day, granularity="day"))
    return msgspec.structs.replace(base, events=(first, *base.events[1:]))


def counted(archive: Archive) -> list[tuple[object, ...]]:
    """The table of years, from the rows of the dyads."""
    rows = archive._connection.execute(
        "SELECT substr(day, 1, 4), source, target, count(*) FROM dyads GROUP BY 1, 2, 3"
        " UNION ALL SELECT '*', source, target, count(*) FROM dyads GROUP BY 2, 3 ORDER BY 1, 2, 3"
    )
    return rows.fetchall()


def held(archive: Archive) -> list[tuple[object, ...]]:
    return archive._connection.execute("SELECT * FROM dyad_years ORDER BY 1, 2, 3").fetchall()


def test_dyads_are_counted_mutual_events_in_both_directions(archive: Archive, make_report: Make) -> None:
    archive.put_many([on(make_report, 1, "2020-03-01"), on(make_report, 2, "2021-03-01")])
    # The one that is planned has no day and is told in one direction.
    assert list(archive.dyads()) == [
        DyadRow(source="NOR", target="CHL", events=4), DyadRow(source="CHL", target="NOR", events=2),
    ]  # fmt: skip
    assert [row.events for row in archive.dyads(since="2021", until="2021")] == [1, 1]
    assert list(archive.dyads(since="2022")) == []
    assert len(list(archive.dyads(limit=1))) == 1
    with pytest.raises(QueryError):
        list(archive.dyads(since="soon"))


def test_months_of_a_dyad(archive: Archive, make_report: Make) -> None:
    archive.put_many(on(make_report, number, f"2020-0{number % 2 + 1}-15") for number in range(5))
    found = list(archive.months(source="NOR", target="CHL"))
    row = MonthRow(source="NOR", target="CHL", month=None, type="SUPPORT", events=5)
    assert found[0] == row
    assert [(one.month, one.type, one.events) for one in found[1:]] == [
        ("2020-01", "CONSULT", 3), ("2020-02", "CONSULT", 2),
    ]  # fmt: skip
    assert list(archive.months(source="NOR", target="CHL", status="planned")) == [row]


def test_counts_stay_right_when_pages_are_coded_again(archive: Archive, make_report: Make) -> None:
    reports = [on(make_report, number, f"20{10 + number}-05-05") for number in range(4)]
    archive.put_many(reports)
    assert held(archive) == counted(archive) != []
    archive.put(on(make_report, 1, "2030-01-01"))
    archive.put(msgspec.structs.replace(reports[2], events=()))
    assert held(archive) == counted(archive)
    assert ("2012", "NOR", "CHL", 1) not in held(archive)


@pytest.mark.parametrize(("source", "target"), [("NOR", "CHL"), ("CHL", "NOR"), ("NOR", "NOR")])
@pytest.mark.parametrize(
    ("since", "until"), [(None, None), ("2020", None), (None, "2020"), ("2020", "2020"), ("2020-03-04", "2020-03-05")]
)
def test_two_codes_are_answered_as_two_names(
    archive: Archive, make_report: Make, source: str, target: str, since: str | None, until: str | None
) -> None:
    """Codes are looked up in the table of dyads and names are not: both must find the same."""
    days = (("2019-12-30", "2020-01-02"), ("2020-03-01", "2020-03-31"), ("2020-12-31", "2021-01-01"), ("2018", "2018"))
    archive.put_many(on(make_report, number, *some) for number, some in enumerate(days))
    names = {"NOR": "Norway", "CHL": "Chile"}
    by_code = list(archive.events(source=source, target=target, since=since, until=until))
    by_name = list(archive.events(source=names[source], target=names[target], since=since, until=until))
    assert by_code == by_name
    assert bool(by_code) == (source != target)
