"""The desk in a real browser: every room by its main task, no error, no request that leaves, accessibility."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from desk_helpers import fill
from fastapi import FastAPI
from test_safety import NASTY, nasty

from dragoman.archive import Archive
from dragoman.desk.app import build
from dragoman.desk.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="no Chromium with its driver: apt-get install chromium chromium-driver"
    ),
    pytest.mark.xdist_group("browser"),
]

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--window-size=1280,1000",
    "--force-prefers-reduced-motion",
)
CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
PAGE = """Norway Thanks Kenya After Talks

12 March 2024

Norway's foreign minister, Espen Barth Eide, met President William Ruto in Nairobi on Monday.

"We are grateful to Kenya," Eide said.
"""


class Desk:
    """A browser in front of a running desk."""

    def __init__(self, driver: object, address: str, archive: Path, app: FastAPI) -> None:
        self.driver = driver
        self.address = address
        self.archive = archive
        self.app = app

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)  # type: ignore[attr-defined]

    def one(self, selector: str):  # type: ignore[no-untyped-def]
        return self.driver.find_element("css selector", selector)  # type: ignore[attr-defined]

    def all(self, selector: str) -> list:  # type: ignore[type-arg]
        return list(self.driver.find_elements("css selector", selector))  # type: ignore[attr-defined]

    def run(self, script: str) -> object:
        return self.driver.execute_script(script)  # type: ignore[attr-defined]

    def until(self, true: Callable[[], object], seconds: float = 20) -> None:
        from selenium.common.exceptions import WebDriverException

        end = time.monotonic() + seconds
        while True:
            try:
                if true():
                    return
            except WebDriverException:
                pass
            assert time.monotonic() < end, f"this did not come: {self.driver.current_url}"  # type: ignore[attr-defined]
            time.sleep(0.05)

    def at(self, part: str) -> bool:
        return part in self.driver.current_url  # type: ignore[attr-defined]

    def keys(self, keys: str) -> None:
        self.one("body").send_keys(keys)

    def errors(self) -> list[str]:
        return [one["message"] for one in self.driver.get_log("browser") if one["level"] == "SEVERE"]  # type: ignore[attr-defined]

    def asked(self) -> set[str]:
        """The hosts that were asked for anything since the last time."""
        hosts = set()
        for entry in self.driver.get_log("performance"):  # type: ignore[attr-defined]
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = urlsplit(message["params"]["request"]["url"])
                hosts |= {url.netloc} if url.scheme in ("http", "https", "ws", "wss") else set()
        return hosts


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], tuple[str, FastAPI]]]:
    stops: list[Callable[[], None]] = []

    def make(archive: Path) -> tuple[str, FastAPI]:
        app = build(Settings(archive, knowledge=archive.parent / "knowledge"))
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()

        def stop() -> None:
            server.should_exit = True
            thread.join(10)
            listening.close()

        stops.append(stop)
        while not server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{listening.getsockname()[1]}", app

    yield make
    for stop in stops:
        stop()


@pytest.fixture
def desk(browser, serve, archive: Path) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    address, app = serve(archive)
    browser.delete_all_cookies()
    made = Desk(browser, address, archive, app)
    made.asked()
    made.errors()
    yield made
    assert made.errors() == []
    assert made.asked() <= {urlsplit(address).netloc}


ROOMS = (
    "/",
    "/search/events",
    "/search/statements",
    "/search/persons",
    "/search/undertakings",
    "/search/articles?text=nothing",
    "/article?id=accord",
    "/tie",
    "/tie/NOR/CHL?with=CHL-NOR",
    "/tie/NOR/FJI",
    "/world",
    "/review",
    "/review?event=accord:e1",
    "/review?page=accord",
    "/knowledge?look=Oslo",
    "/knowledge?table=lexicon",
)


@pytest.mark.parametrize(("width", "shade"), ((1280, "light"), (390, "dark")))
def test_every_room_keeps_the_rules(desk: Desk, width: int, shade: str) -> None:
    driver = desk.driver
    wide = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wide)  # type: ignore[attr-defined]
    shaded = {"features": [{"name": "prefers-color-scheme", "value": shade}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", shaded)  # type: ignore[attr-defined]
    desk.open("/")
    desk.driver.add_cookie({"name": "dragoman_reviewer", "value": "Ada"})  # type: ignore[attr-defined]
    faults = {}
    for room in ROOMS:
        desk.open(room)
        if desk.all("[data-spec]"):
            desk.until(lambda: desk.run("return document.body.dataset.drawn"))
        if found := desk.run(CHECKS):
            faults[room] = found
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[attr-defined]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})  # type: ignore[attr-defined]
    assert faults == {}


def test_first_views_are_light(desk: Desk) -> None:
    for room in ("/", "/search/events", "/article?id=accord", "/review"):
        desk.asked()
        desk.driver.execute_cdp_cmd("Network.clearBrowserCache", {})  # type: ignore[attr-defined]
        desk.open(room)
        size = desk.run("return performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)")
        assert 0 < int(str(size)) < 300_000, room


def test_add_text_and_files_then_try_out_a_line_of_knowledge(desk: Desk, tmp_path: Path) -> None:
    """One test for all that needs the language model, which is loaded once."""
    desk.open("/")
    desk.run(f"document.getElementById('text').value = {json.dumps(PAGE)}")
    desk.one("#add button").click()
    desk.until(lambda: desk.at("/article?id=pasted"), 90)
    assert "Kenya After Talks" in desk.one("h1").text
    assert any("CONSULT" in card.text for card in desk.all(".card"))
    assert desk.all("mark.person")

    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(PAGE.replace("Monday", "Monday, " + name), encoding="utf-8")
    desk.open("/")
    desk.one("#files").send_keys(f"{tmp_path / 'one.txt'}\n{tmp_path / 'two.txt'}")
    desk.until(lambda: desk.at("/jobs/") and len(desk.all(".newest li")) == 2, 60)
    desk.one(".newest a").click()
    desk.until(lambda: desk.at("/article?id="))

    desk.open("/knowledge?table=offices&person=Luis+Rojas")
    for name, value in {"office": "foreign minister", "of": "CHL", "sector": "GOV", "source": "test"}.items():
        desk.one(f"#k-{name}").send_keys(value)
    desk.one(".edit button").click()
    desk.until(lambda: desk.all("ins"), 90)
    assert any("foreign minister of CHL" in line.text for line in desk.all("ins"))
    own = desk.archive.parent / "knowledge" / "holders" / "own.tsv"
    assert not own.exists()
    desk.one("main form button").click()
    desk.until(lambda: desk.at("said=saved"))
    assert "Luis Rojas" in own.read_text(encoding="utf-8")


def test_read_marks_light_records_and_values_give_reasons(desk: Desk) -> None:
    from selenium.webdriver import ActionChains

    desk.open("/article?id=accord")
    mark = desk.one(".page p mark.place")
    ActionChains(desk.driver).move_to_element(mark).perform()
    assert "lit" in desk.one('[data-record="place-1"].card').get_attribute("class")
    card = desk.one("#event-1")
    ActionChains(desk.driver).move_to_element(card).perform()
    assert "lit" in desk.one('mark[data-record="event-1"]').get_attribute("class")
    desk.one('#event-1 .value[data-part="date"]').click()
    reason = desk.one("#event-1 .why .asked")
    assert reason.is_displayed() and "Monday" in reason.text
    before = mark.value_of_css_property("background-color")
    desk.one('[data-show="place"]').click()
    assert mark.value_of_css_property("background-color") != before


def test_search_narrows_down_saves_and_leads_to_the_sentence(desk: Desk) -> None:
    desk.open("/search/events")
    desk.until(lambda: desk.all("#facets h3"))
    next(link for link in desk.all("#facets a") if link.text == "CONSULT").click()
    desk.until(lambda: desk.at("type=CONSULT"))
    assert len(desk.all("tbody tr")) == 2
    desk.one("#save-search").click()
    assert "type CONSULT" in desk.one("#saved").text
    desk.open("/search/persons")
    desk.open("/search/events")
    desk.one("#saved a").click()
    desk.until(lambda: desk.at("type=CONSULT"))
    desk.keys("j")
    assert desk.all("tr.now")
    desk.one("td.words a").click()
    desk.until(lambda: desk.at("from="))
    assert "lit" in desk.one("#event-1").get_attribute("class")


def test_a_tie_is_drawn_and_brushed(desk: Desk) -> None:
    from selenium.webdriver import ActionChains

    desk.open("/tie")
    desk.one("tbody a").click()
    desk.until(lambda: desk.run("return document.body.dataset.drawn"))
    assert len(desk.all(".drawn svg")) >= 3
    assert "fishing accord" in desk.one("main").text
    plot = desk.one("[data-brush] svg")
    ActionChains(desk.driver).move_to_element_with_offset(plot, -100, -150).click_and_hold().move_by_offset(
        150, 0
    ).release().perform()
    desk.until(lambda: desk.one("#brushed").is_displayed())
    desk.one("#brushed").click()
    desk.until(lambda: desk.at("since="))


def test_the_world_is_drawn(desk: Desk) -> None:
    desk.open("/world")
    desk.until(lambda: desk.run("return document.body.dataset.drawn"))
    assert len(desk.all(".drawn svg")) == 2
    assert int(str(desk.run("return document.querySelectorAll('.drawn svg path').length"))) > 150
    desk.one("nav[aria-label=Years] li:last-child a").click()
    desk.until(lambda: desk.at("since=2021"))


def test_review_by_keys(desk: Desk) -> None:
    desk.open("/review")
    desk.one("#name").send_keys("Ada")
    desk.one("form button").click()
    desk.until(lambda: desk.all(".sentence mark"))
    desk.keys("a")
    desk.until(lambda: desk.at("said=accept"))
    desk.keys("c")
    chosen = desk.one("#c-type")
    assert chosen.is_displayed()
    chosen.send_keys("AGREE")
    desk.one("#edit .verbs button").click()
    desk.until(lambda: desk.at("said=correct"))
    desk.keys("r")
    desk.until(lambda: desk.at("said=reject"))
    with Archive(desk.archive, readonly=True) as kept:
        assert [one.verdict for one in kept.judgements(reviewer="Ada")] == ["accept", "correct", "reject"]
        assert "AGREE" in [row.type for row in kept.events()]
    desk.keys("gs")
    desk.until(lambda: desk.at("/search/events"))


def test_scripts_in_pages_do_not_run(browser, serve, tmp_path: Path, make_report) -> None:  # type: ignore[no-untyped-def]
    address, app = serve(fill(tmp_path / "nasty.dragoman", nasty(make_report)))
    made = Desk(browser, address, tmp_path, app)
    inner = quote(NASTY, safe="")
    for room in (
        "/",
        "/search/events",
        "/search/persons",
        f"/article?id={inner}",
        "/tie/NOR/CHL",
        "/world",
        "/knowledge",
    ):
        made.open(room)
        if made.all("[data-spec]"):
            made.until(lambda: made.run("return document.body.dataset.drawn"))
        assert made.run("return document.querySelectorAll('img[src=x], main script:not([type])').length") == 0, room
        # An alert would make this fail.
        assert made.run("return 1") == 1
    assert made.asked() <= {urlsplit(address).netloc}
