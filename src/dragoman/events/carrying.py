"""Acts that a carrier tells without changing them: "held talks", "began to withdraw", "failed to agree"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.events.act import Act, weakest
from dragoman.events.contents import contents
from dragoman.events.matching import entries
from dragoman.events.operations import refused
from dragoman.events.reading import Reading
from dragoman.knowledge import lexicon
from dragoman.knowledge.lexicon import Carrier
from dragoman.language.clauses import Proposition
from dragoman.report import Status


def carried(one: Proposition, reading: Reading) -> Iterator[Act]:
    """The act that each carrier of a predicate carries."""
    for carrier in entries(lexicon.carriers(), one):
        for content in contents(one, carrier.content):
            inner = reading.inner(one, content, carrier.roles)
            if inner is not None:
                reading.take_up(inner)
                rule = f"{carrier.where}: {carrier.predicate} carries {inner.proposition.lemma}"
                yield refused(one, inner.carried(one.head, _status(one, carrier, inner), rule))
                break


def _status(one: Proposition, carrier: Carrier, inner: Act) -> Status:
    effect: Status = carrier.effect or "actual"  # type: ignore[assignment]
    if inner.proposition.lemma in lexicon.classes()["persuading"] and effect in ("possible", "denied"):
        return one.reality  # "tried in vain to persuade": who asks in vain has asked
    if one.reality == "denied" and effect == "denied":
        return "actual"  # "did not fail to meet"
    return weakest(effect, one.reality)
