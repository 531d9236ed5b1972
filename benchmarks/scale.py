"""Pages and archives made by rule, and how long the archive and the workers take with many of them.

    python benchmarks/scale.py archive FILE [--events 1000000]    fill an archive with events and ask it
    python benchmarks/scale.py ask FILE                           ask it again
    python benchmarks/scale.py pages FILE.jsonl [--count 1000]    write pages
    python benchmarks/scale.py workers [--count 600]              one and two workers against the bare parser
    python benchmarks/scale.py reprints [--count 5000]            the archive with and without looking for reprints
    python benchmarks/scale.py memory [--minutes 10]              memory of all processes of one run, by quarters

Figures of one machine stand in docs/scale.md; ratios carry over, times do not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from bulk import bulk

from dragoman import Coder, articles
from dragoman.archive import Archive, keeping, reprints
from dragoman.archive.connection import connect
from dragoman.archive.writing import pack
from dragoman.knowledge import codebook, countries
from dragoman.language import load
from dragoman.report import Article, Kept, Page, Paragraph, Provenance, Report, SetAside
from dragoman.text import lay_out

EVENTS_A_PAGE = 5
DRAWN = 500_000
FIRST_DAY = date(1995, 1, 1)
DAYS = 11_000


def main() -> None:
    """Print the figures of one benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, arguments in (
        ("archive", fill_and_ask, {"file": Path, "--events": 1_000_000}),
        ("ask", lambda options: ask(options.file), {"file": Path}),
        ("pages", write_pages, {"file": Path, "--count": 1000}),
        ("workers", workers, {"--count": 600, "--rounds": 3}),
        ("reprints", with_and_without_reprints, {"--count": 5000}),
        ("memory", memory, {"--count": 100_000, "--workers": 2, "--minutes": 10}),
    ):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        for argument, default in arguments.items():
            if argument.startswith("--"):
                command.add_argument(argument, type=int, default=default)
            else:
                command.add_argument(argument, type=default)
    options = parser.parse_args()
    options.run(options)


# Pages

_WORDS = [
    "water",
    "border",
    "trade",
    "fishing",
    "grain",
    "energy",
    "railway",
    "visa",
    "prisoner",
    "customs",
    "harbour",
    "airspace",
    "loan",
    "vaccine",
    "satellite",
    "refugee",
    "tariff",
    "cable",
    "river",
    "pipeline",
    "treaty",
    "ceasefire",
    "election",
    "sanctions",
    "summit",
    "delegation",
    "ministry",
    "parliament",
    "spokesman",
    "ambassador",
    "commission",
    "proposal",
    "report",
    "week",
    "month",
    "region",
    "capital",
    "province",
    "council",
    "agency",
    "company",
]
_RARE = tuple("".join(parts) for parts in product(("ba", "den", "kor", "li", "mu", "par", "sto", "ver"), repeat=4))
_SAYINGS = (
    "{a}'s president met {b}'s foreign minister in {c} on {day}.",
    "{a} condemned {b} over the {w} dispute, and said that talks on {w2} would be put off.",
    "{b} accused {a} of breaking the {w} accord.",
    "{a} and {b} signed an agreement on {w} and {w2}.",
    "Troops of {b} attacked a post of {a} near the {w} works.",
    '"We want {w} and {w2} to be settled," {a}\'s prime minister told reporters.',
    "{a} sent aid to {b} after the {w} crisis in the {w2} region.",
)


def names() -> list[str]:
    """The names of countries that stand alone in a sentence."""
    return sorted({name for name in countries.names().values() if name.isalpha()})


def pages(count: int, *, seed: int = 1, sentences: int = 16) -> Iterator[dict[str, str]]:
    """Pages of about 250 words, no two the same."""
    dice = random.Random(seed)
    known = names()
    for number in range(count):
        a, b = dice.sample(known, 2)
        day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
        lines = []
        for _ in range(sentences):
            some = {"w": dice.choice(_WORDS), "w2": dice.choice(_WORDS), "c": dice.choice(known), "day": f"{day:%A}"}
            filler = " ".join(dice.choice(_RARE) for _ in range(8))
            lines.append(dice.choice(_SAYINGS).format(a=a, b=b, **some) + f" The {filler} was named too.")
        body = "\n\n".join(" ".join(lines[at : at + 4]) for at in range(0, len(lines), 4))
        headline = f"{a} and {b} at odds over {dice.choice(_WORDS)}, item {number}"
        yield {"id": f"p{number:09}", "published_at": f"{day}T12:00:00+00:00", "text": f"{headline}\n\n{body}\n"}


def write_pages(options: argparse.Namespace) -> None:
    """Write them as JSONL."""
    with options.file.open("w", encoding="utf-8") as out:
        for page in pages(options.count):
            out.write(json.dumps(page) + "\n")


# The archive of many events

_EVENT = (
    'INSERT INTO events (key, page, number, id, type, quad, goldstein, status, symmetric, contexts, start, "end",'
    " granularity, inherited, confidence, text, first, last)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 'day', 0, 0.9, ?, 0, 40)"
)
_ROLE = "INSERT INTO participants (event, role, number, code, text, first, last) VALUES (?, ?, 0, ?, ?, 0, 5)"
_DAY = "date({}, '+' || (:pages % 211 - 100) || ' days')"
_COPIES = (
    "INSERT INTO pages (key, id, outlet, published_at, day, language, report) SELECT key + :pages,"
    f" format('p%09d', key + :pages), outlet, published_at, {_DAY.format('day')}, language, report FROM pages"
    " WHERE key <= :more_pages",
    'INSERT INTO events (key, page, number, id, type, quad, goldstein, status, symmetric, contexts, start, "end",'
    " granularity, inherited, confidence, text, first, last) SELECT key + :events, page + :pages, number,"
    " format('p%09d:e%d', page + :pages, number), type, quad, goldstein, status, symmetric, contexts,"
    f" {_DAY.format('start')}, {_DAY.format('start')}, granularity, inherited, confidence, text, first, last"
    " FROM events WHERE key <= :more",
    "INSERT INTO participants (event, role, number, code, text, first, last) SELECT event + :events, role, number,"
    " code, text, first, last FROM participants WHERE event <= :more",
)
_PAIR = (
    'SELECT {0}.code AS source, {1}.code AS target, e.start, e.key, e."end", e.type, e.status FROM events e'
    " JOIN participants s ON s.event = e.key AND s.role = 'source'"
    " JOIN participants t ON t.event = e.key AND t.role = 'target'"
)
_DYADS = (
    f"INSERT INTO dyads {_PAIR.format('s', 't')} UNION ALL {_PAIR.format('t', 's')} WHERE e.symmetric"
    " ORDER BY 1, 2, 3, 4",
    "INSERT INTO dyad_years SELECT substr(day, 1, 4), source, target, count(*) FROM dyads GROUP BY 1, 2, 3",
    "INSERT INTO dyad_years SELECT '*', source, target, count(*) FROM dyads GROUP BY 2, 3",
    "INSERT INTO event_words (event_words) VALUES ('rebuild')",
)
_PAGE = "INSERT INTO pages (key, id, outlet, published_at, day, language, report) VALUES (?, ?, ?, ?, ?, 'en', ?)"


def fill_and_ask(options: argparse.Namespace) -> None:
    """Fill an archive and ask it."""
    start = time.perf_counter()
    fill(options.file, options.events)
    seconds = time.perf_counter() - start
    size = options.file.stat().st_size
    print(
        f"{options.events:,} events in {seconds:.0f} s, {size / 2**20:,.0f} MiB, {size / options.events:.0f} bytes each"
    )
    ask(options.file)


def fill(path: Path, events: int) -> None:
    """Write rows as the archive would, by the ten thousand; actors are drawn as in the news: few take part in most."""
    connection = connect(path, readonly=False)
    connection.execute("PRAGMA temp_store = MEMORY")
    with bulk(connection, "pages", "events", "participants", "dyads"):
        rows = _rows(min(events, DRAWN))
        while batch := list(islice(rows, 20_000)):
            connection.execute("BEGIN")
            connection.executemany(_PAGE, (page for page, _ in batch))
            connection.executemany(_EVENT, (event for _, found in batch for event, _ in found))
            connection.executemany(_ROLE, (role for _, found in batch for _, roles in found for role in roles))
            connection.execute("COMMIT")
        grow(connection, events)
        for statement in _DYADS:
            connection.execute(statement)
    for statement in ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
        connection.execute(statement)
    connection.close()


def grow(connection: sqlite3.Connection, events: int) -> None:
    """Copy what was drawn, other days and other pages, until there are so many events: drawing is what takes long."""
    while (held := connection.execute("SELECT max(key) FROM events").fetchone()[0]) < events:
        values = {"events": held, "pages": held // EVENTS_A_PAGE, "more": min(held, events - held)}
        values["more_pages"] = values["more"] // EVENTS_A_PAGE
        connection.execute("BEGIN")
        for statement in _COPIES:
            connection.execute(statement, values)
        connection.execute("COMMIT")


def _rows(
    events: int,
) -> Iterator[tuple[tuple[object, ...], list[tuple[tuple[object, ...], list[tuple[object, ...]]]]]]:
    dice = random.Random(1)
    codes = sorted(countries.names())
    weights = [1 / (rank + 1) for rank in range(len(codes))]
    dice.shuffle(weights)
    types = list(codebook.types().values())
    report = pack(Report(id="synthetic", article=Article()))
    key = 0
    for page in range(1, events // EVENTS_A_PAGE + 1):
        day = (FIRST_DAY + timedelta(days=dice.randrange(DAYS))).isoformat()
        row = (page, f"p{page:09}", f"Outlet {page % 500}", f"{day}T12:00:00+00:00", day, report)
        found = []
        for number in range(1, EVENTS_A_PAGE + 1):
            key += 1
            source, target = _two(dice, codes, weights)
            type_ = dice.choice(types)
            text = f"{source} and {target} spoke of {dice.choice(_WORDS)} and {dice.choice(_WORDS)}"
            event = (
                *(key, page, number, f"p{page:09}:e{number}", type_.name, type_.quad, 1.0),
                *("actual", type_.name == "CONSULT", day, day, text),
            )
            found.append((event, [(key, "source", source, source), (key, "target", target, target)]))
        yield row, found


def _two(dice: random.Random, codes: list[str], weights: list[float]) -> tuple[str, str]:
    source, target = dice.choices(codes, weights, k=2)
    return (source, target) if source != target else _two(dice, codes, weights)


def ask(path: Path) -> None:
    """Time the questions of the archive, medians of five; the pair is the one of most events."""
    with Archive(path, readonly=True) as archive:
        count = archive.counts()["events"]
        top = list(archive.dyads(limit=20))
        one = top[0]
        print(f"{count:,} events; {one.source} and {one.target} have {one.events:,} of them")
        for name, question in {
            "events of a dyad in a year": lambda: archive.events(
                source=one.source, target=one.target, since="2015", until="2015"
            ),
            "the first 50 events of a dyad": lambda: archive.events(source=one.source, target=one.target, limit=50),
            "monthly series of a dyad": lambda: archive.months(source=one.source, target=one.target),
            "the 20 top dyads": lambda: archive.dyads(limit=20),
            "the 20 top dyads of a year": lambda: archive.dyads(since="2015", until="2015", limit=20),
        }.items():
            rows, wall, work = timed(question)
            print(f"{name:32} {rows:7,} rows {wall:7.3f} s, of which at work {work:7.3f} s")


def timed(question: Callable[[], Iterator[object]]) -> tuple[int, float, float]:
    """How many answers, and the medians of five: of the time, and of that in which this process worked."""
    walls, works = [], []
    for _ in range(5):
        wall, work = time.perf_counter(), time.process_time()
        rows = sum(1 for _ in question())
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return rows, statistics.median(walls), statistics.median(works)


# Workers


class Pace(NamedTuple):
    """Pages a second by the clock; seconds of work for a page, of all processes and of the first one alone."""

    pages: float
    work: float
    parent: float


def workers(options: argparse.Namespace) -> None:
    """One and two workers against the bare parser on the same pages, once all are at work; medians of rounds.

    The efficiency by the clock is what there is on a machine that does nothing else. By work it is what two processors
    could reach: the work that a page costs with one worker against that with two, all that is passed between included.
    """
    found = [one for page in pages(options.count) for one in articles.raw(page)]
    texts = [lay_out(article.article) for page in found if not isinstance(article := articles.finish(page), SetAside)]
    bare: list[float] = []
    paces: dict[int, list[Pace]] = {1: [], 2: []}
    for _ in range(options.rounds):
        bare.append(
            len(texts) / seconds(lambda: [None for _ in load()._nlp.pipe((text.text for text in texts), batch_size=32)])
        )
        for number in paces:
            paces[number].append(pace(found, number))
    base = statistics.median(bare)
    one, two = (Pace(*map(statistics.median, zip(*paces[number], strict=True))) for number in (1, 2))
    print(f"{options.count} pages of {statistics.mean(len(page.text) for page in found):.0f} characters")
    print(f"bare parser  {base:7.1f} pages/s of its own work")
    for number, held in ((1, one), (2, two)):
        work = f"{1000 * held.work:.1f} ms of work a page, {1000 * held.parent:.1f} of it in the first process"
        print(f"{number} worker{'s' * (number > 1):1}    {held.pages:7.1f} pages/s, {work}")
    print(f"efficiency of two workers {two.pages / one.pages / 2:.2f} by the clock, {one.work / two.work:.2f} by work")


def pace(found: list[Page], number: int) -> Pace:
    """How fast pages are coded into an archive, from where all processes are at work to the last page."""
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "a.dragoman") as archive:
        skipped = 2 * number * 64
        marks: list[tuple[float, float, float]] = []

        def noted() -> Iterator[Kept]:
            # The others are ended with the last result: what they did must be read while they are there.
            last = len(found)
            for done, kept in enumerate(Coder().keep(found, workers=number), 1):
                if done in (skipped, last):
                    marks.append((time.perf_counter(), *worked()))
                yield kept

        archive.put_many(noted())
    (start, work, parent), (end, work_end, parent_end) = marks
    count = len(found) - skipped
    return Pace(count / (end - start), (work_end - work) / count, (parent_end - parent) / count)


def worked() -> tuple[float, float]:
    """Seconds of work so far: of this process and those that it started, and of this one alone."""
    ticks = os.sysconf("SC_CLK_TCK")
    spent = []
    for pid in family(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        spent.append((int(fields[11]) + int(fields[12])) / ticks)
    return sum(spent), time.process_time()


def seconds(run: Callable[[], object]) -> float:
    """Seconds that this process works at one call; what others on the machine do hardly matters."""
    start = time.process_time()
    run()
    return time.process_time() - start


# Reprints


def with_and_without_reprints(options: argparse.Namespace) -> None:
    """Reports into an archive with and without looking for reprints; a tenth of the pages are light rewrites."""
    reports = list(made_reports(options.count))
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, link in (("with", reprints.link), ("without", lambda connection, page: None)):
            keeping.reprints.link = link
            with Archive(Path(folder) / f"{name}.dragoman") as archive:
                found.append(seconds(lambda: archive.put_many(reports)))
                links = sum(1 for _ in archive.reprints())
            print(f"{name:8} {len(reports) / found[-1]:8.0f} pages/s, {links} reprints of {options.count // 10}")
    print(f"ratio    {found[0] / found[1]:8.2f}")


def made_reports(count: int) -> Iterator[Report]:
    """Reports with the words of pages and nothing found in them."""
    dice = random.Random(2)
    for number, page in enumerate(pages(count - count // 10)):
        words = page["text"].split()
        yield made_report(page["id"], words, number, page["published_at"])
        if number % 9 == 0:
            again = [dice.choice(_WORDS) if dice.random() < 0.05 else word for word in words]
            yield made_report(f"{page['id']}-again", again, count + number, None)


def made_report(id: str, words: list[str], number: int, published_at: str | None) -> Report:
    """A report of some words."""
    text = " ".join(words)
    body = (Paragraph(kind="paragraph", text=text, start=0, end=len(text)),)
    made = Provenance(dragoman="0", codebook="0", model="none", page_sha256=f"{number:064}")
    return Report(id=id, article=Article(published_at=published_at, paragraphs=body), provenance=made)


# Memory


def memory(options: argparse.Namespace) -> None:
    """The memory of all processes of a run that codes without the learned typer, its peak in each quarter of the time.

    The run is broken off after some minutes where there are more pages than it can code by then.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, archive = Path(folder) / "pages.jsonl", Path(folder) / "a.dragoman"
        write_pages(argparse.Namespace(file=source, count=options.count))
        command = [sys.executable, "-m", "dragoman", "code", str(source), "--archive", str(archive), "--fast"]
        run = subprocess.Popen([*command, "--workers", str(options.workers)], stderr=subprocess.DEVNULL)
        samples = []
        start = time.perf_counter()
        while run.poll() is None and time.perf_counter() - start < 60 * options.minutes:
            samples.append(sum(resident(pid) for pid in family(run.pid)))
            time.sleep(0.5)
        spent = time.perf_counter() - start
        run.send_signal(signal.SIGINT)
        run.wait()
        with Archive(archive, readonly=True) as kept:
            done = kept.counts()["pages"]
    quarter = max(1, len(samples) // 4)
    peaks = [max(samples[at : at + quarter]) for at in range(0, 4 * quarter, quarter)]
    print(f"{done:,} pages in {spent:.0f} s: {done / spent:.1f} pages/s")
    print("MiB in each quarter:", *(f"{peak / 2**20:.0f}" for peak in peaks))


def family(pid: int) -> list[int]:
    """A process and those that it started."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(") ")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += family(int(path.parent.name))
    return found


def resident(pid: int) -> int:
    """Bytes of memory of a process, what it shares with others divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
