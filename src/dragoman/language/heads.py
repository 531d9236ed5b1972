"""Heads, labels and sentences by the model's own parser, a step at a time for many texts at once.

spaCy's own loop gives the interpreter's lock away and takes it back at each of some ten questions a step, which costs
as much as the parse. The same steps asked for from here, with the lock held, take half the time and come out the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Parser:
    """Parses Docs with a spaCy ``parser`` component: greedy steps, each for all texts that are not yet at their end."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        upper = parser.model.get_ref("upper")
        self._weights, self._bias = upper.get_param("W").T, upper.get_param("b")

    def parse(self, docs: Sequence[Any]) -> None:
        """Tell tagged Docs the head and label of each token, and where sentences begin."""
        if not any(len(doc) for doc in docs):
            return
        states = self._parser.moves.init_batch(docs)
        under_way = [state for state in states if not state.is_final()]
        steps = self._parser.model.predict(docs)
        while under_way:
            hidden = steps.state2vec.predict(steps.get_token_ids(under_way))
            under_way = self._parser.transition_states(under_way, hidden @ self._weights + self._bias)
        self._parser.set_annotations(docs, states)
