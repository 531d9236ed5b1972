"""The cast of a page: every mention of an actor in the order of the text, and who is meant by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.actors.coreference import History, Seen
from dragoman.actors.focus import Focus
from dragoman.actors.lists import Share, Stretches, is_counterpart, shares, states
from dragoman.actors.persons import PersonBook, Someone
from dragoman.actors.portfolios import portfolio
from dragoman.actors.ref import Ref
from dragoman.actors.registry import Entry, Registry, choose
from dragoman.actors.spans import NamedSpan, RoleSpan, named_spans, owning, person_spans, role_spans
from dragoman.knowledge import gazetteer
from dragoman.language import Tree, Word
from dragoman.language.quotes import quotes, within
from dragoman.report import Actor, Office, OfficeStatus, Person, Span

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_GROUPS = frozenset(
    [
        "country",
        "side",
        "nation",
        "state",
        "delegation",
        "government",
        "leader",
        "party",
        "minister",
        "neighbour",
        "neighbor",
        "president",
        "capital",
        "foe",
        "rival",
        "ally",
        "army",
        "official",
        "team",
        "power",
        "republic",
        "diplomat",
        "enemy",
        "adversary",
    ]
)
_ALL_OF_THEM = frozenset({"sides", "parties"})
_NUMBERED = frozenset({"both", "two", "three"})
_COUNTS = {"both": 2, "two": 2, "either": 2, "three": 3, "four": 4}
_RELATIONS = frozenset(
    ["ally", "neighbour", "neighbor", "partner", "rival", "foe", "enemy", "adversary", "backer", "power", "friend"]
)
_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "one-time", "onetime", "then", "outgoing", "ex-"})
_LEFT_TAGS = frozenset(
    {
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "VBN",
        "VBG",
        "HYPH",
        "POS",
        "PRP$",
        "CD",
        "CC",
        "RB",
        "''",
        "``",
        ",",
        "-RRB-",
        "-LRB-",
    }
)
_OWNERS = ("of", "in", "from", "for", "at", "to")
_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_UNKNOWN = frozenset({"suspected", "unknown", "unidentified", "other", "another", "rival", "alleged"})
"""Of such nobody can say that they are those named before."""
_LEADING = ("of", "for", "to", "at")
_TITLE_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "DT", "IN", "TO", "CC", "POS", "HYPH"})
_LONGEST_TITLE = 14
_BODIES = ("IGO:", "NGO:", "REB:", "MNC:")
_BODY_REACH, _GROUP_REACH = 3, 12
"""How many sentences back the body or the armed group may be named that a word for such means."""
_TOWN = 20_000
"""People that a town has whose name alone says a country."""


class Cast:
    """Who is who in one text. Built once, in text order, so that antecedents stand before what means them.

    ``home`` is the country of the outlet, where known: titles without a country are first sought there.
    """

    def __init__(self, tree: Tree, registry: Registry, published: date | None = None, home: str | None = None) -> None:
        self._tree = tree
        self._published = published
        self._book = PersonBook(published)
        self._history = History()
        self._quotes = quotes(tree.text, tree.paragraphs)
        self._named: dict[Word, NamedSpan] = {}
        self._roles: dict[Word, RoleSpan] = {}
        self._people: dict[Word, NamedSpan] = {}
        self._refs: dict[Word, tuple[Ref, ...]] = {}
        self._someone: dict[Word, Someone] = {}
        self._mentions: list[tuple[Ref, bool]] = []
        self._under_way: set[Word] = set()
        self._collect(registry)
        self._role_ends = {role.words[-1]: role for role in self._roles.values()}
        self._starts: dict[Word, list[NamedSpan]] = {}
        for span in self._people.values():
            self._starts.setdefault(span.words[0], []).append(span)
        first = {span.words[0]: span for span in self._people.values()}
        last = {span.words[-1]: span for span in self._people.values()}
        roles, stretches = list(self._roles.values()), Stretches(self._named, first, last)
        self._shares, self._states = shares(roles, stretches), states(roles, stretches)
        self._focus = Focus(self._named, home, self._town_at)
        self._main = self._focus.main
        for word in tree.words:
            self._visit(word)

    # --- what others ask -------------------------------------------------------------------------------------------

    def at(self, word: Word) -> tuple[Ref, ...]:
        """Who is meant by the noun phrase that a word heads; () where it is no actor."""
        return self._refs.get(word, ())

    def of(self, word: Word) -> tuple[Ref, ...]:
        """The same with coordination: "Chad, Niger and Mali" by its first word."""
        found: list[Ref] = []
        for one in word.conjuncts():
            found += [ref for ref in self.at(one) if ref not in found]
        return tuple(found)

    def other_side(self, word: Word, codes: Collection[str]) -> tuple[Ref, ...]:
        """The state that the text deals with besides some at a word: the one it is about, else one named of late."""
        found = self._history.salient(word, codes, 6)
        found = tuple(ref for ref in found if ref.code == self._focus.topic)
        return self._moved((replace(ref, sector=None, person=None) for ref in found), word, "the other side so far")

    def person_at(self, word: Word) -> str | None:
        """The name of the person meant by a word, whether any code is known or not."""
        someone = self._someone.get(word)
        return someone.name if someone is not None else None

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text, in the order of their first mention."""
        return tuple(someone.record() for someone in self._book.all)

    def actors(self) -> tuple[Actor, ...]:
        """The actors of the text by code and sector, with their mentions."""
        found: dict[tuple[str, str | None], list[Ref]] = {}
        for ref, _ in self._mentions:
            found.setdefault((ref.code, ref.sector), []).append(ref)
        return tuple(
            Actor(
                code=code,
                sector=sector,
                country=refs[0].country,
                name=self._tree.text[refs[0].start : refs[0].end],
                mentions=tuple(dict.fromkeys(Span(start=ref.start, end=ref.end) for ref in refs)),
            )
            for (code, sector), refs in found.items()
        )

    # --- what stands in the text -----------------------------------------------------------------------------------

    def _collect(self, registry: Registry) -> None:
        people = person_spans(self._tree, registry)
        for span in people:
            self._people[span.head] = span
        taken = {word for span in people for word in span.words}
        for span in named_spans(self._tree, registry, taken):
            for word in span.words:
                self._named[word] = span
        for role in role_spans(self._tree):
            if role.head not in self._named or self._named[role.head].entries[0].kind not in (
                "body",
                "organisation",
                "own",
            ):
                self._roles[role.head] = role

    def _visit(self, word: Word) -> None:
        if word in self._refs or word in self._someone or word in self._under_way:
            return
        self._under_way.add(word)
        self._resolve(word)
        self._under_way.discard(word)

    def _resolve(self, word: Word) -> None:
        if word in self._people:
            self._visit_person(self._people[word])
        elif word in self._roles:
            self._visit_role(self._roles[word])
        elif word in self._named:
            span = self._named[word]
            if word is span.head:
                self._keep(word, (self._named_ref(span),))
        elif word.lower in _HE:
            self._visit_he(word)
        elif word.lower in _IT and word.dep in ("nsubj", "nsubjpass", "poss"):
            seen = self._history.thing(word, self._quoted(word))
            if seen is not None:
                self._keep(word, self._moved(seen.refs, word, "it"))
        elif word.lower in _THEY:
            self._keep(word, self._moved(self._history.many(word, self._quoted(word)), word, "they"))
        elif word.lemma in _GROUPS and word.tag[0] == "N":
            self._visit_group(word)
        elif word.tag == "NNP" and word.text[0].isupper() and word.dep != "compound":
            self._visit_last_name(word)
        elif word.lower in _NUMBERED and word.dep in ("nsubj", "nsubjpass", "pobj", "dobj"):
            count = _COUNTS[word.lower]
            found = self._history.pair(word, count, ()) or self._history.salient(word, (), count)
            self._keep(word, self._moved(found, word, f"the {count}"))

    # --- names -----------------------------------------------------------------------------------------------------

    def _named_ref(self, span: NamedSpan) -> Ref:
        entry = choose(span.entries, self._published)
        return Ref(
            entry.code,
            entry.sector,
            entry.country,
            None,
            span.start,
            span.end,
            f"{entry.kind} {entry.name} ({entry.where})",
        )

    def _visit_person(self, span: NamedSpan) -> None:
        title = self._title_before(span)
        titled = title is not None or span.courtesy is not None
        someone = self._book.meet(span.text, span.start, span.end, titled=titled)
        if someone is None:
            return
        if span.courtesy:
            someone.address(span.courtesy, span.text)
        share = self._shares.get(span)
        owners = self._owner(title, before_only=True) or self._owner_of_name(span) if title is not None else ()
        if share is not None:
            self._give_share(someone, share, span.head)
        elif title is not None and owners:
            self._give_office(someone, title, owners, span.head)
        self._appositions(someone, span)
        if share is None and title is not None and not owners:  # an apposition may have said of which state
            self._give_office(someone, title, (), span.head)
        self._keep_person(span.head, someone, span.start, span.end)

    def _visit_last_name(self, word: Word) -> None:
        """A name alone: of someone met before, or of the one leader whom it can mean."""
        span = word.name
        if span is not None and (span.last is not word or span.label in ("DATE", "NORP", "LANGUAGE")):
            return
        someone = self._book.meet(word.text, word.start, word.end)
        if someone is not None:
            self._keep_person(word, someone, word.start, word.end)

    def _keep_person(self, word: Word, someone: Someone, start: int, end: int) -> None:
        self._someone[word] = someone
        acts = someone.acts_for
        if acts is None and self._main is not None:
            acts = (self._main, None, "the country that the page is about")
        refs: tuple[Ref, ...] = ()
        if acts is not None:
            code, sector, rule = acts
            country = code if len(code) == 3 else None
            refs = (Ref(code, sector, country, someone.name, start, end, rule),)
        self._keep(word, refs, someone)

    def _title_before(self, span: NamedSpan) -> RoleSpan | None:
        """The title right before a name: "Foreign Minister X"."""
        words = span.head.sentence.words
        at = span.words[0].i - words[0].i - 1
        while at >= 0 and words[at].text in ("[", "]", "(", '"', ","):
            if words[at].text == ",":
                return None
            at -= 1
        if at >= 2 and words[at - 1].text == "-" and words[at].lower in ("elect", "designate"):
            at -= 2
        if at < 0:
            return None
        role = self._role_ends.get(words[at]) or self._led_title(words, at)
        return role if role is not None and role.role.person else None

    def _led_title(self, words: Sequence[Word], at: int) -> RoleSpan | None:
        """A title with what it is of, right before a name: "Chairman of the Border Service of Chad X"."""
        if not words[at].text[:1].isupper():
            return None
        for place in range(at, max(-1, at - _LONGEST_TITLE), -1):
            word = words[place]
            role = self._role_ends.get(word)
            if role is not None and words[place + 1].lower in _LEADING and role.role.kind == "office":
                return role
            if word.tag not in _TITLE_TAGS or word in self._people or (word.tag == "IN" and word.lower not in _LEADING):
                return None
        return None

    def _appositions(self, someone: Someone, span: NamedSpan) -> None:
        """Offices said beside a name: "X, the foreign minister of Y", "Y's foreign minister, X"."""
        head = span.head
        near = [kid for kid in head.kids if kid.dep in ("appos", "relcl")]
        if head.dep == "appos":
            near += [head.head, *owning(head.head)]
        if head.dep in ("nsubj", "nsubjpass") and head.head.lemma == "be":
            near += head.head.kids_of("attr")
        if head.dep in ("dobj", "nsubjpass"):  # "named X as its envoy", "X was elected president"
            near += head.head.kids_of("oprd")
            near += [kid for prep in head.head.kids_of("prep") if prep.lower == "as" for kid in prep.kids_of("pobj")]
        for other in near:
            role = self._roles.get(other) or self._role_ends.get(other)
            if role is None and other.dep == "relcl":
                role = next((self._roles[kid] for kid in other.kids_of("attr") if kid in self._roles), None)
            if role is not None and role.role.person and span not in self._shares and not is_counterpart(role):
                self._give_office(someone, role, self._owner(role), head)

    def _owner_of_name(self, span: NamedSpan) -> tuple[Ref, ...]:
        """The state or body that stands after a name: "General X of Y", "Admiral X from the Y navy"."""
        inner = [
            kid for prep in span.head.kids_of("prep") if prep.lower in ("of", "from") for kid in prep.kids_of("pobj")
        ]
        return tuple(ref for kid in inner for ref in self._all_at(kid))

    def _give_share(self, someone: Someone, share: Share, head: Word) -> None:
        """The office that a list gives; a counterpart holds the same office as the one whose counterpart he is."""
        owners = (self._named_ref(share.owner),) if share.owner is not None else ()
        if not is_counterpart(share.role):
            self._give_office(someone, share.role, owners, head)
            return
        title = self._title_of_counterpart(share.role.head, someone)
        if owners and title is not None:
            self._add_office(someone, Office(title=title, of=owners[0].code))
        elif owners:
            someone.nationality = someone.nationality or owners[0].code

    def _title_of_counterpart(self, word: Word, someone: Someone) -> str | None:
        """The office of the one whose counterpart somebody is: whom "his" means, else the one named before, else the
        office spoken of in the sentence.
        """
        models = [self._someone[kid] for kid in word.kids_of("poss") if kid in self._someone]
        seen = self._history.person(word, self._quoted(word), None)
        if seen is not None and seen.someone is not None:
            models.append(seen.someone)
        for model in models:
            titles = [office.title for office in model.offices] + [one.office for one in model.known]
            if model is not someone and titles:
                return titles[0]
        before = [
            role for role in self._roles.values() if role.head.sentence is word.sentence and role.end < word.start
        ]
        offices = [role.role.title for role in before if role.role.person and role.role.kind == "office"]
        return offices[-1] if offices else None

    def _give_office(self, someone: Someone, role: RoleSpan, owners: tuple[Ref, ...], head: Word) -> None:
        if role.role.kind != "office" and not role.role.title.startswith("former "):
            if owners and someone.nationality is None:
                someone.nationality, someone.sector = owners[0].code, role.role.sector
            return
        someone.notice(role.words[-1].lower)
        if role.role.title in ("leader", "official", "politician", "diplomat", "head") and someone.offices:
            return
        if role.role.title == "minister" and any(office.title.endswith(" minister") for office in someone.offices):
            return
        code = owners[0].code if owners else self._code_for(someone, head)
        self._add_office(someone, Office(title=self._full_title(role), of=code, status=self._status(role)))

    def _add_office(self, someone: Someone, office: Office) -> None:
        for at, held in enumerate(someone.offices):
            if held.title == office.title:
                if held.of is None and office.of is not None:
                    someone.offices[at] = office
                return
        someone.offices.append(office)

    def _full_title(self, role: RoleSpan) -> str:
        """The canonical title; with the body it is of where that is named after it ("secretary of the … Council"),
        and with what a minister is minister of.
        """
        words = role.head.sentence.words
        after = role.words[-1].i - words[0].i + 1
        if [word.lower for word in words[after : after + 1]] == ["of"]:
            for word in words[after + 1 : after + 3]:
                span = self._named.get(word)
                if span is not None and span.entries[0].kind == "body":
                    return f"{role.text.lower()} of the {span.text}"
        return portfolio(role, self._named) or role.role.title.removeprefix("former ")

    @staticmethod
    def _status(role: RoleSpan) -> OfficeStatus:
        words = role.head.sentence.words
        at = role.words[0].i - words[0].i
        left = [word.lower for word in words[max(0, at - 4) : at]]
        after = role.words[-1].i - words[0].i + 1
        right = "".join(word.lower for word in words[after : after + 2])
        if right.startswith("-elect"):
            return "elect"
        if role.role.title.startswith("former ") or any(word in _FORMER - {"outgoing", "then"} for word in left):
            return "former"
        return "current"

    def _code_for(self, someone: Someone, head: Word) -> str | None:
        """The state of a title that names none: as the tables know the person, the list it stands in, the
        page's country.
        """
        if someone.known:
            return someone.known[0].of
        held = next((office.of for office in someone.offices if office.of is not None), None)
        if held is not None:
            return held
        if (said := self._states.get(someone.name.rsplit(" ", 1)[-1])) is not None:
            return self._named_ref(said).code
        above = head
        for _ in range(3):
            above = above.head
            if above.is_noun and above in self._refs and self._refs[above]:
                return self._refs[above][0].country
        return self._history.subject_before(head) or self._main

    # --- roles -----------------------------------------------------------------------------------------------------

    def _visit_role(self, role: RoleSpan) -> None:
        if self._precedes_name(role):
            return
        word = role.head
        if is_counterpart(role):
            self._visit_counterpart(word, role)
            return
        if word.lemma in _RELATIONS and role.words[0] is word:
            self._visit_relation(word)
            return
        owners = self._owner(role)
        if not owners and word.lemma in _GROUPS and self._is_group(word):
            self._visit_group(word)
            return
        if owners and len(owners) == 1 and role.role.person and word.tag in ("NN", "NNP") and self._is_definite(word):
            someone = self._apposed(word) or self._book.with_office(role.role, owners[0].code)
            if someone is not None:
                self._keep_person(word, someone, role.start, role.end)
                return
        if owners:
            self._keep(word, tuple(self._in_role(ref, role) for ref in owners))
            return
        self._visit_bare_role(word, role)

    def _visit_relation(self, word: Word) -> None:
        """An ally or a neighbour is not the one whose ally it is; its apposition says who it is."""
        listed = self._listed(word)
        if listed:
            self._keep(word, listed)
        elif self._is_group(word):
            self._visit_group(word)

    def _visit_bare_role(self, word: Word, role: RoleSpan) -> None:
        """A role without a country: someone or something named before, else (for the bodies of a state) the page's."""
        someone = self._apposed(word)
        if someone is None and role.role.person and word.tag in ("NN", "NNP") and self._is_definite(word):
            someone = self._book.with_office(role.role, None)
        if someone is not None:
            self._keep_person(word, someone, role.start, role.end)
            return
        listed = self._listed(word)
        if listed:
            self._keep(word, listed)
            return
        named = self._named_before(word, role)
        if named is not None:
            self._keep(word, named)
            return
        if (
            role.role.sector is None
            and role.role.kind == "body"
            and word.tag in ("NN", "NNP")
            and self._is_definite(word)
        ):
            seen = self._history.thing(word, self._quoted(word))
            if seen is not None:
                self._keep(word, self._moved(seen.refs, word, f"the {role.role.title} before"))
            return
        same = self._history.same_role(role.role.title)
        if same is not None and word.sentence.index - same.word.sentence.index <= 6:
            self._keep(word, self._moved(same.refs, word, f"the {role.role.title} before"))
            return
        if word.lower in ("states", "governments", "countries"):
            return  # any number of them
        if role.role.sector is not None and (someone is None or not role.role.person):
            code = self._focus.country(word)
            if code is not None:
                rule = f"the {role.role.title} of the country in focus"
                self._keep(word, (Ref(code, role.role.sector, code, None, role.start, role.end, rule),))

    def _named_before(self, word: Word, role: RoleSpan) -> tuple[Ref, ...] | None:
        """The armed group or the international body that a word for such stands for: "the rebels", "the agency"."""
        if role.role.of == "group" and not any(kid.lower in _UNKNOWN for kid in word.kids):
            seen = self._history.named(word, ("REB:",), _GROUP_REACH)
        elif role.role.of == "body" and role.role.kind == "body" and self._is_definite(word):
            seen = self._history.named(word, _BODIES, _BODY_REACH)
        else:
            return None
        return self._moved(seen.refs, word, f"the {role.role.title} before") if seen is not None else None

    def _visit_counterpart(self, word: Word, role: RoleSpan) -> None:
        named = [ref for kid in word.kids_of("amod", "compound", "nmod") for ref in self._name_at(kid)]
        someone = None
        for kid in word.kids_of("appos"):
            if kid in self._people:
                self._visit(kid)
                someone = self._someone.get(kid)
        if someone is not None:
            self._keep_person(word, someone, role.start, role.end)
        elif named:
            self._keep(
                word,
                tuple(
                    replace(ref, start=role.start, end=role.end, sector="GOV", rule=f"counterpart, {ref.rule}")
                    for ref in named
                ),
            )

    def _precedes_name(self, role: RoleSpan) -> bool:
        """Whether a role is the title before a name: the name then bears it."""
        words = role.head.sentence.words
        at = role.words[-1].i - words[0].i + 1
        while at < len(words) and words[at].text in ("[", "]"):
            at += 1
        return (
            at < len(words)
            and any(words[at] is span.words[0] for span in self._people_starting(words[at]))
            and role.role.person
        )

    def _people_starting(self, word: Word) -> list[NamedSpan]:
        return self._starts.get(word, [])

    def _apposed(self, word: Word) -> Someone | None:
        for kid in word.kids_of("appos"):
            if kid in self._people:
                self._visit(kid)
                return self._someone.get(kid)
        if word.dep == "appos" and word.head in self._someone:
            return self._someone[word.head]
        return None

    def _in_role(self, ref: Ref, role: RoleSpan) -> Ref:
        """The owner acting in a role: Chad's army is TCD with sector MIL, an envoy of the UN is the UN."""
        sector = role.role.sector if len(ref.code) == 3 else ref.sector
        if len(ref.code) == 3 and role.role.person and self._status(role) == "former":
            sector = "ELI"
        return replace(
            ref,
            sector=sector or ref.sector,
            person=None,
            start=ref.start if 0 <= role.start - ref.end < 40 else role.start,
            end=role.end,
            rule=f"the {role.role.title} of {ref.rule}",
        )

    def _owner(self, role: RoleSpan, before_only: bool = False) -> tuple[Ref, ...]:
        """The states or bodies whose role it is: named before it, possessing it, or after of, in, from."""
        found = self._owner_inside(role) or self._owner_before(role)
        if found or before_only:
            return found or self._owner_after(role)
        return self._owner_after(role)

    def _owner_inside(self, role: RoleSpan) -> tuple[Ref, ...]:
        """The body that a title itself names: "NATO chief"."""
        return tuple(dict.fromkeys(ref for word in role.words if word in self._named for ref in self._name_at(word)))

    def _owner_before(self, role: RoleSpan) -> tuple[Ref, ...]:
        words = role.head.sentence.words
        at = role.words[0].i - words[0].i - 1
        found: list[Ref] = []
        joined = True
        while at >= 0:
            word = words[at]
            if word.tag not in _LEFT_TAGS and word not in self._named:
                break
            if word.text == "," or word.tag == "CC":
                if not found or (role.head.tag in ("NN", "NNP") and self._precedes_name(role)):
                    break  # a title before a name is of one state: "the king of Chad and Malian President X"
                joined = True
                at -= 1
                continue
            if found and word in self._people:
                break  # "X and US President Y": X is not whose president Y is
            refs = self._name_at(word) if joined or not found else ()
            if refs:
                found = [*refs, *found]
                joined = False
                at = self._named[word].words[0].i - words[0].i - 1 if word in self._named else at - 1
                continue
            if found:
                break
            if word.tag == "PRP$":
                self._visit(word)
                return self._refs.get(word, ())
            if word.tag == "POS" or word in self._roles or word in self._people:
                self._visit(word)
                if self._refs.get(word):
                    return self._refs[word]
            at -= 1
        return tuple(dict.fromkeys(found))

    def _owner_after(self, role: RoleSpan) -> tuple[Ref, ...]:
        for name in _OWNERS:
            if name == "to" and role.role.title in ("ambassador", "envoy", "embassy", "ministry", "representative"):
                continue
            for kid in (kid for word in role.words for kid in word.kids_of("prep")):
                if kid.lower == name and name != "to":
                    for inner in kid.kids_of("pobj"):
                        found = self._all_at(inner)
                        if found:
                            return found
        return ()

    def _all_at(self, word: Word) -> tuple[Ref, ...]:
        found: list[Ref] = []
        for one in word.conjuncts():
            refs = self._name_at(one)
            if not refs and one in self._roles:
                self._visit(one)
                refs = self._refs.get(one, ())
            if not refs:  # "in the town of X", "in northern Mali's desert", "in the X region"
                inner = [
                    ref
                    for kid in one.kids
                    for ref in self._name_at(kid)
                    if kid.dep in ("poss", "compound", "amod", "nmod", "appos")
                ]
                inner += [
                    ref
                    for kid in one.kids_of("prep")
                    if kid.lower in ("of", "in")
                    for deep in kid.kids_of("pobj")
                    for ref in self._name_at(deep)
                ]
                refs = tuple(inner[:1])
            found += refs or self._town_at(one)
        return tuple(dict.fromkeys(found))

    def _town_at(self, word: Word) -> tuple[Ref, ...]:
        """The country of a town that the tables of actors do not have: "workers in Novo Hamburgo"."""
        if word.tag != "NNP" or word.name is None or word.name.label not in ("GPE", "LOC"):
            return ()
        spots = gazetteer.spots(self._tree.text[word.name.start : word.name.end])
        if not spots or spots[0].country is None or spots[0].population < _TOWN:
            return ()
        code = spots[0].country
        return (Ref(code, None, code, None, word.name.start, word.name.end, f"the country of {spots[0].name}"),)

    def _name_at(self, word: Word) -> tuple[Ref, ...]:
        if word in self._named:
            return (self._named_ref(self._named[word]),)
        if word in self._people:
            self._visit(word)
            return self._refs.get(word, ())
        return ()

    # --- pronouns, groups, lists -------------------------------------------------------------------------------------

    def _visit_he(self, word: Word) -> None:
        seen = self._history.person(word, self._quoted(word), _HE[word.lower])
        if seen is None or seen.someone is None:
            return
        self._someone[word] = seen.someone
        acts = seen.someone.acts_for
        if acts is not None:
            code, sector, rule = acts
            ref = Ref(
                code,
                sector,
                code if len(code) == 3 else None,
                seen.someone.name,
                word.start,
                word.end,
                f"{word.lower}, {rule}",
            )
            self._keep(word, (ref,), seen.someone)
        else:
            self._keep(word, (), seen.someone)

    def _is_group(self, word: Word) -> bool:
        if word.lower in _ALL_OF_THEM and (self._is_definite(word) or any(kid.lower == "all" for kid in word.kids)):
            return True
        return word.tag in ("NNS", "NNPS") and any(
            kid.lower in _COUNTS for kid in word.kids if kid.dep in ("det", "nummod", "predet", "amod")
        )

    def _visit_group(self, word: Word) -> None:
        """ "both countries", "the two sides": the members named last; an apposed list names them itself."""
        listed = self._listed(word)
        if listed:
            self._keep(word, listed)
            return
        if not self._is_group(word):
            if word.tag == "NN" and word.lemma in ("country", "nation") and self._is_definite(word):
                seen = self._history.thing(word, self._quoted(word))
                if seen is not None:
                    self._keep(word, self._moved(seen.refs, word, f"the {word.lemma}"))
            return
        subject = _subject_above(word)
        without = [ref.code for ref in self.of(subject)] if subject is not None and subject is not word else []
        count = self._count(word)
        told = () if word.lower in _ALL_OF_THEM else self._history.pair(word, count, without)
        members = told or self._history.salient(word, without, count)
        found = self._moved(members, word, f"the two {word.lemma}s")
        if word.lemma in ("country", "nation", "state"):
            found = tuple(replace(ref, sector=None) if len(ref.code) == 3 else ref for ref in found)
        self._keep(word, found)

    @staticmethod
    def _count(word: Word) -> int:
        """How many "the three countries" are."""
        return max((_COUNTS.get(kid.lower, 2) for kid in word.kids), default=2)

    def _listed(self, word: Word) -> tuple[Ref, ...]:
        """The members that an apposition lists: "their allies Chad and Mali"."""
        if word.tag not in ("NNS", "NNPS"):
            return ()
        found = [ref for kid in word.kids_of("appos") for one in kid.conjuncts() for ref in self._name_at(one)]
        return tuple(dict.fromkeys(found))

    # --- bookkeeping -------------------------------------------------------------------------------------------------

    def _is_definite(self, word: Word) -> bool:
        return any(
            kid.dep in ("det", "poss") and kid.lower in ("the", "this", "that", "its", "their", "his", "her")
            for kid in word.kids
        ) or any(kid.dep == "poss" for kid in word.kids)

    def _moved(self, refs: Iterable[Ref], word: Word, rule: str) -> tuple[Ref, ...]:
        return tuple(replace(ref, start=word.start, end=word.end, rule=f"{rule}: {ref.rule}") for ref in refs)

    def _is_place(self, word: Word) -> bool:
        """Whether a capital or city stands for itself, as a place: "met in Oslo"."""
        span = self._named.get(word)
        if span is None or span.entries[0].kind not in ("capital", "city"):
            return False
        return word.dep == "pobj" and word.head.lower in ("in", "at", "near", "to", "from", "outside", "around")

    def _quoted(self, word: Word) -> bool:
        return within(self._quotes, word.start) is not None

    def _keep(self, word: Word, refs: tuple[Ref, ...], someone: Someone | None = None) -> None:
        if not refs and someone is None:
            return
        self._refs[word] = refs
        subject = word.dep in _SUBJECTS or (word.dep == "conj" and word.head.dep in _SUBJECTS)
        plural = word.tag in ("NNS", "NNPS") or len({ref.code for ref in refs}) > 1
        role = self._roles.get(word)
        human = role is not None and role.role.person
        self._history.add(Seen(word, refs, someone, plural, subject, self._quoted(word), self._is_place(word), human))
        self._mentions += [(ref, subject) for ref in refs]


def _subject_above(word: Word) -> Word | None:
    """The subject of the clause that a word stands in, shared by coordination."""
    for above in word.ancestors():
        if above.tag[0] == "V":
            subject = above.kid("nsubj", "nsubjpass")
            if subject is not None or above.dep != "conj":
                return subject
    return None


def lookup(registry: Registry, text: str, on: date | None = None) -> list[tuple[Entry, bool]]:
    """What the tables know under a name, each with whether it holds on a day."""
    return [(entry, on is None or entry.days.hold(on)) for entry in registry.named(text)]
