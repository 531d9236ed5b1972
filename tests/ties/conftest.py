"""One archive with planted answers for all tests of the room that only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from planted import Planter, Truth, story

from dragoman.archive import Archive
from dragoman.ties import build


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    """The file of the archive, and what was planted in it."""
    path = tmp_path_factory.mktemp("ties") / "planted.dragoman"
    planter = Planter(seed=1)
    with Archive(path) as archive:
        archive.put_many(planter.reports())
        archive.put_many(story())
        build(archive)
    return path, planter.truth


@pytest.fixture
def archive(planted: tuple[Path, Truth]) -> Iterator[Archive]:
    """The planted archive, open for reading."""
    with Archive(planted[0], readonly=True) as found:
        yield found


@pytest.fixture
def truth(planted: tuple[Path, Truth]) -> Truth:
    """What was planted."""
    return planted[1]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive, open for writing."""
    with Archive(tmp_path / "fresh.dragoman") as found:
        yield found
