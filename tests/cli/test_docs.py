"""The documents name every command, option, method, column and table there is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dragoman.archive import Archive
from dragoman.archive.connection import scripts
from dragoman.cli import commands
from dragoman.cli.answers import QUESTIONS
from made import KINDS, LISTS

DOCS = Path(__file__).parents[2] / "docs"


def options(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from options(inner)
    for parameter in command.params:
        yield from (name for name in parameter.opts if name.startswith("--") and not parameter.hidden)


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_with_its_options_is_described(name: str) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text or f"dragoman {name}" in text
    for option in options(commands.commands[name]):
        assert option in text, option


def test_every_question_is_described() -> None:
    text = (DOCS / "archive.md").read_text(encoding="utf-8")
    for kind, question in QUESTIONS.items():
        [line] = [line for line in text.splitlines() if line.startswith(f"| `{kind}()`")]
        filters = set(inspect.signature(getattr(Archive, kind)).parameters) - {"self"}
        assert set(re.findall(r"`(\w+)`", line.split("|")[3])) == filters
        assert set(question.filters) | {"limit"} == filters


def test_every_method_and_table_is_described() -> None:
    text = (DOCS / "archive.md").read_text(encoding="utf-8")
    for name, _ in inspect.getmembers(Archive, inspect.isfunction):
        if not name.startswith("_") and name != "close":
            assert f"`{name}(" in text, name
    tables: set[str] = set()
    for script in scripts():
        for word, table in re.findall(r"(CREATE|DROP) (?:VIRTUAL )?TABLE (\w+)", script.read_text(encoding="utf-8")):
            (tables.add if word == "CREATE" else tables.discard)(table)
    for table in tables:
        assert f"`{table}`" in text, table


def test_every_kind_of_source_is_described() -> None:
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    for name in (*KINDS, *LISTS):
        suffixes = name.removeprefix(name.split(".", 1)[0])
        assert f"`{suffixes}`" in text or f"`.{suffixes.rsplit('.', 1)[1]}`" in text, suffixes
