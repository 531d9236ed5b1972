"""Offices given to persons: by the title before a name, what is put beside it, a list, or the role of another."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.known import title_words
from dragoman.actors.ledger import Ledger
from dragoman.actors.lists import Share, before_names, is_counterpart, shares, states
from dragoman.actors.names import Names
from dragoman.actors.owners import Owners
from dragoman.actors.persons import Someone
from dragoman.actors.ref import Ref
from dragoman.actors.spans import NamedSpan, RoleSpan, owning
from dragoman.actors.stretches import Stretches
from dragoman.actors.titles import full_title, status
from dragoman.knowledge.titles import may_mean, state_of
from dragoman.language import Word
from dragoman.report import Office

_LOOSE = ("leader", "official", "politician", "diplomat", "head")
"""Words for the holders of offices that say less than an office already known."""


class Offices:
    """Gives the persons of a text the offices that it says they hold."""

    def __init__(self, stretches: Stretches, ledger: Ledger, names: Names, owners: Owners) -> None:
        self._stretches = stretches
        self._ledger = ledger
        self._names = names
        self._owners = owners
        self._shares, self._states, self._before = shares(stretches), states(stretches), before_names(stretches)

    def give(self, someone: Someone, span: NamedSpan, title: RoleSpan | None) -> None:
        """Give a person all that is said where his name stands, a title before it included."""
        share = self._shares.get(span)
        owners = self._owners.of(title) or self._owners.of_name(span) if title is not None else ()
        if share is not None:
            self._give_share(someone, share, span.head)
        elif title is not None and owners:
            self._give_role(someone, title, owners, span.head)
        if share is None:
            roles = list(self._beside(span.head)) or ([self._before[span]] if span in self._before else [])
            for role in roles:
                self._give_role(someone, role, self._owners.of(role), span.head)
        if share is None and title is not None and not owners:  # an apposition may have said of which state
            self._give_role(someone, title, (), span.head)

    def _beside(self, head: Word) -> Iterator[RoleSpan]:
        """The roles said beside a name: "X, the foreign minister of Y", "Y's foreign minister, X"."""
        roles = self._stretches.roles
        for other in _near(head):
            role = roles.get(other) or self._stretches.role_ends.get(other)
            if role is None and other.dep == "relcl":
                role = next((roles[kid] for kid in other.kids_of("attr") if kid in roles), None)
            if role is not None and role.role.person and not is_counterpart(role):
                yield role

    def _give_share(self, someone: Someone, share: Share, head: Word) -> None:
        """The office that a list gives; a counterpart holds the same office as the one whose counterpart he is."""
        owners = (self._names.ref(share.owner),) if share.owner is not None else ()
        if not is_counterpart(share.role):
            self._give_role(someone, share.role, owners, head)
            return
        title = self._title_of_counterpart(share.role.head, someone)
        if owners and title is not None:
            someone.take(Office(title=title, of=owners[0].code))
        elif owners:
            someone.nationality = someone.nationality or owners[0].code

    def _title_of_counterpart(self, word: Word, someone: Someone) -> str | None:
        """The office of the one whose counterpart somebody is: whom "his" means, else the one named before, else the
        office spoken of in the sentence.
        """
        models = [one for kid in word.kids_of("poss") if (one := self._ledger.someone_at(kid)) is not None]
        models += self._ledger.history.persons_before(word)
        for model in models:
            if model is not someone and model.titles:
                return model.titles[0]
        before = [
            role
            for role in self._stretches.roles.values()
            if role.head.sentence is word.sentence and role.end < word.start
        ]
        offices = [role.role.title for role in before if role.role.person and role.role.kind == "office"]
        return offices[-1] if offices else None

    def _give_role(self, someone: Someone, role: RoleSpan, owners: tuple[Ref, ...], head: Word) -> None:
        if role.role.kind != "office" and not role.role.title.startswith("former "):
            if owners and someone.nationality is None:
                someone.nationality, someone.sector = owners[0].code, role.role.sector
            return
        someone.notice(role.words[-1].lower)
        if role.role.title in _LOOSE and someone.offices:
            return
        if role.role.title == "minister" and any(office.title.endswith(" minister") for office in someone.offices):
            return
        code = owners[0].code if owners else self._code_for(someone, role, head)
        someone.take(Office(title=full_title(role, self._stretches), of=code, status=status(role)))

    def _code_for(self, someone: Someone, role: RoleSpan, head: Word) -> str | None:
        """The state of a title that names none: as the tables know the person or the title, the list it stands in,
        the page's country.
        """
        if someone.known:
            title = title_words(role)
            return next((one.of for one in someone.known if may_mean(title, one.office)), someone.known[0].of)
        held = next((office.of for office in someone.offices if office.of is not None), None)
        if held is not None:
            return held
        if (said := self._states.get(someone.name.rsplit(" ", 1)[-1])) is not None:
            return self._names.ref(said).code
        if (state := state_of(role.text, self._ledger.main)) is not None:
            return state
        above = head
        for _ in range(3):
            above = above.head
            if above.is_noun and (refs := self._ledger.at(above)):
                return refs[0].country
        return self._ledger.history.subject_before(head) or self._ledger.main


def _near(head: Word) -> list[Word]:
    """The words that may say what somebody is, beside the head of his name."""
    near = [kid for kid in head.kids if kid.dep in ("appos", "relcl")]
    if head.dep == "appos":
        near += [head.head, *owning(head.head)]
    if head.dep in ("nsubj", "nsubjpass") and head.head.lemma == "be":
        near += head.head.kids_of("attr")
    if head.dep in ("dobj", "nsubjpass"):  # "named X as its envoy", "X was elected president"
        near += head.head.kids_of("oprd")
        near += [kid for prep in head.head.kids_of("prep") if prep.lower == "as" for kid in prep.kids_of("pobj")]
    return near
