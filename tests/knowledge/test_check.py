from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import commands
from dragoman.knowledge import check, shapes

Write = Callable[[str, str], list[str]]


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Puts a table into a user's folder and says what is wrong with its shape."""
    monkeypatch.setenv("DRAGOMAN_KNOWLEDGE", str(tmp_path))

    def writes(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return list(shapes.problems())

    return writes


def test_our_own_tables_are_in_order() -> None:
    assert check.problems() == []
    assert CliRunner().invoke(commands, ["knowledge", "check"]).exit_code == 0


OUTLETS = "name\tnames\tdomains\tcountry\ttimezone\n"
HOLDERS = "person\tnames\toffice\tof\tsector\tfrom\tto\tsource\n"
PLACES = "name\tnames\tlat\tlon\tcountry\tadmin1\tgeonames_id\tkind\n"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("outlets.tsv", OUTLETS + "Post\t\t\tXXX\tEurope/Oslo\n", "outlets.tsv:2: there is no country 'XXX'"),
        ("outlets.tsv", OUTLETS + "Post\t\t\tNOR\t\n", "outlets.tsv:2: timezone is empty"),
        ("outlets.tsv", "name\tcountry\n", None),
        ("outlets.tsv", "name\tcountry\nPost\tNOR\n", "outlets.tsv:1: the column 'names' is missing"),
        ("outlets.tsv", OUTLETS.replace("names", "nmaes") + "P\t\t\tNOR\tx\n", "the column 'nmaes' is not known"),
        ("outlets.tsv", OUTLETS + "P\t\t\tNOR\tx\nP\t\t\tNOR\tx\n", "outlets.tsv:3: P stands already in outlets.tsv:2"),
        ("outlets.tsv", OUTLETS + "P\t\t\tNOR\tx\ty\n", "6 cells under 5 columns"),
        ("holders/my.tsv", HOLDERS + "A B\t\tking\tNOR\t\t2020-13\t\tme\n", "from '2020-13' is no date"),
        (
            "holders/my.tsv",
            HOLDERS + "A B\t\tking\tNOR\t\t2021\t2020-05\tme\n",
            "it ends (2020-05) before it begins (2021)",
        ),
        ("places.tsv", PLACES + "Fort\t\t91\t0\tNOR\t\t\tbase\n", "lat 91 is not from -90 to 90"),
        ("places.tsv", PLACES + "Fort\t\tnorth\t0\tNOR\t\t\tbase\n", "lat 'north' is no number"),
        ("placse.tsv", PLACES, "there is no table of this name"),
    ],
)
def test_faults_are_told_with_file_and_line(wrong: Write, name: str, text: str, sentence: str | None) -> None:
    found = wrong(name, text)
    if sentence is None:
        assert found == []
    else:
        assert any(sentence in problem for problem in found)


def test_all_faults_are_told_at_once(wrong: Write) -> None:
    found = wrong("places.tsv", PLACES + "Fort\t\t91\t181\tNOR\t\t\tbase\n\t\t0\t0\tNOR\t\t\tbase\n")
    assert len(found) == 3


def test_a_users_row_may_stand_for_one_of_ours(wrong: Write) -> None:
    assert wrong("outlets.tsv", OUTLETS + "Reuters\t\t\tGBR\tEurope/London\n") == []


def test_the_command_has_status_1_where_there_is_a_fault(wrong: Write) -> None:
    wrong("placse.tsv", PLACES)
    result = CliRunner().invoke(commands, ["knowledge", "check"])
    assert result.exit_code == 1
    assert "placse.tsv:1: " in result.output
