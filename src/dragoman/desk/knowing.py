"""The room Knowledge: look up, add own lines with a preview of what they change, and what the archive suggests."""

from __future__ import annotations

import shutil
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.actors import Registry
from dragoman.actors import lookup as look_up
from dragoman.desk import own, trying
from dragoman.desk.jobs import Job, Jobs, room
from dragoman.desk.pages import page, query
from dragoman.desk.safety import from_our_page
from dragoman.desk.store import Store
from dragoman.errors import KnowledgeError, QueryError
from dragoman.knowledge.holders import known_as

router = APIRouter(include_in_schema=False)


@router.get("/knowledge")
def knowledge(request: Request, table: str = "actors", look: str = "", edit: int = -1) -> Response:
    """One of the own tables, what the tables know under a name, and suggestions."""
    kind = _kind(table)
    home = own.folder(request.app.state.settings.knowledge)
    lines = own.rows(home, kind)
    given = {name: request.query_params.get(name, "") for name in kind.columns}
    if 0 <= edit < len(lines):
        given = {name: lines[edit].get(name, "") for name in kind.columns}
    store: Store = request.app.state.store
    with store.reading() as archive:
        unknown = archive.unknown_persons()
    return page(
        request, "knowledge.html", room="knowledge", title="Knowledge", table=table, kinds=own.KINDS, kind=kind,
        lines=lines, given=given, edit=edit, look=look, known=list(_known(look)) if look else [], home=str(home),
        unknown=unknown, said=request.query_params.get("said", ""),
    )  # fmt: skip


def _kind(table: str) -> own.Kind:
    if table not in own.KINDS:
        raise QueryError(f"there is no table {table!r} of your own; take one of {', '.join(own.KINDS)}")
    return own.KINDS[table]


def _known(name: str) -> Any:
    """What the tables know under a name."""
    for entry, _ in look_up(Registry.load(None), name.strip(), None):
        code = f"{entry.code}:{entry.sector}" if entry.sector else entry.code
        yield code, entry.kind, entry.name, _term(entry.days), entry.where
    for holder in known_as(name.strip()):
        yield holder.of, holder.office, holder.person, _term(holder.days), holder.where


def _term(days: Any) -> str:
    return f"{days.start or '…'} to {days.end or '…'}" if days.start or days.end else ""


@router.post("/knowledge/preview", dependencies=[Depends(from_our_page)])
async def preview(request: Request) -> Response:
    """Begins to try out a line: codes pages that it touches with and without it."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    kind = _kind(form.get("table", ""))
    settings = request.app.state.settings
    home = own.folder(settings.knowledge)
    before = own.rows(home, kind)
    after, subject = _changed(kind, before, form)
    into = room() / "knowledge"
    if faults := own.candidate(home, kind, after, into):
        shutil.rmtree(into.parent, ignore_errors=True)
        raise KnowledgeError("; ".join(faults))
    store: Store = request.app.state.store
    work: Jobs = request.app.state.jobs
    attempt = trying.Attempt(form["table"], subject, before, after)
    job = work.start(2, lambda job: trying.run(job, attempt, store, work, home, into))
    return RedirectResponse(f"/knowledge/preview/{job.id}", 303)


def _changed(kind: own.Kind, lines: own.Rows, form: dict[str, str]) -> tuple[own.Rows, str]:
    """The lines as they would be, and what the changed one is about."""
    number = int(form["edit"]) if form.get("edit", "").isdigit() else -1
    if form.get("do") == "remove":
        if not 0 <= number < len(lines):
            raise QueryError("that line is there no more; load the page again")
        return lines[:number] + lines[number + 1 :], lines[number].get(kind.subject, "")
    line = own.cells(kind, form)
    if 0 <= number < len(lines):
        return [*lines[:number], line, *lines[number + 1 :]], line[kind.subject]
    return [*lines, line], line[kind.subject]


def _job(request: Request, id: str) -> Job:
    job: Job | None = request.app.state.jobs.get(id)
    if job is None:
        raise HTTPException(404, "this desk does not remember that trial; try the line again")
    return job


@router.get("/knowledge/preview/{id}")
def previewed(request: Request, id: str) -> Response:
    """What the line would change."""
    job = _job(request, id)
    return page(request, "preview.html", room="knowledge", title="What would change", job=job, tried=job.result)


@router.post("/knowledge/save/{id}", dependencies=[Depends(from_our_page)])
def save(request: Request, id: str) -> Response:
    """Keeps what was tried out."""
    tried: trying.Tried | None = _job(request, id).result
    if tried is None:
        raise QueryError("this was not tried out to its end; try the line again")
    kind = _kind(tried.attempt.table)
    home = own.folder(request.app.state.settings.knowledge)
    if own.rows(home, kind) != tried.attempt.before:
        raise QueryError("the table was changed meanwhile; try the line again")
    own.write(home, kind, tried.attempt.after)
    request.app.state.jobs.reload()
    return RedirectResponse("/knowledge" + query({"table": tried.attempt.table, "said": "saved"}), 303)


@router.post("/knowledge/predicates", dependencies=[Depends(from_our_page)])
def predicates(request: Request) -> Response:
    """Begins to look for verbs between actors that the lexicon does not have."""
    store: Store = request.app.state.store
    work: Jobs = request.app.state.jobs
    job = work.start(1, lambda job: trying.predicates(job, store, work))
    return RedirectResponse(f"/knowledge/predicates/{job.id}", 303)


@router.get("/knowledge/predicates/{id}")
def found_predicates(request: Request, id: str) -> Response:
    """The verbs that were found."""
    job = _job(request, id)
    return page(request, "predicates.html", room="knowledge", title="Verbs not in the lexicon", job=job)
