"""Whether a confidence means what it says: of what is given with 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

_BINS = 10
_SIDE, _EDGE = 300, 44


class Bin(TypedDict):
    """What was given with about one confidence: how many, how sure on average, how many of them right."""

    count: int
    confidence: float
    right: float


class Calibration(TypedDict):
    """The bins that are not empty, and how far confidence and truth lie apart on average."""

    error: float
    bins: list[Bin]


def bins(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration of answers with their confidence."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in answers:
        groups.setdefault(min(_BINS - 1, int(sure * _BINS)), []).append((sure, right))
    found = [
        Bin(
            count=len(group),
            confidence=round(sum(sure for sure, _ in group) / len(group), 3),
            right=round(sum(right for _, right in group) / len(group), 3),
        )
        for _, group in sorted(groups.items())
    ]
    apart = sum(one["count"] * abs(one["confidence"] - one["right"]) for one in found)
    return Calibration(error=round(apart / max(1, len(answers)), 3), bins=found)


def svg(held: Calibration, title: str) -> str:
    """The reliability of a confidence as a picture: a dot a bin, its size by the number; on the line all is well."""
    largest = max((one["count"] for one in held["bins"]), default=1)
    dots = "".join(_dot(one, 3 + 7 * (one["count"] / largest) ** 0.5) for one in held["bins"])
    ticks = "".join(
        f'<text x="{_x(at / 5)}" y="{_SIDE + _EDGE + 16}" text-anchor="middle">{at / 5}</text>'
        f'<text x="{_EDGE - 6}" y="{_y(at / 5) + 4}" text-anchor="end">{at / 5}</text>'
        for at in range(6)
    )
    size = _SIDE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}" '
        f'font-family="sans-serif" font-size="11" role="img" aria-label="{title}">\n'
        f'<rect width="{size}" height="{size}" fill="#fff"/>\n'
        f'<text x="{size // 2}" y="20" text-anchor="middle" font-size="13">{title}</text>\n'
        f'<path d="M{_x(0)} {_y(0)}H{_x(1)}V{_y(1)}H{_x(0)}Z" fill="none" stroke="#999"/>\n'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>\n'
        f'<g fill="#1f5a8a" fill-opacity="0.8">{dots}</g>\n{ticks}\n'
        f'<text x="{size // 2}" y="{size - 8}" text-anchor="middle">confidence</text>\n'
        f'<text transform="translate(12 {size // 2}) rotate(-90)" text-anchor="middle">share that is right</text>\n'
        "</svg>\n"
    )


def _dot(one: Bin, radius: float) -> str:
    told = f"{one['count']} answers: confidence {one['confidence']}, right {one['right']}"
    at = f'cx="{_x(one["confidence"])}" cy="{_y(one["right"])}"'
    return f'<circle {at} r="{radius:.1f}"><title>{told}</title></circle>'


def _x(value: float) -> float:
    return round(_EDGE + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_EDGE + (1 - value) * _SIDE, 1)
