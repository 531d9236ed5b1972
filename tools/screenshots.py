"""Takes the pictures of the desk in docs/images: a desk over the example pages, seen by a browser.

    python tools/screenshots.py [--archive FILE] [--into docs/images]

Needs Chromium with its driver (apt-get install chromium chromium-driver) and selenium. With --archive it shows that
archive instead, and Tie the pair of its actors that most is told of.
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
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        archive = given.archive or Path(room) / "examples.dragoman"
        if given.archive is None:
            command = [sys.executable, "-m", "dragoman", "code", str(ROOT / "examples"), "--archive", str(archive)]
            subprocess.run(command, check=True)
        given.into.mkdir(parents=True, exist_ok=True)
        take(archive, given.into)


def take(archive: Path, into: Path) -> None:
    """All pictures, each from the top of its page."""
    address = serve(archive)
    with Archive(archive) as kept:
        first = ties.top(kept, limit=1)[0]
        article = max(kept.articles(), key=lambda row: row.events).id
    pages = {
        "desk-add": ("/", 1280, 760, False),
        "desk-read": (f"/article?id={article}", 1280, 900, False),
        "desk-search": ("/search/events", 1280, 800, True),
        "desk-tie": (f"/tie/{first.first}/{first.second}", 1280, 1250, False),
        "desk-world": ("/world", 1280, 860, False),
        "desk-review": ("/review", 1280, 900, False),
        "desk-knowledge": ("/knowledge?look=Nairobi", 1280, 900, False),
        "desk-phone": (f"/article?id={article}", 390, 800, False),
    }
    driver = browser()
    try:
        driver.get(address)
        driver.add_cookie({"name": "dragoman_reviewer", "value": "Ada"})
        for name, (page, width, height, dark) in pages.items():
            path = into / f"{name}.jpg"
            shoot(driver, address + page, path, (width, height), dark=dark)
            print(f"{path.stat().st_size / 1000:7.0f} kB  {path.name}")
            if path.stat().st_size > LARGEST:
                raise SystemExit(f"{path} is larger than {LARGEST / 1000:.0f} kB")
    finally:
        driver.quit()


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
