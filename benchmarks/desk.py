"""How long the desk's server takes for each page, on a synthetic archive of a million events.

    python benchmarks/desk.py [--events 1000000] [--archive /tmp/large.dragoman] [--ties]

The archive is made once and kept. With --ties its reports are merged into events first, and Tie and World are timed.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec
from fastapi.testclient import TestClient

from dragoman import report as r
from dragoman import ties
from dragoman.archive import Archive
from dragoman.archive.writing import pack
from dragoman.desk.app import build
from dragoman.desk.serving import warm
from dragoman.desk.settings import Settings
from dragoman.knowledge import codebook, tables

LIMIT = 0.2
EVENTS_A_PAGE = 5
UNDERTAKING_EVERY = 4
WORDS = (
    "talks",
    "border",
    "treaty",
    "visit",
    "envoy",
    "sanctions",
    "harbour",
    "river",
    "grain",
    "ceasefire",
    "minister",
)
ROOMS = (
    "/",
    "/search/events",
    "/search/events?actor=USA",
    "/search/events?source=USA&target=RUS",
    "/search/events?type=CONSULT&status=planned",
    "/search/events?since=2015-03&until=2015-04",
    "/search/events?text=harbour&order=rank",
    "/search/events?text=harbour+treaty",
    "/search/events?outlet=Outlet+7&place=Place+3",
    "/facets/events",
    "/facets/events?actor=USA",
    "/search/statements",
    "/search/statements?text=harbour",
    "/search/persons",
    "/search/persons?name=Person+77",
    "/search/places",
    "/search/undertakings",
    "/search/articles",
    "/search/articles?text=harbour",
    "/article?id=whole",
    "/api/events?source=AZE&target=IRN&type=CONSULT",
    "/review",
    "/review?queue=sample",
    "/knowledge",
)
TIES = (
    "/tie",
    "/tie/FRA/DEU",
    "/tie/USA/RUS",
    "/tie/AZE/IRN",
    "/tie/AZE/CHN",
    "/tie/AZE/CHN?since=2015-03&by=week",
    "/world?since=2019&until=2019",
    "/world",
    "/world?window=year",
)
PARTS = (
    "/tie/AZE/CHN/part/numbers",
    "/tie/AZE/CHN/part/undertakings",
    "/tie/AZE/CHN/chart/course",
    "/tie/AZE/CHN/chart/types",
    "/tie/AZE/CHN/chart/where",
    "/world/chart/map",
    "/world/chart/network",
)
"""What comes after the page; AZE and CHN are the pair with most events, more than two in a hundred of all."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--archive", type=Path, default=Path("/tmp/large.dragoman"))
    parser.add_argument("--ties", action="store_true")
    given = parser.parse_args()
    if not given.archive.exists():
        began = time.perf_counter()
        make(given.archive, given.events)
        print(f"made in {time.perf_counter() - began:.0f} s, {given.archive.stat().st_size / 1e6:,.0f} MB")
    if given.ties:
        began = time.perf_counter()
        with Archive(given.archive) as archive:
            print(ties.build(archive), f"in {time.perf_counter() - began:.0f} s")
    app = build(Settings(given.archive))
    warm(app.state.store)
    client = TestClient(app, base_url="http://127.0.0.1:8765")
    client.cookies.set("dragoman_reviewer", "Ada")
    client.get("/healthz")
    slow = sum(timed(client, address) > LIMIT for address in (*ROOMS, *(TIES if given.ties else ())))
    print(f"{slow} over {LIMIT * 1000:.0f} ms at first view")
    for address in PARTS if given.ties else ():
        timed(client, address)


def timed(client: TestClient, address: str) -> float:
    """The first view, in seconds of processor time: other work on the machine tells nothing. Later ones are shown."""
    first, *times = [_once(client, address) for _ in range(4)]
    print(f"{first * 1000:8.1f} ms (later {statistics.median(times) * 1000:7.1f})  {address}", flush=True)
    return first


def _once(client: TestClient, address: str) -> float:
    began = time.process_time()
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
    return time.process_time() - began


_DYADS = tuple(
    f"INSERT OR IGNORE INTO dyads (source, target, day, event, last, type, status) SELECT {sides},"
    " coalesce(e.start, ''), e.key, coalesce(e.\"end\", ''), e.type, e.status FROM events e"
    " JOIN participants s ON s.event = e.key AND s.role = 'source'"
    f" JOIN participants t ON t.event = e.key AND t.role = 'target' WHERE {condition} ORDER BY 1, 2, 3, 4"
    for sides, condition in (("s.code, t.code", "1"), ("t.code, s.code", "e.symmetric"))
)
"""What writing a report puts into the table of dyads."""


def make(path: Path, events: int) -> None:
    """Writes the tables directly: putting a million reports would take an hour and tell nothing of the desk."""
    with Archive(path) as archive:
        archive.put(_report())
        connection = archive.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table, rows in _tables(events):
            _insert(connection, table, rows)
        for statement in _DYADS:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    columns = ", ".join(f'"{name}"' for name in first)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(sql, tuple(first.values()))
    connection.executemany(sql, (tuple(row.values()) for row in rows))


def _tables(events: int) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    pages = events // EVENTS_A_PAGE
    yield "pages", _pages(pages)
    yield (
        "page_texts",
        ({"page": n, "headline": _words(n), "body": f"{_words(n + 1)} {_words(n + 2)}"} for n in _keys(pages)),
    )
    yield "places", _places(pages)
    yield "events", _events(pages)
    yield "participants", _participants(pages)
    yield "statements", _statements(pages)
    yield (
        "persons",
        ({"page": n, "name": f"Person {n * 7919 % 20011}", "country": "USA", "mentions": 3} for n in _keys(pages)),
    )
    yield "undertakings", _undertakings(pages)
    yield "undertaking_parties", _parties(pages)


def _keys(pages: int) -> range:
    return range(10, 10 + pages)


def _chance(number: int) -> random.Random:
    return random.Random(number)


@cache
def _actors() -> tuple[list[str], list[float]]:
    """All countries, few of which make most of the news."""
    codes = [row["code"] for row in tables.rows("countries.tsv")]
    codes.sort(key=lambda code: code not in ("USA", "RUS", "CHN", "IRN", "AZE"))
    return codes, [1 / (place + 1) for place in range(len(codes))]


def _pair(page: int) -> list[str]:
    """Two actors that a page has much to say of."""
    return _chance(page).choices(*_actors(), k=2)


def _words(number: int) -> str:
    return " ".join(_chance(number).choices(WORDS, weights=range(len(WORDS), 0, -1), k=9)) + f" {number % 5003}"


def _day(page: int) -> str:
    return (date(2010, 1, 1) + timedelta(page * 7919 % 4000)).isoformat()


def _month(page: int) -> tuple[str, str, str]:
    """A time of one event in twenty: no more than the month is told."""
    first = date.fromisoformat(_day(page)).replace(day=1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return first.isoformat(), last.isoformat(), "month"


def _pages(pages: int) -> Iterator[dict[str, object]]:
    whole = _report()
    for n in _keys(pages):
        events = (
            msgspec.structs.replace(one, id=f"page-{n}:e{at}") for at, one in enumerate(whole.events[:EVENTS_A_PAGE])
        )
        one, other = _pair(n)
        actors = tuple(
            r.Actor(code=code, name=code, mentions=(r.Span(start=at, end=at + 3),))
            for at, code in ((2, one), (9, other))
        )
        said = tuple(
            r.Statement(start=0, end=40, speaker=r.Speaker(name="a", code=code), kind="direct", text="words")
            for code in (one, other)
        )
        report = msgspec.structs.replace(whole, id=f"page-{n}", events=tuple(events), actors=actors, statements=said)
        blob = pack(report)
        yield {
            "key": n,
            "id": f"page-{n}",
            "sha256": f"{n:064x}",
            "headline": _words(n),
            "outlet": f"Outlet {n % 97}",
            "published_at": _day(n) + "T09:00:00Z",
            "day": _day(n),
            "language": "en",
            "report": blob,
        }


def _places(pages: int) -> Iterator[dict[str, object]]:
    for n in _keys(pages):
        spot = n * 31 % 3001
        yield {
            "key": n,
            "page": n,
            "name": f"Place {spot}",
            "name_key": f"place {spot}",
            "lat": spot % 120 - 60.0,
            "lon": spot % 300 - 150.0,
            "country": "USA",
            "kind": "city",
            "text": "there",
            "first": 0,
            "last": 5,
        }


def _events(pages: int) -> Iterator[dict[str, object]]:
    types = list(codebook.types().values())
    for n in _keys(pages):
        chance = _chance(n)
        for number in range(EVENTS_A_PAGE):
            kind = chance.choice(types)
            key = n * EVENTS_A_PAGE + number
            first, last, granularity = _month(n) if key % 19 == 0 else (_day(n), _day(n), "day")
            yield {
                "key": key,
                "page": n,
                "number": number,
                "id": f"page-{n}:e{number}",
                "type": kind.name,
                "cameo": kind.cameo,
                "quad": kind.quad,
                "goldstein": codebook.look_up(kind.cameo).goldstein,
                "status": chance.choice(["actual"] * 8 + ["planned", "denied"]),
                "symmetric": kind.symmetric,
                "contexts": "",
                "start": first,
                "end": last,
                "granularity": granularity,
                "inherited": 0,
                "place": n,
                "confidence": 0.5 + chance.random() / 2,
                "text": _words(n + number),
                "first": 0,
                "last": 50,
            }


def _participants(pages: int) -> Iterator[dict[str, object]]:
    chance = _chance(1)
    for n in _keys(pages):
        pairs = chance.choices(*_actors(), k=2 * EVENTS_A_PAGE)
        for number in range(EVENTS_A_PAGE):
            key = n * EVENTS_A_PAGE + number
            roles = [("source", 0, pairs[2 * number]), ("target", 0, pairs[2 * number + 1])]
            for role, place, code in (*roles, *((("target", 1, "EGY"),) if key % 7 == 0 else ())):
                yield {
                    "event": key,
                    "role": role,
                    "number": place,
                    "code": code,
                    "sector": "GOV",
                    "text": code,
                    "first": 0,
                    "last": 3,
                }


def _statements(pages: int) -> Iterator[dict[str, object]]:
    for n in _keys(pages):
        for number, code in enumerate(_pair(n), 1):
            yield {
                "page": n,
                "number": number,
                "speaker": f"Person {n * 7919 % 20011}",
                "speaker_key": f"person {n * 7919 % 20011}",
                "code": code,
                "kind": "direct",
                "verb": "say",
                "text": _words(n + number),
                "first": 0,
                "last": 50,
            }


def _undertakings(pages: int) -> Iterator[dict[str, object]]:
    for n in _keys(pages)[::UNDERTAKING_EVERY]:
        yield {
            "key": n,
            "page": n,
            "number": 1,
            "name": f"{_chance(n).choice(WORDS)} {100 + n % 397} agreement",
            "kind": "agreement",
            "stage": _chance(n).choice(["proposed", "agreed", "signed", "completed"]),
            "text": _words(n),
            "first": 0,
            "last": 50,
        }


def _parties(pages: int) -> Iterator[dict[str, object]]:
    for n in _keys(pages)[::UNDERTAKING_EVERY]:
        for number, code in enumerate(dict.fromkeys(_pair(n))):
            yield {"undertaking": n, "number": number, "code": code}


def _report() -> r.Report:
    text = "Norway's foreign minister met Chile's envoy in Oslo on Monday. " * 20
    events = tuple(
        r.Event(
            id=f"whole:e{n}",
            type="CONSULT",
            status="actual",
            quad="verbal cooperation",
            goldstein=1.0,
            source=(r.Participant(code="NOR", text="Norway", start=63 * n, end=63 * n + 6),),
            target=(r.Participant(code="CHL", text="Chile", start=63 * n + 30, end=63 * n + 35),),
            evidence=r.Evidence(start=63 * n, end=63 * n + 62, text=text[:62]),
        )
        for n in range(20)
    )
    paragraph = r.Paragraph(kind="paragraph", text=text, start=0, end=len(text))
    return r.Report(id="whole", article=r.Article(headline="Whole", paragraphs=(paragraph,)), events=events)


if __name__ == "__main__":
    main()
