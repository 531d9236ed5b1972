"""Persons: one record for each, with every name used and every office stated or known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dragoman.knowledge.holders import Holder, by_last_name, offices_of
from dragoman.knowledge.roles import Role, by_title
from dragoman.report import Office, Person, Span

Status = Literal["current", "former", "elect"]
_HEADS = (
    "president",
    "prime minister",
    "chancellor",
    "king",
    "supreme leader",
    "foreign minister",
    "secretary-general",
)
_FEMALE = frozenset(
    {"mrs", "ms", "miss", "mrs.", "ms.", "queen", "princess", "spokeswoman", "chairwoman", "congresswoman"}
)
_MALE = frozenset(
    {"mr", "mr.", "king", "prince", "spokesman", "chairman", "congressman", "emir", "sheikh", "pope", "ayatollah"}
)
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
    """A person of the page."""

    name: str
    names: list[str] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    nationality: str | None = None
    sector: str | None = None
    gender: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    known: list[Holder] = field(default_factory=list)

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
            sector = holder.sector or (role.sector if role else None)
            return holder.of, sector if len(holder.of) == 3 else None, f"office known: {holder.office} ({holder.where})"
        if self.nationality is not None:
            return self.nationality, self.sector if len(self.nationality) == 3 else None, "nationality"
        return None

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
                offices.append(Office(title=holder.office, of=holder.of))
        acts = self.acts_for
        country = acts[0] if acts and len(acts[0]) == 3 else self.nationality
        return Person(
            name=self.name,
            names=tuple(dict.fromkeys([self.name, *self.names])),
            offices=tuple(offices),
            country=country if country and len(country) == 3 else None,
            mentions=tuple(Span(start=start, end=end) for start, end in self.spans),
        )


class PersonBook:
    """The persons of one page, found again by full or last name."""

    def __init__(self, published: date | None) -> None:
        self._published = published
        self.all: list[Someone] = []
        self._by_name: dict[str, Someone] = {}

    def meet(self, name: str, start: int, end: int, titled: bool = False) -> Someone | None:
        """The person of a name: one met before, one whom the tables know, or (for two words or a title) a new one."""
        someone = self._by_name.get(name) or self._longer(name)
        if someone is None:
            someone = self._new(name, titled)
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
        words = name.split()
        last = words[-1]
        someone = self._by_name.get(last)
        if someone is None:
            return None
        if len(words) == 1 or set(words) <= set(" ".join(someone.names).split()):
            return someone
        if len(someone.name.split()) == 1 or set(someone.name.split()) <= set(words):
            return someone
        return None

    def _new(self, name: str, titled: bool) -> Someone | None:
        known = offices_of(name, self._published)
        full = known[0].person if known else name
        if not known and " " not in name:
            known = self._by_last_name(name)
            if known:
                full = known[0].person
            elif not titled:
                return None
        someone = Someone(name if " " in name else full, [name, full], known=known[:3])
        self.all.append(someone)
        self._remember(someone, name)
        self._remember(someone, full)
        return someone

    def _by_last_name(self, name: str) -> list[Holder]:
        """The one head of state, of government or of diplomacy whom a last name alone can mean on that day."""
        if self._published is None:
            held = [one for one in by_last_name().get(name, ()) if one.office in _HEADS and one.days.end is None]
        else:
            held = [
                one for one in by_last_name().get(name, ()) if one.office in _HEADS and one.days.hold(self._published)
            ]
        return held if len({one.person for one in held}) == 1 else []

    def _remember(self, someone: Someone, name: str) -> None:
        self._by_name[name] = someone
        self._by_name.setdefault(name.split()[-1], someone)

    def with_office(self, role: Role, code: str | None) -> Someone | None:
        """The person met last who holds such an office (of such a code, where one is given)."""
        for someone in reversed(self.all):
            acts = someone.acts_for
            if code is not None and (acts is None or acts[0] != code):
                continue
            titles = [office.title for office in someone.offices] + [holder.office for holder in someone.known]
            if any(_fits(role, title) for title in titles):
                return someone
        return None


_GENERIC = frozenset({"diplomat", "official", "leader", "politician", "minister", "envoy"})


def _fits(role: Role, title: str) -> bool:
    """Whether a description may mean the holder of a title: "the minister", "the diplomat", "the leader"."""
    if role.title == title or title.endswith(" " + role.title):
        return True
    if role.title not in _GENERIC:
        return False
    if role.title == "leader":
        return title in _HEADS
    if role.title == "diplomat":
        return title in ("foreign minister", "ambassador", "envoy", "deputy foreign minister", "negotiator")
    return role.title in ("official", "politician") and by_title().get(title, role).sector == role.sector
