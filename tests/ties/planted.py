"""An archive with planted answers: reports made by hand-written rules, with what the ties room must find in them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dragoman import report as r
from dragoman.knowledge import codebook

STATES = {"NOR": "Norway", "CHL": "Chile", "PER": "Peru", "GHA": "Ghana", "FJI": "Fiji", "LAO": "Laos"}
OUTLETS = tuple(
    f"{name} Post" for name in ("Fjord", "Andes", "Coast", "Delta", "Harbour", "Summit", "Valley", "Prairie")
)
AGENCY = "Northern Wire"
PERSONS = {
    "NOR": ("Kari Berg", "Nils Dahl"),
    "CHL": ("Luis Rojas", "Elena Soto"),
    "PER": ("Rosa Quispe", "Juan Vega"),
    "GHA": ("Kofi Mensah", "Ama Owusu"),
    "FJI": ("Sela Vula", "Tomasi Koro"),
    "LAO": ("Khamla Sisay", "Noi Phom"),
}
CITIES = {"NOR": "Oslo", "CHL": "Santiago", "PER": "Lima", "GHA": "Accra", "FJI": "Suva", "LAO": "Vientiane"}

WORDS = {
    "CONSULT": ("040", "042"),
    "AGREE": ("030", "031"),
    "SUPPORT": ("050", "051"),
    "COOPERATE": ("060", "061"),
    "AID": ("070", "073"),
    "ACCUSE": ("110", "111"),
    "REJECT": ("120", "121"),
    "THREATEN": ("130", "138"),
    "SANCTION": ("160", "163"),
    "MOBILIZE": ("150", "154"),
}
"""The general CAMEO code of a type, and a finer one."""

VERBS = {
    "CONSULT": ("met with", "held talks with", "received envoys of", "sat down with"),
    "AGREE": ("promised to work with", "offered to help", "declared itself ready to assist", "pledged joint work with"),
    "SUPPORT": ("praised", "voiced its backing for", "commended", "stood up for"),
    "COOPERATE": (
        "began trading salt with",
        "ran a joint survey with",
        "opened a shared line with",
        "exchanged goods with",
    ),
    "AID": ("sent grain to", "gave medicine to", "shipped relief to", "handed tents to"),
    "ACCUSE": ("condemned", "blamed", "criticised", "complained about"),
    "REJECT": (
        "turned down the terms of",
        "refused the demands of",
        "would not accept the draft of",
        "vetoed the plan of",
    ),
    "THREATEN": ("warned of grave steps against", "threatened", "gave an ultimatum to", "vowed to answer"),
    "SANCTION": ("cut trade with", "put an embargo on", "imposed penalties on", "expelled envoys of"),
    "MOBILIZE": (
        "moved ships towards",
        "put its army on alert against",
        "sent patrols to the border with",
        "massed troops near",
    ),
}
FILLERS = (
    "after a long morning of rain", "as markets opened", "before a crowded hall", "to wide surprise", "late in the day",
    "while harbours stayed shut", "as aides looked on", "in a move long expected", "behind closed doors",
    "following weeks of silence", "amid talk of elections", "under a new mandate",
)  # fmt: skip

COOPERATIVE = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID")
HOSTILE = ("ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE")
MUTUAL = ("CONSULT",)


@dataclass
class Truth:
    """What was planted: events of pages by the event that they tell, and the numbers that follow."""

    events: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    outlets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    reprints: Counter[str] = field(default_factory=Counter)
    series: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    reports: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    turning: str = ""


@dataclass
class _Act:
    """An event as it truly happened."""

    name: str
    type: str
    source: str
    target: str
    day: date
    status: str
    persons: tuple[str | None, str | None]
    place: str | None


class Planter:
    """Makes pages. ``months`` from ``start`` on; in month ``turn`` the dyad NOR and CHL turns from friends to foes."""

    def __init__(self, seed: int = 1, months: int = 24, turn: int = 12, busy: float = 1.0) -> None:
        self.random = Random(seed)
        self.months = months
        self.turn = turn
        self.busy = busy
        self.truth = Truth()
        self.start = date(2019, 1, 1)
        self._pages = 0
        if turn < months:
            self.truth.turning = self._month(turn)

    def _month(self, number: int) -> str:
        return f"{self.start.year + number // 12}-{number % 12 + 1:02}"

    def reports(self) -> Iterator[r.Report]:
        """All pages, month by month."""
        for number in range(self.months):
            year, month = self.start.year + number // 12, number % 12 + 1
            for act in self._acts(number, year, month):
                yield from self._told(act)

    def _acts(self, number: int, year: int, month: int) -> Iterator[_Act]:
        turned = number >= self.turn
        plans = [("NOR", "CHL", *((2, 7) if turned else (8, 2)))]
        plans += [(one, other, 3, 2) for one, other in (("PER", "GHA"), ("FJI", "LAO"), ("NOR", "PER"), ("CHL", "GHA"))]
        for first, second, friendly, hostile in plans:
            used: set[tuple[str, str, str, int]] = set()
            for types, mean in ((COOPERATIVE, friendly), (HOSTILE, hostile)):
                for _ in range(max(0, round(self.random.gauss(mean * self.busy, 0.3 * (mean * self.busy) ** 0.5)))):
                    act = self._act(types, first, second, year, month, used)
                    if act is not None:
                        yield act

    def _act(
        self,
        types: tuple[str, ...],
        first: str,
        second: str,
        year: int,
        month: int,
        used: set[tuple[str, str, str, int]],
    ) -> _Act | None:
        """An event on a day of its own: another of its like is at least a news cycle away."""
        for _ in range(30):
            type_ = self.random.choice(types)
            source, target = self.random.sample((first, second), 2)
            day = self.random.randint(1, 25)
            pair = (type_, *(sorted((source, target)) if type_ in MUTUAL else (source, target)))
            if any((*pair, near) in used for near in range(day - 5, day + 6)):
                continue
            used.add((*pair, day))
            self._pages += 1
            status = self.random.choices(("actual", "planned", "denied", "possible"), (90, 4, 3, 3))[0]
            people = (self.random.choice(PERSONS[source]), self.random.choice(PERSONS[target]))
            place = self.random.choice((None, CITIES[source], CITIES[target]))
            return _Act(f"t{self._pages}", type_, source, target, date(year, month, day), status, people, place)
        return None

    def _told(self, act: _Act) -> Iterator[r.Report]:
        """The pages that tell an event: some outlets in their own words, the agency's words printed again by others."""
        outlets = self.random.sample(OUTLETS, self.random.randint(1, 4))
        prints = self.random.choice((0, 0, 0, 1, 2))
        told: set[str] = set()
        for number, outlet in enumerate(outlets):
            yield self._page(act, outlet, self._sentence(act, told), number, delay=0 if number == 0 else self._delay())
        if prints:
            wire = self._sentence(act, told)
            yield self._page(act, AGENCY, wire, len(outlets), delay=0)
            for number, outlet in enumerate(self.random.sample(OUTLETS, prints)):
                yield self._page(act, outlet, wire, len(outlets) + 1 + number, delay=self._delay(), reprint=True)
        self._count(act)

    def _delay(self) -> int:
        return self.random.choice((0, 0, 0, 1, 1, 2))

    def _count(self, act: _Act) -> None:
        if act.status == "actual":
            cell = (act.day.isoformat()[:7], act.source, act.target, act.type)
            self.truth.series[cell] += 1
            self.truth.reports[cell] += len(self.truth.events[act.name])

    def _sentence(self, act: _Act, told: set[str]) -> str:
        """Words that no other report of the event has."""
        while True:
            words = (
                f"{STATES[act.source]} {self.random.choice(VERBS[act.type])} {STATES[act.target]}"
                f" {self.random.choice(FILLERS)}, {self.random.choice(FILLERS)}"
            )
            if words not in told:
                told.add(words)
                return words

    def _page(self, act: _Act, outlet: str, words: str, number: int, *, delay: int, reprint: bool = False) -> r.Report:
        name = f"{act.name}-{number}"
        if reprint:
            self.truth.reprints[act.name] += 1
        else:
            self.truth.outlets[act.name].add(outlet)
        self.truth.events[act.name].add(f"{name}:e1")
        published = act.day + timedelta(days=delay)
        crossed = act.type in MUTUAL and number > 1 and self.random.random() < 0.3
        return self._report(act, name, outlet, words, published, self._when(act, published, number), crossed)

    def _when(self, act: _Act, published: date, number: int) -> r.When | None:
        """The first to tell it and about half of the others state the day; an undated plan has no day at all."""
        day = act.day.isoformat()
        if number == 0 or self.random.random() < 0.5:
            return r.When(start=day, end=day, granularity="day", text="that day")
        if act.status != "actual":
            return None
        told = published.isoformat()
        return r.When(start=told, end=told, granularity="day", inherited=True)

    def _report(
        self, act: _Act, name: str, outlet: str, words: str, published: date, when: r.When | None, crossed: bool
    ) -> r.Report:
        general, fine = WORDS[act.type]
        sides = [self._side(act.source, act.persons[0]), self._side(act.target, act.persons[1])]
        source, target = reversed(sides) if crossed else sides
        cameo = self.random.choice((general, fine, fine))
        place = _place(act.place) if act.place else None
        kind = codebook.types()[act.type]
        event = r.Event(
            id=f"{name}:e1",
            type=act.type,
            status=act.status,  # type: ignore[arg-type]
            symmetric=act.type in MUTUAL,
            source=(source,),
            target=(target,),
            cameo=cameo,
            mode=None,
            quad=kind.quad,
            goldstein=codebook.look_up(cameo).goldstein,
            date=when,
            place=place if self.random.random() < 0.6 else None,
            evidence=r.Evidence(start=0, end=len(words), text=words),
        )
        return page(name, published.isoformat(), outlet, words, body(f"{act.name} {words}"), events=(event,))

    def _side(self, code: str, person: str | None) -> r.Participant:
        named = person if self.random.random() < 0.4 else None
        return r.Participant(code=code, sector="GOV", person=named, start=0, end=5, text=STATES[code])


def _place(city: str) -> r.Place:
    country = next(code for code in CITIES if CITIES[code] == city)
    return r.Place(start=0, end=1, text=city, name=city, lat=1.0, lon=2.0, country=country)


def story() -> Iterator[r.Report]:
    """A few pages on Norway and Chile: two undertakings, what is said, and plans that come about or do not."""
    told = (
        (
            "2019-02-03",
            "Fjord Post",
            "Norway and Chile proposed a Skagen-Calama railway",
            "Skagen-Calama railway",
            "proposed",
        ),
        (
            "2019-05-11",
            "Andes Post",
            "the Skagen-Calama railroad project was agreed",
            "Skagen-Calama railroad project",
            "agreed",
        ),
        (
            "2019-11-20",
            "Coast Post",
            "work began on the Calama-Skagen rail line",
            "Calama-Skagen rail line",
            "under way",
        ),
        ("2020-10-02", "Delta Post", "the Skagen-Calama railway was suspended", "Skagen-Calama railway", "suspended"),
        ("2019-03-01", "Fjord Post", "Chile and Norway drafted a herring accord", "herring accord", "proposed"),
        ("2019-06-01", "Andes Post", "both signed the Herring Accord", "Herring Accord", "signed"),
    )
    for number, (day, outlet, words, name, stage) in enumerate(told):
        kind = "agreement" if "ccord" in name else "infrastructure project"
        undertaking = r.Undertaking(
            name=name,
            kind=kind,
            parties=("NOR", "CHL"),
            stage=stage,
            stages=(stage,),
            evidence=r.Evidence(start=0, end=len(words), text=words),
        )
        yield page(f"story-{number}", day, outlet, words, undertakings=(undertaking,))
    yield from _said()
    yield from _plans()


def _said() -> Iterator[r.Report]:
    told = (
        ("2019-04-02", "Fjord Post", "NOR", "Kari Berg", "CHL", "Chile has been the best of partners in these waters"),
        ("2019-07-09", "Andes Post", "CHL", "Luis Rojas", "NOR", "We owe much to Norway and its engineers"),
        ("2020-02-14", "Coast Post", "NOR", "Kari Berg", "CHL", "Chile must answer for the closing of its ports"),
        (
            "2020-03-15",
            "Delta Post",
            "CHL",
            "Elena Soto",
            "NOR",
            "Norway has broken its word, and the world has seen it",
        ),
        ("2020-04-16", "Delta Post", "PER", "Rosa Quispe", "NOR", "Peru asks Norway to think again"),
    )
    for number, (day, outlet, code, speaker, about, words) in enumerate(told):
        at = words.index(STATES[about])
        mention = r.Span(start=at, end=at + len(STATES[about]))
        statement = r.Statement(
            start=0, end=len(words), speaker=r.Speaker(name=speaker, code=code), kind="direct", text=words, verb="say"
        )
        actors = (r.Actor(code=about, name=STATES[about], mentions=(mention,)),)
        yield page(f"said-{number}", day, outlet, words, statements=(statement,), actors=actors)


def _plans() -> Iterator[r.Report]:
    for number, (told, status, day, source, target, words) in enumerate(
        (
            ("2019-03-28", "planned", "2019-04-04", "PER", "FJI", "Peru's envoy is to visit Fiji on 4 April"),
            ("2019-04-05", "actual", "2019-04-04", "PER", "FJI", "Peru's envoy visited Fiji on Thursday"),
            ("2019-08-01", "planned", "2019-08-20", "PER", "LAO", "Peru and Laos are to hold talks on 20 August"),
            ("2020-12-20", "planned", "2021-01-15", "PER", "FJI", "Fiji's premier will visit Peru on 15 January"),
            ("2020-12-21", "planned", "2021-02-01", "NOR", "CHL", "Norway and Chile are to meet on 1 February"),
        )
    ):
        event = r.Event(
            id=f"plan-{number}:e1",
            type="CONSULT",
            status=status,  # type: ignore[arg-type]
            symmetric=True,
            source=(r.Participant(code=source, start=0, end=4, text=STATES[source]),),
            target=(r.Participant(code=target, start=0, end=4, text=STATES[target]),),
            cameo="042",
            quad="verbal cooperation",
            goldstein=1.9,
            date=r.When(start=day, end=day, granularity="day", text="that day"),
            evidence=r.Evidence(start=0, end=len(words), text=words),
        )
        yield page(f"plan-{number}", told, "Coast Post", words, events=(event,))


def body(seed: str) -> str:
    """Made-up words that go with a wording: those of a reprint are those of its original, all others differ."""
    random = Random(seed)
    return " ".join("".join(random.choices("abdegiklmnoprstu", k=random.randint(3, 9))) for _ in range(40))


def page(id: str, day: str, outlet: str | None, words: str, more: str = "", **records: object) -> r.Report:
    """A page of one sentence, and what else stands in it."""
    parts = [r.Paragraph(start=0, end=len(words), kind="lead", text=words)]
    if more:
        parts.append(r.Paragraph(start=len(words) + 2, end=len(words) + 2 + len(more), kind="paragraph", text=more))
    return r.Report(
        id=id,
        article=r.Article(
            headline=words,
            outlet=outlet,
            published_at=f"{day}T09:00:00+00:00",
            paragraphs=tuple(parts),
        ),
        provenance=r.Provenance(
            dragoman="0",
            codebook="1",
            model="hand",
            page_sha256=hashlib.sha256(f"{id} {outlet} {words}".encode()).hexdigest(),
        ),
        **records,  # type: ignore[arg-type]
    )


def pairs(groups: dict[str, set[str]]) -> set[tuple[str, str]]:
    """All pairs of reports that are in one group."""
    return {(one, other) for members in groups.values() for one in members for other in members if one < other}
