"""A file of every kind of source: its pages are found by what it holds, whatever it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dragoman.articles import Address, Columns, Piece, ReadPage, Source, raw, read
from dragoman.errors import PageError
from dragoman.report import SetAside
from made import HTML, KINDS, LEAD, LISTS, TEXT, URL, Made, csv_table, zipped


class Answer(NamedTuple):
    url: str
    body: bytes
    charset: str | None = None


@pytest.mark.parametrize("made", KINDS.values(), ids=lambda made: made.name)
@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_every_kind(checks: Any, tmp_path: Path, made: Made, named: bool) -> None:
    path = tmp_path / (made.name if named else f"{Path(made.name).stem}.bin")
    path.write_bytes(made.data)
    pages = list(read(path))
    received = [page for page in raw(path) if not isinstance(page, SetAside)]
    assert tuple(page.id for page in pages) == made.ids
    for page, source in zip(pages, received, strict=True):
        assert isinstance(page, ReadPage), page
        article = page.article
        assert article.headline == made.headline
        assert article.published_at == made.published
        assert article.outlet == made.outlet
        assert (article.url or "").partition("?")[0] == (made.url or "")
        assert any("Peru's president met Ecuador's foreign minister" in part.text for part in article.paragraphs)
        assert source.source is not None and source.source.startswith(str(path))
        assert source.bytes
        if source.html or "<p>" in source.text:
            checks.marked(source.text, page)
        else:
            checks.plain(source.text, page)


def test_bytes_are_told_as_files_are() -> None:
    for made in KINDS.values():
        assert [isinstance(one, ReadPage) for one in read(made.data)] == [True] * len(made.ids), made.name


def test_all_kinds_in_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zipped({name: made.data for name, made in KINDS.items()}))
    found = list(read(path))
    assert all(isinstance(one, ReadPage) for one in found)
    assert len(found) == sum(len(made.ids) for made in KINDS.values())
    assert "all:crawl.warc.gz:" in " ".join(one.id for one in found)


@pytest.mark.parametrize("name", LISTS)
def test_lists_without_a_way_to_the_web(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LISTS[name])
    [found] = read(tmp_path / name)
    assert isinstance(found, SetAside)
    assert "--fetch" in found.reason
    assert found.id.endswith(f":{URL}")
    assert (found.source, found.bytes) == (URL, 0)


def test_lists_are_followed() -> None:
    web = {URL: HTML.encode(), "http://paper.example/feed": KINDS["feed.xml"].data}
    lead = LISTS["mine.opml"].replace(URL.encode(), b"http://paper.example/feed")

    def fetch(url: str) -> Answer:
        return Answer(url, web[url])

    for data in (lead, LISTS["sitemap.xml.gz"], KINDS["feed.xml"].data):
        [found] = read(Source(data, fetch=fetch, follow=True))
        assert isinstance(found, ReadPage)
        assert (found.id, found.article.url) == (URL, URL)
        assert found.article.published_at == "2022-03-03T15:30:00-05:00"
        assert len(found.article.paragraphs) >= 3


def test_a_full_item_is_not_fetched_and_a_dead_link_falls_back() -> None:
    def fetch(url: str) -> Answer:
        raise PageError("the server answered 404")

    [full] = read(Source(KINDS["full.xml"].data, fetch=fetch, follow=True))
    assert isinstance(full, ReadPage)
    assert full.id == "item-1"
    [short] = read(Source(KINDS["feed.xml"].data, fetch=fetch, follow=True))
    assert isinstance(short, ReadPage)
    assert [part.text for part in short.article.paragraphs][-1].endswith("in Lima on Thursday.")
    [lost] = read(Source(LISTS["sitemap.xml"], fetch=fetch, follow=True))
    assert lost == SetAside(id=URL, reason="the server answered 404", source=URL, bytes=0)


def test_an_address() -> None:
    [found] = read(Source(Address(URL), fetch=lambda url: Answer(url + "#end", HTML.encode())))
    assert isinstance(found, ReadPage)
    assert (found.id, found.article.url) == (URL, URL + "#end")
    [aside] = read(Address(URL))
    assert isinstance(aside, SetAside)


def test_the_word_of_the_caller_wins() -> None:
    [found] = read(KINDS["feed.xml"].data, published="2022-03-05", outlet="Me")
    assert isinstance(found, ReadPage)
    assert (found.article.published_at, found.article.outlet) == ("2022-03-05", "Me")


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(csv_table().replace(b"id,content,date,publication", b"key,prose,day,who"))
    assert all(isinstance(one, SetAside) for one in read(path))
    columns = Columns(text="prose", id="key", title="key", date="day", outlet="who")
    found = list(read(Source(path, columns)))
    assert [one.id for one in found] == ["a1", "a2"]
    assert all(isinstance(one, ReadPage) and one.article.headline == one.id for one in found)
    assert all(isinstance(one, ReadPage) and one.article.outlet == "The Border Paper" for one in found)


@pytest.mark.parametrize("name", ["pages.csv", "pages.parquet", "pages.jsonl"])
def test_a_column_that_is_not_there(name: str) -> None:
    found = list(read(Source(KINDS[name].data, Columns(text="prose"))))
    assert found
    assert all(isinstance(one, SetAside) and "prose" in one.reason for one in found)


def test_a_table_with_html_cells() -> None:
    data = ("id,html\n1," + '"' + HTML.replace('"', '""') + '"\n').encode()
    [found] = read(data)
    assert isinstance(found, ReadPage)
    assert found.article.headline == KINDS["page.html"].headline


def test_the_charset_of_the_server() -> None:
    body = HTML.replace("decade", "decade, says José Núñez").encode("cp1252")
    [found] = read(Piece("x", body, charset="cp1252"))
    assert isinstance(found, ReadPage)
    assert "José Núñez" in found.article.paragraphs[-1].text


def test_withdrawn_items_are_told() -> None:
    for name, word in (("item.json", b"usable"), ("message.xml", b"usable")):
        [found] = read(KINDS[name].data.replace(word, b"canceled"))
        assert isinstance(found, SetAside)
        assert "took it back" in found.reason


def test_office_documents_are_no_archives_of_pages() -> None:
    [found] = read(zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}))
    assert isinstance(found, SetAside)
    assert "office document" in found.reason


def test_prose_is_no_table_and_no_letter() -> None:
    for start in ("London, March 3, 2022\n\n", "From: the desk of the editor\n\n", "Note: all times are local\n"):
        [found] = read(start + TEXT)
        assert isinstance(found, ReadPage)
        assert any(LEAD[-30:] in part.text for part in found.article.paragraphs)


def test_other_languages_are_marked() -> None:
    words = "Los presidentes de los dos países hablaron durante tres horas sobre el camino que cruza la frontera. "
    [found] = read(f"Los presidentes hablan\n\n{words * 3}\n")
    assert isinstance(found, SetAside)
    assert found.reason == "language is es; only English is coded"
