from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")

from dragoman.cluster import parts  # noqa: E402
from dragoman.cluster.parts import ClusterError, Results, found, pages  # noqa: E402
from dragoman.report import Kept, Page, Report, SetAside  # noqa: E402

Make = Callable[..., Report]


@pytest.fixture(params=["disk", "store"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder on disk, and one of a store that only fsspec knows."""
    if request.param == "disk":
        yield str(tmp_path)
        return
    yield f"memory://{tmp_path.name}"
    fsspec.filesystem("memory").rm("/", recursive=True)


def put(url: str, data: bytes) -> None:
    with fsspec.open(url, "wb", auto_mkdir=True) as handle:
        handle.write(data)


def test_pages_are_read_from_any_storage(room: str) -> None:
    put(f"{room}/in/b.jsonl", b'{"id": "one", "text": "words", "outlet": "Fjord Post"}\n{"id": "two"}\n')
    put(f"{room}/in/a.txt", b"a page of text")
    listed = found([f"{room}/in"])
    assert [part.rpartition("/")[2] for part in listed] == ["a.txt", "b.jsonl"]
    assert found([f"{room}/in/*.jsonl", f"{room}/in/b.jsonl"]) == listed[1:]
    [page] = pages(listed[0], published=None, outlet="Coral Wire")
    assert isinstance(page, Page)
    assert (page.id, page.text, page.outlet, page.bytes) == ("a", "a page of text", "Coral Wire", 14)
    one, two = pages(listed[1], published=None, outlet=None)
    assert isinstance(one, Page) and (one.id, one.outlet) == ("one", "Fjord Post")
    assert isinstance(two, SetAside) and str(two.source).endswith("b.jsonl:2")
    with pytest.raises(ClusterError, match="nothing is there"):
        found([f"{room}/none/*"])


def test_results_come_out_as_they_went_in(room: str, make_report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PAGES_A_FILE", 2)
    kept = [
        Kept(page=Page(id=f"p{number}", text="half \ud800 pair", sha256="a" * 64, html=False), result=make_report())
        for number in range(3)
    ]
    kept.append(Kept(page=None, result=SetAside(id="x", reason="it is empty", source="in/x", bytes=3)))
    kept.append(Kept(page=kept[0].page, result=SetAside(id="p0", reason="it is odd")))
    results = Results(f"{room}/out")
    assert not results.done("in/part.jsonl")
    assert results.write("in/part.jsonl", kept) == 5
    assert results.done("in/part.jsonl") and not results.done("other/part.jsonl")
    assert list(results.read("in/part.jsonl")) == kept
    # A part that is done a second time leaves the same.
    results.write("in/part.jsonl", kept)
    assert list(results.read("in/part.jsonl")) == kept
    results.remove()
    assert not results.done("in/part.jsonl")


def test_a_part_that_is_not_finished_is_not_done(room: str, make_report: Make) -> None:
    def broken() -> Iterator[Kept]:
        yield Kept(page=None, result=make_report())
        raise RuntimeError("power")

    results = Results(f"{room}/out")
    with pytest.raises(RuntimeError):
        results.write("part", broken())
    assert not results.done("part")


def test_storage_that_is_not_there_is_told() -> None:
    with pytest.raises(ClusterError):
        found(["nosuchthing://bucket/x"])
