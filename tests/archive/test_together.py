"""Several processes on one archive: readers and small corrections go on while a long run writes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from killing import ENVIRONMENT, QUICK, answers, pages, run, whole

READER = """
import sys, time
from dragoman.archive import Archive
looks = 0
while not done(sys.argv[1]):
    with Archive(sys.argv[1], readonly=True) as archive:
        for _ in range(20):
            counts = archive.counts()
            assert counts["events"] == 2 * counts["pages"], counts
            assert sum(1 for _ in archive.events(limit=50)) <= 50
            looks += 1
            time.sleep(0.005)
print(looks)
"""
DONE = """
from pathlib import Path
def done(path):
    return Path(path + ".done").exists()
"""
CORRECTOR = """
import sys, time
from conftest import build
from dragoman.archive import Archive
puts = 0
while not done(sys.argv[1]):
    with Archive(sys.argv[1]) as archive:
        archive.put(build("correction", "c" * 64))
    puts += 1
    time.sleep(0.02)
print(puts)
"""


def test_readers_and_small_corrections_go_on_while_a_run_writes(tmp_path: Path) -> None:
    inputs = pages(tmp_path / "in", 450)
    archive = tmp_path / "a.dragoman"
    assert run(QUICK, "code", inputs[0], "--archive", str(archive)).returncode == 0
    others = [
        subprocess.Popen(
            [sys.executable, "-c", DONE + script, str(archive)],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        for script in (READER, READER, CORRECTOR)
    ]
    time.sleep(0.3)
    written = run(QUICK, "code", *inputs, "--archive", str(archive))
    Path(f"{archive}.done").touch()
    for other in others:
        out, errors = other.communicate(timeout=60)
        assert other.returncode == 0, errors
        assert int(out) > 0
    assert written.returncode == 0, written.stderr
    assert whole(archive)


def test_two_long_runs_at_once_are_as_one_after_the_other(tmp_path: Path) -> None:
    inputs = pages(tmp_path / "in", 120)
    archive, sound = tmp_path / "a.dragoman", tmp_path / "sound.dragoman"
    words = [[*QUICK, "code", one, "--archive", str(archive)] for one in inputs]
    runs = [subprocess.Popen(one, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for one in words]
    assert [one.wait(60) for one in runs] == [0, 0, 0], [one.stderr.read() for one in runs if one.stderr]
    for one in runs:
        assert one.stderr is not None
        one.stderr.close()
    run(QUICK, "code", *inputs, "--archive", str(sound))
    assert answers(archive) == answers(sound)
    assert whole(archive)
