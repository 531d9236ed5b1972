"""What every request must pass and every answer carries: host, token, origin, size; the headers of a strict browser."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.desk.settings import Settings

COOKIE = "dragoman_desk"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = frozenset({"/healthz", "/enter"})


class Guard:
    """The middleware around the whole desk."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _dressed(send))
            return
        try:
            await self._app(scope, _bounded(receive, self._settings.largest_upload), _dressed(send))
        except _TooLargeError:
            await _too_large(self._settings)(scope, receive, _dressed(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._settings.loopback and _name(headers.get("host", "")) not in _LOOPBACK_NAMES | {self._settings.host}:
            return PlainTextResponse(
                "this desk answers to this machine's own names only", HTTPStatus.MISDIRECTED_REQUEST
            )
        if not self._known(scope, headers):
            if "text/html" in headers.get("accept", "") and scope["method"] == "GET":
                return RedirectResponse("/enter", HTTPStatus.SEE_OTHER)
            return PlainTextResponse("say the token: Authorization: Bearer TOKEN", HTTPStatus.UNAUTHORIZED)
        if scope["method"] not in _SAFE and not _same_origin(headers):
            return PlainTextResponse("this came from another site", HTTPStatus.FORBIDDEN)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.largest_upload:
            return _too_large(self._settings)
        return None

    def _known(self, scope: Scope, headers: Headers) -> bool:
        token = self._settings.token
        if token is None or scope["path"] in _OPEN or scope["path"].startswith("/static/"):
            return True
        kind, _, said = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(said, token):
            return True
        cookies = cookie_parser(headers.get("cookie", ""))
        return same(cookies.get(COOKIE, ""), pass_of(token))


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def pass_of(token: str) -> str:
    """What the cookie of one who said the token holds: not the token itself."""
    return hmac.new(token.encode(), b"dragoman desk", hashlib.sha256).hexdigest()


def form_key(settings: Settings) -> str:
    """What every form of this run sends back, and no other site can know."""
    return hmac.new(settings.secret.encode(), b"form", hashlib.sha256).hexdigest()


async def from_our_page(request: Request) -> None:
    """A dependency of every route that changes something: the key of our own pages came with the request."""
    said = request.headers.get("x-form-key")
    if said is None:
        form = await request.form()
        said = str(form.get("form_key", ""))
    if not same(said, form_key(request.app.state.settings)):
        raise HTTPException(HTTPStatus.FORBIDDEN, "the page is older than this run of the desk; load it again")


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _too_large(settings: Settings) -> Response:
    limit = settings.largest_upload // 1024 // 1024
    return PlainTextResponse(
        f"at most {limit} MB at once; use `dragoman code` for more", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    )


class _TooLargeError(Exception):
    """More came than was announced."""


def _bounded(receive: Receive, limit: int) -> Receive:
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > limit:
            raise _TooLargeError
        return message

    return counted


def _dressed(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache")
        await send(message)

    return dressed
