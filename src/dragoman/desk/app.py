"""The desk as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response

from dragoman import __version__
from dragoman.desk import adding, api, entering, files, knowing, reading, reviewing, searching, tying, worlding
from dragoman.desk.jobs import Jobs
from dragoman.desk.pages import page
from dragoman.desk.safety import Guard
from dragoman.desk.settings import Settings
from dragoman.desk.store import Store
from dragoman.errors import ArchiveError, ConflictError, DragomanError, QueryError

_ROOMS = (api, files, entering, adding, reading, reviewing, searching, tying, worlding, knowing)


def build(settings: Settings) -> FastAPI:
    """The application. Raises ArchiveError where the archive cannot be opened."""
    app = FastAPI(
        title="Dragoman desk",
        version=__version__,
        description="Who did what to whom, when, where, and who says so: the questions of the command line, as JSON.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_life,
    )
    app.state.settings = settings
    app.state.store = Store(settings.archive)
    app.state.jobs = Jobs(app.state.store, settings.knowledge, settings.rules)
    for room in _ROOMS:
        app.include_router(room.router)
    app.include_router(tying.data)
    app.add_exception_handler(DragomanError, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Guard, settings=settings)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.jobs.close()


async def _told(request: Request, error: Exception) -> Response:
    conflict, archive = isinstance(error, ConflictError), isinstance(error, ArchiveError)
    status = HTTPStatus.CONFLICT if conflict else HTTPStatus.SERVICE_UNAVAILABLE if archive else None
    if status is None:
        missing = isinstance(error, QueryError) and str(error).startswith("there is no page")
        status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.UNPROCESSABLE_ENTITY
    return _said(request, status, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these alone
    status = HTTPStatus(error.status_code)
    known = status == HTTPStatus.NOT_FOUND and error.detail == status.phrase
    return _said(request, status, "there is nothing at this address" if known else str(error.detail))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these alone
    faults: list[dict[str, Any]] = list(error.errors())
    sentence = "; ".join(f"{fault['loc'][-1]}: {fault['msg'].lower()}" for fault in faults)
    return _said(request, HTTPStatus.UNPROCESSABLE_ENTITY, sentence)


def _said(request: Request, status: HTTPStatus, sentence: str) -> Response:
    """One shape of errors: JSON for programs, a page with a way on for people."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": sentence}, status)
    return page(request, "error.html", status=status, sentence=sentence, title=status.phrase)
