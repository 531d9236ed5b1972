"""Connections that go to the address that was checked and nowhere else, and that end in time."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from time import monotonic
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION, NetworkStream, SyncBackend

from dragoman.fetching.addresses import resolve


class Guarded(httpcore.NetworkBackend):
    """Connects to hosts whose addresses are all public, by those very addresses; all is over at a deadline."""

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to a host. It is looked up once here, so that no second answer of its DNS can lead elsewhere."""
        failed: Exception | None = None
        for address in resolve(host, port, allow_private=self._allow_private):
            left = _left(self._deadline, timeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _Timed(NetworkStream):
    """A stream that ends at a deadline, however slowly bytes go on to drip."""

    def __init__(self, inner: NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        left = _left(self._deadline, timeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the answer is over")
    return left if timeout is None else min(left, timeout)
