"""What holds of every input: it is read or set aside, offsets are right, and twice read is the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS

from dragoman.articles import ReadPage, raw, read
from dragoman.report import SetAside

_SENTENCES = st.sampled_from(
    [part for layout in LAYOUTS for part in layout.body]
    + [
        "Photo: A quay.",
        "Read more: Nets",
        "By Ola Dahl",
        "5 March 2019",
        "12 Comments",
        "News ID: 7",
        "A Quay at Night",
    ]
)
_LINES = st.one_of(_SENTENCES, st.text(max_size=60))
_PAGES = st.lists(st.tuples(_LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\n\n    ", " ", "\u2028"]))).map(
    lambda parts: "".join(text + gap for text, gap in parts)
)
_TAGS = st.sampled_from(
    r"""<p>|</p>|<b>|</b>|<br>|<div>|</div>|<h1>|</h1>|<h2>x</h2>|<!-- n -->|<a href='/x>y'>|</a>|<article>|</article>
|<script>var a = '<p>';</script>|<li>|<ul>|<blockquote>|&amp;|&nbsp;|&rdquo;|&#8217;|&bogus;|<|>|"|<p class="a
|<table><tr><td>|<title>|<!--|<![CDATA[""".replace("\n", "").split("|")
)
_MARKUP = st.lists(st.one_of(_SENTENCES, _TAGS, st.text(max_size=20)), max_size=40).map(
    lambda parts: "<html><body>" + "".join(parts)
)


_UNTIMED = settings(deadline=None)


def _one(source: Any) -> ReadPage | SetAside:
    [found] = read(source)
    assert isinstance(found, ReadPage | SetAside)
    assert found.id
    [again] = read(source)
    assert again == found
    if isinstance(found, SetAside):
        assert found.reason
    return found


@_UNTIMED
@given(st.one_of(st.text(), _PAGES))
def test_any_text(checks: Any, text: str) -> None:
    found = _one({"text": "\n" + text, "id": "x"})
    assert found.id == "x"
    found = _one("\n" + text)
    if isinstance(found, ReadPage) and "<" not in text:
        checks.plain("\n" + text, found)


@_UNTIMED
@given(st.one_of(_MARKUP, st.text().map(lambda text: f"<p>{text}")))
def test_any_markup(checks: Any, source: str) -> None:
    found = _one({"html": source})
    if isinstance(found, ReadPage):
        checks.marked(source, found)


@_UNTIMED
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    for found in read(data):
        assert isinstance(found, ReadPage | SetAside)


@_UNTIMED
@given(_PAGES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "koi8-r"]))
def test_any_encoding(text: str, encoding: str) -> None:
    for found in read(text.encode(encoding, errors="ignore")):
        assert isinstance(found, ReadPage | SetAside)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "html", "title", "published_at", "outlet", "url", "x"]), inner)
    ),
    max_leaves=8,
)


@_UNTIMED
@given(_JSON)
def test_any_row(row: Any) -> None:
    if isinstance(row, dict):
        _one(row)
    line = json.dumps(row).encode() + b"\n"
    found = list(read(b'{"text": ""}\n' + line))
    assert len(found) == 2
    assert all(isinstance(one, ReadPage | SetAside) for one in found)


@_UNTIMED
@given(st.text())
def test_any_json_ld(text: str) -> None:
    _one(
        f'<html><script type="application/ld+json">{text}</script><meta property="og:title" content="{text}">'
        + LAYOUTS[0].body[0]
    )


def test_any_path(tmp_path: Path) -> None:
    found = list(read(tmp_path / "nothing\x00here"))
    assert isinstance(found[0], SetAside)
    found = list(read(tmp_path / "nothing.txt"))
    assert isinstance(found[0], SetAside)
    assert found[0].id == "nothing"


def test_what_is_told_of_a_page_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"id": "x\\ud800", "title": "t\\udc00", "outlet": "\\udfff", "text": "words \\ud800"}\n{"id": "\\ud800"}\n'
    )
    try:
        (tmp_path / os.fsdecode(b"\xff.txt")).write_text("words")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    found = list(raw(tmp_path))
    assert len(found) == 3
    for one in found:
        for name in one.__struct_fields__:
            if name != "text":
                str(getattr(one, name)).encode("utf-8")
