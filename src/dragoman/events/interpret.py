"""From propositions to acts: lines of the lexicon, operators with their contents, carriers of other acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.actors import Ref
from dragoman.events.act import Act, weakest
from dragoman.events.aims import FIGHTING, MEDIATION, aim
from dragoman.events.matching import Matcher
from dragoman.events.roles import Cast, Roles
from dragoman.knowledge import codebook, lexicon, roles, speech
from dragoman.knowledge.lexicon import Carrier, Line, Operator
from dragoman.language import Tree, Word
from dragoman.language.clauses import Complement, Proposition, is_occasion
from dragoman.report import Place, Status

_T = TypeVar("_T")
_NEVER_PASS = frozenset({"subj", "obj", "iobj", "poss", "mod"})
_SAYING = Operator("say", "verb", "say", ("comp",), ("comp",), "", "say", "what is said of another")
_SAYING_MUST = Operator("say", "verb", "demand", ("comp=that",), ("comp",), "", "say", "what another must do")
_SELF_SUBJECT = frozenset({"intend", "vow", "hope", "plan", "propose", "need", "threaten", "warn"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "CONCEDE"})
_ANYTHING = frozenset({"*", "@actor", "@person", "@place", "to", "that", "ing"})
_BETWEEN_STATES = frozenset({"CONSULT", "COOPERATE", "AGREE", "SANCTION", "AID"})
"""Types whose two sides are of different countries; all others have domestic cases too."""
_AIMED = frozenset({"ACCUSE", "REQUEST", "REJECT", "SANCTION", "THREATEN", "SUPPORT", "AID", "AGREE"})
"""Types that are always aimed at someone, named in the clause or known from before: "condemned the attack"."""
_SPENDING = frozenset({"SANCTION", "AGREE", "REJECT", "THREATEN", "REQUEST"})
"""Types whose objects are acts that do not happen by them."""
_LIFTING = frozenset({"RETREAT", "CONCEDE"})
"""Types whose objects are hostile acts that end by them: "lifted the ban"."""
_AT_HOME = frozenset({"COERCE", "PROTEST"})
"""Types that, with no target named, are done to one's own people or state."""
_MUTUAL = ("04", "057", "06", "087", "19")
"""Codes of acts that two sides can do together: making peace, signing, fighting."""
_GIVING = frozenset({"AID", "AGREE"})
_ADDRESSEES, _RECEIVERS = ("obj", "iobj", "to", "on"), ("iobj", "to")
"""The slots in which stands at whom an act is aimed, and those of acts that have a gift for their object."""
_MEANS = frozenset({"with", "by", "through", "under", "after", "via", "thanks to"})
"""How a mediation hangs on what it brings about: "a truce with Omani mediation"."""
_SHARED = frozenset({"on", "against", "to", "with", "toward", "towards", "obj"})
_AIMED_AT_DOER = frozenset({"appeal", "demand", "reject", "accuse", "say"})
_SOURCELESS = frozenset({"ASSAULT", "COERCE", "SANCTION"})


class Interpreter:
    """Reads the propositions of one text as acts."""

    def __init__(
        self, propositions: list[Proposition], cast: Cast, places: Sequence[Place] = (), tree: Tree | None = None
    ) -> None:
        self._propositions = propositions
        self._by_head = {one.head: one for one in propositions}
        self._roles = Roles(cast, places, tree)
        self._matcher = Matcher(self._roles)
        self._known: dict[Word, Act | None] = {}
        self._under_way: set[Word] = set()
        self._consumed: set[Word] = set()
        self._taken: set[Word] = set()
        self.allegations: list[Act] = []

    def candidates(self) -> list[Act]:
        """All acts that the tables see in the text, those without their roles and parts of others too."""
        found = [act for one in self._propositions if (act := self.act(one)) is not None]
        self._hand_to_mediators(found)
        return found

    def acts(self) -> list[Act]:
        """All acts that the text asserts, each once, in its order."""
        found = [*self.candidates(), *self.allegations]
        meant = [act for act in found if (act.open or self._is_complete(act)) and not act.proposition.conditional]
        told = sorted(self._told_once(meant), key=lambda act: act.bundle[0].i)
        aim(told, self._other_side)
        return [pair for act in told if self._is_complete(act) for pair in _pairs(act)]

    def _hand_to_mediators(self, acts: list[Act]) -> None:
        """A mediation told beside an act is between those who do the act: "a truce with Omani mediation"."""
        for mediation in acts:
            if (
                not mediation.cameo.startswith(MEDIATION)
                or mediation.target
                or mediation.proposition.link not in _MEANS
            ):
                continue
            parent = mediation.proposition.parent
            for act in acts:
                if act is not mediation and parent is not None and parent.head in act.bundle:
                    codes = {ref.code for ref in mediation.source}
                    mediation.target = tuple(ref for ref in (*act.source, *act.target) if ref.code not in codes)
                    mediation.status, mediation.beside = act.status, act
                    mediation.rules.append("target: those between whom it mediates")
                    act.mediators = mediation.source
                    break

    def _told_once(self, acts: list[Act]) -> list[Act]:
        """The acts without those that a larger one is made of: two-sided before
        one-sided, the operator's before the carrier's before the bare.
        """
        kept: list[Act] = []
        spoken: set[Word] = set(self._consumed)
        for act in sorted(acts, key=lambda act: (not act.two_sided, not act.composed, -len(act.bundle))):
            if len(act.bundle) > 1 and act.bundle[-1] in self._taken:
                continue  # "denied that his government had agreed to meet"
            if act.composed or len(act.bundle) > 1:
                if not any(head is act.bundle[-1] or head in act.bundle for other in kept for head in other.bundle):
                    kept.append(act)
                    spoken.update(act.bundle)
            elif act.bundle[0] not in spoken:
                kept.append(act)
        return kept

    def _is_complete(self, act: Act) -> bool:
        """Whether an act has the roles that its type needs to be an event."""
        kind = codebook.types()[act.type]
        if kind.name == "CONSULT" and {ref.code for ref in act.target} <= {ref.code for ref in act.source}:
            return False
        if not act.source and (kind.name not in _SOURCELESS or not act.target):
            return False
        return bool(act.target) or act.alone or not kind.needs_target

    def act(self, one: Proposition) -> Act | None:
        """The act of a proposition, or None where the tables know none."""
        if one.head in self._known:
            return self._known[one.head]
        if one.head in self._under_way:
            return None
        self._under_way.add(one.head)
        found = self._interpret(self._with_occasion(one))
        self._under_way.discard(one.head)
        self._known[one.head] = found
        return found

    def _interpret(self, one: Proposition) -> Act | None:
        line, turned_down = self._matcher.best(one)
        specific = self._from_line(one, line, turned_down) if line is not None and _is_specific(line) else None
        if specific is not None and specific.two_sided:
            return specific
        for operator in self._operators(one):
            composed, settled = self._operate(one, operator)
            if settled and (specific is None or (composed is not None and composed.two_sided)):
                return composed
        for carrier in _lookup(lexicon.carriers(), one):
            carried = self._carry(one, carrier)
            if carried is not None and (line is None or carried.two_sided):
                return carried
        if specific is not None:
            return specific
        if line is not None:
            return self._from_line(one, line, turned_down)
        for operator in self._operators(one):
            found = self._bare(one, operator)
            if found is not None:
                return found
        return None

    # --- a line of the lexicon -------------------------------------------------------------------------------

    def _from_line(self, one: Proposition, line: Line, turned_down: list[str]) -> Act:
        rules = list(one.rules)
        source = self._fill(one, line.source, rules, "source")
        lent = ("obj",) if one.kind == "noun" and one.slots.get("obj") else ()
        target = self._fill(one, (*lent, *line.target), rules, "target")
        if not _apart(target, source):
            target = _apart(self._elsewhere(one, line, (*lent, *line.target), rules), source, domestic=False) or target
        status: Status = weakest(one.reality, line.status or "actual")  # type: ignore[arg-type]
        act = Act(
            one,
            (one.head,),
            line.cameo,
            status,
            source,
            target,
            f"{line.where}: {line.text}",
            line.mode,
            rules=rules,
            turned_down=turned_down,
            confidence=0.9 if line.needs else 0.8,
            alone=not line.target,
        )
        settled = self._settle(act)
        if settled.type in _SPENDING:
            self._consume_objects(one, line)
        elif settled.type in _LIFTING:
            self._consumed.update(below.bundle[0] for below in self._named_acts(one) if _is_conflict(below))
        if settled.type in _SPENDING or settled.type == "ACCUSE":  # "charged with shipping", "invited to visit"
            self._consumed.update(comp.proposition.head for comp in one.comps if comp.kind != "that")
        return _refused(one, settled)

    def _consume_objects(self, one: Proposition, line: Line) -> None:
        """What is cut, offered, refused or asked for did not happen: "suspended cooperation", "offered help"."""
        for need in line.needs:
            if need.slot in ("obj", "for", "to", "with", "of") and not need.negated and not need.words & _ANYTHING:
                self._consumed.update(one.get(need.slot))

    def _elsewhere(self, one: Proposition, line: Line, slots: tuple[str, ...], rules: list[str]) -> tuple[Ref, ...]:
        """A target that stands elsewhere: as a place, or beside the verb that this one is coordinated with."""
        if codebook.type_of(line.cameo) in _PHYSICAL:
            for slot in slots:
                refs = self._roles.places_in(one, slot)
                if refs:
                    rules.append(f"target: {slot}, {refs[0].rule}")
                    return refs
        if one.link == "advcl" and one.parent is not None:
            governing = self.act(one.parent)  # "shelled the town, killing seven people"
            if governing is not None and governing.type == codebook.type_of(line.cameo):
                rules.append("target: that of the governing verb")
                return governing.target
        joined = one.parent if one.kind == "noun" and one.link == "obj" else one
        if one.kind == "verb" and one.slots.get("obj"):
            return ()  # it has an object of its own, though no actor
        if joined is not None and joined.link == "conj" and joined.parent is not None:
            for slot in ("against", "on", *slots, "obj"):
                if slot in _SHARED:
                    refs, _ = self._roles.in_slot(joined.parent, slot, deep=slot != "obj")
                    if refs:
                        rules.append(f"target: {slot} of “{joined.parent.head.text}”, by coordination")
                        return refs
        return ()

    def _fill(self, one: Proposition, slots: tuple[str, ...], rules: list[str], role: str) -> tuple[Ref, ...]:
        for slot in slots:
            refs, rule = self._roles.in_slot(one, slot)
            if role == "target" and rule is not None and (wrong := self._wrong(one, slot)) is not None:
                refs, rule = wrong.source, "the doer of what is blamed"
            if refs:
                rules.append(f"{role}: {slot}" + (f", {rule}" if rule else "") + f" ({refs[0].rule})")
                return refs
        return ()

    def _wrong(self, one: Proposition, slot: str) -> Act | None:
        """The hostile act that fills a slot: who condemns an attack blames its doer, never its victim."""
        for word in one.get(slot):
            below = self._by_head.get(word)
            if below is not None and below.kind == "noun" and below is not one:
                act = self.act(below)
                if act is not None and codebook.types()[act.type].quad == "material conflict":
                    return act
        return None

    def _settle(self, act: Act) -> Act:
        """Split mutual acts, take the source out of the target, and call a state's protest a complaint."""
        if act.cameo.startswith("14") and any(ref.sector in ("GOV", None) and len(ref.code) == 3 for ref in act.source):
            act.cameo, act.mode = "114", None
            act.rules.append("a government's protest is a complaint")
        kind = codebook.types()[act.type]
        mediates = act.cameo.startswith(MEDIATION)
        if (
            len({ref.code for ref in act.source}) > 1
            and not mediates
            and (
                _each_other(act.proposition)
                or (not _apart(act.target, act.source, domestic=act.type != "CONSULT") and _does_together(act))
            )
        ):
            act.target = tuple(ref for ref in act.source if ref.code != act.source[0].code)
            act.source = tuple(ref for ref in act.source if ref.code == act.source[0].code)
            act.symmetric = True
            act.rest = act.target
        act.target = _apart(act.target, act.source, domestic=act.type not in _BETWEEN_STATES)
        if not act.target and act.source and not act.alone and not _names_someone(act):
            if act.type not in _AIMED:
                act.target = self._at_home(act)
                act.rules += [f"target: {ref.rule}" for ref in act.target]
            act.open = not act.target and (
                act.type in _AIMED | FIGHTING or (mediates and act.proposition.kind == "verb")
            )
        act.symmetric = act.symmetric or kind.name == "CONSULT" or _is_mutual(act)
        return act

    def _at_home(self, act: Act) -> tuple[Ref, ...]:
        """The target that goes without saying: a state's own people, police and courts deal with their state."""
        first = act.source[0]
        own = first.sector not in (None, "GOV", "ELI") and len(first.code) == 3
        if len(first.code) != 3 or not (
            act.type in _AT_HOME or (own and act.type in _AIMED) or (first.sector == "COP" and act.type == "ASSAULT")
        ):
            return ()
        sector = None if first.sector in ("GOV", None) or act.type in _AT_HOME else "GOV"
        return (replace(first, sector=sector, person=None, rule="at home"),)

    def _other_side(self, act: Act) -> tuple[Ref, ...]:
        """Whom a doer deals with where nothing says it: a state's own people with their state, others with the one that
        the text deals with, besides those whom the acts named in the act harm.
        """
        if home := self._at_home(act):
            return home
        wronged = [ref for below in self._named_acts(act.proposition) for ref in below.target]
        return self._roles.other_side(act.proposition.head, (*act.source, *wronged))

    def _named_acts(self, one: Proposition) -> list[Act]:
        """The acts that nouns in the object name: in "condemned the attack on Chad" the attack."""
        below = [self._by_head[word] for word in one.get("obj") if word in self._by_head]
        return [
            act for noun in below if noun is not one and noun.kind == "noun" and (act := self.act(noun)) is not None
        ]

    # --- operators -------------------------------------------------------------------------------------------

    def _operators(self, one: Proposition) -> list[Operator]:
        """The operators of a predicate by its lines, and those that saying is by what is said."""
        found = _lookup(lexicon.operators(), one)
        if one.kind == "verb" and not found and _announces(one):
            if any(comp.kind == "that" and comp.proposition.obliged for comp in one.comps):
                found.append(_SAYING_MUST)
            elif one.comps:
                found.append(_SAYING)
        return found

    def _operate(self, one: Proposition, operator: Operator) -> tuple[Act | None, bool]:
        """The act that an operator makes with its content, and whether that settles the matter."""
        table = lexicon.operations()[operator.operator]
        for content in self._contents(one, operator.content):
            roles = (("subj", "subj"),) if operator.operator in _SELF_SUBJECT else ()
            inner = self._inner(one, content, roles)
            if inner is None:
                continue
            result = _result(table, inner)
            if f"nobody {inner.type}" in table and not self._addressed(one, operator):
                result = table[f"nobody {inner.type}"]
            if operator.operator == "say":
                self._allege(one, operator, inner, result)
                continue
            if result == "none":
                self._consume(inner)
                return None, True
            if result in ("same", "planned", "possible"):
                status: Status = "actual" if result == "same" else result  # type: ignore[assignment]
                self._consume(inner)
                carried = inner.carried(
                    one.head, weakest(status, one.reality), f"{operator.where}: {operator.operator}"
                )
                return carried, True
            composed = _refused(one, self._compose(one, operator, inner, result))
            if operator is _SAYING_MUST and not composed.target:
                continue
            self._consume(inner)
            return composed, True
        return None, False

    def _addressed(self, one: Proposition, operator: Operator) -> bool:
        """Whether an operator has an addressee of its own: "urged Chad to …", not "called for sanctions on Chad"."""
        slots = [slot for slot in operator.target if slot != "comp"]
        return any(self._roles.in_slot(one, slot)[0] for slot in slots) or any(
            comp.kind == "that" for comp in one.comps
        )

    def _compose(self, one: Proposition, operator: Operator, inner: Act | None, cameo: str) -> Act:
        rules = list(one.rules)
        source = self._fill(one, ("subj",), rules, "source")
        if not source and one.passive and operator.operator in _SELF_SUBJECT:
            source = self._fill(one, ("obj",), rules, "source")
        if not source and one.kind == "noun":
            source = self._fill(one, ("of",), rules, "source")
        target = self._fill(one, tuple(slot for slot in operator.target if slot != "comp"), rules, "target")
        if inner is not None and not _apart(target, source):
            first, second = inner.target, inner.source
            if operator.operator in _AIMED_AT_DOER:
                first, second = second, first
            if inner.symmetric:
                first = (*inner.source, *inner.target)
            for refs in (first, second):
                if others := _apart(refs, source):
                    target = others
                    rules.append("target: a role of the content")
                    break
        elif "comp" in operator.target and not target:
            target = self._fill(one, ("comp",), rules, "target")
        if inner is None and not _apart(target, source):
            target = self._inside_content(one, operator, source, rules) or target
        bundle = (*(inner.bundle if inner else ()), one.head)
        text = f"{operator.where}: {operator.text}" + (f" + {inner.cameo}" if inner else "") + f" = {cameo}"
        act = Act(one, bundle, cameo, one.reality, source, target, text, rules=rules, composed=True)
        return self._settle(act)

    def _inside_content(
        self, one: Proposition, operator: Operator, source: tuple[Ref, ...], rules: list[str]
    ) -> tuple[Ref, ...]:
        """Others named inside a content that is no known act: "called for the implementation of the accord with X"."""
        for content in self._contents(one, operator.content):
            heads = [content] if isinstance(content, Word) else content.proposition.get("obj")
            for head in heads:
                if others := _apart(self._roles.all_inside(head), source):
                    rules.append(f"target: named inside “{head.text}”")
                    return others
        return ()

    def _bare(self, one: Proposition, operator: Operator) -> Act | None:
        """An operator whose content the tables do not know: asking, refusing, accusing all the same."""
        result = lexicon.operations()[operator.operator]["*"]
        if not result.isdigit() or not self._contents(one, operator.content):
            return None
        composed = self._compose(one, operator, None, result)
        return None if operator is _SAYING_MUST and not composed.target else composed

    def _allege(self, one: Proposition, operator: Operator, inner: Act, result: str) -> None:
        """Saying that another did wrong is an accusation, beside the act itself."""
        if result == "none" or inner.status not in ("actual",):
            return
        if inner.proposition.head.i < one.head.i:
            return  # "Chad shelled the town, its mayor said": who is credited does not accuse
        act = self._compose(one, operator, inner, result)
        if not act.target or any(ref.sector == "MED" for ref in act.source):
            return
        accused = {ref.code for ref in inner.source}
        if accused and {ref.code for ref in act.target} <= accused:
            act.bundle = (one.head,)
            self.allegations.append(act)

    def _contents(self, one: Proposition, slots: tuple[str, ...]) -> list[Complement | Word]:
        found: list[Complement | Word] = []
        for slot in slots:
            name, _, kind = slot.partition("=")
            if name == "comp":
                found += [comp for comp in one.comps if not kind or comp.kind == kind]
            else:
                found += [comp for comp in one.comps if comp.kind == name]
                found += [word for head in one.get(name) for word in head.conjuncts()]
        return found

    # --- carriers --------------------------------------------------------------------------------------------

    def _carry(self, one: Proposition, carrier: Carrier) -> Act | None:
        for content in self._contents(one, carrier.content):
            inner = self._inner(one, content, carrier.roles)
            if inner is None:
                continue
            effect: Status = carrier.effect or "actual"  # type: ignore[assignment]
            if one.reality == "denied" and effect == "denied":
                status: Status = "actual"  # "did not fail to meet"
            else:
                status = weakest(effect, one.reality)
            self._consume(inner)
            told = inner.carried(
                one.head, status, f"{carrier.where}: {carrier.predicate} carries {inner.proposition.lemma}"
            )
            return _refused(one, told)
        return None

    def _inner(self, one: Proposition, content: Complement | Word, roles: tuple[tuple[str, str], ...]) -> Act | None:
        """The act of a content, with the roles that its governor lends it."""
        if isinstance(content, Complement):
            clause = content.proposition
            if clause.passive or clause.get("subj") or not one.get("subj") or clause.head in self._under_way:
                return self.act(clause)
            return self._under(clause, _lend(clause, one, (("subj", "subj"),), prepositions=False))
        below = self._by_head.get(content)
        if below is None or below is one or below.kind != "noun" or below.head in self._under_way:
            return None
        return self._under(below, _lend(below, one, roles))

    def _under(self, one: Proposition, lent: Proposition) -> Act | None:
        """The act of a proposition with lent roles, never inside itself."""
        self._under_way.add(one.head)
        found = self._interpret(lent)
        self._under_way.discard(one.head)
        return found

    def _consume(self, inner: Act) -> None:
        self._consumed.update(inner.bundle)
        self._taken.add(inner.bundle[-1])

    def _with_occasion(self, one: Proposition) -> Proposition:
        """A noun that names the occasion of its governor has the governor's subject: "said in a meeting with X"."""
        if one.kind != "noun" or one.parent is None or not is_occasion(one):
            return one
        if any(one.get(slot) for slot in ("subj", "poss", "between")) or not one.parent.get("subj"):
            return one
        lent = replace(one, slots=dict(one.slots), rules=[*one.rules, "the subject of the verb whose occasion it is"])
        lent.slots["subj"] = one.parent.get("subj")
        return lent


def _does_together(act: Act) -> bool:
    """Whether those who do an act do it with each other: "Chad and Mali signed", "agreed to", not "offered troops"."""
    one = act.proposition
    if act.cameo.startswith("03"):
        return one.lemma == "agree" or one.kind == "noun"
    return act.cameo.startswith(_MUTUAL) or _is_mutual(act)


def _pairs(act: Act) -> list[Act]:
    """An act that three or more do together, as many times as it takes for each to do it with each."""
    codes = list(dict.fromkeys(ref.code for ref in act.rest))
    later = [
        replace(
            act,
            source=tuple(ref for ref in act.rest if ref.code == code),
            target=tuple(ref for ref in act.rest if ref.code in codes[at + 1 :]),
        )
        for at, code in enumerate(codes[:-1])
    ]
    return [act, *later]


def _is_conflict(act: Act) -> bool:
    return codebook.types()[act.type].quad.endswith("conflict")


def _each_other(one: Proposition) -> bool:
    """Whether both sides do it to each other."""
    return any(
        (word.lower == "other" and any(kid.lower == "each" for kid in word.kids)) or word.lower == "another"
        for slot in ("obj", "with", "to", "on", "against", "of", "at")
        for word in one.get(slot)
    )


def _names_someone(act: Act) -> bool:
    """Whether a clause says at whom the act is aimed, though nobody who has a code, or the doer's own: "blamed foreign
    powers", "asked its members". What is given, offered or promised is not at whom it is aimed.
    """
    slots = _RECEIVERS if act.type in _GIVING else _ADDRESSEES
    words = [word for slot in slots for word in act.proposition.get(slot)]
    return any(word.tag in ("NNP", "NNPS") or (word.tag == "NNS" and word.lemma in roles.nouns()) for word in words)


def _announces(one: Proposition) -> bool:
    """Whether a verb of speech takes a clause that says something: "said", not "ordered"."""
    known = speech.predicates()
    return any("clause" in known[name].contents for name in one.names if name in known)


def _is_specific(line: Line) -> bool:
    """Whether a line asks for certain words, not only for an actor or a clause in a slot."""
    return any(not need.negated and not need.words <= _ANYTHING for need in line.needs)


def _lookup(table: dict[tuple[str, str], list[_T]], one: Proposition) -> list[_T]:
    return [found for name in one.names for found in table.get((name, one.kind), ())]


def _lend(
    below: Proposition, above: Proposition, roles: tuple[tuple[str, str], ...], prepositions: bool = True
) -> Proposition:
    lent = replace(below, slots={slot: list(words) for slot, words in below.slots.items()}, rules=list(below.rules))
    for given, taken in roles:
        words = [word for word in above.get(given) if word is not below.head]
        if taken == "subj" and (lent.get("poss") or lent.get("subj") or lent.get("between")):
            continue
        if words and not lent.slots.get(taken):
            lent.fill(taken, words, f"the {given} of “{above.head.text}” is its {taken}")
    for slot, words in {**above.via, **above.slots}.items() if prepositions else ():
        if slot not in _NEVER_PASS and not lent.slots.get(slot) and below.head not in words:
            lent.slots[slot] = list(words)
    return lent


def _apart(refs: tuple[Ref, ...], source: tuple[Ref, ...], domestic: bool = True) -> tuple[Ref, ...]:
    """Those of some refs who are not the source: foreigners if any, else other parts of the same country."""
    codes = {ref.code for ref in source}
    foreign = tuple(ref for ref in refs if ref.code not in codes)
    if foreign or not domestic:
        return foreign
    parts = {(ref.code, ref.sector) for ref in source}
    people = {ref.person for ref in source if ref.person}
    return tuple(
        ref
        for ref in refs
        if ref.sector is not None and (ref.code, ref.sector) not in parts and not (ref.person and ref.person in people)
    )


def _refused(one: Proposition, act: Act) -> Act:
    """Not going to cooperate is refusing to: "Chad will not withdraw its troops"."""
    if not (one.negative and one.future) or act.status != "denied":
        return act
    result = _result(lexicon.operations()["reject"], replace(act, status="actual"))
    if codebook.types()[act.type].quad.endswith("conflict") or not result.isdigit():
        return act
    return replace(act, cameo=result, mode=None, status="actual", rules=[*act.rules, "will not: a refusal"])


def _result(table: dict[str, str], inner: Act) -> str:
    """What an operator makes with an act: the longest key that fits, denied acts first by their own keys."""
    keys = [inner.cameo[:length] for length in range(len(inner.cameo), 1, -1)] + [inner.type, "*"]
    if inner.status == "denied":
        for key in keys:
            if f"not {key}" in table:
                return table[f"not {key}"]
    return next(table[key] for key in keys if key in table)


def _is_mutual(act: Act) -> bool:
    """Whether both sides do it alike: "between A and B", "each other", fighting, signing, trading together."""
    return bool(act.proposition.get("between"))
