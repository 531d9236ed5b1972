"""The date of a page in other languages, by other calendars, and in numbers whose order only the page tells."""

from __future__ import annotations

import pytest

from dragoman.articles import moments, orders
from dragoman.coder import Coder

PROSE = "Chad reopened a border crossing with Mali on {}, officials in the capital said, and thanked the king of Togo."


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("4 Temmuz 2021", "2021-07-04"),
        ("12 декабря 2020, 14:05", "2020-12-12T14:05:00"),
        ("2021-yil 3-may", "2021-05-03"),
        ("7 décembre 2020", "2020-12-07"),
        ("7 mars 2020 | 18:20", "2020-03-07T18:20:00"),
        ("7 de diciembre de 2020", "2020-12-07"),
        ("Martes, 8 de octubre de 2019 - 06:40", "2019-10-08T06:40:00"),
        ("2020年12月7日", "2020-12-07"),
        ("20 Azar 1399", "2020-12-10"),
        ("Thu, 12 Aban 1401", "2022-11-03"),
        ("۲۰ آذر ۱۳۹۹", "2020-12-10"),
        ("3 May 2021 / 13 Ordibehesht 1400", "2021-05-03"),
    ],
)
def test_date_lines(line: str, moment: str) -> None:
    found = moments.read(line)
    assert found is not None
    assert found.iso() == moment


@pytest.mark.parametrize(
    "line", ["24 hours 2020", "3 wars 2014", "31 Temmuz 1200", "31 Aban 1401", "31 avril 2020", "5 sec 2020"]
)
def test_what_is_no_date(line: str) -> None:
    assert moments.read(line) is None


@pytest.mark.parametrize(
    ("page", "prose", "order"),
    [
        ("Modified: 25/06/2022", "", "DMY"),
        ("Modified: 06/25/2022", "", "MDY"),
        ("06/25/2022 and 25/06/2022", PROSE.format("Thursday"), ""),
        ("", PROSE.format("Wednesday"), "DMY"),
        ("", PROSE.format("Tuesday"), "MDY"),
        ("", PROSE.format("Saturday"), ""),
        ("", "They march every Wednesday.", ""),
        ("", "", ""),
    ],
)
def test_the_page_tells_which_number_is_the_day(page: str, prose: str, order: str) -> None:
    assert orders.order_of("09/06/2022", page, prose) == order


def test_a_page_of_an_unknown_outlet_is_dated_by_its_first_day_of_the_week() -> None:
    body = PROSE.format("Wednesday")
    report = Coder(fast=True).code(f"Chad reopens crossing with Mali\n\n09/06/2022 - 09:55\n\n{body}\n")
    assert report.article.published_at == "2022-06-09T09:55:00"


def test_a_date_in_the_body_is_not_the_date_of_the_page() -> None:
    body = PROSE.format("7 décembre 2020")
    assert Coder(fast=True).code(f"Chad reopens crossing with Mali\n\n{body}\n").article.published_at is None
