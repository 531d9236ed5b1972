from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import ENVIRONMENT, QUICK, REAL, answers, killed, pages, run, survive, whole

STORY = (
    "Peru and Ecuador hold talks, round {number}\n\n"
    "LIMA, March 3, 2022 - Peru's president met Ecuador's foreign minister in Lima on Wednesday. Talks about item"
    " {number} of the water treaty lasted three hours, and both sides said that they would meet again in Quito.\n\n"
    '"We have agreed on point {number}," the minister said. Chile condemned the talks and recalled its ambassador.\n'
)


def test_kill_9_at_any_moment_and_again_is_as_one_undisturbed_run(tmp_path: Path) -> None:
    survive(QUICK, tmp_path, pages(tmp_path / "in", 240), 5, in_a_row=5, more=[])


@pytest.mark.torture
@pytest.mark.parametrize("more", [["--workers", "2"], ["--workers", "1"]], ids=["two workers", "one worker"])
def test_kill_9_a_hundred_times_each(tmp_path: Path, more: list[str]) -> None:
    survive(REAL, tmp_path, pages(tmp_path / "in", 150, STORY), 100, in_a_row=5, more=more)


@pytest.mark.torture
def test_kill_9_two_hundred_times_while_the_archive_is_written(tmp_path: Path) -> None:
    survive(QUICK, tmp_path, pages(tmp_path / "in", 300), 200, in_a_row=10, more=[])


def test_the_order_of_pages_does_not_matter(tmp_path: Path) -> None:
    inputs = pages(tmp_path / "in", 60)
    for name, order in (("one", inputs), ("two", inputs[::-1])):
        assert run(QUICK, "code", *order, "--archive", str(tmp_path / f"{name}.dragoman")).returncode == 0
    assert answers(tmp_path / "one.dragoman") == answers(tmp_path / "two.dragoman")


def test_ctrl_c_ends_with_130_and_a_whole_archive(tmp_path: Path) -> None:
    inputs = pages(tmp_path / "in", 3000)
    archive = tmp_path / "a.dragoman"
    words = [*QUICK, "code", *inputs, "--archive", str(archive)]
    process = subprocess.Popen(words, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    while not (archive.exists() and archive.with_name("a.dragoman-wal").exists()):
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in errors and "Traceback" not in errors
    assert whole(archive)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of some hundred kilobytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, small_disk: Path) -> None:
    inputs = pages(tmp_path / "in", 300)
    archive, sound = small_disk / "a.dragoman", tmp_path / "sound.dragoman"
    run(QUICK, "code", *inputs, "--archive", str(sound))
    done = run(QUICK, "code", *inputs, "--archive", str(archive))
    assert done.returncode == 2
    assert "disk is full" in done.stderr and done.stderr.count("\n") == 1
    subprocess.run(["mount", "-o", "remount,size=30m", str(small_disk)], check=True)
    assert run(QUICK, "code", *inputs, "--archive", str(archive)).returncode == 0
    assert answers(archive) == answers(sound)
    assert whole(archive)


def test_a_killed_run_is_really_killed(tmp_path: Path) -> None:
    """The tests above would prove nothing if the runs had ended before."""
    words = ["code", *pages(tmp_path / "in", 240), "--archive", str(tmp_path / "a.dragoman")]
    assert killed(QUICK, words, 0.01, random.Random(1))
