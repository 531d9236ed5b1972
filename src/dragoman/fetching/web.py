"""One page from the web: redirects followed by hand, each hop checked, all in bounded size and time."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import cached_property
from time import monotonic, time

import httpcore
import httpx

from dragoman.fetching.answers import Answer, FetchError
from dragoman.fetching.network import Guarded
from dragoman.fetching.rules import UNPACKED_FLOOR, Rules

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NO_PAGES = ("image/", "video/", "audio/", "font/")
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Web:
    """Gets pages by the rules."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    @cached_property
    def _ssl(self) -> ssl.SSLContext:
        return httpcore.default_ssl_context()

    def get(self, url: str, before: Callable[[httpx.URL], None], asking: Mapping[str, str] | None = None) -> Answer:
        """The page at an address; ``before`` is called with each address that is about to be asked.

        Raises FetchError where it cannot be had.
        """
        target = parsed(url)
        for _ in range(self._rules.redirects + 1):
            before(target)
            # The waiting that politeness asks for is not counted.
            found = self._hop(target, asking or {}, monotonic() + self._rules.seconds)
            if isinstance(found, Answer):
                return found
            target = found
        raise FetchError(f"it leads on more than {self._rules.redirects} times")

    def _hop(self, url: httpx.URL, asking: Mapping[str, str], deadline: float) -> Answer | httpx.URL:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._rules.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml,application/json;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en,*;q=0.5",
            "Connection": "close",
            **asking,
        }
        secrets = self._ssl if url.scheme == "https" else None
        backend = Guarded(deadline, allow_private=self._rules.allow_private)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._rules.seconds)
        try:
            with (
                httpcore.ConnectionPool(secrets, max_connections=1, network_backend=backend) as pool,
                pool.stream(
                    "GET",
                    str(url.copy_with(userinfo=b"", fragment=None)),
                    headers=list(headers.items()),
                    extensions={"timeout": timeout},
                ) as response,
            ):
                return self._answer(url, response)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchError(f"it did not answer within {self._rules.seconds:g} seconds", is_passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchError(f"the connection failed ({error})", is_passing=True) from error
        except (ValueError, UnicodeError) as error:
            raise FetchError(f"the address or the answer makes no sense ({error})") from error

    def _answer(self, url: httpx.URL, response: httpcore.Response) -> Answer | httpx.URL:
        headers = httpx.Headers(response.headers)
        if response.status in _REDIRECTS and "location" in headers:
            return parsed(str(url.join(headers["location"])))
        if response.status == 304:
            return Answer(
                str(url), b"", etag=headers.get("etag"), modified=headers.get("last-modified"), is_unchanged=True
            )
        if response.status not in (200, 203):
            wait = _seconds(headers.get("retry-after"))
            raise FetchError(
                f"the server answered {response.status}", is_passing=response.status in _PASSING, wait=wait
            )
        kind = headers.get("content-type", "")
        if kind.lower().startswith(_NO_PAGES):
            raise FetchError(f"it is {kind[:60]}, not a page")
        charset = _CHARSET.search(kind)
        body = b"".join(self._body(response, headers))
        return Answer(
            str(url), body, charset[1] if charset else None, headers.get("etag"), headers.get("last-modified")
        )

    def _body(self, response: httpcore.Response, headers: httpx.Headers) -> Iterator[bytes]:
        """The bytes of an answer, unpacked a little at a time."""
        largest = self._rules.largest
        coding = headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"it comes packed by {coding[:20]}, which was not asked for")
        unpacker = zlib.decompressobj(47) if coding not in ("identity", "") else None
        received = size = 0
        for data in response.iter_stream():
            received += len(data)
            for part in [data] if unpacker is None else _unpacked(unpacker, data):
                size += len(part)
                if size > largest:
                    raise FetchError(f"it is longer than {largest:,} bytes")
                if size > max(UNPACKED_FLOOR, received * self._rules.ratio):
                    raise FetchError("it unpacks to far more than its size allows")
                yield part
        if unpacker is not None and received and not unpacker.eof:
            raise FetchError("the answer breaks off", is_passing=True)


def _unpacked(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    try:
        while data and not unpacker.eof:
            yield unpacker.decompress(data, 65_536)
            data = unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError(f"the answer cannot be unpacked ({error})", is_passing=True) from error


def parsed(url: str) -> httpx.URL:
    """An address that may be asked. Raises FetchError for what is none."""
    try:
        found = httpx.URL(url)
        found.netloc.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{url[:200]!r} is no address ({error})") from error
    if found.scheme not in ("http", "https") or not found.host:
        raise FetchError(f"{url[:200]!r} is no address of the web; those begin with http:// or https://")
    return found


def _seconds(retry_after: str | None) -> float | None:
    """How long a server asks to be left alone."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None
