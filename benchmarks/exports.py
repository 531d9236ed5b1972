"""Exports of a large archive: time and peak memory of each format, each in a process of its own.

    python benchmarks/exports.py [--events 200000] [--formats polecat parquet ...] [--archive FILE]

The archive is made of synthetic reports of ten events each, with headline, body, persons and places. Half of it is
exported first: memory that does not grow from half to whole does not grow with the archive.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dragoman import report as r
from dragoman.archive import Archive
from dragoman.cli.exporting import NAMES
from dragoman.exchange import codes
from dragoman.knowledge import codebook

EVENTS = 10
BODY = " ".join(f"Sentence {number} of a page that says nothing in particular at some length." for number in range(30))
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def reports(count: int) -> Iterator[r.Report]:
    """Synthetic reports of ten events."""
    rng = random.Random(7)
    states = sorted(code for code, row in codes.countries().items() if row["kind"] == "state")
    kinds = list(codebook.types().values())
    for number in range(count):
        day = (date(2010, 1, 1) + timedelta(days=rng.randrange(5000))).isoformat()
        yield r.Report(
            id=f"page-{number}",
            article=r.Article(
                headline=f"Headline of page {number}", outlet=f"Outlet {number % 50}", language="en",
                url=f"https://outlet.example/{number}", published_at=f"{day}T08:00:00+00:00",
                paragraphs=(r.Paragraph(start=30, end=30 + len(BODY), kind="lead", text=BODY),),
            ),
            persons=(r.Person(name=f"Person {number % 999}", country="NOR", mentions=(r.Span(start=40, end=50),)),),
            events=tuple(_event(rng, states, kinds, number, place, day) for place in range(EVENTS)),
            provenance=r.Provenance(dragoman="0", codebook="c", model="m", page_sha256=f"{number:064x}"),
        )  # fmt: skip


def _event(
    rng: random.Random, states: list[str], kinds: list[codebook.Type], number: int, place: int, day: str
) -> r.Event:
    kind = rng.choice(kinds)
    start = 30 + place * 70
    who, whom = rng.sample(states, 2)
    spot = r.Place(start=start, end=start + 4, text="Oslo", name="Oslo", lat=59.9, lon=10.7, country="NOR")
    return r.Event(
        id=f"page-{number}:e{place + 1}", type=kind.name, status="actual", cameo=kind.cameo, quad=kind.quad,
        source=(r.Participant(start=start, end=start + 4, code=who, sector="GOV", text="word"),),
        target=(r.Participant(start=start + 5, end=start + 9, code=whom, text="word"),),
        date=r.When(start=day, end=day, granularity="day", inherited=True), place=spot,
        evidence=r.Evidence(start=start, end=start + 60, text=BODY[place * 70 : place * 70 + 60]),
    )  # fmt: skip


def build(path: Path, events: int) -> None:
    """The archive, if it is not there yet."""
    if not path.exists():
        with Archive(path) as archive:
            archive.put_many(reports(events // EVENTS))


def measured(form: str, archive: Path, out: Path) -> tuple[float, int]:
    """Seconds and the peak of memory in MiB of one export."""
    command = [
        sys.executable,
        "-m",
        "dragoman",
        "export",
        "--format",
        form,
        "--archive",
        str(archive),
        "--out",
        str(out),
    ]
    code = f"import subprocess; subprocess.run({command!r}, check=True, capture_output=True); {PEAK}"
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout) // 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--formats", nargs="*", default=NAMES, choices=NAMES)
    parser.add_argument("--archive", type=Path, help="Where to make the archives (a prefix); kept for the next run.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        prefix = options.archive or Path(room) / "synthetic"
        archives = {
            count: prefix.with_name(f"{prefix.name}-{count}") for count in (options.events // 2, options.events)
        }
        for count, path in archives.items():
            build(path, count)
        print(f"{'format':16}{'':>6}" + "".join(f"{count:>12,} events" for count in archives))
        for form in options.formats:
            found = [measured(form, path, Path(room) / f"{form}-{count}") for count, path in archives.items()]
            print(f"{form:16}" + "".join(f"{seconds:12.1f} s {peak:6} MiB" for seconds, peak in found), flush=True)


if __name__ == "__main__":
    main()
