"""Sources made to do harm, and damaged ones: a reason for each, the rest is read, nothing hangs or explodes."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.articles import ReadPage, budget, raw, read
from dragoman.articles.budget import Limits
from dragoman.report import SetAside
from made import (
    EML,
    HTML,
    INFO,
    KINDS,
    LEAD,
    LISTS,
    MORE,
    NEWSML,
    RSS,
    SITEMAP,
    TEXT,
    WARC,
    Made,
    record,
    tarred,
    zipped,
)


def only_reasons(source: Any) -> list[str]:
    found = list(read(source))
    assert found
    assert all(isinstance(one, SetAside) for one in found)
    return [one.reason for one in found if isinstance(one, SetAside)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach at once."""
    monkeypatch.setattr(budget, "LIMITS", Limits(ratio=20, floor=2_000_000, members=50, depth=4))


ZEROS = b"\0" * 3_000_000


@pytest.mark.parametrize(
    "bomb",
    [
        zipped({"a.html": HTML.encode(), "bomb": b"<p>" + b"a" * 9_000_000, "z.html": HTML.encode()}),
        tarred({"a.html": HTML.encode()}) and gzip.compress(tarred({"a.html": HTML.encode(), "b": ZEROS})),
        zipped({"a.html": HTML.encode(), "inner.zip": zipped({"x": ZEROS}), "z.html": HTML.encode()}),
    ],
    ids=["zip", "tar.gz", "zip in zip"],
)
def test_bombs(small: None, bomb: bytes) -> None:
    first, *rest = read(bomb)
    assert isinstance(first, ReadPage)
    assert all(isinstance(one, SetAside) for one in rest)
    assert any("unpacks to far more" in one.reason for one in rest if isinstance(one, SetAside))
    assert rest[-1].reason.startswith(("the rest of it was not read", "it unpacks"))  # type: ignore[union-attr]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_bomb_of_one_file_holds_little_memory(pack: Any) -> None:
    data = pack(b"\0" * 60_000_000)
    tracemalloc.start()
    [reason] = only_reasons(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "longer than" in reason or "unpacks to" in reason or "binary" in reason
    assert peak < 150_000_000


def test_overlapping_members(small: None) -> None:
    """Many entries of the directory lead to the same packed bytes."""
    whole = zipped({"a": b"<p>" + b"x" * 900_000})
    directory = whole.index(b"PK\x01\x02")
    entry, end = whole[directory : whole.index(b"PK\x05\x06")], bytearray(whole[whole.index(b"PK\x05\x06") :])
    struct.pack_into("<HHL", end, 8, 40, 40, 40 * len(entry))
    reasons = only_reasons(whole[:directory] + 40 * entry + bytes(end))
    assert "unpacks to far more" in " ".join(reasons)
    assert len(reasons) < 10


def test_too_many_members(small: None) -> None:
    found = list(read(zipped({f"{number}.html": HTML.encode() for number in range(60)})))
    assert sum(isinstance(one, ReadPage) for one in found) == 50
    assert isinstance(found[-1], SetAside)
    assert "more than 50 parts" in found[-1].reason


def test_nested_deeply() -> None:
    data = TEXT.encode()
    for _ in range(4):
        data = zipped({"inner": data})
    [found] = read(data)
    assert isinstance(found, ReadPage)
    [reason] = only_reasons(zipped({"inner": data}))
    assert "files deep" in reason


LAUGHS = '<!DOCTYPE {0} [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{10 * f"&{old};"}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("root", "document"),
    [("rss", RSS), ("urlset", SITEMAP), ("newsMessage", NEWSML), ("opml", LISTS["mine.opml"].decode())],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_billion_laughs(root: str, document: str, encoding: str) -> None:
    head, cut, rest = document.partition("?>")
    bomb = head.replace("utf-8", encoding).replace("UTF-8", encoding) + cut + LAUGHS.format(root) + "]>" + rest
    [reason] = only_reasons(bomb.replace("News", "&i;").encode(encoding))
    assert "entities" in reason


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words of another file")
    for document, root in ((RSS, "rss"), (NEWSML, "newsMessage")):
        head, cut, rest = document.partition("?>")
        trick = f'{head}{cut}<!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{rest.replace("talks", "&x;")}'
        assert not any("secret words" in str(one) for one in read(trick.encode()))


def test_members_never_leave_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    names = ("../../evil.html", "/tmp/../evil.html", "C:\\evil.html", "a/../../evil.html", "evil\u202etxt.html")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, target in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../x"), (tarfile.FIFOTYPE, "")):
            link = tarfile.TarInfo("link.html")
            link.type, link.linkname = kind, target
            archive.addfile(link)
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(HTML.encode())
            archive.addfile(info, io.BytesIO(HTML.encode()))
    before = sorted(tmp_path.rglob("*"))
    for data in (zipped(dict.fromkeys(names, HTML.encode())), out.getvalue()):
        (inside / "trick").write_bytes(data)
        found = list(read(inside / "trick"))
        assert len(found) == len(names)
        assert all(isinstance(one, ReadPage) for one in found)
        assert all("\u202e" not in one.id for one in found)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, inside / "trick"])


def test_a_locked_member_and_a_damaged_one() -> None:
    data = bytearray(zipped({"a.html": HTML.encode(), "b.html": HTML.encode(), "c.html": HTML.encode()}))
    second = data.index(b"b.html") + 40
    data[second : second + 20] = b"\xff" * 20
    third = data.rindex(b"PK\x01\x02")
    data[third + 8] |= 1
    first, damaged, locked = read(bytes(data))
    assert isinstance(first, ReadPage)
    assert isinstance(damaged, SetAside) and "damaged" in damaged.reason
    assert isinstance(locked, SetAside) and "password" in locked.reason
    assert damaged.bytes == locked.bytes == len(HTML.encode())


def test_a_member_with_a_wrong_checksum() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", HTML)
        archive.writestr("b.html", HTML)
    data = out.getvalue().replace(b"Farmers", b"Fishers", 1)
    wrong, right = read(data)
    assert isinstance(wrong, SetAside) and "damaged" in wrong.reason
    assert isinstance(right, ReadPage)


@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_record_costs_no_other(tmp_path: Path, packed: bool) -> None:
    good = [record(f"http://paper.example/{number}", HTML.encode()) for number in range(5)]
    parts = [INFO, *good]
    if packed:
        parts = [gzip.compress(part) for part in parts]
        parts[3] = parts[3][:30] + b"\x00\xff" * 20 + parts[3][70:]
    else:
        parts[3] = parts[3].replace(b"WARC/1.0\r\nWARC-Type", b"WARC/1.0\r\n\xff\xfe\x00\x01 no header\r\n\r\nType")
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(parts))
    found = list(read(path))
    urls = [one.article.url for one in found if isinstance(one, ReadPage)]
    assert urls == [f"http://paper.example/{number}" for number in (0, 1, 3, 4)]
    assert [one.reason for one in found if isinstance(one, SetAside)]
    starts = {len(b"".join(parts[:number])) for number in range(1, 6)}
    assert {int(one.id.split(":")[1]) for one in found if isinstance(one, ReadPage)} <= starts


def test_records_that_are_no_pages() -> None:
    parts = [
        record("http://paper.example/gone", b"<p>Nothing here</p>", "404 Not Found"),
        record("http://paper.example/a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), kind="image/png"),
        record("http://paper.example/cut", HTML.encode())[:-200],
    ]
    gone, image, cut = only_reasons(b"".join([INFO, *parts]))
    assert "answered 404" in gone
    assert "PNG image" in image
    assert "breaks off" in cut


@pytest.mark.parametrize("name", ["saved.tar.gz", "pages.csv.bz2", "page.html.xz", "crawl.warc.gz"])
def test_a_file_that_breaks_off(name: str) -> None:
    made = KINDS[name]
    *_, last = read(made.data[: int(len(made.data) * 0.7)])
    assert isinstance(last, SetAside)
    assert "breaks off" in last.reason or "damaged" in last.reason


@pytest.mark.parametrize(
    "tag", ["div", "b", "table><tr><td", "blockquote", "span class=x", "ul><li", "x-y", "a", "h1", "p", "li", "dd"]
)
@pytest.mark.parametrize("levels", [1000, 20_000])
def test_deep_html(checks: Any, tag: str, levels: int) -> None:
    """What lies deep is read, at its place, and takes no longer than a page of that length may."""
    source = "<html><body>" + f"<{tag}>" * levels + f"<p>{LEAD}</p><p>Peru<b>vian</b> farmers wait. {MORE}</p>"
    start = monotonic()
    [found] = read(source)
    assert monotonic() - start < 10
    assert isinstance(found, ReadPage)
    checks.marked(source, found)
    words = " ".join(part.text for part in found.article.paragraphs)
    assert "Ecuador's foreign minister in Lima" in words
    assert "Peruvian farmers" in words


def test_deep_xml_and_json() -> None:
    deep = NEWSML.replace("<itemSet>", "<itemSet>" + "<x>" * 5000)
    [reason] = only_reasons(deep.encode())
    assert "elements deep" in reason
    nested = b'{"text": ' + b"[" * 100_000
    assert only_reasons(b'{"id": "1", "text": ""}\n' + nested)
    assert only_reasons(b'[{"text": ' + b'[{"text": ' * 50_000)


def test_a_broken_feed_is_mended_only_if_short() -> None:
    short, long = (RSS.replace("</channel></rss>", "<div>" * number).encode() for number in (100, 500_000))
    [found] = read(short)
    assert isinstance(found, ReadPage)
    start = monotonic()
    assert "elements deep" in only_reasons(long)[0]
    assert monotonic() - start < 5


def test_a_quote_without_end(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    row = '"{}","{}"\n'
    good = "".join(row.format(number, TEXT.replace("\n", " ")) for number in range(3))
    path.write_bytes(b"id,text\n" + good.encode() + b'9,"open ' + b"word " * 1_200_000)
    found = list(read(path))
    assert [one.id for one in found][:3] == ["0", "1", "2"]
    assert isinstance(found[-1], SetAside)
    assert "quote" in found[-1].reason


def test_odd_characters() -> None:
    """Marks of direction and halves of characters in text, names and addresses."""
    for odd in ("\u202e\u200f", "\ud800", "\x00\x07"):
        rows = [{"id": f"a{odd}", "text": TEXT.replace("talks", f"talks{odd}"), "title": odd, "url": f"http://x/{odd}"}]
        for found in read(json.dumps(rows[0]).encode() + b"\n"):
            found.id.encode()
            assert odd not in found.id
    letter = EML.replace("Subject: Peru", "Subject: =?bogus?q?=FF?= =?utf-8?b?!!!?= Peru")
    [found] = read(letter.encode())
    assert isinstance(found, ReadPage)
    feed = RSS.replace("Peru and", "Peru &#x202E; and").replace('encoding="utf-8"', 'encoding="koi8-r"')
    assert list(read(feed.encode("koi8-r", errors="replace")))


def test_a_feed_of_several_encodings_is_read_or_set_aside() -> None:
    broken = RSS.encode().replace(b"Lima on", "Lima José on".encode("latin-1")).replace(b"</channel>", b"")
    [found] = read(broken)
    assert found.id


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [found] = read(tmp_path)
    assert isinstance(found, SetAside)
    assert "neither a file nor a folder" in found.reason


def test_pdf_files_that_hold_no_text() -> None:
    from made import pdf_file

    assert "text recognition" in only_reasons(pdf_file([""]))[0]
    assert "cannot be read" in only_reasons(b"%PDF-1.7\n" + bytes(range(256)) * 10)[0]


def test_a_zip_of_lies() -> None:
    data = zipped({"a.html": HTML.encode()})
    assert "cannot be read" in only_reasons(data[: len(data) // 2])[0]
    end = data.index(b"PK\x05\x06")
    huge = bytearray(data)
    struct.pack_into("<L", huge, end + 12, 2**31)
    assert "too many members" in only_reasons(bytes(huge))[0]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", HTML)
    odd = bytearray(out.getvalue())
    for place in (8, odd.index(b"PK\x01\x02") + 10):
        struct.pack_into("<H", odd, place, 97)
    assert "cannot be unpacked" in only_reasons(bytes(odd))[0]


def many(name: str) -> bytes:
    """A source of 300 pages, 6 megabytes when unpacked."""
    page = TEXT + "\n" + "More words of the same kind were said in the town. " * 400
    rows = [json.dumps({"id": str(number), "text": f"{number} {page}"}) for number in range(300)]
    if name == "jsonl.gz":
        return gzip.compress("\n".join(rows).encode())
    if name == "csv":
        return ("id,text\n" + "".join(f'{number},"{number} {page}"\n' for number in range(300))).encode()
    if name == "tar":
        return tarred({f"{number}.txt": f"{number} {page}".encode() for number in range(300)})
    if name == "mbox":
        start = "From a@b.example Thu Mar  3 15:30:00 2022\nFrom: a@b.example\nDate: x\nMessage-ID: <{}>\n\n"
        return "".join(start.format(number) + page + "\n\n" for number in range(300)).encode()
    return b"".join([INFO, *(record(f"http://a.example/{number}", page.encode()) for number in range(300))])


@pytest.mark.parametrize("name", ["jsonl.gz", "csv", "tar", "mbox", "warc"])
def test_a_long_source_is_never_in_memory_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / "long"
    path.write_bytes(many(name))
    pages = raw(path)
    next(pages)
    tracemalloc.start()
    assert sum(1 for _ in pages) == 299
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


# Any damage at all


_ANY = st.sampled_from([*KINDS.values(), *(Made(name, data, ()) for name, data in LISTS.items())])
_DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=12)), min_size=1, max_size=4)


@settings(deadline=None, max_examples=150)
@given(_ANY, _DAMAGE)
def test_any_damage(made: Made, damage: list[tuple[float, int, bytes]]) -> None:
    data = made.data
    for where, length, instead in damage:
        at = int(where * len(data))
        data = data[:at] + instead + data[at + length :]
    for one in read(data):
        assert isinstance(one, ReadPage | SetAside)
        assert one.id
        one.id.encode()
        if isinstance(one, SetAside):
            assert one.reason
            one.reason.encode()


def test_records_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "c.warc"
    path.write_bytes(b"".join(WARC))
    for one in read(path):
        at = int(one.id.split(":")[1])
        assert path.read_bytes()[at : at + 8] == b"WARC/1.0"
