"""What a mention means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """Who is meant by the words ``text[start:end]``, for which code and sector they act, and by which rule."""

    code: str
    sector: str | None
    country: str | None
    person: str | None
    start: int
    end: int
    rule: str
