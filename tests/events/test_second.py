from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from dragoman import Coder
from dragoman.events import second, typer
from dragoman.events.typer import Opinion
from dragoman.events.vote import Weight
from dragoman.pairs import Pair
from dragoman.report import Event

PAGE = "Tensions\n\nNorway criticised Chile over fishing on Monday.\n"


@pytest.fixture(scope="module")
def coders() -> dict[bool, Coder]:
    return {fast: Coder(fast=fast) for fast in (False, True)}


@pytest.fixture
def code(coders: dict[bool, Coder], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[Event], list[Pair]]]:
    """Codes the page with a typer that says what it is told to; the pairs it was asked about come beside."""

    def runs(fast: bool = False, precision: float = 0.75, **shares: float) -> tuple[list[Event], list[Pair]]:
        asked: list[Pair] = []

        class Fake:
            def ask(self, pairs: Iterable[Pair]) -> Iterator[Opinion]:
                for pair in pairs:
                    asked.append(pair)
                    yield Opinion({"ACCUSE": 0.0, "NONE": 0.0, "REJECT": 0.0, **shares})

        monkeypatch.setattr(typer, "load", Fake)
        monkeypatch.setattr(second, "weight_of", lambda name, label: Weight(precision, 0.0, False))
        monkeypatch.setattr(second, "weigh", lambda given, said, weight: given)
        return list(coders[fast].code(PAGE).events), asked

    return runs


def test_the_typer_confirms(code: Callable[..., tuple[list[Event], list[Pair]]]) -> None:
    [event], [pair] = code(ACCUSE=0.7, REJECT=0.3)
    assert (event.type, event.confidence) == ("ACCUSE", 0.75)
    assert event.why is not None
    assert "typer: ACCUSE 0.70" in event.why.rules
    assert pair.source is not None
    assert pair.target is not None
    assert (pair.sentence[slice(*pair.source)], pair.sentence[slice(*pair.target)]) == ("Norway", "Chile")


def test_the_type_stays_the_lexicons(code: Callable[..., tuple[list[Event], list[Pair]]]) -> None:
    [event], _ = code(ACCUSE=0.02, REJECT=0.98)
    assert (event.type, event.confidence) == ("ACCUSE", 0.62)
    assert event.why is not None
    assert "typer: REJECT 0.98" in event.why.rules


def test_it_drops_what_is_no_event(code: Callable[..., tuple[list[Event], list[Pair]]]) -> None:
    assert code(ACCUSE=0.02, NONE=0.98)[0] == []
    [event], _ = code(ACCUSE=0.4, NONE=0.6)
    assert event.confidence == 0.69


@pytest.mark.parametrize("how", [{"fast": True}, {"precision": 0.9}])
def test_it_is_not_asked(code: Callable[..., tuple[list[Event], list[Pair]]], how: dict[str, Any]) -> None:
    [event], asked = code(**how, NONE=1.0)
    assert (event.type, asked) == ("ACCUSE", [])
    assert event.confidence == (0.76 if "fast" in how else 0.78)
