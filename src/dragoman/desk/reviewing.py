"""The room Review: a queue that keys drive, judgements that win on read, agreement, accuracy, gold."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from dragoman import ties
from dragoman.archive import Archive, Judgement
from dragoman.archive.judgements import agreed, by_event, standing
from dragoman.desk.pages import REVIEWER, page, query, reviewer_of
from dragoman.desk.safety import from_our_page
from dragoman.desk.store import Store
from dragoman.errors import QueryError
from dragoman.exchange.explained import parts
from dragoman.exchange.marks import label
from dragoman.report import Event, Report
from dragoman.review import Wanted, accuracy, agreement, as_event, gold

router = APIRouter(include_in_schema=False)

QUEUES = {"doubtful": "doubtful first", "sample": "a random sample", "contested": "contested"}
_QUEUE = 30
_SAMPLE = 200
_NAME = re.compile(r"[\w.' -]{1,60}")


@router.get("/review")
def review(request: Request, event: str = "", page_id: str = "", queue: str = "doubtful", skip: int = 0) -> Response:
    """The next event to judge, one that was asked for, or (with a page) an event to add."""
    reviewer = reviewer_of(request)
    page_id = page_id or request.query_params.get("page", "")
    store: Store = request.app.state.store
    with store.reading() as archive:
        judged = archive.judgements()
        contested = [name for name, group in by_event(judged).items() if agreed(group) is None]
        waiting = _waiting(archive, reviewer, queue, contested) if not event and not page_id else []
        chosen = event or (waiting[min(skip, len(waiting) - 1)] if waiting else "")
        shown = _shown(archive, chosen, page_id, reviewer, judged)
        first = archive.counts()["events"] == 0
    sampled = [one for one in judged if one.drawn == "sample" and one.reviewer == reviewer]
    return page(
        request,
        "review.html",
        room="review",
        title="Review",
        queues=QUEUES,
        queue=queue,
        skip=skip,
        first=first,
        waiting=len(waiting),
        contested=contested,
        accuracy=accuracy(sampled),
        sampled=len(sampled),
        all_accuracy=accuracy(judged),
        agreement=agreement(judged),
        judged=len(judged),
        mine=sum(one.reviewer == reviewer for one in judged),
        said=request.query_params.get("said", ""),
        page_id=page_id,
        event_id=event,
        **shown,
    )


def _waiting(archive: Archive, reviewer: str, queue: str, contested: list[str]) -> list[str]:
    """The ids of what stands in a queue."""
    if queue == "contested":
        return contested
    if queue == "sample":
        return [row.id for row in archive.sample(reviewer=reviewer, size=_SAMPLE)]
    if queue != "doubtful":
        raise QueryError(f"there is no queue {queue!r}; take one of {', '.join(QUEUES)}")
    return [row.id for row in archive.doubtful(reviewer=reviewer, limit=_QUEUE)]


def _shown(archive: Archive, id: str, page_id: str, reviewer: str, judged: list[Judgement]) -> dict[str, Any]:
    """What the page shows of an event: its record, its paragraph, its reasons, and what others said of it."""
    nothing: dict[str, Any] = {
        "event": None,
        "report": None,
        "around": (),
        "reasons": (),
        "others": (),
        "values": {},
        "seen": 0,
        "in_dispute": False,
        "verdict": None,
    }
    if page_id:
        report = archive.report(page_id)
        return {
            **nothing,
            "report": report,
            "around": [part.text for part in report.article.paragraphs],
            "values": _values(None),
        }
    if not id:
        return nothing
    group = by_event(judged).get(id, [])
    report, event = _event(archive, id, group)
    held = standing(group)
    mine = held.get(reviewer)
    # What others say is shown to those who have said what they think.
    others = [one for name, one in held.items() if name != reviewer and (mine is not None or agreed(group) is None)]
    return {
        "event": event,
        "report": report,
        "around": around(report, event),
        "reasons": list(parts(report, event)),
        "others": others,
        "values": _values((mine.wanted if mine is not None else None) or event),
        "seen": max((one.key for one in group), default=0),
        "in_dispute": bool(group) and agreed(group) is None,
        "verdict": mine.verdict if mine is not None else None,
    }


def _event(archive: Archive, id: str, group: list[Judgement]) -> tuple[Report, Event]:
    """The event as it was first put before reviewers; what was rejected has no row, but its judgements tell it."""
    kept = next((one for one in group if one.machine is not None or one.wanted is not None), None)
    if kept is None:
        return archive.event(id)
    event = kept.machine or kept.wanted
    assert event is not None  # noqa: S101 - the condition above
    return archive.report(kept.page), msgspec.structs.replace(event, id=id)


def around(report: Report, event: Event) -> list[tuple[str, str, str]]:
    """The paragraph in which an event stands: before its words, they themselves, after them."""
    words = event.evidence.text
    texts = [part.text for part in report.article.paragraphs]
    near = sorted(
        (part for part in report.article.paragraphs if words in part.text),
        key=lambda part: abs(part.start - event.evidence.start),
    )
    text = near[0].text if near else next((text for text in texts if words in text), words)
    before, found, after = text.partition(words)
    return [(before, found, after)]


def _values(event: Event | None) -> dict[str, str]:
    """What the fields of a correction hold to begin with."""
    if event is None:
        return {"type": "", "status": "actual", "source": "", "target": "", "since": "", "until": "", "words": ""}
    dated = event.date
    return {
        "type": event.type,
        "status": event.status,
        "source": " ".join(map(label, event.source)),
        "target": " ".join(map(label, event.target)),
        "since": dated.start if dated else "",
        "until": dated.end if dated else "",
        "words": event.evidence.text,
    }


@router.post("/review/name", dependencies=[Depends(from_our_page)])
def name(name: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "") -> Response:
    """Who reviews; the name stands beside each judgement."""
    if not _NAME.fullmatch(name.strip()):
        raise QueryError("a reviewer's name has up to 60 letters, digits, blanks and . ' - and _")
    local = back if back.startswith("/review") else "/review"
    answer = RedirectResponse(local, 303)
    answer.set_cookie(REVIEWER, quote(name.strip()), httponly=True, samesite="strict", max_age=31_536_000)
    return answer


@router.post("/review/judge", dependencies=[Depends(from_our_page)])
def judge(
    request: Request,
    verdict: Annotated[str, Form()],
    event: Annotated[str, Form()] = "",
    page_id: Annotated[str, Form(alias="page")] = "",
    queue: Annotated[str, Form()] = "doubtful",
    single: Annotated[bool, Form()] = False,
    seen: Annotated[int, Form()] = 0,
    settles: Annotated[bool, Form()] = False,
    note: Annotated[str, Form()] = "",
    type: Annotated[str, Form()] = "",
    status: Annotated[str, Form()] = "actual",
    source: Annotated[str, Form()] = "",
    target: Annotated[str, Form()] = "",
    since: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
    words: Annotated[str, Form()] = "",
) -> Response:
    """Keeps a judgement."""
    reviewer = reviewer_of(request)
    wanted = Wanted(type=type, status=status, source=source, target=target, since=since, until=until, words=words)
    drawn = "page" if single or page_id else "sample" if queue == "sample" else "queue"
    store: Store = request.app.state.store
    with store.writing() as archive:
        one = _judgement(archive, event, page_id, reviewer, verdict, wanted)
        one = msgspec.structs.replace(
            one,
            drawn=drawn,
            settles=settles,
            note=note.strip() or None,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        archive.judge(one, seen=seen if settles else None)
        ties.build(archive)
        disputed = agreed(archive.judgements(event=one.event)) is None if event else False
    if page_id:
        return RedirectResponse(f"/article?id={quote(page_id)}", 303)
    if disputed:
        return RedirectResponse("/review" + query({"event": event, "said": "dispute"}), 303)
    if single:
        return RedirectResponse(f"/article?id={quote(one.page)}", 303)
    return RedirectResponse("/review" + query({"queue": queue, "said": verdict}), 303)


def _judgement(archive: Archive, id: str, page_id: str, reviewer: str, verdict: str, wanted: Wanted) -> Judgement:
    if not reviewer:
        raise QueryError("say who you are first, at the head of the room Review")
    if verdict not in ("accept", "correct", "reject", "add"):
        raise QueryError(f"there is no verdict {verdict!r}")
    if verdict == "add":
        if not wanted.words.strip():
            raise QueryError("say on which words of the page the event rests")
        event = as_event(archive.report(page_id), wanted, None)
        return Judgement(page=page_id, event="", reviewer=reviewer, verdict="add", wanted=event)
    report, machine = _event(archive, id, archive.judgements(event=id))
    corrected = as_event(report, wanted, machine) if verdict == "correct" else None
    return Judgement(
        page=report.id,
        event=id,
        reviewer=reviewer,
        verdict=msgspec.convert(verdict, Any),
        machine=machine,
        wanted=corrected,
    )


@router.get("/review/gold.jsonl")
def as_gold(request: Request) -> Response:
    """The judged pages as gold for `dragoman evaluate`, one page a line."""
    store: Store = request.app.state.store
    with store.reading() as archive:
        pages = list(dict.fromkeys(one.page for one in archive.judgements()))
        if not pages:
            raise QueryError("nothing was judged yet; the room Review shows what to begin with")
        lines = [msgspec.json.encode(gold(archive.report(id), archive.judgements(page=id))) for id in pages]
    headers = {"content-disposition": 'attachment; filename="gold.jsonl"'}
    return Response(b"\n".join(lines) + b"\n", media_type="application/jsonl", headers=headers)
