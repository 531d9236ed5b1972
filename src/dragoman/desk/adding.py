"""The room Add: files, pasted text, an address; then the coded page."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from dragoman.articles import Address
from dragoman.desk import jobs
from dragoman.desk.jobs import Job, Jobs
from dragoman.desk.pages import page
from dragoman.desk.safety import from_our_page
from dragoman.desk.store import Store
from dragoman.errors import QueryError

router = APIRouter(include_in_schema=False)

_NEWEST = 12
_UNSAFE = re.compile(r"[^\w.\- ]+")
_LONGEST_NAME = 100


@router.get("/")
def front(request: Request) -> Response:
    """Where things are added, and what came last."""
    store: Store = request.app.state.store
    with store.reading() as archive:
        counts = archive.counts()
        newest = archive.listed("articles", limit=_NEWEST).rows
        aside = list(zip(range(_NEWEST), archive.set_aside(), strict=False))
    return page(
        request, "add.html", room="add", title="Add pages", counts=counts, newest=newest,
        aside=[one for _, one in aside],
    )  # fmt: skip


@router.post("/add", dependencies=[Depends(from_our_page)])
async def add(
    request: Request,
    files: list[UploadFile] | None = None,
    text: Annotated[str, Form()] = "",
    address: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
) -> Response:
    """Takes files, text or an address and begins to code them."""
    if request.app.state.store.reason is not None:
        raise QueryError(f"nothing can be added: {request.app.state.store.reason}")
    asked = [_address(address)] if address.strip() else []
    room = jobs.room()
    what: list[Path | Address] = [
        await _put(room, number, file) for number, file in enumerate(files or []) if file.filename
    ]
    if text.strip():
        what.append(_pasted(room, text))
    what += asked
    if not what:
        room.rmdir()
        raise QueryError("there is nothing to add: choose files, paste the text of a page, or give its address")
    work: Jobs = request.app.state.jobs
    job = await run_in_threadpool(work.add, what, room, published.strip() or None, outlet.strip() or None)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"job": job.id}, 202)
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def _put(room: Path, number: int, file: UploadFile) -> Path:
    """A file under a name that is safe; a folder each, since two may have the same name."""
    folder = room / str(number)
    folder.mkdir()
    name = _UNSAFE.sub("-", Path(file.filename or "page").name).strip(". ")[-_LONGEST_NAME:] or "page"
    path = folder / name
    with path.open("wb") as out:
        while part := await file.read(1 << 20):
            out.write(part)
    return path


def _pasted(room: Path, text: str) -> Path:
    """Pasted text as a file whose name tells it from any other text."""
    words = text.encode("utf-8", "replace")
    path = room / f"pasted-{hashlib.sha256(words).hexdigest()[:12]}.txt"
    path.write_bytes(words)
    return path


def _address(given: str) -> Address:
    """Raises QueryError for what is no address of the web."""
    given = given.strip()
    if not given.startswith(("http://", "https://")):
        raise QueryError(f"{given[:200]!r} is no address of a page; those begin with http:// or https://")
    return Address(given)


@router.get("/jobs/{id}")
def job(request: Request, id: str) -> Response:
    """How far it is: JSON for the script, a page that loads itself again without one."""
    found: Job | None = request.app.state.jobs.get(id)
    if found is None:
        raise HTTPException(404, "this desk does not remember that work; look among the articles")
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(
            {"state": found.state, "done": found.done, "total": found.total, "added": found.added,
             "aside": found.aside, "error": found.error}
        )  # fmt: skip
    if found.state == "done" and len(found.added) == 1 and not found.aside:
        return RedirectResponse(f"/article?id={quote(found.added[0][0])}", 303)
    return page(request, "job.html", room="add", title="Adding pages", job=found)
