from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.archive.rows import KINDS, PlaceRow, StatementRow
from dragoman.errors import QueryError
from dragoman.exchange.tables import harmless, write


def said(text: str, **more: object) -> StatementRow:
    fields = {
        "page": "p",
        "number": 1,
        "speaker": "Kari Berg",
        "code": "NOR",
        "addressee": None,
        "kind": "direct",
        "verb": "say",
        "medium": None,
        "text": text,
        "first": 0,
        "last": 5,
        "outlet": None,
        "published_at": None,
    }
    return StatementRow(**{**fields, **more})  # type: ignore[arg-type]


OSLO = PlaceRow(
    name="Oslo",
    country="NOR",
    admin1=None,
    lat=-59.9,
    lon=10.7,
    geonames_id=1,
    kind="city",
    pages=1,
    mentions=2,
    events=0,
)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "+", "=", "--1", "-1e"]
)
def test_formulas_are_made_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "+1.5", "-1e-3", "1", "a=b", "", "'=1", "-.5"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_csv_can_be_read_again_and_no_cell_begins_a_formula(text: str) -> None:
    from dragoman.exchange import tables

    out = io.StringIO(newline="")
    tables._csv([said(text, speaker=text)], StatementRow, out)
    header, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert header == list(StatementRow.__struct_fields__)
    cell = row[header.index("text")]
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell == text or cell[0] == "'"


def test_numbers_of_csv_stay_numbers(tmp_path: Path) -> None:
    assert write([OSLO], PlaceRow, "csv", tmp_path / "a.csv") == 1
    assert polars.read_csv(tmp_path / "a.csv")["lat"].to_list() == [-59.9]


def test_json(tmp_path: Path) -> None:
    rows = [said("“ä”"), said("b")]
    assert write(rows, StatementRow, "json", tmp_path / "a.json") == 2
    assert [row["text"] for row in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))] == ["“ä”", "b"]


def test_parquet(tmp_path: Path) -> None:
    assert (
        write((said(str(number)) for number in range(25_000)), StatementRow, "parquet", tmp_path / "a.parquet")
        == 25_000
    )
    frame = polars.read_parquet(tmp_path / "a.parquet")
    assert frame["text"].to_list() == [str(number) for number in range(25_000)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_no_rows_are_a_file_with_columns(tmp_path: Path, kind: str, form: str) -> None:
    path = tmp_path / "empty"
    assert write([], KINDS[kind], form, path) == 0
    if form == "csv":
        assert path.read_text().strip().split(",") == list(KINDS[kind].__struct_fields__)
    if form == "parquet":
        assert polars.read_parquet(path).columns == list(KINDS[kind].__struct_fields__)
    if form == "json":
        assert json.loads(path.read_text()) == []


def test_tables_shorten_and_show_no_controls(tmp_path: Path) -> None:
    write([said("x" * 500), said("\x1b[31mred[/red]")], StatementRow, "table", tmp_path / "a")
    text = (tmp_path / "a").read_text(encoding="utf-8")
    assert "…" in text and "\x1b" not in text and "[/red]" in text


def test_parquet_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="--output"):
        write([OSLO], PlaceRow, "parquet")
    for form in ("csv", "parquet"):
        with pytest.raises(QueryError, match="cannot be written"):
            write([OSLO], PlaceRow, form, tmp_path / "no" / "such" / "file")
