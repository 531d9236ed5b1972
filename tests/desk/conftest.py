"""A desk over a small archive made by hand; no language model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_helpers import ADDRESS, Make, fill
from fastapi.testclient import TestClient

from dragoman.desk.app import build
from dragoman.desk.settings import Settings


@pytest.fixture
def archive(tmp_path: Path, make_report: Make) -> Path:
    return fill(tmp_path / "small.dragoman", make_report(), make_report("other", "b" * 64))


@pytest.fixture
def open_desk() -> Iterator[Callable[..., TestClient]]:
    opened: list[TestClient] = []

    def make(archive: Path, **more: object) -> TestClient:
        client = TestClient(build(Settings(archive, **more)), base_url=ADDRESS, headers={"accept": "text/html"})  # type: ignore[arg-type]
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.app.state.jobs.close()  # type: ignore[attr-defined]


@pytest.fixture
def desk(archive: Path, open_desk: Callable[..., TestClient]) -> TestClient:
    return open_desk(archive)
