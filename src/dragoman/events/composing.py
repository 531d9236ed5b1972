"""Acts that an operator makes of another: "refused to meet" is a rejection, "vowed to attack" a threat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from dragoman.actors import Ref
from dragoman.events.act import Act, weakest
from dragoman.events.contents import contents
from dragoman.events.filling import Filler
from dragoman.events.matching import entries
from dragoman.events.operations import refused, result
from dragoman.events.reading import Reading
from dragoman.events.roles import Roles, apart, is_condition
from dragoman.events.settling import addressed, settle
from dragoman.events.things import announces
from dragoman.knowledge import grammar, lexicon
from dragoman.knowledge.lexicon import Operator
from dragoman.language import Word
from dragoman.language.clauses import Proposition
from dragoman.report import Status

_SAYING = Operator("say", "verb", "say", ("comp",), ("comp",), "", "say", "what is said of another")
_SAYING_WILL = Operator("say", "verb", "vow", ("comp",), ("comp",), "", "say", "what the speaker will do to another")
_SAYING_MUST = Operator("say", "verb", "demand", ("comp=that",), ("comp",), "", "say", "what another must do")
_SELF_SUBJECT = frozenset({"intend", "vow", "hope", "plan", "propose", "need", "threaten", "warn"})
"""Operators whose content has their own subject."""
_THREATENING = frozenset({"vow", "threaten", "warn"})
_OF_OTHERS = "comp=other"
"""The content of wishes about others."""
_UNNAMED_THREAT = "130"
"""What a warning of one's own doing is, whatever one is to do."""
_AIMED_AT_DOER = frozenset({"appeal", "demand", "reject", "accuse", "say"})
"""Operators that are aimed at who does what their content tells, not at whom it is done to."""
_ASKING = ("02", "10")
"""Codes of what is aimed at whom it is said to, if only at some without a code: "asked its members to lift the ban"."""
_TELLING = frozenset({"had", "has", "have", "will", "would", "was", "were", "did", "does"})
"""Auxiliaries of clauses that tell what is or will be so."""
_BLAMED: dict[str, frozenset[Status]] = {"ACCUSE": frozenset({"actual"}), "THREATEN": frozenset({"actual", "planned"})}
"""What nobody does but who says it: a wrong that is told, an evil that is foretold, by type and how surely it holds."""
_STATUSES: dict[str, Status] = {"same": "actual", "planned": "planned", "possible": "possible"}
"""Results that leave the act what it is, with this status."""


class Composer:
    """Makes acts of the operators of one text with their contents; ``allegations`` are those that stand beside the act
    that is told.
    """

    def __init__(self, roles: Roles, filler: Filler, reading: Reading) -> None:
        self._roles = roles
        self._filler = filler
        self._reading = reading
        self.allegations: list[Act] = []

    def composed(self, one: Proposition) -> Iterator[Act | None]:
        """What each operator of a predicate makes with its content; None where it makes nothing of it."""
        for operator in _operators(one):
            yield from self._operate(one, operator)

    def bare(self, one: Proposition) -> Act | None:
        """An operator whose content the tables do not know: asking, refusing, accusing all the same."""
        for operator in _operators(one):
            cameo = self._as_warned(one, operator, lexicon.operations()[operator.operator]["*"])
            if cameo.isdigit() and contents(one, operator.content):
                act = self._compose(one, operator, None, cameo)
                if _OF_OTHERS in operator.content and not self._of_someone(one):
                    continue
                if act.target or operator is not _SAYING_MUST:
                    return act
        return self._reply(one)

    def _reply(self, one: Proposition) -> Act | None:
        """A verb that, standing alone, answers what another asked for: "Oslo refused"."""
        if one.lemma in lexicon.classes()["replying"] and _says_no_more(one):
            for operator in entries(lexicon.operators(), one):
                cameo = lexicon.operations()[operator.operator]["*"]
                return replace(self._compose(one, operator, None, cameo), reply=True)
        return None

    def _of_someone(self, one: Proposition) -> bool:
        """Whether a clause under a predicate tells what an actor does: not "wants prices in Chad to fall"."""
        return any(self._roles.of(word) for comp in one.comps for word in comp.proposition.get("subj"))

    def _warns_of_self(self, one: Proposition) -> bool:
        """Whether who warns says what it will do, or not do, itself: "warned that it would not renew the lease"."""
        own = {ref.code for word in one.get("subj") for ref in self._roles.of(word)}
        for comp in one.comps:
            told = comp.proposition
            doers = [] if told.passive else told.get("subj")
            if comp.kind == "that" and told.future and doers and grammar.words("befalling").isdisjoint(told.names):
                known = {ref.code for word in doers for ref in self._roles.of(word)}
                if known & own or (not known and all(word.tag == "PRP" for word in doers)):
                    return True
        return False

    def _operate(self, one: Proposition, operator: Operator) -> Iterator[Act | None]:
        """What an operator makes with the first of its contents that it makes something of."""
        roles = (("subj", "subj"),) if operator.operator in _SELF_SUBJECT else ()
        for content in contents(one, operator.content):
            inner = self._reading.inner(one, content, roles)
            if inner is None:
                continue
            made = self._result(one, operator, inner)
            if operator.operator == "say":
                if (said := self._said(one, operator, inner)) is not None:
                    self._reading.take_up(inner)
                    yield said
                    return
                self._allege(one, operator, inner, made)
                continue
            act = None if made == "none" else self._made(one, operator, inner, made)
            if operator is _SAYING_MUST and act is not None and made not in _STATUSES and not act.target:
                continue
            self._reading.take_up(inner)
            yield act
            return

    def _result(self, one: Proposition, operator: Operator, inner: Act) -> str:
        table = lexicon.operations()[operator.operator]
        to_nobody = f"nobody {inner.type}"
        if to_nobody in table and not self._addressed(one, operator):
            return table[to_nobody]
        return self._as_warned(one, operator, result(table, inner))

    def _as_warned(self, one: Proposition, operator: Operator, made: str) -> str:
        """What a warning makes of what the tables make nothing of: of one's own doing it is a threat."""
        own = operator.operator == "warn" and made == "none" and self._warns_of_self(one)
        return _UNNAMED_THREAT if own else made

    def _made(self, one: Proposition, operator: Operator, inner: Act, made: str) -> Act:
        if made in _STATUSES and not (inner.type in _BLAMED and inner.doerless):
            status = weakest(_STATUSES[made], one.reality)
            return inner.carried(one.head, status, f"{operator.where}: {operator.operator}")
        return refused(one, self._compose(one, operator, inner, inner.cameo if made in _STATUSES else made))

    def _said(self, one: Proposition, operator: Operator, inner: Act) -> Act | None:
        """What a speaker does by saying it: blame another for a wrong ("said Chad had rigged the vote"), threaten one
        with an evil ("said Chad would pay the price"), or with the speaker's own act ("said it would shell Chad").
        """
        if inner.doerless and inner.status in _BLAMED.get(inner.type, ()):
            act = self._compose(one, operator, inner, inner.cameo)
            return act if act.target and not any(ref.sector == "MED" for ref in act.source) else None
        if _is_menace(one, inner):
            act = self._compose(one, _SAYING_WILL, inner, result(lexicon.operations()["vow"], inner))
            if _is_own(act, inner):
                return act
        return None

    def _addressed(self, one: Proposition, operator: Operator) -> bool:
        """Whether an operator has an addressee of its own: "urged Chad to …", not "called for sanctions on Chad"."""
        return any(self._roles.in_slot(one, slot)[0] for slot in _own(operator)) or any(
            comp.kind == "that" for comp in one.comps
        )

    def _allege(self, one: Proposition, operator: Operator, inner: Act, made: str) -> None:
        """Saying that another did wrong is an accusation, beside the act itself."""
        if made == "none" or inner.status != "actual":
            return
        if inner.proposition.head.i < one.head.i:
            return  # "Chad shelled the town, its mayor said": who is credited does not accuse
        act = self._compose(one, operator, inner, made)
        if not act.target or any(ref.sector == "MED" for ref in act.source):
            return
        accused = {ref.code for ref in inner.source}
        if accused and {ref.code for ref in act.target} <= accused:
            act.bundle = (one.head,)
            self.allegations.append(act)

    def _compose(self, one: Proposition, operator: Operator, inner: Act | None, cameo: str) -> Act:
        rules = list(one.rules)
        source = self._source(one, operator, rules)
        if cameo.startswith(_ASKING) and self._asks_others(one, source):
            target = self._filler.target(one, _own(operator), rules)
        else:
            target = self._target(one, operator, inner, source, rules)
        if not target and operator.operator in _THREATENING:
            target = self._filler.provoker((one, inner.proposition) if inner else (one,), source, rules)
        bundle = (*(inner.bundle if inner else ()), one.head)
        text = f"{operator.where}: {operator.text}" + (f" + {inner.cameo}" if inner else "") + f" = {cameo}"
        together = inner is not None and (inner.symmetric or inner.together)
        return settle(
            Act(one, bundle, cameo, one.reality, source, target, text, rules=rules, composed=True, together=together)
        )

    def _asks_others(self, one: Proposition, source: tuple[Ref, ...]) -> bool:
        """Whether it is nobody with a code who is asked: "asked its members to lift the ban"."""
        words = addressed(one)
        return bool(words) and not any(apart(self._roles.among([word])[0], source) for word in words)

    def _source(self, one: Proposition, operator: Operator, rules: list[str]) -> tuple[Ref, ...]:
        source = self._filler.source(one, ("subj",), rules)
        if not source and one.passive and operator.operator in _SELF_SUBJECT:
            source = self._filler.source(one, ("obj",), rules)
        if not source and one.kind == "noun":
            source = self._filler.source(one, ("of",), rules)
        return source

    def _target(
        self, one: Proposition, operator: Operator, inner: Act | None, source: tuple[Ref, ...], rules: list[str]
    ) -> tuple[Ref, ...]:
        """At whom an operator is aimed: in a slot of its own, else in its content."""
        target = self._filler.target(one, _own(operator), rules)
        if inner is not None and not apart(target, source):
            target = _of_content(operator, inner, source, rules) or target
        if inner is not None and (target or operator.operator not in _THREATENING):
            return target or self._filler.target(one, _fallback(operator), rules)
        if "comp" in operator.target and not target:
            target = self._filler.target(one, ("comp",), rules)
            if not apart(target, source):
                target = self._filler.target(one, _fallback(operator), rules)
        if one.lemma == "agree" and len({ref.code for ref in source}) > 1:
            return target  # "both have agreed on the first phase of the accord": with each other
        return target if apart(target, source) else self._inside_content(one, operator, source, rules) or target

    def _inside_content(
        self, one: Proposition, operator: Operator, source: tuple[Ref, ...], rules: list[str]
    ) -> tuple[Ref, ...]:
        """Others named inside a content that is no known act: "called for the implementation of the accord with X"."""
        for content in contents(one, operator.content):
            heads = [content] if isinstance(content, Word) else _reached(content.proposition)
            for head in heads:
                straight = () if head is content else self._roles.of(head)
                if others := apart((*straight, *self._roles.all_inside(head)), source):
                    rules.append(f"target: named inside “{head.text}”")
                    return others
        return ()


def _reached(one: Proposition) -> list[Word]:
    """Those whom a clause may reach: its object, who gets it, with whom it deals."""
    return [word for slot in ("obj", "iobj", "to", "with") for word in one.get(slot)]


def _of_content(operator: Operator, inner: Act, source: tuple[Ref, ...], rules: list[str]) -> tuple[Ref, ...]:
    """The side of the content at which an operator is aimed."""
    first, second = inner.target, inner.source
    if operator.operator in _AIMED_AT_DOER:
        first, second = second, first
    if inner.symmetric:
        first = inner.sides
    if inner.type == "AID" and operator.operator == "appeal":
        second = ()  # "appealed for food for Chad": who is to be helped is not who is asked
    for refs in (first, second):
        if others := apart(refs, source):
            rules.append("target: a role of the content")
            return others
    return ()


def _is_menace(one: Proposition, inner: Act) -> bool:
    """Whether what is said is a blow to come, or a hostile step on a condition: "would close its port unless …"."""
    if inner.status != "planned" or inner.quad != "material conflict":
        return False
    heads = (one.head, inner.proposition.head)
    return inner.type == "ASSAULT" or any(is_condition(kid) for head in heads for kid in head.kids_of("advcl"))


def _is_own(act: Act, inner: Act) -> bool:
    """Whether what is said is the speaker's own doing: by name, or by a pronoun that nobody else is known to fill."""
    if inner.source:
        return bool({ref.code for ref in act.source} & {ref.code for ref in inner.source})
    doers = inner.proposition.get("subj")
    return bool(doers) and all(word.tag == "PRP" for word in doers)


def _operators(one: Proposition) -> list[Operator]:
    """The operators of a predicate by its lines, and those that saying is by what is said."""
    found = [operator for operator in entries(lexicon.operators(), one) if _governs(one, operator)]
    if not found and announces(one):
        if any(comp.kind == "that" and comp.proposition.obliged for comp in one.comps):
            found.append(_SAYING_MUST)
        elif one.comps:
            found.append(_SAYING)
    return found


def _own(operator: Operator) -> tuple[str, ...]:
    """The slots in which an operator's own target stands: those before its content."""
    return tuple(takewhile(lambda slot: slot != "comp", operator.target))


def _fallback(operator: Operator) -> tuple[str, ...]:
    """The slots in which its target may stand where its content names none."""
    return operator.target[len(_own(operator)) + 1 :]


def _governs(one: Proposition, operator: Operator) -> bool:
    """Whether an operator has a content to make something of."""
    return bool(contents(one, operator.content)) and not _asserts(one, operator)


def _says_no_more(one: Proposition) -> bool:
    """Whether a verb stands with its subject alone: "Oslo refused", "agreed at once"."""
    return (
        one.kind == "verb" and not one.passive and not one.comps and not any(map(one.get, ("obj", "to", "on", "with")))
    )


def _asserts(one: Proposition, operator: Operator) -> bool:
    """Whether a clause under a verb that can demand tells what is so: "insisted that it had acted in self-defence"."""
    told = [comp.proposition for comp in one.comps if comp.kind == "that"]
    return operator.operator == "demand" and any(_is_told(clause) for clause in told if not clause.obliged)


def _is_told(clause: Proposition) -> bool:
    """Whether a clause is in the past or the future, as no wish is; "quit" may be either."""
    helpers = {kid.lower for kid in clause.head.kids_of("aux", "auxpass")}
    past = clause.head.tag == "VBD" and clause.head.lower != clause.head.lemma
    return past or not helpers.isdisjoint(_TELLING)
