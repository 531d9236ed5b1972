"""A real web server on this machine, for what fetches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import NamedTuple

import pytest


class Request(NamedTuple):
    path: str
    headers: dict[str, str]
    at: float


Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What stands under which path; what was asked is in ``asked``."""

    def __init__(self) -> None:
        self.paths: dict[str, Answer] = {}
        self.asked: list[Request] = []
        self.root = ""

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Puts a page under a path; its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": "text/html; charset=utf-8"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            tag = named.get("ETag")
            if tag is not None and handler.headers.get("If-None-Match") == tag:
                handler.send_response(304)
                handler.end_headers()
                return
            handler.send_response(status)
            for name, value in {**named, "Content-Length": str(len(data))}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(data)

        self.paths[path] = answer
        return self.root + path

    def count(self, path: str) -> int:
        return sum(one.path == path for one in self.asked)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(Request(self.path, dict(self.headers), monotonic()))
            answer = found.paths.get(self.path)
            try:
                if answer is not None:
                    answer(self)
                else:
                    self.send_error(404)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
