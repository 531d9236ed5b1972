"""Runs of the program that are killed, and what they must come to."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import msgspec

import dragoman
from dragoman.archive import Archive
from dragoman.archive.upkeep import check

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(Path(dragoman.__file__).parents[1]), str(Path(__file__).parents[1])]),
    "OPENBLAS_NUM_THREADS": "1",
}
REAL = [sys.executable, "-m", "dragoman"]
QUICK = [
    sys.executable,
    "-c",
    textwrap.dedent(
        """
        # The program with a coder that reads nothing, so that most of its time goes into the archive.
        import sys, types
        from conftest import build
        from dragoman.report import Kept, Page, Provenance, SetAside

        class Coder:
            def __init__(self, actors=None, fast=False, codebook=None): pass
            def provenance(self, sha):
                return Provenance(dragoman="1", codebook="1", model="none", page_sha256=sha)
            def keep(self, pages, workers=None):
                for page in pages:
                    if isinstance(page, Kept):
                        yield page
                    elif isinstance(page, SetAside):
                        yield Kept(page=None, result=page)
                    elif not page.text.strip():
                        yield Kept(page=page, result=SetAside(id=page.id, reason="it is empty", source=page.source))
                    else:
                        yield Kept(page=page, result=build(page.id, provenance=self.provenance(page.sha256)))

        sys.modules["dragoman.coder"] = types.SimpleNamespace(Coder=Coder)
        sys.argv[0] = "dragoman"
        from dragoman.cli import main
        main()
        """
    ),
]


def pages(folder: Path, count: int, template: str = "Page {number}.\n") -> list[str]:
    """Three folders whose files have the same names, some of them the same page, and rows."""
    for number in range(count):
        room = folder / "ABC"[number % 3]
        room.mkdir(parents=True, exist_ok=True)
        # Names meet in two folders; every seventh page is one that was there before.
        words = template.format(number=number - 3 if number % 7 == 6 else number)
        (room / f"p{number // 2:03}.txt").write_text(words)
    (folder / "A" / "empty.txt").write_text("\n")
    rows = [{"id": f"p{number:03}", "text": template.format(number=f"{number} of rows")} for number in range(20)]
    (folder / "C" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return [str(folder / name) for name in "ABC"]


def run(program: list[str], *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*program, *words], env=ENVIRONMENT, capture_output=True, text=True, **more)  # type: ignore[call-overload,no-any-return]


def answers(archive: Path) -> tuple[object, ...]:
    """All that an archive says, the moments of coding aside."""
    events = json.loads(run(REAL, "events", "--archive", str(archive), "--format", "json").stdout)
    assert events, "there is nothing to compare"
    with Archive(archive, readonly=True) as kept:
        others = [list(rows) for rows in (kept.statements(), kept.articles(), kept.reprints(), kept.rejects())]
        reports = [msgspec.structs.replace(report, provenance=None) for report in kept.reports()]
    return events, others, reports


def whole(archive: Path) -> bool:
    return check(archive) == []


def killed(program: list[str], words: list[str], within: float, dice: random.Random) -> bool:
    """Starts a run and kills it and all its processes at a random moment; whether it was still at work."""
    process = subprocess.Popen(
        [*program, *words],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(dice.uniform(0, within))
    running = process.poll() is None
    if running:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return running


def survive(program: list[str], folder: Path, inputs: list[str], kills: int, *, in_a_row: int, more: list[str]) -> None:
    """Kills so many runs, some in a row, and compares what the next whole run comes to with an undisturbed one."""
    dice = random.Random(kills)
    sound = folder / "sound.dragoman"
    start = time.monotonic()
    assert run(program, "code", *inputs, "--archive", str(sound), *more).returncode == 0
    within = time.monotonic() - start
    wanted = answers(sound)
    done = rounds = 0
    while done < kills:
        archive = folder / f"killed-{rounds}.dragoman"
        words = ["code", *inputs, "--archive", str(archive), *more]
        for _ in range(in_a_row):
            if not killed(program, words, within, dice):
                break  # it had come to its end: what is left to kill is another archive
            done += 1
        assert run(program, *words).returncode == 0
        assert answers(archive) == wanted, f"after {done} kills"
        assert whole(archive)
        rounds += 1
