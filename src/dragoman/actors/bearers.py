"""Who is meant by an office, a role or a body without a person's name: "the minister", "Chad's army", "the rebels"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.coreference import Seen
from dragoman.actors.descriptions import Descriptions
from dragoman.actors.focus import Focus
from dragoman.actors.groups import Groups, is_group, may_be_group
from dragoman.actors.ledger import IN_FOCUS, Ledger, is_definite, moved
from dragoman.actors.lists import is_counterpart
from dragoman.actors.names import Names
from dragoman.actors.owners import Owners
from dragoman.actors.persons import PersonBook, Someone
from dragoman.actors.ref import Ref
from dragoman.actors.spans import RoleSpan
from dragoman.actors.stretches import Stretches
from dragoman.actors.titles import precedes_name, status
from dragoman.knowledge import grammar
from dragoman.knowledge.titles import state_of
from dragoman.language import Word

_FROM = frozenset({"from", "of", "in"})
_RELATIONS = frozenset(
    ["ally", "neighbour", "neighbor", "partner", "rival", "foe", "enemy", "adversary", "backer", "power", "friend"]
)
_UNKNOWN = frozenset(
    {"suspected", "unknown", "unidentified", "other", "another", "rival", "alleged", "backed", "allied"}
)
"""Of such nobody can say that they are those named before."""
_INSIDE = ("amod", "compound", "nmod")
_GROUP_REACH, _ROLE_REACH = 12, 6
"""How many sentences back the armed group or the role may be named that a word for such means."""
_ANY_NUMBER = ("states", "governments", "countries")


class Bearers:
    """Settles who is meant by roles."""

    def __init__(
        self,
        stretches: Stretches,
        ledger: Ledger,
        names: Names,
        owners: Owners,
        groups: Groups,
        book: PersonBook,
        focus: Focus,
    ) -> None:
        self._stretches = stretches
        self._ledger = ledger
        self._names = names
        self._owners = owners
        self._groups = groups
        self._book = book
        self._focus = focus
        self._descriptions = Descriptions(stretches, ledger)

    def visit(self, role: RoleSpan) -> None:
        """Settle a role, unless the name after it bears it."""
        word = role.head
        if precedes_name(role, self._stretches):
            return
        if is_counterpart(role):
            self._visit_counterpart(word, role)
        elif word.lemma in grammar.words("opposites") and word.kid("poss") is not None and word.kid("appos") is None:
            self._groups.visit_partner(word)
        elif word.lemma in _RELATIONS and role.words[0] is word:
            self._groups.visit_group(word)  # an ally is not the one whose ally it is; a list may say who they are
        elif (seen := self._described(word, role, owners := self._owners.of(role))) is not None:
            self._ledger.keep(word, moved(seen.refs, word, _before(role)))
        elif owners:
            self._visit_owned(word, role, owners)
        elif is_group(word) and (may_be_group(word) or _governs(role)):
            self._groups.visit_group(word)
        else:
            self._visit_bare(word, role)

    def visit_body(self, word: Word) -> None:
        """Settle a noun that is no role and may speak again of a body that was named: "the fund", "the body"."""
        seen = self._descriptions.meant(
            word, tuple(ref for kid in word.kids_of("poss", "amod", "nmod", "compound") for ref in self._names.at(kid))
        )
        if seen is not None:
            self._ledger.keep(word, moved(seen.refs, word, f"the {word.lemma} before"))

    def _described(self, word: Word, role: RoleSpan, owners: tuple[Ref, ...]) -> Seen | None:
        """The body named before that a role speaks of, unless the role has meant another since."""
        seen = self._descriptions.meant(word, owners)
        same = self._ledger.history.same_role(role.role.title) if seen is not None else None
        if seen is None or (same is not None and same.word.i > seen.word.i and same.refs[0].code != seen.refs[0].code):
            return None
        return seen

    def _visit_counterpart(self, word: Word, role: RoleSpan) -> None:
        named = [ref for kid in word.kids_of("amod", "compound", "nmod") for ref in self._names.at(kid)]
        named += [ref for one in _from_where(word) for ref in self._names.at(one)]
        people = [kid for kid in word.kids_of("appos") if kid in self._stretches.people]
        for one in people:
            self._ledger.visit(one)
        someone = self._ledger.someone_at(people[-1]) if people else None
        if someone is not None:
            self._ledger.keep_person(word, someone, role.start, role.end)
            return
        refs = (
            replace(ref, start=role.start, end=role.end, sector="GOV", rule=f"counterpart, {ref.rule}") for ref in named
        )
        self._ledger.keep(word, tuple(refs))

    def _visit_owned(self, word: Word, role: RoleSpan, owners: tuple[Ref, ...]) -> None:
        """A role of some states or bodies: the person who holds it, else they themselves acting in it."""
        someone = None
        if len(owners) == 1 and _is_the_one(word, role):
            someone = self._beside(word) or self._holder(role, owners[0].code)
        if someone is not None:
            self._ledger.keep_person(word, someone, role.start, role.end)
        else:
            self._ledger.keep(word, tuple(_in_role(ref, role) for ref in owners))

    def _visit_bare(self, word: Word, role: RoleSpan) -> None:
        """A role without a country: someone or something named before, else (for the bodies of a state) the page's."""
        someone = self._beside(word)
        if someone is None and _is_the_one(word, role):
            someone = self._holder(role, self._own_state(role))
        if someone is not None:
            self._ledger.keep_person(word, someone, role.start, role.end)
            return
        refs = self._names.listed(word) or self._named_before(word, role)
        if not refs and _is_body_known(word, role) and role.role.title == "country":
            self._groups.visit_country(word)
            return
        if not refs and _is_body_known(word, role) and self._descriptions.is_known(word):
            refs = self._thing_before(word, role)
        elif not refs:
            refs = self._on_the_scene(word, role) or self._same_before(word, role) or self._in_focus(word, role)
        self._ledger.keep(word, refs)

    def _holder(self, role: RoleSpan, code: str | None) -> Someone | None:
        """The person met before who holds an office; never one who has another part in the same clause."""
        people = self._stretches.people
        parts = [kid for kid in role.head.head.kids if kid is not role.head]
        parts += [inner for kid in parts for inner in kid.kids_of("pobj")]
        return self._book.with_office(
            role, code, self._focus.main, [people[part].text for part in parts if part in people]
        )

    def _own_state(self, role: RoleSpan) -> str | None:
        """The state that alone has such a title, or is meant where none is named."""
        return state_of(role.text, self._focus.main)

    def _beside(self, word: Word) -> Someone | None:
        """The person whose name is put beside a role, on either side."""
        for kid in word.kids_of("appos"):
            if kid in self._stretches.people:
                self._ledger.visit(kid)
                return self._ledger.someone_at(kid)
        return self._ledger.someone_at(word.head) if word.dep == "appos" else None

    def _named_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The armed group or the international body that a word for such stands for: "the rebels", "the agency"."""
        history = self._ledger.history
        if role.role.of == "group" and not _is_new(word, role):
            seen = history.named(word, ("REB:",), _GROUP_REACH)
        else:
            return ()
        return moved(seen.refs, word, _before(role)) if seen is not None else ()

    def _thing_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The state or body that "it" would mean here: "the bloc"."""
        seen = self._groups.thing(word)
        return moved(seen.refs, word, _before(role)) if seen is not None else ()

    def _same_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """Those whom the same words meant a little before."""
        same = self._ledger.history.same_role(role.role.title)
        others = role.role.sector is None or (role.role.sector == "CVL" and word.kid("nummod") is not None)
        if others and not is_definite(word):
            return ()  # "three people" are not the people before
        if same is None or word.sentence.index - same.word.sentence.index > _ROLE_REACH:
            return ()
        return moved(same.refs, word, _before(role))

    def _on_the_scene(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The country where the clause is said to take place, acting in the role."""
        return _of_state(self._focus.place(word), word, role, "of the place")

    def _in_focus(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The country that the sentence is about, acting in the role."""
        code = self._own_state(role) or self._focus.country(word, foe=role.role.of == "group")
        return _of_state(code, word, role, IN_FOCUS)


def _of_state(code: str | None, word: Word, role: RoleSpan, rule: str) -> tuple[Ref, ...]:
    """A state acting in a role that nobody says is whose; nobody where the role is not a state's."""
    if code is None or word.lower in _ANY_NUMBER or role.role.sector is None:
        return ()
    return (Ref(code, role.role.sector, code, None, role.start, role.end, f"the {role.role.title} {rule}"),)


def _is_new(word: Word, role: RoleSpan) -> bool:
    """Whether a group is said to be another than any before: "a militia", "unknown gunmen", "Zomi rebels"."""
    return any(
        kid.lower in _UNKNOWN
        or (kid.lower in ("a", "an") and role.role.kind == "body")
        or (kid.dep in _INSIDE and kid.text[0].isupper() and kid.start > word.sentence.start)
        for kid in word.kids
    )


def _is_the_one(word: Word, role: RoleSpan) -> bool:
    """Whether a role means one person who is known: "the minister"."""
    return role.role.person and word.tag in ("NN", "NNP") and is_definite(word)


def _governs(role: RoleSpan) -> bool:
    """Whether a role is one that each state has: "the two heads of state", "both armies"."""
    return role.role.sector in ("GOV", "MIL", "LEG") and role.role.of == "state" and role.role.kind != "role"


def _is_body_known(word: Word, role: RoleSpan) -> bool:
    """Whether a role is one body, of no sector of a state, that is known: "the bloc"."""
    kind = role.role.sector is None and role.role.kind == "body"
    return kind and word.tag in ("NN", "NNP") and is_definite(word)


def _from_where(word: Word) -> list[Word]:
    """Those of whom a phrase says that one comes from there: "his counterparts from Fiji and Tonga"."""
    inside = [place for kid in word.kids_of("prep") if kid.lower in _FROM for place in kid.kids_of("pobj")]
    return [one for place in inside for one in place.conjuncts()]


def _before(role: RoleSpan) -> str:
    return f"the {role.role.title} before"


def _in_role(ref: Ref, role: RoleSpan) -> Ref:
    """The owner acting in a role: Chad's army is TCD with sector MIL, an envoy of the UN is the UN."""
    sector = role.role.sector if len(ref.code) == 3 else ref.sector
    if len(ref.code) == 3 and role.role.person and status(role) == "former":
        sector = "ELI"
    return replace(
        ref,
        sector=sector or ref.sector,
        person=None,
        start=ref.start if 0 <= role.start - ref.end < 40 else role.start,
        end=role.end,
        rule=f"the {role.role.title} of {ref.rule}",
    )
