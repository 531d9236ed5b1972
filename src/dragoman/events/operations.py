"""What an operator makes of an act, by the table of operations; and what a negated future makes of it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.act import Act
from dragoman.knowledge import lexicon
from dragoman.language.clauses import Proposition


def result(table: dict[str, str], inner: Act) -> str:
    """What an operator makes with an act: the longest key that fits, denied acts first by their own keys."""
    keys = [inner.cameo[:length] for length in range(len(inner.cameo), 1, -1)] + [inner.type, "*"]
    if inner.status == "denied":
        for key in keys:
            if f"not {key}" in table:
                return table[f"not {key}"]
    return next(table[key] for key in keys if key in table)


def refused(one: Proposition, act: Act) -> Act:
    """Not going to cooperate is refusing to: "Chad will not withdraw its troops"."""
    if not (one.negative and one.future) or act.status != "denied":
        return act
    cameo = result(lexicon.operations()["reject"], replace(act, status="actual"))
    if act.quad.endswith("conflict") or not cameo.isdigit():
        return act
    return replace(act, cameo=cameo, mode=None, status="actual", rules=[*act.rules, "will not: a refusal"])
