"""The web desk: read, question, correct and follow an archive in the browser. No logic of its own."""

from __future__ import annotations

from dragoman.desk.settings import Settings

__all__ = ["Settings"]
