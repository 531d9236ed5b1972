"""The tables of the exchange: of the right shape, complete, and in step with the documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.exchange import codes
from dragoman.exchange.columns import TABLES, cell, columns, listed
from dragoman.exchange.imports.reading import ORIGINS, layout
from dragoman.knowledge import codebook, tables

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("code", "system", "day", "value"),
    [
        ("DEU", "cow", "1989-11-09", "260"), ("DEU", "cow", "1990-10-03", "255"), ("DEU", "gw", "2021-01-01", "260"),
        ("YEM", "cow", "2015-03-26", "679"), ("YEM", "cow", "1989-01-01", "678"), ("YEM", "gw", "2015-03-26", "678"),
        ("SRB", "cow", "2021-01-01", "345"), ("SRB", "gw", "2006-06-05", "340"), ("SRB", "gw", "2003-01-01", "345"),
        ("AZE", "fips", "2020-01-01", "AJ"), ("USA", "cow", "2020-01-01", "2"), ("GIN", "gw", "2020-01-01", "438"),
        ("AZE", "cameo", "2020-01-01", "AZE"), ("IRN", "cow", "2020-01-01", "630"),
        ("XKX", "plover", "2020-01-01", "KOS"), ("XKX", "cameo", "2020-01-01", "KSV"),
        ("XKX", "cow", "2020-01-01", "347"), ("COG", "cow", "2020-01-01", "484"),
        ("PSE", "plover", "2020-01-01", "PSE"), ("PSE", "cow", "2020-01-01", ""),
        ("ROU", "phoenix", "2020-01-01", "ROU"),
        ("KIR", "gw", "2020-01-01", "970"), ("KIR", "cow", "2020-01-01", "946"), ("NRU", "gw", "2020-01-01", "971"),
        ("TON", "gw", "2020-01-01", "972"), ("TUV", "gw", "2020-01-01", "973"), ("TUV", "cow", "2020-01-01", "947"),
        ("PRI", "plover", "2020-01-01", "USA"), ("HKG", "plover", "2020-01-01", "HKG"),
        ("REG:Abkhazia", "plover", "2020-01-01", "GEO"), ("nowhere", "cow", "2020-01-01", ""),
    ],
)  # fmt: skip
def test_countries_by_system_and_day(code: str, system: str, day: str, value: str) -> None:
    assert codes.country(code, system, day) == value


def test_every_state_has_its_numbers_once() -> None:
    states = [code for code, row in codes.countries().items() if row["kind"] == "state"]
    for system in ("cow", "gw", "fips", "iso2"):
        found = [code for code in (codes.country(state, system) for state in states) if code]
        assert len(set(found)) == len(found) >= 190, system
        assert not [code for code in found if code.startswith("0")]


def test_every_sector_of_the_codebook_has_its_words() -> None:
    wanted = "GOV LEG JUD MIL COP SPY PTY OPP REB PRM CVL MED BUS EDU REL LAB NGO ELI REF UNS"
    assert set(codes.sectors()) == set(wanted.split())
    assert codes.sector("MED").plover == "JRN"
    known = {row["sector"] for row in tables.rows("organisations/*.tsv") if row["sector"]}
    assert known <= set(codes.sectors())


def test_every_body_that_we_know_has_a_code() -> None:
    for row in tables.rows("organisations/*.tsv"):
        if row["code"] not in codes.countries():
            found = codes.body(row["code"])
            assert found is not None, row["code"]
            assert found.plover and found.cameo, row["code"]


def test_what_is_planned_becomes_a_type_with_a_code_of_its_own() -> None:
    for kind, intent in codebook.planned().items():
        assert kind in codebook.types()
        assert intent.cameo in codebook.cameo()
        if intent.mode:
            assert (intent.type, intent.mode) in codebook.modes()
        cooperative = codebook.types()[kind].quad.endswith("cooperation")
        assert codebook.types()[intent.type].quad == ("verbal cooperation" if cooperative else "verbal conflict")


def test_every_root_has_a_quad_class() -> None:
    roots = {code[:2] for code in codebook.cameo()}
    for system in ("gdelt", "phoenix"):
        assert roots <= set(codes.quads(system))
    assert (codes.quads("gdelt")["16"], codes.quads("phoenix")["16"]) == ("4", "3")


@pytest.mark.parametrize("form", sorted(path.stem for path in TABLES.glob("*.tsv")))
def test_an_empty_column_says_why_and_no_name_stands_twice(form: str) -> None:
    found = columns(form)
    assert len({column.name for column in found}) == len(found)
    assert all(column.value or column.note for column in found)


def test_layouts_name_columns_that_the_formats_have() -> None:
    for origin in ORIGINS:
        form = "gdelt2" if origin == "gdelt" else origin
        known = {"".join(char for char in column.name.lower() if char.isalnum()) for column in columns(form)}
        for ours, field in layout(origin).items():
            assert set(field.columns) & known, ours


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (-10.0, "-10"), (3.4, "3.4"), (5, "5"), ("a\tb\r\nc", "a b c"), ('"x"', "'x'"), ("=1", "'=1"),
        ("\t=1", "'=1"), ("\x00=1", "'=1"), ("-1.5", "-1.5"), ("@x", "'@x"), ("040", "040"),
        (40.123456789, "40.12345679"),
    ],
)  # fmt: skip
def test_cells(value: object, text: str) -> None:
    assert cell(value) == text


def test_lists_have_each_value_once_and_keep_their_separator() -> None:
    assert listed(["a", "", "b;c", "a"]) == "a;b,c"


def test_the_document_of_columns_is_up_to_date() -> None:
    found = subprocess.run([sys.executable, ROOT / "tools" / "write_exports_doc.py", "--check"], check=False)
    assert found.returncode == 0, "run python tools/write_exports_doc.py"
