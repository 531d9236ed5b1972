"""From text to syntax: the model, the tree of words, and propositions (who acts on whom, by which predicate)."""

from __future__ import annotations

from dragoman.language.model import Reader, load
from dragoman.language.normal import normalise
from dragoman.language.tree import NameSpan, ParagraphSpan, Sentence, Tree, Word

__all__ = ["NameSpan", "ParagraphSpan", "Reader", "Sentence", "Tree", "Word", "load", "normalise", "read"]


def read(text: str) -> Tree:
    """A text as a tree, with the installed model; for tests and for trying things out."""
    return load().read(normalise(text))
