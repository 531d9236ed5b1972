"""Archives of every version made so far are brought up to date and answer as they did."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive
from dragoman.archive.connection import scripts
from dragoman.archive.upkeep import check
from dragoman.errors import ArchiveError

VERSIONS = Path(__file__).parent / "versions"


@pytest.fixture(params=sorted(VERSIONS.glob("*.dragoman.gz")), ids=lambda path: path.name.split(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.dragoman"
    with gzip.open(request.param) as packed, path.open("wb") as out:
        shutil.copyfileobj(packed, out)
    return path


def wanted(version: str) -> list[dict[str, object]]:
    return json.loads((VERSIONS / f"{version}.events.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_version_but_the_last_has_an_archive() -> None:
    assert len(list(VERSIONS.glob("*.dragoman.gz"))) >= 1
    assert {path.name.split(".")[0] for path in VERSIONS.glob("*")} <= {str(n) for n in range(1, len(scripts()) + 1)}


def test_an_old_archive_answers_as_it_did(old: Path, request: pytest.FixtureRequest) -> None:
    with pytest.raises(ArchiveError, match="older version"):
        Archive(old, readonly=True)
    Archive(old).close()
    [version] = {path.name.split(".")[0] for path in VERSIONS.glob("*.gz")} & set(request.node.callspec.id.split("-"))
    with Archive(old, readonly=True) as archive:
        found = [msgspec.json.decode(msgspec.json.encode(row)) for row in archive.events()]
        assert [{name: row[name] for name in wanted(version)[0]} for row in found] == wanted(version)
        assert archive.report("z-copy").id == "harbour-talks"
        assert [one.id for one in archive.set_aside()] == ["empty"]
        assert [page.id for page in archive.pages()] == ["harbour-talks", "relief"]
        assert {row.page for row in archive.reprints()} == {"z-copy"}
    assert check(old) == []
    base = sqlite3.connect(old)
    assert base.execute("PRAGMA user_version").fetchone()[0] == len(scripts())
    base.close()


def test_what_comes_after_the_update_meets_what_was_there(old: Path) -> None:
    with Archive(old) as archive:
        report = archive.report("relief")
        assert archive.put(report).outcome == "replaced"
        assert archive.put(msgspec.structs.replace(report, id="other")).outcome == "same"
        assert archive.counts()["pages"] == 2
    assert check(old) == []


def test_an_update_that_is_broken_off_leaves_the_old_version(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.archive import connection

    real = connection._statements

    def broken(script: str) -> object:
        yield from list(real(script))[:5]
        raise sqlite3.OperationalError("power")

    monkeypatch.setattr(connection, "_statements", broken)
    with pytest.raises(ArchiveError):
        Archive(old)
    monkeypatch.undo()
    Archive(old).close()
    assert check(old) == []
