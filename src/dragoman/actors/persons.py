"""Persons: one record for each, with every name used and every office stated or known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from dragoman.actors.known import Known, title_words
from dragoman.actors.spans import RoleSpan
from dragoman.knowledge.holders import Holder, last_name
from dragoman.knowledge.names import key, unmarked
from dragoman.knowledge.roles import Role, by_title
from dragoman.knowledge.titles import may_mean
from dragoman.report import Office, OfficeStatus, Person, Span

_FEMALE = frozenset(
    {"mrs", "ms", "miss", "mrs.", "ms.", "queen", "princess", "spokeswoman", "chairwoman", "congresswoman"}
)
_MALE = frozenset(
    {"mr", "mr.", "king", "prince", "spokesman", "chairman", "congressman", "emir", "sheikh", "pope", "ayatollah"}
)
_NEARER = 500
"""So many characters nearer to a word for an office seem those who act for the country that the page is about."""
_HONORIFICS = frozenset(
    {"sheikh", "shaikh", "haji", "hajji", "hajj", "sayyid", "seyyed", "maulana", "mawlawi", "mullah"}
)


def _role_of(title: str) -> Role | None:
    """The role of a title, or of the last words of one that says more ("sports minister")."""
    words = title.split()
    ends = (by_title().get(" ".join(words[at:])) for at in range(len(words)))
    return next((role for role in ends if role is not None), None)


@dataclass(slots=True, eq=False)
class Someone:
    """A person of the page; ``known`` are the offices that the tables know, ``retired`` says that they are past."""

    name: str
    names: list[str] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    nationality: str | None = None
    sector: str | None = None
    gender: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    known: list[Holder] = field(default_factory=list)
    retired: bool = False

    @property
    def acts_for(self) -> tuple[str, str | None, str] | None:
        """Code, sector and rule: by an office that the page states, else by one that the table knows, else by
        nation.
        """
        for office in self.offices:
            if office.of is not None:
                role = _role_of(office.title)
                sector = role.sector if role else None
                if office.status == "former":
                    sector = "ELI"
                return office.of, sector if len(office.of) == 3 else None, f"office stated: {office.title}"
        for holder in self.known:
            role = _role_of(holder.office)
            sector = "ELI" if self.retired else holder.sector or (role.sector if role else None)
            return holder.of, sector if len(holder.of) == 3 else None, f"office known: {holder.office} ({holder.where})"
        if self.nationality is not None:
            return self.nationality, self.sector if len(self.nationality) == 3 else None, "nationality"
        return None

    @property
    def titles(self) -> list[str]:
        """The titles of all offices, those stated before those known."""
        return [office.title for office in self.offices] + [holder.office for holder in self.known]

    def holds(self, said: str) -> bool:
        """Whether a word for an office may mean one that the person holds, or held where it says so."""
        past = said.startswith("former ")
        stated = [office.title for office in self.offices if past or office.status != "former"]
        known = [holder.office for holder in self.known if past or not self.retired]
        return any(may_mean(said, title) for title in (*stated, *known))

    def named_before(self, place: int) -> int:
        """Where the person is named last before a place in the text; -1 where nowhere."""
        return max((start for start, _ in self.spans if start < place), default=-1)

    def notice(self, title: str) -> None:
        """Learn a gender from a title."""
        word = title.lower()
        self.gender = "f" if word in _FEMALE else "m" if word in _MALE else self.gender

    def address(self, courtesy: str, name: str) -> None:
        """Learn from how a person is addressed; a religious or tribal honorific may be taken for a part of the name."""
        self.notice(courtesy.lower())
        if courtesy.lower() in _HONORIFICS and (full := f"{courtesy} {name}") not in self.names:
            self.names.append(full)

    def take(self, office: Office) -> None:
        """Learn an office; of two lines on the same one that which says of what it is."""
        for at, held in enumerate(self.offices):
            if held.title == office.title:
                if held.of is None and office.of is not None:
                    self.offices[at] = office
                return
        self.offices.append(office)

    def record(self) -> Person:
        """The person as the report has it."""
        offices = list(self.offices)
        titles = {office.title for office in offices}
        for holder in self.known:
            if holder.office not in titles:
                titles.add(holder.office)
                status: OfficeStatus = "former" if self.retired else "current"
                offices.append(Office(title=holder.office, of=holder.of, status=status))
        acts = self.acts_for
        country = acts[0] if acts and len(acts[0]) == 3 else self.nationality
        return Person(
            name=self.name,
            names=tuple(dict.fromkeys([self.name, *self.names])),
            offices=tuple(offices),
            country=country if country and len(country) == 3 else None,
            mentions=tuple(Span(start=start, end=end) for start, end in sorted(self.spans)),
        )


class PersonBook:
    """The persons of one page, found again by full or last name."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.all: list[Someone] = []
        self._by_name: dict[str, Someone] = {}

    def has(self, name: str) -> bool:
        """Whether somebody of such a name has been met."""
        return _form(name) in self._by_name or self._longer(name) is not None

    def meet(
        self, name: str, start: int, end: int, title: RoleSpan | None = None, titled: bool = False, sure: bool = False
    ) -> Someone | None:
        """The person of a name: one met before, one whom the tables know, or (for two words or a title) a new one.

        ``titled``: with a title or a courtesy before it; ``sure``: that it is the name of a person.
        """
        someone = self._by_name.get(_form(name)) or self._longer(name)
        if someone is None:
            someone = self._new(name, title, titled, sure)
        if someone is None:
            return None
        if name not in someone.names:
            someone.names.append(name)
        if len(name.split()) > len(someone.name.split()):
            someone.name = name
            self._remember(someone, name)
        if (start, end) not in someone.spans:
            someone.spans.append((start, end))
        return someone

    def _longer(self, name: str) -> Someone | None:
        """Someone whose name ends in this one, or begins it and ends alike ("Javad Zarif" and "Mohammad Javad
        Zarif").
        """
        words = _form(name).split()
        someone = self._by_name.get(_form(last_name(name)))
        if someone is None:
            return None
        if len(words) == 1 or set(words) <= set(_form(" ".join(someone.names)).split()):
            return someone
        if len(someone.name.split()) == 1 or set(_form(someone.name).split()) <= set(words):
            return someone
        return None

    def _new(self, name: str, title: RoleSpan | None, titled: bool, sure: bool) -> Someone | None:
        known = self._known.by_name(name)
        full = known[0].person if known else name
        if not known and " " not in name:
            known = self._known.by_last_name(name, title, sure)
            if known:
                full = known[0].person
            elif not titled:
                return None
        retired = bool(known) and not self._known.in_office(known[0])
        someone = Someone(name if " " in name else full, [name, full], known=known[:3], retired=retired)
        self.all.append(someone)
        self._remember(someone, name)
        self._remember(someone, full)
        return someone

    def _remember(self, someone: Someone, name: str) -> None:
        self._by_name[_form(name)] = someone
        of = someone.known[0].of if someone.known else None
        for last in (name.split()[-1], last_name(name, of)):
            self._by_name.setdefault(_form(last), someone)

    def with_office(
        self, role: RoleSpan, code: str | None, about: str | None, without: Collection[str]
    ) -> Someone | None:
        """The person named last before a word for an office who holds such a one (of such a code, where one is
        given); those of the country that the page is about before others, some left out by their names.
        """
        said = title_words(role)
        found: list[tuple[int, Someone]] = []
        for someone in self.all:
            acts = someone.acts_for
            place = someone.named_before(role.start)
            if place < 0 or (code is not None and (acts is None or acts[0] != code)):
                continue
            if someone.holds(said) and not any(name in without for name in someone.names):
                own = acts is not None and acts[0] == about
                found.append((place + (_NEARER if own else 0), someone))
        return max(found, key=lambda one: one[0])[1] if found else None


def _form(name: str) -> str:
    return key(unmarked(name))
