"""The JSON API: the same questions as the command line, pages by cursor, ETags."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk_helpers import Make, fill
from fastapi.testclient import TestClient

from dragoman.archive import Archive
from dragoman.archive.rows import KINDS
from dragoman.cli.answers import QUESTIONS
from dragoman.report import Report


def rows(desk: TestClient, address: str) -> list[dict[str, object]]:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["rows"]
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_rows_are_those_of_the_archive(desk: TestClient, archive: Path, kind: str) -> None:
    with Archive(archive, readonly=True) as kept:
        wanted = [msgspec.to_builtins(row) for row in getattr(kept, kind)()]
    found = rows(desk, f"/api/{kind}")
    assert sorted(map(str, found)) == sorted(map(str, msgspec.json.decode(msgspec.json.encode(wanted))))


def test_filters_are_those_of_the_command_line(desk: TestClient) -> None:
    paths = desk.get("/api/openapi.json").json()["paths"]
    for kind, question in QUESTIONS.items():
        known = {one["name"] for one in paths[f"/api/{kind}"]["get"]["parameters"]}
        assert known == set(question.filters) | {"after", "limit"} | (
            {"order"} if "text" in question.filters else set()
        )


def test_filters_work_together(desk: TestClient) -> None:
    assert len(rows(desk, "/api/events?source=CHL&target=NOR&type=CONSULT")) == 2
    assert rows(desk, "/api/events?source=CHL&target=NOR&type=SUPPORT") == []
    assert len(rows(desk, "/api/events?text=foreign+minister&page=other&order=rank")) == 1
    assert len(rows(desk, "/api/statements?kind=direct&speaker=Berg")) == 2


def test_cursors_lead_through_all_once(tmp_path: Path, make_report: Make, open_desk) -> None:  # type: ignore[no-untyped-def]
    path = fill(tmp_path / "many.dragoman", *(make_report(f"page-{n}", f"{n:064}") for n in range(11)))
    desk = open_desk(path)
    for kind in ("events", "statements", "articles", "undertakings", "persons"):
        met: list[str] = []
        after, pages = "", 0
        while after is not None and pages < 50:
            answer = desk.get(f"/api/{kind}?limit=3" + (f"&after={after}" if after else "")).json()
            met += map(str, answer["rows"])
            after, pages = answer["next"], pages + 1
        assert len(met) == len(set(met)) == len(rows(desk, f"/api/{kind}?limit=100")), kind


def test_etags_spare_the_body(desk: TestClient) -> None:
    for address in ("/api/events", "/api/articles/accord", "/search/events", "/article?id=accord"):
        first = desk.get(address)
        second = desk.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (second.status_code, second.content) == (304, b"")


def test_the_etag_changes_with_the_archive(desk: TestClient, archive: Path, make_report: Make) -> None:
    tag = desk.get("/api/events").headers["etag"]
    with Archive(archive) as kept:
        kept.put(make_report("third", "c" * 64))
    assert desk.get("/api/events", headers={"if-none-match": tag}).status_code == 200


def test_an_article_is_its_report(desk: TestClient) -> None:
    report = msgspec.json.decode(desk.get("/api/articles/accord").content, type=Report)
    assert [event.type for event in report.events] == ["CONSULT", "SUPPORT"]


def test_a_tie(desk: TestClient) -> None:
    tie = desk.get("/api/ties/NOR/CHL").json()
    assert tie["actors"] == ["NOR", "CHL"] and tie["periods"] and tie["undertakings"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    (
        ("/api/events?type=DANCE", 422, "no event type"),
        ("/api/events?since=soon", 422, "no date"),
        ("/api/events?colour=red", 422, "no filter 'colour'"),
        ("/api/events?limit=0", 422, "limit"),
        ("/api/events?after=xyz", 422, "cursor"),
        ("/api/persons?after=WzFd%2b", 422, "cursor"),
        ("/api/articles/none", 404, "no page none"),
        ("/api/none", 404, "nothing at this address"),
        ("/api/ties/NOR/NOR", 422, "named twice"),
    ),
)
def test_errors_have_one_shape(desk: TestClient, address: str, status: int, words: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"] and words in answer.json()["error"]


def test_the_description_is_sound(desk: TestClient) -> None:
    description = desk.get("/api/openapi.json").json()
    assert all(path.startswith("/api/") for path in description["paths"])
    row = description["paths"]["/api/events"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert set(row["properties"]["rows"]["items"]["properties"]) == set(KINDS["events"].__struct_fields__)


def test_healthz(desk: TestClient) -> None:
    assert desk.get("/healthz").json() == {"status": "ready"}
