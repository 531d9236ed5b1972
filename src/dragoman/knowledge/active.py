"""Which codebook is in use: ours, or within :func:`using` a user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dragoman.knowledge.own import OwnCodebook

T = TypeVar("T")

_current: ContextVar[OwnCodebook | None] = ContextVar("codebook", default=None)


def current() -> OwnCodebook | None:
    """The user's codebook in use, None where it is ours alone."""
    return _current.get()


@contextmanager
def using(codebook: OwnCodebook | None) -> Iterator[None]:
    """Within, the tables of the codebook and the lexicon are those of a codebook."""
    token = _current.set(codebook)
    try:
        yield
    finally:
        _current.reset(token)


def per_codebook(load: Callable[[], T]) -> Callable[[], T]:
    """What is loaded once for each codebook, as functools.cache loads it once for all."""
    held: dict[OwnCodebook | None, T] = {}

    @wraps(load)
    def loaded() -> T:
        codebook = _current.get()
        if codebook not in held:
            held[codebook] = load()
        return held[codebook]

    return loaded
