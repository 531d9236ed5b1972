"""Dragoman reads news pages and answers who did what to whom, when, where, and who says so.

>>> from dragoman import Coder
>>> report = Coder().code(page)          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.coder import Coder
    from dragoman.report import Report

__all__ = ["Archive", "Coder", "Report", "__version__"]
__version__ = "0.1.0"

_HOMES = {"Archive": "dragoman.archive", "Coder": "dragoman.coder", "Report": "dragoman.report"}


def __getattr__(name: str) -> Any:
    # Lazy, so that `dragoman --help` does not wait for the language model's library.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
