"""What reviewers' judgements tell: how good the machine is, how far reviewers agree, and gold to evaluate with."""

from __future__ import annotations

from dragoman.review.correcting import Wanted, as_event, located
from dragoman.review.figures import Agreement, Figure, accuracy, agreement
from dragoman.review.gold import gold

__all__ = ["Agreement", "Figure", "Wanted", "accuracy", "agreement", "as_event", "gold", "located"]
