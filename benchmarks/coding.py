"""Whole coding against the bare parser on the same text, in one process: time, memory, start-up.

    python benchmarks/coding.py [PAGES ...] [--rounds 5]

PAGES are plain text files; the project's own fixture pages by default, repeated to a good size. The bare parser is
spaCy with the same model and the same fast settings (plain numpy products, no lemmatizer, no attribute ruler). Each
round times both, one after the other, so that other work on the machine hits both alike; the time is the processor's
in this process, and the ratio is of medians. Set OPENBLAS_NUM_THREADS=1: the time of all threads is counted.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from dragoman import Coder, articles
from dragoman.language import load
from dragoman.text import lay_out

PAGES = sorted((Path(__file__).parent.parent / "tests" / "pages").glob("*.txt"))
REPEATS = 12


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = varied([path.read_text(encoding="utf-8") for path in options.pages or PAGES])
    texts = [lay_out(one.article).text for page in pages for one in articles.read(page) if not hasattr(one, "reason")]
    coder, nlp = Coder(), load()._nlp
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    for _ in coder.code_many(pages):  # warm both
        pass
    quick = Coder(fast=True)
    bare, whole, without = [], [], []
    for _ in range(options.rounds):
        bare.append(timed(lambda: [None for _ in nlp.pipe(texts, batch_size=32)]))
        whole.append(timed(lambda: [None for _ in coder.code_many(pages)]))
        without.append(timed(lambda: [None for _ in quick.code_many(pages)]))
    base, full, fast = (statistics.median(times) for times in (bare, whole, without))
    print(f"{len(texts)} pages, {tokens} tokens, {options.rounds} rounds")
    print(f"bare parser   {tokens / base:8.0f} tokens/s")
    print(f"whole coding  {tokens / full:8.0f} tokens/s   ratio {full / base:.2f}")
    print(f"with --fast   {tokens / fast:8.0f} tokens/s   ratio {fast / base:.2f}")
    print(f"peak memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")
    print(f"--help        {command('--help'):8.2f} s")
    print(f"first page    {command('code', str(PAGES[0]), '--archive', '/tmp/benchmark.dragoman'):8.2f} s")


def varied(pages: list[str]) -> list[str]:
    """The pages many times over, each a little different, so that no page is the same as another."""
    return [page.replace("\n\n", f"\n\nPart {number}. ", 1) for number in range(REPEATS) for page in pages]


def timed(run: object) -> float:
    """Seconds of the processor for one call."""
    start = time.process_time()
    run()  # type: ignore[operator]
    return time.process_time() - start


def command(*arguments: str) -> float:
    """Seconds of one command, the best of three."""
    best = 60.0
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
