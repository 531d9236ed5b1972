"""What is done by saying: wrongs blamed, evils foretold, threats, refusals, and who speaks in a document."""

from __future__ import annotations

import pytest

from dragoman.events.examples import Example, run


def found(marked: str, kind: str | None = None) -> str | None:
    """What came where the marked act did not; None where it did."""
    return next((failure.found for failure in run([Example("here", marked, kind)])), None)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Togo] said {Benin} had rigged the vote.", "ACCUSE"),
        ("[Togo] said {the Beninese ban} was illegal.", "ACCUSE"),
        ("[Togo] suspects that {Benin} is using migrants as a weapon.", "ACCUSE"),
        ("[Togo] said {Benin} would pay the price.", "THREATEN"),
        ("[Togo] warned that it would not renew the lease of {Benin}.", "THREATEN"),
        ("[Togo] said it would bomb {Benin}.", "THREATEN"),
        ("[Togo] said it would close its embassy in {Benin} unless the raids stopped.", "THREATEN"),
        ("[Togo] warned of consequences if {Benin} went ahead.", "THREATEN"),
        ("[Togo] did not recognise the election in {Benin}.", "REJECT"),
        ("[Togo] refused to pay {Benin} in francs.", "REJECT"),
        ("[Togo] wants {Benin} to float its currency.", "REQUEST"),
        ("[Togo] insists that {Benin} amend its law.", "REQUEST"),
        ("[Togo] issued a statement condemning {Benin}.", "ACCUSE"),
        ("[Togo] adopted a resolution which urged {Benin} to free the captives.", "REQUEST"),
        ("[Togo] complained that {Benin} had let it down.", "ACCUSE"),
        ("[Togo] complained to Niger that {Benin} had let it down.", "ACCUSE"),
        ('[Togo] "strongly condemned" {the Beninese ban}.', "ACCUSE"),
        ("[Togo] demanded that {Beninese} soldiers quit the region.", "REQUEST"),
        ("[Togo] was alarmed by the conduct of {the Beninese police}.", "ACCUSE"),
    ],
)
def test_what_is_done_by_saying(marked: str, kind: str) -> None:
    assert found(marked, kind) is None


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Togo] said {Benin} had not rigged the vote.", "ACCUSE"),
        ("[Togo] said {the Beninese ban} was not illegal.", "ACCUSE"),
        ("{Benin} had rigged the vote of [Togo].", "ACCUSE"),
        ("{Benin} paid the price for the drought, [Togo] said.", "THREATEN"),
        ("[Togo] wants prices in {Benin} to fall.", "REQUEST"),
        ("[Togo] rejected a resolution condemning {Benin}.", "ACCUSE"),
        ("[Togo] recognised the election in {Benin}.", "REJECT"),
        ("[Togo] urged the donors to lift their ban on {Benin}.", "REQUEST"),
        ('[Togo] said "we condemned the ban" of {Benin}.', "ACCUSE"),
        ("{Benin} alarmed [Togo] with its drought.", "ACCUSE"),
        ("[Togo] warned {Benin} that it would run out of cash.", "THREATEN"),
    ],
)
def test_what_is_not(marked: str, kind: str) -> None:
    assert found(marked, kind) is not None


def test_the_border_is_with_its_neighbour() -> None:
    assert found("[Togo] sent 300 soldiers to the frontier with {Benin}.", "MOBILIZE") is None


@pytest.mark.parametrize(
    "marked",
    [
        "[A diplomat of Togo], who asked not to be named, spoke of {Benin}.",
        "[An official of Togo] declined to be identified in {Benin}.",
        "[Togo] insists on its neutrality in the quarrel with {Benin}.",
    ],
)
def test_what_one_asks_for_oneself_is_asked_of_nobody(marked: str) -> None:
    assert found(marked, "REQUEST") is not None
    assert found(marked, "REJECT") is not None


@pytest.mark.parametrize(
    "marked",
    [
        "[Togo] urged donors to help {Benin}.",
        "[Togo] called on investors to spare {Benin}.",
        "[Togo] appealed to engineers to visit {Benin}.",
    ],
)
def test_what_strangers_are_asked_to_do_is_asked_of_nobody_else(marked: str) -> None:
    assert found(marked, "REQUEST") is not None


def test_an_end_to_what_one_does_to_another_is_asked_of_the_doer() -> None:
    text = "[Togo] called for an end to the {Ghanaian} raid on Benin."
    assert found(text, "REQUEST") is None
    assert found(text.replace("{Ghanaian}", "Ghanaian").replace("Benin", "{Benin}"), "RETREAT") is not None
