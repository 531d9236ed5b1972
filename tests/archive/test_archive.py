from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive, Tally
from dragoman.archive.connection import scripts
from dragoman.errors import ArchiveError, QueryError
from dragoman.report import Report, SetAside

Make = Callable[..., Report]


def check(path: Path) -> None:
    """The tables, keys and full-text indexes agree with each other."""
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("page", "event", "statement", "undertaking"):
        base.execute(f"INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 1)")
    base.close()


# Reports in


def test_a_report_comes_out_as_it_went_in(archive: Archive, make_report: Make) -> None:
    report = make_report()
    assert archive.put(report).outcome == "added"
    assert archive.report("accord") == report
    assert archive.event("accord:e2") == (report, report.events[1])
    assert list(archive.reports()) == [report]


def test_coding_again_replaces(archive: Archive, make_report: Make) -> None:
    archive.put(make_report())
    newer = make_report(events=make_report().events[:1], statements=())
    assert archive.put(newer).outcome == "replaced"
    assert archive.counts() == {"pages": 1, "set_aside": 0, "events": 1, "statements": 0}
    assert list(archive.statements(text="glad")) == []
    check(archive.path)


def test_other_words_under_a_taken_id_are_another_page(archive: Archive, make_report: Make) -> None:
    archive.put(make_report())
    stored = archive.put(make_report(sha="b" * 64))
    assert (stored.outcome, stored.held_as) == ("changed", "accord~bbbbbbbb")
    assert [report.id for report in archive.reports()] == ["accord", "accord~bbbbbbbb"]
    assert archive.event("accord~bbbbbbbb:e1")[0].provenance == make_report(sha="b" * 64).provenance


def test_the_same_page_twice_is_one_page(archive: Archive, make_report: Make) -> None:
    archive.put(make_report("first"))
    stored = archive.put(make_report("second"))
    assert (stored.outcome, stored.held_as) == ("same", "first")
    assert archive.counts()["pages"] == 1
    assert archive.report("second").id == "first"


def test_the_same_page_coded_by_other_means_is_renewed_under_its_first_id(archive: Archive, make_report: Make) -> None:
    archive.put(make_report("first"))
    made = msgspec.structs.replace(make_report().provenance, codebook="2")
    archive.put(make_report("second", provenance=made))
    held = archive.report("first")
    assert held.provenance == made
    assert [event.id for event in held.events] == ["first:e1", "first:e2"]
    check(archive.path)


def test_the_moment_of_coding_makes_no_other_report(archive: Archive, make_report: Make) -> None:
    archive.put(make_report("first"))
    later = msgspec.structs.replace(make_report().provenance, coded_at="2022-01-01T00:00:00")
    archive.put(make_report("second", provenance=later))
    assert archive.report("first").provenance == make_report().provenance


def test_an_id_that_was_another_name_can_become_a_page_of_its_own(archive: Archive, make_report: Make) -> None:
    archive.put(make_report("first"))
    archive.put(make_report("second"))
    archive.put(make_report("second", "b" * 64))
    assert archive.report("second").id == "second"
    # … and the other names of a page stay when it is coded again.
    archive.put(make_report("third"))
    archive.put(make_report("first"))
    assert archive.report("third").id == "first"


def test_pages_without_a_hash_are_kept_by_id(archive: Archive, make_report: Make) -> None:
    archive.put(make_report("one", provenance=None))
    archive.put(make_report("two", provenance=None))
    assert archive.counts()["pages"] == 2


def test_pages_set_aside_keep_their_reason_until_they_are_read(archive: Archive, make_report: Make) -> None:
    archive.put(SetAside(id="accord", reason="it is empty"))
    assert list(archive.set_aside()) == [SetAside(id="accord", reason="it is empty")]
    with pytest.raises(QueryError, match="it is empty"):
        archive.report("accord")
    archive.put(make_report())
    assert list(archive.set_aside()) == []


@pytest.mark.parametrize("id", ["Ärger/1", "a'b\"c", "50%_!", "页", "x:e1", "a b"])
def test_any_text_is_an_id(archive: Archive, make_report: Make, id: str) -> None:
    archive.put(make_report(id))
    assert archive.report(id).id == id
    assert archive.event(f"{id}:e1")[1].id == f"{id}:e1"
    assert {row.page for row in archive.events(page=id)} == {id}


def test_many_come_in_batches_and_are_counted(archive: Archive, make_report: Make) -> None:
    many = [make_report(f"p{number}", f"{number:064}") for number in range(150)]
    told = []
    tally = archive.put_many([*many, SetAside(id="x", reason="it is empty"), many[0]], told.append)
    assert tally == Tally(added=150, set_aside=1, replaced=1)
    assert len(told) == 152


def test_what_came_before_an_error_is_kept(archive: Archive, make_report: Make) -> None:
    def broken() -> Iterator[Report]:
        for number in range(70):
            yield make_report(f"p{number}", f"{number:064}")
        raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        archive.put_many(broken())
    assert archive.counts()["pages"] == 70


def test_a_failing_batch_leaves_nothing(archive: Archive, make_report: Make) -> None:
    class Odd(msgspec.Struct, frozen=True):
        id: str = "odd"

    with pytest.raises(AttributeError):
        archive.put_many([make_report(), Odd()])  # type: ignore[list-item]
    assert archive.counts()["pages"] == 0


def test_kill_9_in_the_midst_leaves_whole_reports(tmp_path: Path) -> None:
    path = tmp_path / "a.dragoman"
    script = textwrap.dedent(
        """
        import itertools, sys
        sys.path.insert(0, sys.argv[2])
        from conftest import build
        from dragoman.archive import Archive
        with Archive(sys.argv[1]) as archive:
            archive.put_many(
                (build(f"p{number % 500}", f"{number % 500:064}") for number in itertools.count()),
                lambda stored: print(stored.id, flush=True),
            )
        """
    )
    tests = str(Path(__file__).parents[1])
    writer = subprocess.Popen([sys.executable, "-c", script, str(path), tests], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = {writer.stdout.readline().strip() for _ in range(130)}
    os.kill(writer.pid, signal.SIGKILL)
    told |= {line.strip() for line in writer.stdout.read().split("\n")[:-1]}
    writer.wait()
    with Archive(path) as archive:
        held = {report.id for report in archive.reports()}
        assert told <= held
        assert archive.counts()["events"] == 2 * len(held)
        archive.put_many([archive.report(next(iter(held)))])
    check(path)


def test_readers_see_whole_reports_while_one_writes(tmp_path: Path, make_report: Make) -> None:
    path = tmp_path / "a.dragoman"
    Archive(path).close()

    def write() -> None:
        with Archive(path) as archive:
            for number in range(60):
                archive.put(make_report(f"p{number}", f"{number:064}"))

    writer = threading.Thread(target=write)
    writer.start()
    with Archive(path, readonly=True) as archive:
        while writer.is_alive():
            counts = archive.counts()
            assert counts["events"] == 2 * counts["pages"]
    writer.join()


def test_two_writers_take_turns(tmp_path: Path, make_report: Make) -> None:
    path = tmp_path / "a.dragoman"

    def write(name: str) -> None:
        with Archive(path) as archive:
            for number in range(30):
                archive.put(make_report(f"{name}{number}", f"{name}{number:063}"))

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Archive(path) as archive:
        assert archive.counts()["pages"] == 60


# Questions out


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["accord:e1", "accord:e2"]),
        ({"actor": "NOR"}, ["accord:e1", "accord:e2"]),
        ({"actor": "NOR:GOV"}, ["accord:e1"]),
        ({"actor": "Norway"}, ["accord:e1", "accord:e2"]),
        ({"actor": "kari berg"}, ["accord:e1"]),
        ({"actor": "Rojas"}, ["accord:e1"]),
        ({"actor": "Roja"}, []),
        ({"actor": "IGO:UN"}, []),
        ({"source": "NOR"}, ["accord:e1", "accord:e2"]),
        ({"source": "CHL"}, ["accord:e1"]),  # mutual: either side
        ({"source": "CHL", "target": "NOR"}, ["accord:e1"]),
        ({"source": "NOR", "target": "CHL"}, ["accord:e1", "accord:e2"]),
        ({"source": "NOR", "target": "NOR"}, []),
        ({"type": "consult"}, ["accord:e1"]),
        ({"quad": "verbal-cooperation"}, ["accord:e1", "accord:e2"]),
        ({"status": "planned"}, ["accord:e2"]),
        ({"since": "2021-03-01", "until": "2021-03-01"}, ["accord:e1"]),
        ({"since": "2021", "until": "2021"}, ["accord:e1"]),
        ({"until": "2021-02"}, []),
        ({"place": "oslo"}, ["accord:e1"]),
        ({"place": "NOR"}, ["accord:e1"]),
        ({"outlet": "fjord post"}, ["accord:e1", "accord:e2"]),
        ({"text": "signing"}, ["accord:e2"]),  # words by their stems
        ({"text": '"fishing accord"'}, ["accord:e2"]),
        ({"text": '"accord fishing"'}, []),
        ({"text": "accord OR nothing"}, []),
        ({"min_confidence": "1"}, ["accord:e1", "accord:e2"]),
        ({"limit": 1}, ["accord:e1"]),
        ({"limit": 0}, []),
    ],
)
def test_events(archive: Archive, make_report: Make, filters: dict[str, str], found: list[str]) -> None:
    archive.put(make_report())
    assert [row.id for row in archive.events(**filters)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "filters",
    [
        {"type": "TEA"},
        {"quad": "x"},
        {"status": "done"},
        {"since": "soon"},
        {"since": "2021-13"},
        {"until": ""},
        {"text": "?!"},
        {"actor": " "},
        {"limit": -1},
        {"min_confidence": "high"},
        {"min_confidence": 1.5},
    ],
)
def test_questions_that_make_no_sense(archive: Archive, make_report: Make, filters: dict[str, str]) -> None:
    archive.put(make_report())
    with pytest.raises(QueryError):
        list(archive.events(**filters))  # type: ignore[arg-type]


def test_events_that_are_sure_enough(archive: Archive, make_report: Make) -> None:
    first, second = make_report().events
    unsure = msgspec.structs.replace(second, confidence=0.4)
    archive.put(make_report(events=(first, unsure)))
    assert [row.id for row in archive.events(min_confidence=0.5)] == ["accord:e1"]
    assert [row.id for row in archive.events(min_confidence="0.4")] == ["accord:e1", "accord:e2"]


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", '"', "NEAR(a b)", "a*", "text:x", "(", "%", "_", "x; DROP TABLE pages"]
)
def test_no_text_is_a_command(archive: Archive, make_report: Make, text: str) -> None:
    archive.put(make_report())
    for filters in ({"actor": text}, {"place": text}, {"outlet": text}, {"text": f"zzz {text}"}):
        assert list(archive.events(**filters)) == []  # type: ignore[arg-type]
    assert archive.counts()["pages"] == 1


def test_a_short_name_in_capitals_is_a_code_only_where_there_is_one(archive: Archive, make_report: Make) -> None:
    event = make_report().events[0]
    kim = msgspec.structs.replace(event.source[0], person="Kim")
    archive.put(make_report(events=(msgspec.structs.replace(event, source=(kim,)),)))
    assert len(list(archive.events(actor="Kim"))) == 1


def test_the_other_questions(archive: Archive, make_report: Make) -> None:
    archive.put(make_report())
    assert [row.text for row in archive.statements(speaker="Berg", kind="direct", text="glad")] == ["We are glad"]
    assert [row.code for row in archive.statements(speaker="NOR")] == ["NOR"]
    assert list(archive.statements(speaker="Rojas")) == []
    [berg] = archive.persons(name="berg", country="NOR", office="Foreign Minister")
    assert (berg.names, berg.offices) == (("Berg", "Kari Berg"), ("foreign minister of NOR",))
    [oslo] = archive.places(name="Oslo", country="NOR", kind="city")
    assert (oslo.pages, oslo.mentions, oslo.events) == (1, 1, 1)
    [accord] = archive.undertakings(party="CHL", kind="agreement", stage="agreed", text="accord")
    assert (accord.parties, accord.stages) == (("NOR", "CHL"), ("agreed", "signed"))
    [article] = archive.articles(actor="Chile", since="2021-03-02", outlet="Fjord Post", text="accord")
    assert (article.events, article.statements, article.persons) == (2, 1, 2)
    assert list(archive.articles(since="2022")) == []


def test_the_order_does_not_depend_on_when_pages_came(tmp_path: Path, make_report: Make) -> None:
    many = [make_report(f"p{number}", f"{number:064}") for number in range(5)]
    answers = []
    for name, order in (("a", many), ("b", many[::-1])):
        with Archive(tmp_path / name) as archive:
            archive.put_many(order)
            answers.append(
                [list(archive.events()), list(archive.statements()), list(archive.persons()), list(archive.articles())]
            )
    assert answers[0] == answers[1]


def test_what_is_not_there(archive: Archive) -> None:
    with pytest.raises(QueryError, match="there is no page x"):
        archive.report("x")
    with pytest.raises(QueryError, match="there is no event x"):
        archive.event("x")


# The file


def test_an_archive_to_be_read_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        Archive(tmp_path / "none", readonly=True)


def test_other_files_are_no_archives(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text(
        "Some words that are no database, and enough of them to fill a header of a hundred bytes, one after one."
    )
    other = tmp_path / "other.sqlite"
    base = sqlite3.connect(other)
    base.execute("CREATE TABLE t (x)")
    base.close()
    for path, sentence in (
        (text, "not an archive"),
        (other, "another program"),
        (tmp_path, "folder"),
        (tmp_path / "no" / "a", "folder exists"),
    ):
        with pytest.raises(ArchiveError, match=sentence):
            Archive(path)
    assert text.read_text().startswith("Some words")


def test_a_newer_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    Archive(path).close()
    base = sqlite3.connect(path)
    base.execute(f"PRAGMA user_version = {len(scripts()) + 1}")
    base.close()
    with pytest.raises(ArchiveError, match="newer version"):
        Archive(path)


def test_an_archive_opened_for_reading_is_not_written(tmp_path: Path, make_report: Make) -> None:
    path = tmp_path / "a"
    Archive(path).close()
    with Archive(path, readonly=True) as archive, pytest.raises(ArchiveError, match="only be read"):
        archive.put(make_report())


def test_a_damaged_archive_says_so(tmp_path: Path, make_report: Make) -> None:
    path = tmp_path / "a"
    with Archive(path) as archive:
        archive.put_many(make_report(f"p{number}", f"{number:064}") for number in range(50))
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 512] = b"\xff" * min(512, len(data) - at)
    path.write_bytes(data)
    with pytest.raises(ArchiveError), Archive(path) as archive:
        list(archive.events())


def test_a_closed_archive_says_so(tmp_path: Path, make_report: Make) -> None:
    archive = Archive(tmp_path / "a")
    archive.put(make_report())
    archive.close()
    with pytest.raises(ArchiveError):
        archive.report("accord")
