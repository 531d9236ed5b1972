"""The archive: reports in, questions out, in one SQLite file. One writer and many readers at a time."""

from __future__ import annotations

from dragoman.archive.questions import KINDS, Filters
from dragoman.archive.store import Archive

__all__ = ["KINDS", "Archive", "Filters"]
