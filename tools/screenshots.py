"""Takes the pictures of the desk in docs/images, as a browser shows it.

    python tools/screenshots.py [--into docs/images]

Read, Search and Review show the example pages; Tie and World the invented archive of the tests of ties, which has a
turning point. Needs Chromium with its driver (apt-get install chromium chromium-driver) and selenium.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from dragoman import ties
from dragoman.archive import Archive
from dragoman.desk.app import build
from dragoman.desk.settings import Settings

ROOT = Path(__file__).parents[1]
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
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
)
LARGEST = 200_000


def main() -> None:
    """Takes them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images")
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    driver = browser()
    try:
        with tempfile.TemporaryDirectory() as room:
            pages = serve(examples(Path(room)))
            take(driver, pages + "/article?id=harbour-talks", into / "desk-read.jpg", (1280, 860))
            take(driver, pages + "/search/events", into / "desk-search.jpg", (1280, 800), dark=True)
            driver.add_cookie({"name": "dragoman_reviewer", "value": "Ada"})
            take(driver, pages + "/review", into / "desk-review.jpg", (1280, 900))
            years = serve(invented(Path(room)))
            take(driver, years + "/tie/NOR/CHL", into / "desk-tie.jpg", (1280, 1230))
            take(driver, years + "/world", into / "desk-world.jpg", (1280, 820))
    finally:
        driver.quit()


def examples(room: Path) -> Path:
    """An archive of the example pages."""
    archive = room / "examples.dragoman"
    command = [sys.executable, "-m", "dragoman", "code", str(ROOT / "examples"), "--archive", str(archive)]
    subprocess.run(command, check=True)
    return archive


def invented(room: Path) -> Path:
    """An archive of two invented years."""
    sys.path.insert(0, str(ROOT / "tests" / "ties"))
    from planted import Planter

    archive = room / "two-years.dragoman"
    with Archive(archive) as kept:
        kept.put_many(Planter(seed=1).reports())
        ties.build(kept)
    return archive


def take(driver: webdriver.Chrome, url: str, path: Path, size: tuple[int, int], *, dark: bool = False) -> None:
    """One picture, of a size that a repository can bear."""
    shoot(driver, url, path, size, dark=dark)
    print(f"{path.stat().st_size / 1000:7.0f} kB  {path.name}")
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST / 1000:.0f} kB")


def shoot(driver: webdriver.Chrome, url: str, path: Path, size: tuple[int, int], *, dark: bool) -> None:
    """One picture, once all charts are drawn."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    shade = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", shade)
    driver.get(url)
    end = time.monotonic() + 30
    waits = "return document.querySelector('[data-spec]') && !document.body.dataset.drawn"
    while driver.execute_script(waits) and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(0.6)
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "jpeg", "quality": 80})
    path.write_bytes(base64.b64decode(taken["data"]))


def serve(archive: Path) -> str:
    """A running desk; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build(Settings(archive)), log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def browser() -> webdriver.Chrome:
    """A browser without a window."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        raise SystemExit("there is no Chromium with its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(driver))


if __name__ == "__main__":
    main()
