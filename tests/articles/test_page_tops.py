"""The heads of pages as copying and scraping leave them: what they say of the page, in any language of its frame."""

from __future__ import annotations

import pytest

from dragoman.articles import ReadPage, moments, read
from dragoman.report import Article

H = "Chad reopens border crossing with Sudan after talks"
BODY = (
    "Trucks loaded with sugar and cement crossed from Chad into Sudan on Saturday, a year after the road was closed.",
    "Chadian and Sudanese officers met at the crossing and shook hands, and traders on both sides beat drums.",
)


def article(top: str, foot: str = "") -> Article:
    """The article of a page with a head, a body and a foot."""
    [page] = read("\n\n".join((top, *BODY, foot)))
    assert isinstance(page, ReadPage)
    return page.article


def prose(found: Article) -> tuple[str, ...]:
    return tuple(part.text for part in found.paragraphs if part.kind in ("lead", "paragraph", "subheading"))


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Publié le 02/09/2023 à 14:05 Modifié le 03/09/2023 à 18:30", "2023-09-02T14:05:00"),
        ("Diterbitkan Sabtu, 2 September 2023 14:05 WIB", "2023-09-02T14:05:00+07:00"),
        ("Veröffentlicht am 02.09.2023 um 14:05 Uhr", "2023-09-02T14:05:00"),
        ("تاريخ النشر: 2 سبتمبر 2023 14:05", "2023-09-02T14:05:00"),
        ("1402/06/11 - 14:05", "2023-09-02T14:05:00"),
        ("Date: 09/22/92", "1992-09-22"),
        ("22-Sep-98", "1998-09-22"),
        ("Saturday September 2, 2023 MYT 2:05:00 PM", "2023-09-02T14:05:00+08:00"),
        ("Posted: 2 Sept 2023 1405 hrs GMT", "2023-09-02T14:05:00+00:00"),
        ("2 September 2023, 14:05 Moscow time", "2023-09-02T14:05:00+03:00"),
        ("2 September 2023, 14:05 IST", "2023-09-02T14:05:00"),
    ],
)
def test_date_lines(line: str, moment: str) -> None:
    found = moments.date_line(line)
    assert found is not None
    read_as = found.read(None)
    assert read_as is not None
    assert read_as.iso() == moment


@pytest.mark.parametrize("line", ["Tel. 22-51-00", "Vienna, 3/4", "1445/2/17"])
def test_numbers_that_are_no_date(line: str) -> None:
    assert moments.date_line(line) is None


@pytest.mark.parametrize(
    "above",
    [
        "English | Français | العربية",
        "EN FR AR",
        "USD 87.45 | EUR 95.10",
        "By our correspondents in Khartoum and N'Djamena",
        "Press Service of the President of the Republic",
        "National News Agency of the Lakes",
        "The Sahel Post — Weekend",
        "THE LAKE CARAVAN: news of the southern shore",
        "SPS0418 4 GEN 00391",
        "BC-Chad, 2nd Ld",
        "Without fear or favour",
        "Kind words for quiet mornings",
        "Home\nAbout Us\nAdvertise\nE-paper\nVideos",
        "Politics Materials 2 September 2023 14:05 (UTC +04:00)",
        "Published on 02.09.2023 at 14h05 by Awa Diallo (with wires)",
        "From: Sahel Wire <news@sahel.example>",
        "SECTION: International\nLENGTH: 402 words",
    ],
)
def test_what_stands_above_the_headline(above: str) -> None:
    assert article(f"{above}\n\n{H}\n\n2 September 2023").headline == H


@pytest.mark.parametrize("label", ["HEADLINE", "Title", "Subject"])
def test_a_headline_that_says_what_it_is(label: str) -> None:
    found = article(f"{label}: {H}\nBYLINE: By ANN MARSH\n2 September 2023")
    assert (found.headline, found.byline) == (H, "ANN MARSH")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Published on 02.09.2023 at 14h05 by Awa Diallo (with wires)", "Awa Diallo"),
        ("Ann Marsh   |02.09.2023 - Update : 03.09.2023", "Ann Marsh"),
        ("Ann Marsh Published September 2, 2023", "Ann Marsh"),
        ("14:05, 2 September 2023, N'Djamena - Sahel.kg news agency, Ann MARSH", "Ann MARSH"),
        ("Ann Marsh, KHARTOUM", "Ann Marsh"),
        ("Ann Marsh and Tom Reed\n2 September 2023", "Ann Marsh and Tom Reed"),
        ("Автор: Ann Marsh\n2 сентября 2023", "Ann Marsh"),
        ("World News | 2 September 2023", None),
        ("Middle East\n2 September 2023", None),
        ("By Our Special Correspondent", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    found = article(f"{H}\n\n{line}")
    assert (found.headline, found.byline) == (H, byline)


@pytest.mark.parametrize(
    ("line", "counters"),
    [
        ("Просмотров: 1241", {"views": 1241}),
        ("Vues : 18 204", {"views": 18204}),
        ("Comentarios (412)", {"comments": 412}),
        ("2 257 views", {"views": 2257}),
    ],
)
def test_counters_in_other_languages(line: str, counters: dict[str, int]) -> None:
    assert article(H, line).counters == counters


@pytest.mark.parametrize(
    "line",
    [
        "LIRE AUSSI : Le Soudan reprend un pont à ses rivaux.",
        "Читайте также: Судан вернул мост",
        "- See also: The children of the crossing, a story in pictures from the market.",
        "By our correspondents in Khartoum and N'Djamena.",
        "The writer is a fellow at the Lake Institute.",
        "If you have noticed a mistake, select the text and press Ctrl+Enter.",
    ],
)
def test_what_stands_below_the_prose(line: str) -> None:
    assert prose(article(H, line)) == BODY


def test_an_author_in_the_story_is_prose() -> None:
    story = "The author was arrested in May and was later set free."
    assert story in prose(article(H, story))


def test_the_address_of_a_page_dates_it() -> None:
    found = article(f"https://www.sahel.example/2001/09/03/chad-reopens-road\n\n{H}")
    assert (found.url, found.published_at) == ("https://www.sahel.example/2001/09/03/chad-reopens-road", "2001-09-03")


@pytest.mark.parametrize(
    ("mark", "moment"),
    [
        ("Copyright 2001 Sahel Wire. All rights reserved.", "2001-09-03"),
        ("Copyright 1998-2001 Sahel Wire", None),
        ("Copyright 1999 Sahel Wire. The road was paved in 2000.", None),
        ("", None),
    ],
)
def test_the_year_of_a_dateline_is_that_of_its_owner(mark: str, moment: str | None) -> None:
    assert article(f"{H}\n\nKHARTOUM, Sept. 3 (SW) -", mark).published_at == moment


def test_a_section_is_no_outlet() -> None:
    assert article(f"Foreign policy\n{H}\n2 September 2023").outlet is None
