"""What is kept and coded again: rejects, recode, diff, archive."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import dragoman
from dragoman import ties
from dragoman.archive import Archive
from dragoman.errors import ArchiveError, QueryError
from dragoman.report import Report

Run = Callable[..., Result]


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    return json.loads(run(*words, "--format", "json").stdout)  # type: ignore[no-any-return]


def is_built() -> bool:
    """Whether all reports of the archive were merged into events."""
    with Archive("archive.dragoman", readonly=True) as kept:
        return not ties.pending(kept) and next(iter(ties.top(kept)), None) is not None


def test_rejects_have_source_reason_and_bytes(run: Run, coder: None) -> None:
    Path("bad.txt").write_text("empty")
    Path("rows.jsonl").write_text('{"id": "a", "text": "words"}\n{"id": "b"}\nno json\n')
    Path("binary.txt").write_bytes(b"\x00\x01\x02")
    assert run("code", "bad.txt", "rows.jsonl", "binary.txt", "none.txt").exit_code == 0
    found = {Path(row["source"]).name: row for row in rows(run, "rejects")}
    assert set(found) == {"bad.txt", "rows.jsonl:2", "rows.jsonl:3", "binary.txt", "none.txt"}
    assert (found["bad.txt"]["reason"], found["bad.txt"]["bytes"]) == ("it is empty", 5)
    assert (found["rows.jsonl:2"]["bytes"], found["binary.txt"]["bytes"], found["none.txt"]["bytes"]) == (12, 3, None)
    assert all(row["reason"] for row in found.values())


def test_the_archive_itself_is_no_page(run: Run, coder: None) -> None:
    Path("a.txt").write_text("words")
    for _ in range(2):
        assert run("code", ".").exit_code == 0
    assert rows(run, "rejects") == []


def test_pages_of_one_name_are_set_aside_each_for_itself(run: Run, coder: None) -> None:
    for folder in ("A", "B"):
        Path(folder).mkdir()
        Path(folder, "1.txt").write_text("empty")
    run("code", "A", "B")
    assert len(rows(run, "rejects")) == 2
    Path("A/1.txt").write_text("words")
    run("code", "A", "B")
    assert [Path(row["source"]).parent.name for row in rows(run, "rejects")] == ["B"]


def test_rejects_are_tried_again_from_their_source_or_the_kept_text(run: Run, coder: None, version: list[str]) -> None:
    for name in ("mended.txt", "gone.txt", "still.txt"):
        Path(name).write_text("empty")
    Path("rows.jsonl").write_text('{"id": "a"}\n{"id": "b", "text": "words of b"}\n{"id": "c"}\n')
    Path("odd.txt").write_bytes(b"\x00")
    run("code", "mended.txt", "gone.txt", "still.txt", "rows.jsonl", "odd.txt")
    Path("mended.txt").write_text("words")
    Path("gone.txt").unlink()
    Path("odd.txt").unlink()
    Path("rows.jsonl").write_text('{"id": "a", "text": "words of a"}\n{"id": "b", "text": "words of b"}\n{"id": "c"}\n')
    result = run("rejects", "--retry")
    assert "2 pages read, 3 set aside" in result.output
    assert "odd.txt is not there any more" in result.output
    left = {Path(row["source"]).name for row in rows(run, "rejects")}
    assert left == {"gone.txt", "still.txt", "rows.jsonl:3", "odd.txt"}
    assert [row["id"] for row in rows(run, "articles")] == ["a", "b", "mended"]
    assert is_built()
    assert run("rejects", "--archive", "none.dragoman").exception.__class__ is ArchiveError
    assert run("rejects", "--retry", "--archive", "none.dragoman").exception.__class__ is ArchiveError
    assert not Path("none.dragoman").exists()


def test_what_is_told_of_a_page_from_outside_makes_another_coding(run: Run, coder: None) -> None:
    Path("a.txt").write_text("words")
    outcomes = []
    for more in ((), (), ("--outlet", "Fjord Post"), ("--outlet", "Fjord Post"), ("--again",)):
        outcome = json.loads(run("code", "a.txt", "--json", *more).stdout)
        outcomes.append(next(name for name in ("added", "replaced", "known") if outcome[name]))
    assert outcomes == ["added", "known", "replaced", "known", "replaced"]


def test_reports_are_written_for_known_pages_too(run: Run, coder: None) -> None:
    Path("a.txt").write_text("words")
    Path("b.txt").write_text("words")
    run("code", "a.txt", "b.txt")
    run("code", "b.txt", "a.txt", "--reports", "out.jsonl")
    reports = [Report.from_json(line) for line in Path("out.jsonl").read_bytes().splitlines()]
    assert [report.id for report in reports] == ["b", "a"]
    assert reports[0].events[0].id == "b:e1"


@pytest.mark.parametrize("text", [(), ("--no-text",)])
def test_recode_does_what_other_means_coded_and_diff_shows_it(
    run: Run, coder: None, version: list[str], monkeypatch: pytest.MonkeyPatch, text: tuple[str, ...]
) -> None:
    Path("a.txt").write_text("words")
    Path("b.txt").write_text("words of b")
    run("code", "a.txt", "b.txt", *text)
    assert "0 pages coded again" in run("recode").output
    assert rows(run, "diff") == []
    version[0] = "2"
    other(monkeypatch)
    result = run("recode")
    assert "2 pages coded again" in result.output and "2 added, 2 lost, 2 recoded" in result.output
    assert is_built()
    found = rows(run, "diff", "a")
    assert {(row["change"], row["event"]) for row in found} == {
        ("recoded", "a:e1"), ("lost", "a:e2"), ("added", "a:e2"),
    }  # fmt: skip
    [recoded] = [row for row in found if row["change"] == "recoded"]
    assert (recoded["before"], recoded["after"]) == ("type CONSULT; confidence 1.0", "type AGREE; confidence 0.5")
    assert (recoded["made_before"], recoded["made_after"]) == ("dragoman 1; 1; none", "dragoman 2; 1; none")
    assert len(rows(run, "diff")) == 6
    assert "0 pages coded again" in run("recode").output
    assert "2 pages coded again" in run("recode", "--all").output
    with Archive("archive.dragoman", readonly=True) as archive:
        [past] = archive.former("a")
        assert past.report.provenance is not None and past.report.provenance.dragoman == "1"
        assert [page.text for page in archive.pages()] == (["", ""] if text else ["words", "words of b"])
    assert isinstance(run("diff", "none").exception, QueryError)


def other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that makes the first event another and finds the second elsewhere."""
    import msgspec

    fake: Any = dragoman.coder.Coder
    keep = fake.keep

    def kept(self: Any, pages: Any, **more: Any) -> Any:
        for one in keep(self, pages, **more):
            first, second = one.result.events
            first = msgspec.structs.replace(first, type="AGREE", confidence=0.5)
            evidence = msgspec.structs.replace(second.evidence, start=5000, end=5010)
            second = msgspec.structs.replace(second, type="AID", evidence=evidence)
            yield msgspec.structs.replace(one, result=msgspec.structs.replace(one.result, events=(first, second)))

    monkeypatch.setattr(fake, "keep", kept)


def test_recode_without_text_says_which_sources_are_gone(run: Run, coder: None, version: list[str]) -> None:
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(f"words of {name}")
    run("code", "a.txt", "b.txt", "c.txt", "--no-text")
    Path("a.txt").unlink()
    Path("b.txt").write_text("other words")
    version[0] = "2"
    result = run("recode")
    assert "1 pages coded again" in result.output
    assert "a.txt is not there any more" in result.output and "b.txt is not there any more" in result.output


def test_care_of_the_file(filled: Run) -> None:
    assert "archive.dragoman is whole" in filled("archive", "check").output
    assert "bytes before" in filled("archive", "vacuum").output
    assert filled("archive", "backup", "copy.dragoman").exit_code == 0
    assert isinstance(filled("archive", "backup", "copy.dragoman").exception, ArchiveError)
    assert isinstance(filled("archive", "restore", "copy.dragoman").exception, ArchiveError)
    Path("more.txt").write_text("more words")
    filled("code", "more.txt")
    assert filled("archive", "restore", "copy.dragoman", "--force").exit_code == 0
    assert [row["id"] for row in rows(filled, "articles")] == ["accord"]
    assert filled("archive", "restore", "copy.dragoman", "--archive", "new.dragoman").exit_code == 0
    assert rows(filled, "events", "--archive", "new.dragoman") == rows(filled, "events")
    assert not [path for path in Path().iterdir() if path.name.endswith(("-part", "-restored"))]


def test_a_damaged_file_is_told_and_not_restored(filled: Run) -> None:
    filled("archive", "backup", "copy.dragoman")
    data = bytearray(Path("copy.dragoman").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = b"\xff" * 20_000
    Path("copy.dragoman").write_bytes(data)
    result = filled("archive", "check", "--archive", "copy.dragoman")
    assert result.exit_code == 1 and "damaged" in result.output
    before = Path("archive.dragoman").read_bytes()
    assert isinstance(filled("archive", "restore", "copy.dragoman", "--force").exception, ArchiveError)
    assert Path("archive.dragoman").read_bytes() == before


def test_check_finds_what_does_not_agree(filled: Run) -> None:
    import sqlite3

    with sqlite3.connect("archive.dragoman") as base:
        base.execute("DELETE FROM events WHERE id = 'accord:e2'")
    result = filled("archive", "check")
    assert result.exit_code == 1 and "the report of accord and its rows do not agree" in result.output


def test_archives_are_merged_exactly_once(run: Run, coder: None, version: list[str]) -> None:
    for folder, names in (("A", ("1", "2", "same")), ("B", ("1", "same2", "odd"))):
        Path(folder).mkdir()
        for name in names:
            Path(folder, f"{name}.txt").write_text("one page" if "same" in name else f"words {folder}{name}")
    Path("B/odd.txt").write_text("empty")
    for name in ("all", "parts"):
        folders = [["A", "B"]] if name == "all" else [["A"], ["B"]]
        for number, one in enumerate(folders):
            run("code", *one, "--archive", "all.dragoman" if name == "all" else f"part{number}.dragoman")
    for _ in range(2):
        assert run("archive", "merge", "part1.dragoman", "part0.dragoman", "--archive", "m.dragoman").exit_code == 0
    for question in ("events", "articles", "reprints", "rejects"):
        merged, wanted = (rows(run, question, "--archive", f"{name}.dragoman") for name in ("m", "all"))
        assert merged == wanted
    assert "m.dragoman is whole" in run("archive", "check", "--archive", "m.dragoman").output
    assert "0 pages coded again" in run("recode", "--archive", "m.dragoman").output
    assert isinstance(run("archive", "merge", "m.dragoman", "--archive", "m.dragoman").exception, ArchiveError)
    # What another version made is kept as the former report.
    version[0] = "2"
    run("recode", "--archive", "part1.dragoman")
    run("archive", "merge", "m.dragoman", "--archive", "part1.dragoman")
    with Archive("part1.dragoman", readonly=True) as archive:
        pasts = [(past.report, past.present) for past in archive.former()]
        assert len(pasts) == 2 and archive.counts()["pages"] == 4
    for past, present in pasts:
        assert past.provenance and present.provenance
        assert (past.provenance.dragoman, present.provenance.dragoman) == ("1", "2")


# Several processes on one archive

HOLDER = """
import sys
sys.path.insert(0, {src!r})
from dragoman.archive import Archive
with Archive("archive.dragoman") as archive, archive.at_work("dragoman code"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def held() -> subprocess.Popen[str]:
    script = HOLDER.format(src=str(Path(dragoman.__file__).parents[1]))
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def test_a_second_long_writer_hears_who_holds_the_archive(filled: Run) -> None:
    holder = held()
    result = filled("code", "accord.txt", "--no-wait")
    assert isinstance(result.exception, ArchiveError)
    assert f"`dragoman code` (process {holder.pid} on " in str(result.exception)
    # Questions and small corrections go on.
    assert rows(filled, "events")
    with Archive("archive.dragoman") as archive:
        archive.put(archive.report("accord"))
    holder.communicate("\n")
    assert filled("code", "accord.txt", "--no-wait").exit_code == 0


def test_a_second_long_writer_waits_its_turn(filled: Run) -> None:
    import threading

    holder = held()
    threading.Timer(0.5, lambda: holder.communicate("\n")).start()
    start = time.monotonic()
    result = filled("code", "accord.txt")
    assert result.exit_code == 0 and time.monotonic() - start > 0.4
    assert "waiting for it to end" in result.stderr


def test_a_holder_that_is_killed_holds_no_longer(filled: Run) -> None:
    holder = held()
    holder.kill()
    holder.wait()
    assert filled("code", "accord.txt", "--no-wait").exit_code == 0
