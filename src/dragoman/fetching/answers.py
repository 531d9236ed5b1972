"""What comes back from the web: an answer, or the reason why there is none."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.errors import PageError


class Answer(NamedTuple):
    """A page from the web: the address that answered after redirects, its bytes, and what to ask with next time."""

    url: str
    body: bytes
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    is_unchanged: bool = False


class FetchError(PageError):
    """A page that could not be had; ``is_passing`` where it is worth another try, at best after ``wait`` seconds."""

    def __init__(self, reason: str, *, is_passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        self.wait = wait
