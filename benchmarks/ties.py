"""What merging and series cost as an archive grows: time for every thousand reports, and memory.

    python benchmarks/ties.py [REPORTS ...]        # 10000 100000 by default

Each archive is filled with pages of one event each straight into its tables, since coding them is another matter: forty
states, events told by one to six outlets within two days, some of them reprints. Printed are the seconds of processor
time to merge all, to merge what a hundred more pages bring, and to work out the series of a dyad and of all.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from dragoman.archive import Archive
from dragoman.archive.connection import transaction
from dragoman.knowledge import codebook
from dragoman.ties import build

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


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=int, default=[10_000, 100_000])
    options = parser.parse_args()
    print("| reports | events | merge all, s | µs a report | 100 pages more, s | dyad by month, s | all by month, s"
          " | µs a report | turning points, s | peak memory, MB |")  # fmt: skip
    print("| ---: " * 10 + "|")
    with tempfile.TemporaryDirectory() as folder:
        for reports in options.reports:
            print(measure(reports, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
