"""Who acts: mentions of states, bodies, groups and persons, and the codes they act for."""

from __future__ import annotations

from dragoman.actors.cast import Cast
from dragoman.actors.ref import Ref
from dragoman.actors.registry import Entry, Registry, lookup

__all__ = ["Cast", "Entry", "Ref", "Registry", "lookup"]
