"""Other people's rows beside our own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli import commands
from dragoman.errors import QueryError
from dragoman.exchange.columns import columns
from dragoman.exchange.exports import Job
from dragoman.exchange.imports import import_file
from dragoman.exchange.imports.comparing import compare

Exported = Callable[..., tuple[Path, Job]]


def names(form: str) -> list[str]:
    return [column.name for column in columns(form)]


def line(form: str, **cells: str) -> str:
    """A line of a format: cells by column, spaces in names written as underscores."""
    given = {name.replace("_", " ") if form != "gdelt2" else name: value for name, value in cells.items()}
    assert set(given) <= set(names(form)), set(given) - set(names(form))
    return "\t".join(given.get(name, "") for name in names(form))


def gdelt(id: str, code: str, source: str, target: str, **more: str) -> str:
    cells = {
        "GLOBALEVENTID": id, "SQLDATE": "20210504", "EventCode": code, "EventRootCode": code[:2],
        "GoldsteinScale": "1.0", "Actor1Code": source, "Actor1CountryCode": source[:3], "Actor2Code": target,
        "Actor2CountryCode": target[:3], "SOURCEURL": "https://a.example/1",
    }  # fmt: skip
    return line("gdelt2", **{**cells, **more})


def icews(id: str, code: str, source: str, target: str, **more: str) -> str:
    cells = {
        "Event_ID": id, "Event_Date": "2018-03-01", "Source_Name": f"Envoy ({source})", "Source_Country": source,
        "CAMEO_Code": code, "Intensity": "1.0", "Target_Name": f"Envoy ({target})", "Target_Country": target,
        "Story_ID": "77", "Sentence_Number": "2", "City": "NA",
    }  # fmt: skip
    return line("icews", **{**cells, **more})


def stored(archive: Path, what: str = "*") -> list[dict[str, Any]]:
    base = sqlite3.connect(archive)
    base.row_factory = sqlite3.Row
    found = [dict(row) for row in base.execute(f"SELECT {what} FROM imported ORDER BY native")]
    base.close()
    return found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "a.dragoman"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def writes(*lines: str, name: str = "their.tsv", end: str = "\n") -> Path:
        path = tmp_path / name
        path.write_text(end.join(lines) + end, encoding="utf-8", newline="")
        return path

    return writes


Write = Callable[..., Path]


def test_gdelt_in_our_codes(archive: Path, write: Write) -> None:
    path = write(
        gdelt("1", "010", "ROMGOV", "KSV"),
        gdelt("2", "163", "USA", "", Actor2Code="IGOUNO", Actor2KnownGroupCode="UNO", ActionGeo_CountryCode="AJ",
              ActionGeo_Lat="40.4", ActionGeo_Long="49.9", ActionGeo_FullName="Baku, Azerbaijan",
              Actor1Type1Code="MED"),
        gdelt("4", "190", "ISR", "GZS", ActionGeo_CountryCode="GZ"),
        # A spreadsheet took the nought away.
        gdelt("3", "10", "GMB", "TMP", EventRootCode="1"),
    )  # fmt: skip
    found = import_file(archive, "gdelt", path)
    assert (found.added, found.broken) == (4, 0)
    first, second, third, fourth = stored(archive)
    assert (first["source"], first["target"], first["day"], first["cameo"]) == ("ROU", "XKX", "2021-05-04", "010")
    assert first["type"] is None  # PLOVER knows no bare statements
    assert (second["target"], second["type"], second["quad"]) == ("IGO:UN", "SANCTION", "material conflict")
    assert (second["country"], second["lat"], second["source_sector"]) == ("AZE", 40.4, "MED")
    assert (third["cameo"], third["target"]) == ("010", "TLS")
    assert (fourth["target"], fourth["country"], fourth["type"]) == ("PSE", "PSE", "ASSAULT")


def test_gdelt_1_has_fewer_columns(archive: Path, write: Write) -> None:
    old = [at for at, name in enumerate(names("gdelt2")) if not name.endswith("ADM2Code")]
    whole = gdelt("1", "042", "AZE", "IRN").split("\t")
    with_link = "\t".join(whole[at] for at in old)
    without = "\t".join(whole[at] for at in old[:-1])
    assert (len(with_link.split("\t")), len(without.split("\t"))) == (58, 57)
    assert import_file(archive, "gdelt", write(with_link)).added == 1
    assert import_file(archive, "gdelt", write(without.replace("1", "2", 1))).added == 1
    assert [(row["source"], row["target"], row["story"]) for row in stored(archive)] == [
        ("AZE", "IRN", "https://a.example/1"),
        ("AZE", "IRN", None),
    ]


def test_polecat_whatever_its_header(archive: Path, write: Write) -> None:
    header = "\t".join(names("polecat")).replace("\tIntensity", "\tEvent Intensity") + "\t\t"
    row = line(
        "polecat", Event_ID="7", Event_Date="2023-01-02", Event_Type="ACCUSE", Event_Mode="allege", Intensity="-3.5",
        Quad_Code="VERBAL CONFLICT", Actor_Name="Reporters", Actor_Country="KOS", Primary_Actor_Sector="JRN",
        Recipient_Name="None", Recipient_Country="UNO", Country="SRB",
    )  # fmt: skip
    path = write("\ufeff" + header, row, end="\r\n")
    assert import_file(archive, "polecat", path).added == 1
    [found] = stored(archive)
    assert (found["source"], found["source_sector"], found["target"]) == ("XKX", "MED", "IGO:UN")
    assert (found["type"], found["mode"], found["goldstein"], found["target_name"]) == ("ACCUSE", "allege", -3.5, None)
    assert found["country"] == "SRB"


def test_icews_by_tabs_or_commas_and_by_other_spellings(archive: Path, write: Write) -> None:
    rows = [
        icews("1", "111", "Russian Federation", "Occupied Palestinian Territory"),
        icews("2", "036", "Cote d'Ivoire", "Nowhere", Source_Sectors="Executive,Government,Elite"),
    ]
    assert import_file(archive, "icews", write("\t".join(names("icews")), *rows)).added == 2
    first, second = stored(archive)
    assert (first["source"], first["target"], first["type"], first["place"]) == ("RUS", "PSE", "ACCUSE", None)
    assert (second["source"], second["target"], second["source_sector"]) == ("CIV", None, "GOV")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(name.lower().replace(" ", "_") for name in names("icews"))
    writer.writerows(row.split("\t") for row in rows)
    again = import_file(archive, "icews", write(out.getvalue(), name="their.csv"))
    assert (again.added, again.same) == (0, 2)


@pytest.mark.parametrize("at", [6, 16, 37])
def test_a_stray_tab_is_mended(archive: Path, write: Write, at: int) -> None:
    cells = gdelt("1", "042", "AZE", "IRN", Actor1Name="BAKU", Actor2Name="TEHRAN", Actor1Geo_CountryCode="AJ").split(
        "\t"
    )
    cells.insert(at, "" if at == 16 else "STRAY")
    assert import_file(archive, "gdelt", write("\t".join(cells))).broken == 0
    [found] = stored(archive)
    assert (found["source"], found["target"], found["cameo"], found["story"]) == (
        "AZE", "IRN", "042", "https://a.example/1",
    )  # fmt: skip


def test_lines_that_are_none_are_counted_and_the_rest_is_kept(archive: Path, write: Write) -> None:
    path = write("\t".join(names("icews")), icews("1", "040", "Iran", "Iraq"), "torn off", "",
                 icews("2", "040", "Iran", "Iraq", Latitude="north"), icews("3", "040", "Iran", "Iraq"))  # fmt: skip
    found = import_file(archive, "icews", path)
    assert (found.added, found.broken, found.broken_lines) == (2, 2, (3, 5))


def test_each_row_is_kept_once_and_a_corrected_one_takes_its_place(archive: Path, write: Write) -> None:
    header = "\t".join(names("icews"))
    rows = [icews(str(number), "040", "Iran", "Iraq") for number in range(5)]
    # An id of ICEWS is a key with its date alone.
    rows.append(icews("1", "040", "Iran", "Iraq", Event_Date="2018-03-02"))
    path = write(header, *rows)
    assert import_file(archive, "icews", path).added == 6
    again = import_file(archive, "icews", path)
    assert (again.added, again.same, again.replaced) == (0, 6, 0)
    rows[2] = icews("2", "043", "Iran", "Iraq")
    corrected = import_file(archive, "icews", write(header, *rows))
    assert (corrected.added, corrected.same, corrected.replaced) == (0, 5, 1)
    assert sorted(row["cameo"] for row in stored(archive)) == ["040"] * 5 + ["043"]


def test_what_repeats_and_mirrors_is_counted(archive: Path, write: Write) -> None:
    path = write(
        "\t".join(names("icews")),
        icews("1", "040", "Iran", "Iraq"),
        icews("2", "040", "Iraq", "Iran"),
        icews("3", "040", "Iran", "Iraq", Story_ID="78"),
        icews("4", "040", "Iran", "Iraq", Story_ID="78"),
        icews("5", "042", "Iran", "Oman"),
        icews("6", "043", "Oman", "Iran"),
        icews("7", "112", "Iran", "Iran", City="Tehran"),
        icews("8", "010", "Oman", "Iran", Event_Date="2018-03-05"),
    )
    found = import_file(archive, "icews", path).repeats
    assert (found.rows, found.first_day, found.last_day) == (8, "2018-03-01", "2018-03-05")
    assert (found.duplicates, found.in_story, found.mirrors, found.visits) == (2, 1, 2, 2)
    assert (found.domestic, found.without_place) == (1, 7)


def test_packed_files_are_read(archive: Path, tmp_path: Path) -> None:
    data = (gdelt("1", "040", "IRN", "IRQ") + "\n").encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("20210504.export.CSV", data)
    (tmp_path / "b.gz").write_bytes(gzip.compress(data))
    assert import_file(archive, "gdelt", tmp_path / "a.zip").added == 1
    assert import_file(archive, "gdelt", tmp_path / "b.gz").same == 1


@pytest.mark.parametrize("text", ["", "a\tb\tc\n1\t2\t3\n", "\x00\x01"])
@pytest.mark.parametrize("origin", ["gdelt", "polecat", "icews"])
def test_a_file_of_another_kind_is_told(archive: Path, write: Write, origin: str, text: str) -> None:
    with pytest.raises(QueryError, match=r"their\.tsv"):
        import_file(archive, origin, write(text) if text else write(end=""))
    with pytest.raises(QueryError, match="cannot be read"):
        import_file(archive, origin, Path("nowhere.tsv"))


def test_rows_do_not_disturb_our_own(small: Path, write: Write) -> None:
    with Archive(small, readonly=True) as opened:
        before = [row.id for row in opened.events()]
    import_file(small, "gdelt", write(gdelt("1", "040", "IRN", "IRQ")))
    with Archive(small) as opened:
        assert [row.id for row in opened.events()] == before


@pytest.mark.parametrize(("form", "origin"), [("polecat", "polecat"), ("gdelt2", "gdelt"), ("icews", "icews")])
def test_our_own_exports_come_back_and_agree_with_us(small: Path, exported: Exported, form: str, origin: str) -> None:
    out, job = exported(form, filters={"status": "actual"})
    found = import_file(small, origin, out)
    assert (found.added, found.broken) == (job.counts["rows"], 0)
    [overlap] = compare(small).overlap
    assert overlap.ours == overlap.ours_found_there == 8
    assert overlap.theirs == overlap.theirs_found_here == 8


def test_a_comparison_counts_by_period_and_tells_what_both_have(small: Path, write: Write) -> None:
    import_file(
        small,
        "gdelt",
        write(
            gdelt("1", "163", "DEUGOV", "YEM", SQLDATE="20210506"),  # we have it a day before
            gdelt("2", "163", "YEM", "DEU", SQLDATE="20210506"),  # not in this direction
            gdelt("3", "040", "CHL", "NOR", SQLDATE="20210301"),  # mutual: in either
            gdelt("4", "163", "DEU", "YEM", SQLDATE="20210520"),
        ),
    )
    found = compare(small, "year", since="2021", until="2021")
    assert {(part.period, part.origin) for part in found.parts} == {("2021", "dragoman"), ("2021", "gdelt")}
    counts = {(part.origin, part.type): part.events for part in found.parts}
    assert (counts["gdelt", "SANCTION"], counts["gdelt", "CONSULT"], counts["dragoman", "SANCTION"]) == (3, 1, 1)
    [overlap] = found.overlap
    assert (overlap.origin, overlap.ours, overlap.ours_found_there) == ("gdelt", 8, 2)
    assert (overlap.theirs, overlap.theirs_found_here) == (4, 2)


def test_the_commands(small: Path, write: Write, tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(commands, [*words, "--archive", str(small)], catch_exceptions=False)

    path = write(gdelt("1", "163", "DEUGOV", "YEM", SQLDATE="20210505"), "torn")
    told = json.loads(run("import", "gdelt", str(path), "--json").stdout)
    assert (told["added"], told["broken"], told["repeats"]["rows"]) == (1, 1, 1)
    assert "1 held before" in run("import", "gdelt", str(path)).stdout
    assert json.loads(run("compare", "--json").stdout)["overlap"][0]["ours_found_there"] == 1
    assert "gdelt: of our 8 events between states it has 1" in run("compare", "--by", "year").stdout
    result = run("export", "--format", "polecat", "--out", str(tmp_path / "out.tsv"), "--source", "DEU")
    assert "2 events, 2 rows written" in result.stderr


def test_nothing_imported_is_told(small: Path) -> None:
    with pytest.raises(QueryError, match="nothing was imported"):
        compare(small)
