"""Who is meant by an office, a role or a body without a person's name: "the minister", "Chad's army", "the rebels"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.focus import Focus
from dragoman.actors.groups import Groups, is_group, may_be_group
from dragoman.actors.ledger import Ledger, is_definite, moved
from dragoman.actors.lists import is_counterpart
from dragoman.actors.names import Names
from dragoman.actors.owners import Owners
from dragoman.actors.persons import PersonBook, Someone
from dragoman.actors.ref import Ref
from dragoman.actors.spans import RoleSpan
from dragoman.actors.stretches import Stretches
from dragoman.actors.titles import precedes_name, status
from dragoman.knowledge.titles import state_of
from dragoman.language import Word

_RELATIONS = frozenset(
    ["ally", "neighbour", "neighbor", "partner", "rival", "foe", "enemy", "adversary", "backer", "power", "friend"]
)
_UNKNOWN = frozenset({"suspected", "unknown", "unidentified", "other", "another", "rival", "alleged"})
"""Of such nobody can say that they are those named before."""
_BODIES = ("IGO:", "NGO:", "REB:", "MNC:")
_BODY_REACH, _GROUP_REACH, _ROLE_REACH = 3, 12, 6
"""How many sentences back the body, the armed group or the role may be named that a word for such means."""
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

    def visit(self, role: RoleSpan) -> None:
        """Settle a role, unless the name after it bears it."""
        word = role.head
        if precedes_name(role, self._stretches):
            return
        if is_counterpart(role):
            self._visit_counterpart(word, role)
        elif word.lemma in _RELATIONS and role.words[0] is word:
            self._groups.visit_group(word)  # an ally is not the one whose ally it is; a list may say who they are
        elif owners := self._owners.of(role):
            self._visit_owned(word, role, owners)
        elif may_be_group(word) and is_group(word):
            self._groups.visit_group(word)
        else:
            self._visit_bare(word, role)

    def _visit_counterpart(self, word: Word, role: RoleSpan) -> None:
        named = [ref for kid in word.kids_of("amod", "compound", "nmod") for ref in self._names.at(kid)]
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
        if not refs and _is_body_known(word, role):
            refs = self._thing_before(word, role)
        elif not refs:
            refs = self._same_before(word, role) or self._in_focus(word, role)
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
        if role.role.of == "group" and not any(kid.lower in _UNKNOWN for kid in word.kids):
            seen = history.named(word, ("REB:",), _GROUP_REACH)
        elif role.role.of == "body" and role.role.kind == "body" and is_definite(word):
            seen = history.named(word, _BODIES, _BODY_REACH)
        else:
            return ()
        return moved(seen.refs, word, _before(role)) if seen is not None else ()

    def _thing_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The state or body that "it" would mean here: "the bloc"."""
        seen = self._ledger.history.thing(word, self._ledger.quoted(word))
        return moved(seen.refs, word, _before(role)) if seen is not None else ()

    def _same_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """Those whom the same words meant a little before."""
        same = self._ledger.history.same_role(role.role.title)
        if same is None or word.sentence.index - same.word.sentence.index > _ROLE_REACH:
            return ()
        return moved(same.refs, word, _before(role))

    def _in_focus(self, word: Word, role: RoleSpan) -> tuple[Ref, ...]:
        """The country that the sentence is set in, acting in the role."""
        if word.lower in _ANY_NUMBER or role.role.sector is None:
            return ()
        code = self._own_state(role) or self._focus.country(word)
        if code is None:
            return ()
        rule = f"the {role.role.title} of the country in focus"
        return (Ref(code, role.role.sector, code, None, role.start, role.end, rule),)


def _is_the_one(word: Word, role: RoleSpan) -> bool:
    """Whether a role means one person who is known: "the minister"."""
    return role.role.person and word.tag in ("NN", "NNP") and is_definite(word)


def _is_body_known(word: Word, role: RoleSpan) -> bool:
    """Whether a role is one body, of no sector of a state, that is known: "the bloc"."""
    kind = role.role.sector is None and role.role.kind == "body"
    return kind and word.tag in ("NN", "NNP") and is_definite(word)


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
