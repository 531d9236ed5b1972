from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import jobs
import pytest

import dragoman
from dragoman import workers
from dragoman.errors import KnowledgeError
from dragoman.workers import Job, WorkersError, ordered


def run(make: object, batches: object, workers: int = 2) -> list[object]:
    job = Job(make, jobs.failed)  # type: ignore[arg-type]
    return [one for batch in ordered(job, batches, workers) for one in batch]  # type: ignore[arg-type]


def test_results_come_in_order() -> None:
    batches = [list(range(start, start + 3)) for start in range(0, 90, 3)]
    assert run(jobs.double, [*batches, []]) == [2 * item for item in range(90)]


def test_what_raises_or_kills_is_set_aside_and_the_rest_is_done() -> None:
    found = run(jobs.touchy, [[1, 2], [6, 7, 8], [12, 13, 14], [20]])
    assert found[:3] == [2, 4, 12] and found[4:6] == [16, 24] and found[7:] == [28, 40]
    assert str(found[3]).startswith("7: an error within Dragoman") and "ValueError: seven" in str(found[3])
    assert str(found[6]).startswith("13: the process that read it died")


def test_a_process_that_dies_once_is_replaced(tmp_path: Path) -> None:
    assert run(partial(jobs.dies_once, str(tmp_path / "mark")), [[1], [99, 100], [3]]) == [2, 198, 200, 6]


def test_what_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    # Read anew by each process, so set where they find it.
    job = Job(partial(jobs_with_limit, jobs.slow), jobs.failed)
    [[found]] = list(ordered(job, [[1]], 1))
    assert str(found).startswith("1: the process that read it died or hung")


def jobs_with_limit(make: object) -> object:
    workers.LONGEST_SECONDS = 1  # type: ignore[misc]
    return make()  # type: ignore[operator]


def test_an_error_for_the_user_ends_the_run() -> None:
    with pytest.raises(KnowledgeError, match="a table is wrong"):
        run(jobs.wrong, [[1]])


def test_each_process_has_one_thread_and_this_one_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert run(jobs.threads, [[1]]) == ["1"]
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_no_more_is_drawn_than_is_needed(tmp_path: Path) -> None:
    drawn = 0

    def endless() -> Iterator[list[int]]:
        nonlocal drawn
        while True:
            drawn += 1
            yield [drawn]

    results = ordered(Job(partial(jobs.named, str(tmp_path)), jobs.failed), endless(), 2)
    for number in range(1, 21):
        assert next(results) == [number]
        assert drawn <= number + 3 * 2
    results.close()
    assert len(list(tmp_path.iterdir())) == 2


def test_processes_are_relieved_after_so_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCHES_OF_A_CREW", 5)
    assert run(partial(jobs.named, str(tmp_path)), [[number] for number in range(11)], 1) == list(range(11))
    assert len(list(tmp_path.iterdir())) == 3


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from dragoman.workers import Job, ordered
import jobs
{guard}for batch in ordered(Job(jobs.{make}, jobs.failed), ([n] for n in range(1000)), 2):
    print("result", flush=True)
"""


def script(tmp_path: Path, make: str, guard: str) -> Path:
    paths = [str(Path(dragoman.__file__).parents[1]), str(Path(jobs.__file__).parent)]
    path = tmp_path / "script.py"
    path.write_text(textwrap.dedent(SCRIPT).format(paths=paths, make=make, guard=guard))
    return path


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, script(tmp_path, "double", "")], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert WorkersError.__name__ in done.stderr.splitlines()[-1] and "__main__" in done.stderr.splitlines()[-1]


def state(pid: str) -> list[str]:
    """State and parent of a process; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[:2]
    except OSError:
        return []


def children(pid: int) -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit() and state(path.name)[1:] == [str(pid)]]


def alive(pids: list[str]) -> list[str]:
    return [pid for pid in pids if state(pid)[:1] not in ([], ["Z"])]


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_processes_end_when_the_first_is_killed(tmp_path: Path) -> None:
    path = script(tmp_path, "slow", 'if __name__ == "__main__":\n  ')
    first = subprocess.Popen([sys.executable, path], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    # Two that work and one that watches over their shared resources.
    while len(found := children(first.pid)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(found) == 3
    time.sleep(0.5)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    while alive(found) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(found) == []
