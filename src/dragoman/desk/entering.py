"""Coming in with the token, where the desk has one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from dragoman.desk.pages import page
from dragoman.desk.safety import COOKIE, from_our_page, pass_of, same

router = APIRouter(include_in_schema=False)


@router.get("/enter")
def enter(request: Request) -> Response:
    """Asks for the token."""
    return page(request, "enter.html", title="Come in", wrong=False)


@router.post("/enter", dependencies=[Depends(from_our_page)])
def entered(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Gives the cookie to one who says it."""
    wanted = request.app.state.settings.token
    if wanted is None or not same(token.strip(), wanted):
        return page(request, "enter.html", status=401, title="Come in", wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE, pass_of(wanted), httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return answer
