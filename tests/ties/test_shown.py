"""Plots and briefs: what they show, where it comes from, and that every line leads to its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import Truth

from dragoman.archive import Archive
from dragoman.errors import QueryError
from dragoman.ties import brief, charts, network
from dragoman.ties.brief import save


def texts(svg: str) -> str:
    return re.sub(r"<[^>]*>", " ", " ".join(re.findall(r"<text.*?</text>", svg)))


def test_a_plot_names_actors_axes_source_and_days(archive: Archive, truth: Truth) -> None:
    tie = archive.ties("NOR", "CHL")
    shown = texts(charts.svg(tie.plot()))
    for words in (
        "Norway and Chile, by month",
        "Source: planted.dragoman: ",
        " outlets, 2019-01-01 to 2020-12-",
        "events: conflict | cooperation",
        "Goldstein value, mean",
        "Norway to Chile",
        "material conflict",
        f"1 in {truth.turning}: less cooperation and more conflict",
    ):
        assert words in shown, words


def test_a_plot_shows_every_period_with_events(archive: Archive) -> None:
    tie = archive.ties("NOR", "CHL")
    chart = tie.plot().to_dict()
    bars = chart["datasets"][chart["vconcat"][0]["layer"][0]["data"]["name"]]
    assert sum(bar["events"] for bar in bars) == sum(row.events for row in tie.series)
    assert all(bar["high"] < 0 for bar in bars if bar["quad"].endswith("conflict"))
    assert all(bar["from"] < bar["to"] for bar in bars)


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!doctype html>")])
def test_plots_are_written_by_the_ending_of_the_name(
    archive: Archive, tmp_path: Path, ending: str, begins: bytes
) -> None:
    path = tmp_path / f"plot.{ending}"
    tie = archive.ties("NOR", "CHL", by="quarter")
    charts.save(lambda dark: tie.plot(dark=dark), path)
    data = path.read_bytes()
    assert data.startswith(begins)
    if ending == "html":
        page = data.decode()
        assert page.count("<svg") == 2 and "prefers-color-scheme: dark" in page
        assert "<script" not in page and not re.search(r'(src|href)="http', page)


def test_a_plot_in_the_dark_has_light_ink(archive: Archive) -> None:
    tie = archive.ties("NOR", "CHL", by="quarter")
    light, dark = tie.plot().to_dict(), tie.plot(dark=True).to_dict()
    assert (light["background"], dark["background"]) == ("#ffffff", "#16191e")
    assert light["config"]["axis"]["labelColor"] != dark["config"]["axis"]["labelColor"]


def test_a_network_is_drawn_the_same_each_time(archive: Archive) -> None:
    first, second = network(archive).plot().to_dict(), network(archive).plot().to_dict()
    assert first == second
    shown = texts(charts.svg(network(archive).plot()))
    assert "Who deals with whom" in shown and "Norway" in shown and "Source: planted.dragoman" in shown


def test_nothing_to_draw_and_a_wrong_ending_are_told(fresh: Archive, archive: Archive, tmp_path: Path) -> None:
    for draw in (lambda: fresh.ties("NOR", "CHL").plot(), lambda: network(fresh).plot(), lambda: brief(fresh, "NOR")):
        with pytest.raises(QueryError, match="there is nothing"):
            draw()
    tie = archive.ties("NOR", "CHL")
    with pytest.raises(QueryError, match=r"\.svg"):
        charts.save(lambda dark: tie.plot(dark=dark), tmp_path / "plot.gif")
    with pytest.raises(QueryError, match=r"\.html or \.md"):
        save(archive, "NOR", "CHL", out=tmp_path / "brief.pdf")


def test_every_line_of_a_brief_leads_to_its_sentence(archive: Archive) -> None:
    page = brief(archive, "NOR", "CHL")
    cited = set(re.findall(r'href="#s(\d+)"', page))
    listed = dict(re.findall(r'<li id="s(\d+)">(.*?)</li>', page))
    assert cited == set(listed) and len(cited) > 15
    asked = "SELECT text FROM events UNION SELECT text FROM statements UNION SELECT text FROM undertakings"
    sentences = {text for (text,) in archive.connection.execute(asked)}
    for line in listed.values():
        outlet_day_page, _, text = line.partition(": ")
        assert text.replace("&#39;", "'") in sentences, text
        assert re.search(r"Post|Wire", outlet_day_page) and re.search(r"\d{4}-\d\d-\d\d", outlet_day_page)


def test_a_brief_has_its_parts(archive: Archive, truth: Truth) -> None:
    page = brief(archive, "NOR", "CHL")
    for words in (
        "Norway and Chile", f"{truth.turning}: less cooperation and more conflict", "Skagen-Calama railway",
        "“Norway has broken its word, and the world has seen it”", "Norway and Chile are to meet on 1 February",
        "2021-02-01", "<svg", "Source: planted.dragoman",
    ):  # fmt: skip
        assert words in page, words
    assert "<script" not in page


def test_a_brief_cannot_be_written_on_by_a_page(fresh: Archive) -> None:
    from test_series import did

    for day in range(1, 3):
        fresh.put(did(f"<script>alert({day})</script>", f"2020-05-0{day}"))
    assert "<script>alert" not in brief(fresh, "NOR", "CHL")
    assert "\\<script\\>" in brief(fresh, "NOR", "CHL", form="md")


def test_a_brief_as_markdown_stands_beside_its_plot(archive: Archive, tmp_path: Path) -> None:
    files = save(archive, "NOR", "CHL", out=tmp_path / "brief.md", since="2019-06")
    assert [path.name for path in files] == ["brief.md", "brief.svg"]
    text = files[0].read_text(encoding="utf-8")
    assert "](brief.svg)" in text and text.startswith("# Norway and Chile\n")
    assert set(re.findall(r"\]\(#s(\d+)\)", text)) == set(re.findall(r'<a id="s(\d+)">', text))
    assert files[1].read_text(encoding="utf-8").startswith("<svg")
