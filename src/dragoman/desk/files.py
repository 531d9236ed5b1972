"""What the pages are made with: our own styles and scripts, the chart library, the outlines of countries."""

from __future__ import annotations

import gzip
from functools import cache

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from dragoman.desk.pages import HERE

router = APIRouter(include_in_schema=False)
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


@router.get("/healthz")
def healthz(request: Request) -> Response:
    """Answers once the archive can be read."""
    with request.app.state.store.reading():
        return JSONResponse({"status": "ready"})


@router.get("/static/vega.js")
def vega() -> Response:
    """Vega, Vega-Lite and their embedding, as one script."""
    headers = {**_KEPT, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(bundle(), media_type="text/javascript", headers=headers)


@cache
def bundle() -> bytes:
    """The chart library, packed; made once in the life of the process."""
    import vl_convert

    # Without a snippet of ours it sets window.vegaEmbed; the stubs do not know that it may be left out.
    return gzip.compress(vl_convert.javascript_bundle().encode(), 6)  # type: ignore[call-arg]


@router.get("/static/{fingerprint}/{name}")
def static(fingerprint: str, name: str) -> Response:
    """One of our files; the fingerprint only tells browsers that it changed."""
    for folder in ("static", "data"):
        path = HERE / folder / name
        # The name is one part of the path: no slash can come in it.
        if path.parent == HERE / folder and path.suffix in _TYPES and path.is_file():
            return FileResponse(path, media_type=_TYPES[path.suffix], headers=_KEPT)
    raise HTTPException(404, f"there is no file {name}")
