from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from time import monotonic, sleep
from typing import Any

import httpcore
import pytest

from dragoman.fetching import Fetcher, FetchError, Rules
from dragoman.fetching.addresses import is_public
from dragoman.fetching.patience import pause, spread

OPEN = Rules(allow_private=True, delay=0, seconds=3, largest=2_000_000)


@pytest.fixture
def fetch() -> Fetcher:
    return Fetcher(OPEN)


def reason(fetch: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page(site: Any, fetch: Fetcher) -> None:
    url = site.put("/a", "words", Content_Type="text/html; charset=koi8-r", ETag='"1"', Last_Modified="then")
    found = fetch(url)
    assert (found.url, found.body, found.charset, found.etag, found.modified) == (
        url,
        b"words",
        "koi8-r",
        '"1"',
        "then",
    )
    asked = site.asked[-1].headers
    assert asked["User-Agent"].startswith("dragoman/")
    assert "no contact" in asked["User-Agent"]
    assert asked["Host"] == url.split("/")[2]
    Fetcher(Rules(allow_private=True, delay=0, contact="me@home.example")).get(url)
    assert "+me@home.example" in site.asked[-1].headers["User-Agent"]


def test_a_page_that_did_not_change(site: Any, fetch: Fetcher) -> None:
    url = site.put("/a", "words", ETag='"1"')
    assert fetch.get(url, etag='"1"').is_unchanged
    assert not fetch.get(url, etag='"0"').is_unchanged


@pytest.mark.parametrize(("pack", "coding"), [(gzip.compress, "gzip"), (zlib.compress, "deflate")])
def test_packed_pages(site: Any, fetch: Fetcher, pack: Any, coding: str) -> None:
    url = site.put("/a", pack(b"words " * 1000), Content_Encoding=coding)
    assert fetch(url).body == b"words " * 1000


def test_answers_that_explode_or_have_no_end(site: Any, fetch: Fetcher) -> None:
    bomb = site.put("/bomb", gzip.compress(b"\0" * 1_900_000), Content_Encoding="gzip")
    assert "unpacks to far more" in reason(fetch, bomb)
    large = site.put("/large", b"a" * 2_000_001)
    assert "longer than 2,000,000 bytes" in reason(fetch, large)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"a" * 10_000)

    site.paths["/endless"] = endless
    assert "longer than" in reason(fetch, site.root + "/endless")
    broken = site.put("/broken", gzip.compress(b"words " * 1000)[:-30], Content_Encoding="gzip")
    assert "breaks off" in reason(fetch, broken)
    assert "unpacked" in reason(fetch, site.put("/no", b"\x1f\x8bnonsense", Content_Encoding="gzip"))
    assert "packed by br" in reason(fetch, site.put("/br", b"x", Content_Encoding="br"))
    assert "not a page" in reason(fetch, site.put("/image", b"x", Content_Type="image/png"))


@pytest.mark.parametrize("part", ["header", "body"])
def test_slow_servers(site: Any, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"H" if part == "header" else b"a")
            handler.wfile.flush()
            sleep(0.1)

    site.paths["/slow"] = drip
    site.put("/robots.txt", "")
    start = monotonic()
    fetch = Fetcher(Rules(allow_private=True, delay=0, seconds=0.5))
    assert "did not answer within" in reason(fetch, site.root + "/slow")
    assert monotonic() - start < 3


def test_redirects(site: Any, fetch: Fetcher) -> None:
    end = site.put("/end", "words")
    for number in range(5):
        site.put(f"/{number}", "", 302, Location=f"/{number + 1}" if number < 4 else "end")
    assert fetch(site.root + "/0").url == end
    site.put("/round", "", 301, Location="/round")
    assert "more than 5 times" in reason(fetch, site.root + "/round")
    for away in ("file:///etc/passwd", "gopher://x/", "ftp://x/y", "//", "http://"):
        site.put("/away", "", 302, Location=away)
        reason(fetch, site.root + "/away")


def test_answers_that_pass_and_those_that_stay(site: Any, fetch: Fetcher) -> None:
    for status, passes in ((404, False), (403, False), (410, False), (429, True), (500, True), (503, True)):
        site.put("/a", "", status, Retry_After="120")
        with pytest.raises(FetchError) as caught:
            fetch(site.root + "/a")
        assert caught.value.is_passing is passes
        assert caught.value.wait == 120
        assert str(status) in str(caught.value)
    site.put("/a", "", 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
    with pytest.raises(FetchError) as caught:
        fetch(site.root + "/a")
    assert caught.value.wait == 0


@pytest.mark.parametrize(
    "url", ["", "paper.example", "ftp://paper.example/", "http://", "http://[::1", "javascript:x", "http://\x00/"]
)
def test_what_is_no_address(fetch: Fetcher, url: str) -> None:
    reason(fetch, url)


NOT_PUBLIC = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1
255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 nonsense"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_that_are_public() -> None:
    for address in ("93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"):
        assert is_public(address), address


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked(site: Any, host: str) -> None:
    port = site.root.rsplit(":", 1)[1]
    said = reason(Fetcher(Rules(delay=0)), f"http://{host}:{port}/")
    assert "private" in said or "no host" in said
    assert not site.asked


Names = dict[str, list[list[str]]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The answers of the DNS, one after the other; the last stays."""
    known: Names = {}

    def look_up(host: str, port: int, *more: Any, **most: Any) -> list[Any]:
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def test_a_name_is_looked_up_once_and_that_address_is_asked(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """A DNS that gives a public address to the check and a private one to the connection gains nothing."""
    asked: list[str] = []

    def connect(self: Any, host: str, *more: Any, **most: Any) -> Any:
        asked.append(host)
        raise httpcore.ConnectError("closed")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    names["paper.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    reason(Fetcher(Rules(delay=0)), "http://paper.example/")
    assert asked == ["93.184.216.34"]
    names["mixed.example"] = [["93.184.216.34", "10.0.0.1"]]
    assert "private" in reason(Fetcher(Rules(delay=0)), "http://mixed.example/")
    assert len(asked) == 1


def test_a_redirect_into_a_private_network_is_not_followed(
    site: Any, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = httpcore.SyncBackend.connect_tcp

    def connect(self: Any, host: str, *more: Any, **most: Any) -> Any:
        return inner(self, "127.0.0.1" if host == "93.184.216.34" else host, *more, **most)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    port = site.root.rsplit(":", 1)[1]
    names |= {"paper.example": [["93.184.216.34"]], "trap.example": [["127.0.0.1"]], "127.0.0.1": [["127.0.0.1"]]}
    site.put("/secret", "secret")
    fetch = Fetcher(Rules(delay=0))
    for target in (f"http://trap.example:{port}/secret", f"http://127.0.0.1:{port}/secret"):
        site.put("/a", "", 302, Location=target)
        assert "private" in reason(fetch, f"http://paper.example:{port}/a")
    site.put("/a", "words")
    assert fetch(f"http://paper.example:{port}/a").body == b"words"
    assert site.count("/secret") == 0


def test_robots(site: Any, fetch: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no\n\nUser-agent: dragoman\nDisallow: /private\nAllow: /\n")
    page, hidden = site.put("/page", "words"), site.put("/private/page", "words")
    assert fetch(page).body
    assert fetch(site.put("/no", "words")).body
    assert "does not allow" in reason(fetch, hidden)
    site.put("/lead", "", 302, Location="/private/page")
    assert "does not allow" in reason(fetch, site.root + "/lead")
    assert site.count("/robots.txt") == 1
    assert site.count("/private/page") == 0


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: Any, fetch: Fetcher) -> None:
    site.put("/robots.txt", "", 503)
    assert "robots.txt cannot be had" in reason(fetch, site.put("/a", "words"))
    assert site.count("/a") == 0
    del site.paths["/robots.txt"]
    assert fetch(site.root + "/a").body == b"words"


def times(site: Any) -> Iterator[float]:
    moments = [one.at for one in site.asked]
    return (after - before for before, after in pairwise(moments))


def test_time_between_two_pages(site: Any) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    fetch = Fetcher(Rules(allow_private=True, delay=0.15))
    for number in range(3):
        fetch(site.put(f"/{number}", "words"))
    robots, *others = times(site)
    assert robots >= 0.14
    assert all(gap >= 0.28 for gap in others)


def test_a_stop_ends_the_waiting(site: Any) -> None:
    stop = threading.Event()
    fetch = Fetcher(Rules(allow_private=True, delay=30), stop)
    threading.Timer(0.2, stop.set).start()
    start = monotonic()
    assert "stopped" in reason(fetch, site.put("/a", "words"))
    assert monotonic() - start < 5


def test_pauses_grow_and_are_spread_by_the_address_alone() -> None:
    first = [pause("http://a.example/", number) for number in range(1, 20)]
    assert first == [pause("http://a.example/", number) for number in range(1, 20)]
    assert all(45 * 2**number <= one <= 75 * 2**number for number, one in enumerate(first[:9]))
    assert max(first) <= 1.25 * 86_400
    assert len({pause(f"http://{number}.example/", 1) for number in range(50)}) == 50
    assert all(0.9 <= spread(str(number), 0.1) <= 1.1 for number in range(100))
