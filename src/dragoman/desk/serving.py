"""Running the desk until it is stopped."""

from __future__ import annotations

import gc
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

import uvicorn

from dragoman.desk import tying, worlding
from dragoman.desk.app import build
from dragoman.desk.settings import Settings
from dragoman.desk.store import Store
from dragoman.errors import ArchiveError, QueryError


def serve(settings: Settings, *, browser: bool, tell: Callable[[str], object]) -> None:
    """Serves the desk and opens it in the browser. Raises QueryError where the address cannot be had."""
    app = build(settings)
    listening = _listening(settings)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, date_header=False))
    tell(f"the desk of {settings.archive} is at {settings.address}; Ctrl+C ends it")
    app.state.jobs.warm()
    threading.Thread(target=warm, args=(app.state.store,), daemon=True).start()
    if browser:
        threading.Timer(0.5, webbrowser.open, (settings.address,)).start()
    server.run(sockets=[listening])


def warm(store: Store) -> None:
    """Loads libraries and works out ahead what many ask for, so that the first who asks need not wait."""
    for library in ("altair", "networkx", "numpy", "ruptures", "scipy.sparse.csgraph"):
        import_module(library)
    # What stands in its way is told to whoever opens the room.
    with suppress(ArchiveError):
        tying.strongest(store)
        worlding.network(store, {"since": None, "until": None})
        worlding.moved(store)
    gc.collect()
    gc.freeze()  # what is loaded stays: going through it again would cost a view a tenth of a second now and then


def _listening(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((settings.host, settings.port))
    except OSError as error:
        raise QueryError(
            f"{settings.host}:{settings.port} cannot be listened to ({error.strerror or error}); take another --port"
        ) from error
    return made
