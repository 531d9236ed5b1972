"""Coding on a cluster of several nodes on this machine, of which one is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman

ray = pytest.importorskip("ray", reason="the extra `cluster` is not installed")

from dragoman.archive import Archive  # noqa: E402
from dragoman.cluster import ClusterError, Results, coded  # noqa: E402

pytestmark = pytest.mark.torture

STORY = (
    "Peru and Ecuador hold talks, round {number}\n\n"
    "LIMA, March 3, 2022 - Peru's president met Ecuador's foreign minister in Lima on Wednesday. Chile condemned the"
    " talks about item {number} and recalled its ambassador.\n"
)


@pytest.fixture
def parts(tmp_path: Path) -> list[str]:
    """Nine files of pages."""
    room = tmp_path / "in"
    room.mkdir()
    for part in range(9):
        rows = [{"id": f"p{part}-{row}", "text": STORY.format(number=100 * part + row)} for row in range(40)]
        (room / f"part{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "no json\n")
    return [str(path) for path in sorted(room.iterdir())]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A head without processors and three nodes of one each."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("PYTHONPATH", str(Path(dragoman.__file__).parents[1]))
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    yield made
    made.shutdown()


def program(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])}
    command = [sys.executable, "-m", "dragoman", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)


def events(archive: Path) -> object:
    with Archive(archive, readonly=True) as kept:
        return list(kept.events()), [row.reason for row in kept.rejects()], kept.counts()


def test_a_node_that_is_killed_costs_time_and_no_pages(tmp_path: Path, parts: list[str], cluster: object) -> None:
    nodes = [cluster.add_node(num_cpus=1) for _ in range(3)]  # type: ignore[attr-defined]
    results = str(tmp_path / "out")
    done = []
    for part in coded(parts, results, address=cluster.address):  # type: ignore[attr-defined]
        done.append(part)
        if len(done) == 2:
            cluster.remove_node(nodes[1], allow_graceful=False)  # type: ignore[attr-defined]
    assert sorted(done) == parts
    folder = Results(results)
    with Archive(tmp_path / "a.dragoman") as archive:
        for part in [*done, *parts]:
            archive.put_many(folder.read(part))
    assert program("code", *parts, "--archive", str(tmp_path / "plain.dragoman"), "--workers", "1").returncode == 0
    assert events(tmp_path / "a.dragoman") == events(tmp_path / "plain.dragoman")
    assert events(tmp_path / "a.dragoman")[2]["pages"] == 360  # type: ignore[index]
    # What is done is not done again, and needs no cluster.
    assert list(coded(parts, results, address="nowhere:1")) == parts


def test_the_program_codes_on_a_local_cluster(tmp_path: Path, parts: list[str]) -> None:
    archive = tmp_path / "a.dragoman"
    words = ("code", str(tmp_path / "in" / "part[0-2].jsonl"), "--archive", str(archive), "--cluster", "local")
    done = program(*words, "--workers", "2", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 120
    assert not (tmp_path / "a.dragoman-parts").exists()
    assert json.loads(program(*words, "--workers", "2", "--json").stdout)["known"] == 120


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, parts: list[str]) -> None:
    with pytest.raises(ClusterError, match="there is no Ray cluster"):
        list(coded(parts, str(tmp_path / "out"), address="127.0.0.1:1"))
