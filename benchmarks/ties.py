"""What merging and series cost as an archive grows: time for every thousand reports, and memory.

    python benchmarks/ties.py [REPORTS ...]                  # 10000 100000 by default
    python benchmarks/ties.py --made FILE [--events 10000000]   # how fast merged events answer

Each archive is filled with pages of one event each straight into its tables, since coding them is another matter: forty
states, events told by one to six outlets within two days, some of them reprints. Printed are the seconds of processor
time to merge all, to merge what a hundred more pages bring, and to work out the series of a dyad and of all.

With --made, merged events are written by rule (actors by Zipf's law, 11,000 days) and asked: medians of five, each on a
connection of its own.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median

from bulk import bulk

from dragoman.archive import Archive
from dragoman.archive.connection import transaction
from dragoman.knowledge import codebook, countries
from dragoman.ties import build, top

STATES = tuple(f"{one}{two}A" for one in "ABCDEFGH" for two in "KLMNP")
TYPES = ("CONSULT", "AGREE", "SUPPORT", "AID", "ACCUSE", "REQUEST", "THREATEN", "ASSAULT")
WORDS = tuple(f"word{number}" for number in range(400))
DAYS = 1500
REPORT = zlib.compress(b'{"id":"a","article":{}}')

Row = tuple[str, str, str, str, str, str, str | None, str, str]


def rows(reports: int, seed: int, since: date = date(2019, 1, 1)) -> Iterator[Row]:
    """Reports: page, outlet, its day, type, source, target, the day told, CAMEO code, words."""
    random = Random(seed)
    made = 0
    while made < reports:
        type_ = random.choice(TYPES)
        # A few pairs make most of the news, as they do.
        source, target = random.sample(STATES[: random.choice((4, 10, 40))], 2)
        day = since + timedelta(days=random.randrange(DAYS))
        wire = " ".join(random.choices(WORDS, k=12))
        for _ in range(min(random.randint(1, 6), reports - made)):
            told = day + timedelta(days=random.choice((0, 0, 1, 2)))
            words = wire if random.random() < 0.3 else " ".join(random.choices(WORDS, k=12))
            stated = day.isoformat() if random.random() < 0.5 else None
            name, outlet = f"p{seed}-{made}", f"outlet {random.randrange(60)}"
            yield name, outlet, told.isoformat(), type_, source, target, stated, codebook.types()[type_].cameo, words
            made += 1


def fill(archive: Archive, reports: int, seed: int) -> None:
    """Writes the reports into the tables of the archive."""
    connection = archive.connection
    [page] = connection.execute("SELECT coalesce(max(key), 0) FROM pages").fetchone()
    with transaction(connection):
        for key, (name, outlet, told, type_, source, target, stated, cameo, words) in enumerate(
            rows(reports, seed), page + 1
        ):
            kind = codebook.types()[type_]
            connection.execute(
                "INSERT INTO pages (key, id, outlet, published_at, day, report) VALUES (?, ?, ?, ?, ?, ?)",
                (key, name, outlet, told, told, REPORT),
            )
            connection.execute(
                'INSERT INTO events (key, page, number, id, type, cameo, quad, goldstein, status, symmetric, contexts,'
                ' start, "end", granularity, inherited, confidence, text, first, last)'
                " VALUES (?, ?, 1, ?, ?, ?, ?, ?, 'actual', ?, '', ?, ?, 'day', ?, 1, ?, 0, 1)",
                (key, key, f"{name}:e1", type_, cameo, kind.quad, codebook.look_up(cameo).goldstein, kind.symmetric,
                 stated or told, stated or told, stated is None, words),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO participants (event, role, number, code, text, first, last) VALUES (?, ?, 0, ?, '', 0, 1)",
                ((key, "source", source), (key, "target", target)),
            )


def seconds(work: object) -> float:
    """The seconds of processor time that something takes: other work on the machine leaves them as they are."""
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


def measure(reports: int, folder: Path) -> str:
    """One line of the table."""
    with Archive(folder / f"{reports}.dragoman") as archive:
        fill(archive, reports, 1)
        merged = seconds(lambda: build(archive))
        fill(archive, 100, 2)
        again = seconds(lambda: build(archive))
        [events] = archive.connection.execute("SELECT count(*) FROM merged_events").fetchone()
        dyad = seconds(lambda: archive.ties("AKA", "ALA").periods)
        whole = seconds(lambda: archive.ties().periods)
        points = seconds(lambda: archive.ties("AKA", "ALA").turning_points)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = (f"{merged:.1f}", f"{1_000_000 * merged / reports:.0f}", f"{again:.2f}", f"{dyad:.2f}", f"{whole:.1f}",
             f"{1_000_000 * whole / reports:.1f}", f"{points:.1f}", f"{megabytes:.0f}")  # fmt: skip
    return f"| {reports:,} | {events:,} | " + " | ".join(cells) + " |"


DRAWN = 500_000
SPAN = 11_000
_DRAWN = """
CREATE TEMP TABLE drawn (n INTEGER PRIMARY KEY, source, target, day, type, quad, goldstein, status, symmetric)
"""
_EVENTS = """
INSERT INTO merged_events (key, id, type, status, quad, goldstein, symmetric, source, target, start, "end", granularity,
  day, reports, outlets, reprints, told_by, why)
SELECT n + :held, format('m%012d', n + :held), type, status, quad, goldstein, symmetric, source, target, at, at, 'day',
  at, 1 + n % 3, 1 + n % 2, 0, 1, 'made'
FROM (SELECT *, date('1995-01-01', '+' || ((day + :held / 7) % :span) || ' days') AS at FROM drawn LIMIT :most)
"""
_DYADS = """
INSERT INTO merged_dyads (source, target, day, merged, plain, status, type, quad, goldstein, reports, outlets)
SELECT source, target, day, key, 1, status, type, quad, goldstein, reports, outlets FROM merged_events
ORDER BY source, target, day, key
"""
_PAIRS = """
INSERT INTO merged_pairs SELECT {}, min(source, target), max(source, target), count(*), sum(reports),
  sum(quad LIKE '%cooperation'), sum(quad LIKE '%conflict'), count(goldstein),
  sum(CAST(round(1000 * goldstein) AS INTEGER))
FROM merged_dyads WHERE status = 'actual' GROUP BY 1, 2, 3
"""


def make(path: Path, events: int) -> None:
    """Writes merged events and what is added up of them; indexes and triggers are made at the end, all at once."""
    with Archive(path) as archive:
        fill(archive, 1, 1)
        connection = archive.connection
        with bulk(connection, "merged_events", "merged_dyads"):
            connection.execute("DELETE FROM unmerged_pages")
            connection.execute(_DRAWN)
            connection.executemany("INSERT INTO drawn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", drawn(min(events, DRAWN)))
            for held in range(0, events, DRAWN):
                values = {"held": held, "span": SPAN, "most": min(DRAWN, events - held)}
                connection.execute(_EVENTS, values)
            connection.execute(_DYADS)
            for period in ("'*'", "substr(day, 1, 4)", "substr(day, 1, 7)"):
                connection.execute(_PAIRS.format(period))
            connection.execute("INSERT OR REPLACE INTO page_days SELECT DISTINCT day, 900 FROM merged_events")


def drawn(events: int) -> Iterator[tuple[object, ...]]:
    """Events at random, few actors taking part in most."""
    random = Random(1)
    codes = sorted(countries.names())
    weights = [1 / (place + 1) for place in range(len(codes))]
    kinds = list(codebook.types().values())
    for number in range(1, events + 1):
        source, target = random.choices(codes, weights, k=2)
        kind = random.choice(kinds)
        status = random.choice(("actual",) * 8 + ("planned", "denied"))
        goldstein = codebook.look_up(kind.cameo).goldstein
        yield number, source, target, random.randrange(SPAN), kind.name, kind.quad, goldstein, status, kind.symmetric


def ask(path: Path) -> None:
    """Times questions about ties, each of its own."""
    with Archive(path, readonly=True) as archive:
        [events] = archive.connection.execute("SELECT count(*) FROM merged_events").fetchone()
        first = next(row for row in top(archive, limit=20) if row.first != row.second)
    print(f"{events:,} events; {first.first} and {first.second} have {first.events:,} of them")
    pair = (first.first, first.second)
    questions: dict[str, Callable[[Archive], object]] = {
        "monthly series of a dyad": lambda archive: archive.ties(*pair).series,
        "its monthly course with bands": lambda archive: archive.ties(*pair).course,
        "its turning points": lambda archive: archive.ties(*pair).turning_points,
        "its 14 key events": lambda archive: archive.ties(*pair).key_events(14),
        "monthly series of a dyad in a year": lambda archive: archive.ties(*pair, since="2015", until="2015").series,
        "events of a dyad in a year": lambda archive: archive.ties(*pair, since="2015", until="2015").events,
        "the 20 first pairs": lambda archive: top(archive, limit=20),
        "the 20 first pairs of a year": lambda archive: top(archive, since="2015", until="2015", limit=20),
        "the 20 first pairs of odd days": lambda archive: top(
            archive, since="2001-03-15", until="2014-08-02", limit=20
        ),
    }
    for name, question in questions.items():
        walls, works, rows = [], [], 0
        for _ in range(5):
            with Archive(path, readonly=True) as archive:
                wall, work = time.perf_counter(), time.process_time()
                rows = len(question(archive))  # type: ignore[arg-type]
                walls.append(time.perf_counter() - wall)
                works.append(time.process_time() - work)
        print(f"{name:36} {rows:6,} rows {median(walls):6.2f} s, at work {median(works):6.2f} s", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--made", type=Path)
    parser.add_argument("--events", type=int, default=10_000_000)
    options = parser.parse_args()
    if options.made is not None:
        if not options.made.exists():
            start = time.perf_counter()
            make(options.made, options.events)
            print(f"made in {time.perf_counter() - start:.0f} s, {options.made.stat().st_size / 2**20:,.0f} MiB")
        ask(options.made)
        return
    print("| reports | events | merge all, s | µs a report | 100 pages more, s | dyad by month, s | all by month, s"
          " | µs a report | turning points, s | peak memory, MB |")  # fmt: skip
    print("| ---: " * 10 + "|")
    with tempfile.TemporaryDirectory() as folder:
        for reports in options.reports:
            print(measure(reports, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
