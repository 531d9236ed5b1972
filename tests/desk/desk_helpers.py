"""What the tests of the desk share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from dragoman import ties
from dragoman.archive import Archive
from dragoman.report import Report

ADDRESS = "http://127.0.0.1:8765"
Make = Callable[..., Report]


def fill(path: Path, *reports: Report) -> Path:
    with Archive(path) as archive:
        archive.put_many(reports)
        ties.build(archive)
    return path


def form_key(client: TestClient, address: str = "/") -> str:
    found = re.search(r'name="form-key" content="(\w+)"', client.get(address).text)
    assert found is not None
    return found[1]


def named(client: TestClient, name: str) -> TestClient:
    """The client as a reviewer."""
    client.post("/review/name", data={"form_key": form_key(client), "name": name})
    return client
