"""Which id a page is held under depends on what came, never on the order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.archive import Archive
from dragoman.archive.upkeep import check
from dragoman.report import Report

Make = Callable[..., Report]

SHAS = ("0" * 64, "1" * 64, "2" * 64)
# Ids that look like those that the archive makes are among them.
IDS = st.sampled_from(["a", "b", "c", "a~11111111", "a~" + "1" * 16, "b~00000000"])
CAME = st.lists(st.tuples(IDS, st.sampled_from(SHAS)), min_size=1, max_size=7)


def held(make: Make, came: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """The id of each page by its hash, the hash of the page that each id leads to, and the faults of the archive."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.dragoman"
        with Archive(path) as archive:
            archive.put_many(make(id, sha) for id, sha in came)
            pages = {sha(report): report.id for report in archive.reports()}
            leads = {id: sha(archive.report(id)) for id, _ in came}
            for row in archive.events():
                assert archive.event(row.id)[1].id == row.id and row.id.startswith(f"{row.page}:")
        return pages, leads, check(path)


def sha(report: Report) -> str:
    assert report.provenance is not None
    return report.provenance.page_sha256


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=CAME, order=st.randoms(use_true_random=False))
def test_the_order_does_not_matter(make_report: Make, came: list[tuple[str, str]], order: object) -> None:
    pages, leads, faults = held(make_report, came)
    assert faults == []
    assert set(pages) == {one for _, one in came}
    for id, page in leads.items():
        assert (id, page) in came or pages[page] == id
    again = list(came)
    order.shuffle(again)  # type: ignore[attr-defined]
    literal = any("~" in id for id, _ in came)
    other = held(make_report, again)
    # An id that looks like one that the archive makes may lengthen another's; else all is the same.
    assert other == (pages, leads, faults) or literal
    assert set(other[0]) == set(pages) and other[2] == []


def test_the_first_id_and_the_smallest_hash(make_report: Make) -> None:
    came = [("b", SHAS[1]), ("b", SHAS[0]), ("c", SHAS[1]), ("c", SHAS[2]), ("a", SHAS[2])]
    pages, leads, _ = held(make_report, came)
    assert pages == {SHAS[0]: "b", SHAS[1]: "b~11111111", SHAS[2]: "a"}
    assert leads == {"a": SHAS[2], "b": SHAS[0], "c": SHAS[1]}
