"""Bodies by description: "the council", "the 27-nation bloc", "the lender" mean the one named before."""

from __future__ import annotations

import pytest

from meaning import meant


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("The UN Security Council renewed the force in Somalia. Britain thanked the council.", "council", "IGO:UN"),
        ("The European Union banned potash from Belarus. Minsk accused the 27-nation bloc.", "bloc", "IGO:EU"),
        ("The African Union suspended Gabon. France backed it. The union had suspended Niger too.", "union", "IGO:AU"),
        ("The International Court of Justice ordered Burma to act. Gambia praised the court.", "court", "IGO:ICJ"),
        ("The IMF halted a loan to Kenya. Uganda still gets money from the lender.", "lender", "IGO:IMF"),
        ("OPEC agreed with Russia on a cut. Angola has left the cartel.", "cartel", "IGO:OPEC"),
        ("The IAEA sent inspectors to Iran. The Vienna-based agency fears a delay.", "agency", "IGO:IAEA"),
        ("Gazprom cut supplies to Moldova. The company accused Chisinau of theft.", "company", "MNC:Gazprom"),
        ("Hamas freed two captives. Israel vowed to destroy the Palestinian group.", "group", "REB:Hamas"),
        ("Saudi Arabia cut its output. Russia and the United States scolded the kingdom.", "kingdom", "SAU"),
    ],
)
def test_a_description_means_the_body_named_before(text: str, word: str, code: str) -> None:
    assert meant(text, word) == {code}


def test_a_company_of_an_unknown_name_is_none_named_before() -> None:
    text = "Gazprom sold its shares in Moldova. Romania sued the Northwind group on Monday."
    assert "MNC:Gazprom" not in meant(text, "group")
