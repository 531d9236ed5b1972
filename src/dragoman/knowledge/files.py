"""What files are by their first bytes."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import tables


@cache
def _signs() -> tuple[tuple[bytes, int, str], ...]:
    return tuple((bytes.fromhex(row["sign"]), int(row["at"]), row["what"]) for row in tables.rows("file_signs.tsv"))


def kind_of(data: bytes) -> str | None:
    """What a file is, where its first bytes say that it is no text; None for others."""
    return next((what for sign, at, what in _signs() if data.startswith(sign, at)), None)
