"""Who may come in, what every answer carries, and that what pages say is never taken for HTML or script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from desk_helpers import ADDRESS, fill, form_key
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute

from dragoman import report as r
from dragoman.archive import Archive, Judgement
from dragoman.desk.app import build
from dragoman.desk.safety import COOKIE, from_our_page, pass_of
from dragoman.desk.settings import Settings
from dragoman.errors import QueryError
from dragoman.report import Report

TOKEN = "correct horse battery"
ROOMS = (
    "/",
    "/search/events",
    "/search/statements",
    "/search/persons",
    "/search/places",
    "/search/undertakings",
    "/search/articles",
    "/facets/events",
    "/article?id=accord",
    "/tie",
    "/tie/NOR/CHL",
    "/tie/NOR/FJI",
    "/world",
    "/review",
    "/review?event=accord:e1",
    "/review?page=accord",
    "/knowledge?look=Oslo",
    "/enter",
    "/nothing-here",
)


@pytest.mark.parametrize("address", ROOMS)
def test_every_page_forbids_inline_scripts(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in answer.text and " onclick=" not in answer.text and " style=" not in answer.text


def test_the_brief_may_bear_styles_but_no_script(desk: TestClient) -> None:
    policy = desk.get("/tie/NOR/CHL/brief").headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script" not in policy


@pytest.mark.parametrize("host", ("evil.example", "evil.example:8765", "127.0.0.1.evil.example", "[bad", ""))
def test_other_host_names_are_refused(desk: TestClient, host: str) -> None:
    assert desk.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ("127.0.0.1:8765", "localhost:8765", "[::1]:8765"))
def test_names_of_this_machine_are_answered(desk: TestClient, host: str) -> None:
    assert desk.get("/healthz", headers={"host": host}).status_code == 200


def test_beyond_loopback_a_token_is_demanded(archive: Path) -> None:
    with pytest.raises(QueryError, match="--token"):
        Settings(archive, host="0.0.0.0")
    with pytest.raises(QueryError, match="characters"):
        Settings(archive, host="0.0.0.0", token="short")
    Settings(archive, host="0.0.0.0", token=TOKEN)


def test_a_token_lets_in_by_header_or_cookie(archive: Path, open_desk: Callable[..., TestClient]) -> None:
    desk = open_desk(archive, host="0.0.0.0", token=TOKEN)
    assert desk.get("/healthz").status_code == 200
    assert desk.get("/api/events", headers={"accept": "application/json"}).status_code == 401
    assert desk.get("/api/events", headers={"authorization": "Bearer wrong", "accept": "*/*"}).status_code == 401
    assert desk.get("/api/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert desk.get("/", follow_redirects=False).headers["location"] == "/enter"
    key = form_key(desk, "/enter")
    assert desk.post("/enter", data={"form_key": key, "token": "wrong"}).status_code == 401
    entered = desk.post("/enter", data={"form_key": key, "token": TOKEN}, follow_redirects=False)
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
    assert desk.cookies[COOKIE] == pass_of(TOKEN)
    assert desk.get("/search/events").status_code == 200


def _posts(routes: list[BaseRoute]) -> list[APIRoute]:
    found: list[APIRoute] = []
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            found += _posts(inner.routes)
        elif isinstance(route, APIRoute) and set(route.methods) - {"GET", "HEAD"}:
            found.append(route)
    return found


def test_every_post_asks_for_the_key_of_our_pages(archive: Path) -> None:
    posts = _posts(build(Settings(archive)).routes)
    assert {route.path for route in posts} >= {"/add", "/enter", "/review/judge", "/knowledge/preview"}
    for route in posts:
        assert from_our_page in [one.dependency for one in route.dependencies], route.path


def test_posts_of_other_sites_and_without_the_key_are_refused(desk: TestClient, archive: Path) -> None:
    judged = {"verdict": "reject", "event": "accord:e1"}
    desk.cookies.set("dragoman_reviewer", "Ada")
    assert desk.post("/review/judge", data=judged).status_code == 403
    assert desk.post("/review/judge", data={**judged, "form_key": "0" * 64}).status_code == 403
    judged["form_key"] = form_key(desk)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert desk.post("/review/judge", data=judged, headers=headers).status_code == 403
    with Archive(archive, readonly=True) as kept:
        assert kept.judgements() == []
    assert desk.post("/review/judge", data=judged, headers={"origin": ADDRESS}).status_code == 200


def test_uploads_are_bounded(archive: Path, open_desk: Callable[..., TestClient]) -> None:
    desk = open_desk(archive, largest_upload=10_000)
    key = form_key(desk)
    files = {"files": ("big.txt", b"x" * 20_000)}
    assert desk.post("/add", files=files, headers={"x-form-key": key}).status_code == 413

    def endless():  # type: ignore[no-untyped-def]
        yield from (b"x" * 1000 for _ in range(50))

    streamed = desk.post("/add", content=endless(), headers={"x-form-key": key, "content-type": "text/plain"})
    assert streamed.status_code in (413, 422)


def test_no_path_leads_out_of_the_static_files(desk: TestClient) -> None:
    for name in ("..%2f..%2fapp.py", "%2e%2e/app.py", "app.py", "....//app.py"):
        assert desk.get(f"/static/x/{name}").status_code == 404
    assert desk.get("/static/x/desk.css").status_code == 200


NASTY = "<img src=x onerror=alert(1)>'\"&{{7*7}}<script>alert(1)</script>"


def nasty(make_report: Callable[..., Report]) -> Report:
    """A report in which every text tries to get out of its place."""

    def soiled(value: object, name: str = "") -> object:
        if isinstance(value, str):
            free = name not in (
                "kind",
                "status",
                "type",
                "start",
                "end",
                "granularity",
                "quad",
                "page_sha256",
                "published_at",
                "cameo",
                "id",
                "code",
                "of",
            )
            return value + NASTY if free else value
        if isinstance(value, tuple):
            return tuple(soiled(one, name) for one in value)
        if isinstance(value, msgspec.Struct):
            fields = {field: soiled(getattr(value, field), field) for field in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        return value

    plain = make_report()
    made = soiled(plain)
    assert isinstance(made, Report)
    article = msgspec.structs.replace(made.article, url="javascript:alert(1)")
    events = tuple(
        msgspec.structs.replace(event, id=f"{NASTY}:e{n}", reported_by=NASTY, mode=NASTY)
        for n, event in enumerate(made.events, 1)
    )
    actors = (*made.actors, r.Actor(code="NGO:" + NASTY, name=NASTY))
    return msgspec.structs.replace(made, id=NASTY, article=article, events=events, actors=actors)


def test_nothing_that_a_page_says_becomes_html(
    tmp_path: Path, make_report: Callable[..., Report], open_desk: Callable[..., TestClient]
) -> None:
    report = nasty(make_report)
    path = fill(tmp_path / "nasty.dragoman", report)
    with Archive(path) as archive:
        archive.put(r.SetAside(id=NASTY, reason=NASTY))
        event = report.events[0]
        archive.judge(
            Judgement(page=NASTY, event=event.id, reviewer="Ada", verdict="accept", note=NASTY, made_at="2024")
        )
        archive.judge(
            Judgement(page=NASTY, event=event.id, reviewer="Bo" + NASTY, verdict="reject", note=NASTY, made_at="2024")
        )
    desk = open_desk(path)
    desk.cookies.set("dragoman_reviewer", "Cy")
    from urllib.parse import quote

    inner = quote(NASTY, safe="")
    addresses = [
        *ROOMS,
        f"/article?id={inner}",
        f"/review?event={quote(event.id)}",
        f"/review?page={inner}",
        f"/search/events?actor={inner}",
        f"/search/{inner}",
        f"/tie/{inner}/NOR",
        f"/tie/NOR/CHL?with={inner}",
        f"/tie?a={inner}&b=",
        f"/world?since={inner}",
        f"/knowledge?look={inner}&name={inner}",
        f"/review?queue={inner}",
        f"/search/events?after={inner}",
        f"/jobs/{inner}",
        "/tie/NOR/CHL/brief",
        f"/facets/statements?speaker={inner}",
    ]
    shown = 0
    for address in addresses:
        text = desk.get(address).text
        shown += "onerror" in text
        assert "<img src=x" not in text and "<script>alert" not in text, address
        assert "49<script" not in text and 'href="javascript' not in text, address
    assert shown > 12
