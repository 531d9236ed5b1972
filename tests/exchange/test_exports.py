"""Every format against a whole file that was looked at, and what all formats must keep to."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polars
import pytest
from outputs import cells, records, triples, whole
from pages_by_hand import border, geneva

from dragoman import __version__
from dragoman.archive import Archive
from dragoman.cli.exporting import NAMES
from dragoman.errors import QueryError
from dragoman.exchange.columns import columns
from dragoman.exchange.exports import FORMATS, Job, Settings, export
from dragoman.exchange.exports.panel import month_id

Exported = Callable[..., tuple[Path, Job]]
HOME = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
TABLES = {"polecat": 40, "gdelt2": 61, "gdelt2-mentions": 16, "gdelt1-reduced": 17, "icews": 20, "phoenix": 26}
HEADED = ("polecat", "icews")


def test_the_command_offers_every_format_and_the_documents_name_it() -> None:
    assert tuple(FORMATS) == NAMES
    for document in ("exports", "commands"):
        text = (HOME / "docs" / f"{document}.md").read_text(encoding="utf-8")
        assert all(f"`{form}`" in text for form in FORMATS)


@pytest.mark.parametrize("form", [*NAMES, "panel-country"])
def test_the_whole_export_is_as_it_was_looked_at(exported: Exported, form: str) -> None:
    """DRAGOMAN_GOLDEN=write in the environment writes the golden files anew, to be looked at."""
    if form == "panel-country":
        out, _ = exported("panel", form, by="country-month", filters={"since": "2021-05"})
    else:
        out, _ = exported(form, "events.csv" if form == "csv" else "")
    text = whole(out)
    golden = GOLDEN / f"{form}.txt"
    if os.environ.get("DRAGOMAN_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "count"), TABLES.items())
def test_every_row_has_as_many_cells_as_the_format_has_columns(exported: Exported, form: str, count: int) -> None:
    out, job = exported(form)
    rows = cells(out)
    names = [column.name for column in columns(form)]
    assert {len(row) for row in rows} == {count} == {len(names)}
    assert (rows[0] == names) == (form in HEADED)
    assert len(rows) == job.counts["rows"] + (form in HEADED)


@pytest.mark.parametrize("form", TABLES)
def test_columns_empty_on_purpose_are_empty_and_say_why(exported: Exported, form: str) -> None:
    out, _ = exported(form)
    rows = cells(out)[form in HEADED :]
    missing = "NA" if form == "icews" else ""
    for at, column in enumerate(columns(form)):
        if not column.value:
            assert column.note, column.name
            assert {row[at] for row in rows} == {missing}, column.name


@pytest.mark.parametrize("form", NAMES)
def test_the_sidecar_names_what_made_it_and_what_is_in_it(exported: Exported, form: str) -> None:
    out, job = exported(form, crosswalk="plover-2021")
    meta = json.loads((out.parent / f"{out.name}.meta.json").read_text(encoding="utf-8"))
    assert (meta["software"], meta["version"], meta["format"]) == ("Dragoman", __version__, form)
    assert meta["crosswalk"] == "plover-2021"
    assert meta["counts"]["events"] == 18
    assert meta["counts"] == dict(job.counts)
    files = {one["path"]: one["sha256"] for one in meta["files"]}
    written = [out] if out.is_file() else [one for one in out.rglob("*") if one.is_file()]
    for one in written:
        name = one.name if out.is_file() else one.relative_to(out).as_posix()
        assert files[name] == hashlib.sha256(one.read_bytes()).hexdigest()
    assert len(files) == len(written)


@pytest.mark.parametrize("form", NAMES)
def test_the_same_archive_gives_the_same_bytes(exported: Exported, form: str) -> None:
    first, _ = exported(form, "first")
    again, _ = exported(form, "again")
    assert whole(first) == whole(again)


@pytest.mark.parametrize("form", NAMES)
def test_without_text_no_three_words_of_a_page_are_left(exported: Exported, form: str) -> None:
    out, _ = exported(form, text=False)
    text = whole(out)
    for report in (geneva(), border()):
        head = report.article.headline or ""
        found = {words for words in triples(report) if words in text and words not in head}
        # The list of parties is no running text.
        assert found <= {"Azerbaijan, Turkey and"}
    assert not (out / "texts.csv").exists()
    assert not (out / "texts").exists()


@pytest.mark.parametrize("form", [*TABLES, "csv", "panel"])
def test_no_cell_begins_a_formula(exported: Exported, form: str) -> None:
    out, _ = exported(form)
    path = out if out.is_file() else out / "events.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter="\t" if form in TABLES else ","))
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[=+@\t\r-]", cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), cell
    if form in ("polecat", "gdelt2"):
        assert any(cell.upper() == "'=ANA ILIC" for row in rows for cell in row)


def by_name(out: Path, form: str) -> list[dict[str, str]]:
    names = [column.name for column in columns(form)]
    return [dict(zip(names, row, strict=True)) for row in cells(out)[form in HEADED :]]


def test_countries_have_the_codes_of_each_system(exported: Exported) -> None:
    rows = by_name(exported("polecat")[0], "polecat")
    found = {row["Actor Country"]: row["Actor COW"] for row in rows}
    found |= {row["Recipient Country"]: row["Recipient COW"] for row in rows}
    assert (found["DEU"], found["YEM"], found["SRB"], found["KOS"], found["PSE"]) == ("255", "679", "345", "347", "")
    assert {"UNO", "EUR", "None"} <= set(found)
    gdelt = by_name(exported("gdelt2")[0], "gdelt2")
    assert {"ROM", "KSV", "SRB"} <= {row[f"Actor{side}CountryCode"] for row in gdelt for side in (1, 2)}
    assert {row["ActionGeo_CountryCode"] for row in gdelt} == {"", "NO", "IR", "SZ"}


def test_sectors_are_written_in_the_words_of_the_format(exported: Exported) -> None:
    accused = next(row for row in by_name(exported("polecat")[0], "polecat") if row["Event Type"] == "ACCUSE")
    assert (accused["Primary Actor Sector"], accused["Primary Recipient Sector"]) == ("JRN", "COP")
    gdelt = next(row for row in by_name(exported("gdelt2")[0], "gdelt2") if row["EventCode"] == "112")
    assert (gdelt["Actor1Code"], gdelt["Actor1Type1Code"]) == ("SRBMED", "MED")


def test_what_is_planned_is_written_as_the_intent_or_threat_it_is(exported: Exported) -> None:
    rows = {row["id"]: row for row in records(exported("plover")[0])}
    kinds = {id: (row["event"], row.get("mode")) for id, row in rows.items()}
    assert kinds["accord:e2"] == (["AGREE"], None)
    assert kinds["geneva/1:e7"] == (["CONCEDE"], None)
    assert kinds["geneva/1:e8"] == (["THREATEN"], ["violence"])
    assert "status planned, coded ASSAULT" in rows["geneva/1:e8"]["comment"]


def test_what_is_hoped_for_or_denied_comes_only_when_asked_for(exported: Exported) -> None:
    out, job = exported("plover")
    assert not {"geneva/1:e5", "geneva/1:e6"} & {row["id"] for row in records(out)}
    assert (job.left_out["possible"], job.left_out["denied"], job.left_out["without a day"]) == (1, 1, 2)
    [denied] = records(exported("plover", "denied", filters={"status": "denied"})[0])
    assert (denied["id"], denied["context"]) == ("geneva/1:e5", ["negation"])
    [possible] = records(exported("plover", "possible", filters={"status": "possible"})[0])
    assert possible["context"] == ["hypothetical"]


def test_the_crosswalk_of_2021_puts_sanctions_under_coercion(exported: Exported) -> None:
    kinds = {}
    for crosswalk in ("plover-2024", "plover-2021"):
        rows = by_name(exported("polecat", crosswalk, crosswalk=crosswalk)[0], "polecat")
        kinds[crosswalk] = {(row["Event Type"], row["Event Mode"]) for row in rows if row["Recipient Country"] == "YEM"}
    assert kinds == {"plover-2024": {("SANCTION", "discontinue")}, "plover-2021": {("COERCE", "restrict")}}


def test_what_is_mutual_stands_once_and_all_parties_meet(exported: Exported) -> None:
    rows = by_name(exported("icews")[0], "icews")
    border = [row for row in rows if row["Story ID"] == "border" and row["CAMEO Code"] == "057"]
    signed = [(row["Source Name"], row["Target Name"]) for row in border]
    assert signed == [("Azerbaijan", "Turkey"), ("Azerbaijan", "Georgia"), ("Turkey", "Georgia")]
    talks = [row for row in rows if row["CAMEO Code"] == "045"]
    assert len(talks) == 4


def test_ids_are_whole_numbers_that_the_content_decides(exported: Exported) -> None:
    numbers = [int(row[0]) for row in cells(exported("gdelt2")[0])]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 2**53
    mentions = {int(row[0]) for row in cells(exported("gdelt2-mentions")[0])}
    assert mentions == set(numbers)
    assert {int(row["Event ID"]) for row in by_name(exported("icews")[0], "icews")} == set(numbers)


def test_sums_count_what_several_pages_tell(exported: Exported) -> None:
    rows = by_name(exported("gdelt1-reduced")[0], "gdelt1-reduced")
    strike = next(row for row in rows if row["CAMEOCode"] == "143")
    assert (strike["NumEvents"], strike["NumArts"]) == ("2", "2")
    phoenix = next(row for row in by_name(exported("phoenix")[0], "phoenix") if row["code"] == "143")
    assert (phoenix["ids"], phoenix["sources"]) == ("border;border-again", "Hill Gazette;Valley News")
    assert (phoenix["source"], phoenix["quad_class"]) == ("ROULAB", "4")
    assert next(row for row in by_name(exported("phoenix")[0], "phoenix") if row["code"] == "163")["quad_class"] == "3"


def test_filters_are_those_of_events(exported: Exported) -> None:
    out, job = exported("jsonld", filters={"source": "DEU"})
    graph = json.loads(out.read_text(encoding="utf-8"))["@graph"]
    assert [node["@id"] for node in graph if node["@type"] == "Event"] == [
        "urn:dragoman:event:geneva%2F1%3Ae2",
        "urn:dragoman:event:geneva%2F1%3Ae4",
    ]
    assert job.counts["pages"] == 1
    with pytest.raises(QueryError, match="no event type"):
        exported("polecat", filters={"type": "MEETING"})


def test_parquet_lies_by_year_and_month_of_the_event(exported: Exported) -> None:
    out, _ = exported("parquet")
    frame = polars.read_parquet(out / "events/**/*.parquet", hive_partitioning=True)
    for row in frame.iter_rows(named=True):
        assert (row["start"] or "")[:7] == ("" if row["year"] is None else f"{row['year']:04}-{row['month']:02}")
    assert frame.height == 18
    assert frame.schema["source"] == polars.List(polars.String)
    assert frame.schema["cameo"] == polars.String


def test_a_folder_is_written_anew_and_other_files_are_left_alone(exported: Exported, tmp_path: Path) -> None:
    out, _ = exported("parquet")
    stale = out / "events" / "year=1999" / "month=01"
    stale.mkdir(parents=True)
    shutil.copy(out / "articles" / "part-0.parquet", stale / "part-0.parquet")
    exported("parquet")
    assert not stale.exists()
    other = tmp_path / "mine"
    other.mkdir()
    (other / "events.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(QueryError, match="holds other files"):
        exported("ro-crate", "mine")
    assert (other / "events.csv").read_text(encoding="utf-8") == "mine"


def test_a_path_that_cannot_be_written_is_told(small: Path, tmp_path: Path) -> None:
    with Archive(small, readonly=True) as archive:
        for form in NAMES:
            with pytest.raises(QueryError, match="cannot be"):
                export(archive, tmp_path / "small.dragoman" / "x", Settings(format=form))


def test_an_export_that_fails_leaves_the_older_one_as_it_was(exported: Exported) -> None:
    out, _ = exported("polecat")
    before = out.read_bytes()
    with pytest.raises(QueryError):
        exported("polecat", filters={"type": "MEETING"})
    assert out.read_bytes() == before
    assert not list(out.parent.glob("*.part"))


def test_the_archive_itself_is_not_written_over(small: Path) -> None:
    before = small.read_bytes()
    with Archive(small, readonly=True) as archive, pytest.raises(QueryError, match="archive itself"):
        export(archive, small, Settings(format="polecat"))
    assert small.read_bytes() == before


@pytest.mark.parametrize("form", NAMES)
def test_an_empty_archive_is_exported_as_well(tmp_path: Path, form: str) -> None:
    with Archive(tmp_path / "empty.dragoman") as archive:
        job = export(archive, tmp_path / form, Settings(format=form))
    assert job.counts["events"] == job.counts["rows"] == 0
    assert all(path.is_file() for path in job.files)
    if form in ("jsonld", "w3c-annotations"):
        json.loads((tmp_path / form).read_text(encoding="utf-8"))
    if form == "parquet":
        assert polars.read_parquet(tmp_path / form / "events").height == 0


def test_panels_have_rows_of_noughts_and_codes(exported: Exported) -> None:
    out, _ = exported("panel", by="country-month")
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    months = {row["month"] for row in rows}
    assert len(months) == 17  # from January 2020 to May 2021
    found = {(row["iso"], row["month"]): row for row in rows}
    assert len(found) == len(rows)
    assert all((iso, month) in found for iso in ("FJI", "TUV", "DEU") for month in months)
    assert (found["FJI", "2021-05"]["events"], found["FJI", "2021-05"]["goldstein"]) == ("0", "")
    germany = found["DEU", "2021-05"]
    assert (germany["cow"], germany["gw"], germany["events"], germany["sanction"]) == ("255", "260", "2", "1")
    assert float(germany["goldstein"]) == pytest.approx((-8.0 + 3.5) / 2)
    assert [found[iso, "2021-05"]["gw"] for iso in ("YEM", "SRB", "TUV", "PSE")] == ["678", "340", "973", ""]
    serbia = found["SRB", "2020-01"]
    assert (serbia["domestic"], serbia["as_source"], serbia["as_target"], serbia["events"]) == ("1", "1", "1", "1")
    assert (serbia["month_id"], month_id("1980-01"), found["NOR", "2021-03"]["pages"]) == ("481", 1, "1")


def test_pairs_in_panels_have_what_is_mutual_in_both_directions(exported: Exported) -> None:
    out, _ = exported("panel", "pairs.parquet", by="dyad-month", filters={"since": "2021"})
    rows = {(row["source_iso"], row["target_iso"], row["month"]): row for row in polars.read_parquet(out).to_dicts()}
    for pair in (("AZE", "GEO"), ("GEO", "AZE")):
        assert (rows[*pair, "2021-05"]["events"], rows[*pair, "2021-05"]["mutual"]) == (2, 2)
        assert (rows[*pair, "2021-03"]["events"], rows[*pair, "2021-03"]["goldstein"]) == (0, None)
    assert ("YEM", "DEU", "2021-05") not in rows
    assert rows["DEU", "YEM", "2021-05"]["material_conflict"] == 1
