"""Dictionaries in the form of PETRARCH and Phoenix become tables of ours. The samples are our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import Coder
from dragoman.cli import commands
from dragoman.errors import KnowledgeError
from dragoman.exchange import phoenix
from dragoman.knowledge import shapes

ACTORS = """\
# A comment; with a semicolon
RURITANIA_ [AFG]   # a land
+KINGDOM_OF_RURITANIA_
+RU_(RUR)_
RUDOLF_ELPHBERG_  # its king
\t[AFGGOVMIL 930210-031204]
\t[AFGELI]
UNITED_COUNCIL_ [IGOUNO >070101]
ACME_CORP_ [MNC]
FRONT_OF_THE_NORTH_ [IMGMUSALQ <990931]
NOBODY_ [XXXGOV]
ODD_DATE_ [FRA 12]
"""
AGENTS = """\
!PERSON! = MAN, WOMAN
BEEKEEPER [~AGR]
FERRY!PERSON! [~BUS]
NIGHT_WATCH {NIGHT_WATCHES} [~COPMIL]
FARMER [~AGR]
DRAGON [~ZZZ]
"""
VERBS = """\
&PACT
+TREATY
+PEACE_DEAL

--- LAMPOON [111] ---
LAMPOON
DERIDE {DERIDES DERIDED}
- * &PACT [120]  # a comment
- * (FOR &PACT) [112]
- $ * (BEFORE +) [1122]
- GOVERNMENT * THE PEACE PLAN (OF +) [123]
- * DEMAND (TO MEET) [124]
- * [---]
- * ONE TWO THREE [111]
- * OFFER [999]
- (IN TOWN) * [111]
~ (a b) [130]
- * &PACT [130]

--- SIT [---] ---
SIT
SET_+UP
- * &ABSENT [050]
"""
PAGE = """\
Ruritania praises Chile

3 May 2021

Ruritania praised Chile on Sunday for the sailors whom its navy had taken aboard.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for name, text in (("actors.txt", ACTORS), ("agents.txt", AGENTS), ("verbs.txt", VERBS)):
        found.append(tmp_path / name)
        found[-1].write_text(text, encoding="utf-8")
    return found


def test_actors_with_their_terms_dated_ones_first(files: list[Path]) -> None:
    rows = [row.split("\t") for row in phoenix.read(files[:1]).tables["actors.tsv"]]
    assert [row for row in rows if row[0].startswith("Rudolf")] == [
        ["Rudolf Elphberg", "AFG:GOV", "1993-02-10", "2003-12-04"],
        ["Rudolf Elphberg", "AFG:ELI", "", ""],
    ]
    names = {name: code for name, code, *_ in rows}
    assert {name for name, code in names.items() if code == "AFG"} == {
        "Ruritania",
        "RURITANIA",
        "Kingdom of Ruritania",
        "RU",
        "RUR",
    }
    assert names["Acme Corp"] == "MNC:Acme Corp"
    assert ["United Council", "IGO:UN", "2007-01-01", ""] in rows
    assert ["Front of the North", "REB:MUSALQ", "", "1999-09-30"] in rows


def test_agents_that_we_do_not_have(files: list[Path]) -> None:
    assert phoenix.read(files[1:2]).tables["knowledge/roles.tsv"] == [
        "beekeeper\t\tCVL\trole\tyes\t",
        "ferryman\tferrywoman\tBUS\trole\tyes\t",
        "night watch\tnight watches\tCOP\trole\tno\t",
    ]


def test_verbs_and_patterns(files: list[Path]) -> None:
    tables = phoenix.read(files[2:]).tables
    lines = [row.split("\t")[:6] for row in tables["knowledge/lexicon/phoenix.tsv"]]
    rest = "with,to,from,against,on,for,of,obj"
    assert [line for line in lines if line[0] == "deride"] == [
        ["deride", "verb", "", "subj", "obj", "111"],
        ["deride", "verb", "obj=@phoenix-pact", "subj", rest, "120"],
        ["deride", "verb", "for=@phoenix-pact", "subj", "obj", "112"],
        ["deride", "verb", "before=@actor", "subj", "before,obj", "1122"],
        [
            "deride",
            "verb",
            "subj=government obj=peace_plan of=@actor",
            "subj",
            "of,with,to,from,against,on,for,obj",
            "123",
        ],
        ["deride", "verb", "obj=demand comp=meet", "subj", rest, "124"],
    ]
    assert len(lines) == 12  # "lampoon" has the same
    assert tables["knowledge/lexicon/classes-phoenix.tsv"] == ["@phoenix-pact\ttreaty|peace deal"]


def test_what_cannot_be_said_is_listed(files: list[Path]) -> None:
    told = {(one.where.path.name, one.where.number): one.why for one in phoenix.read(files).left_out}
    assert {where: why.split(":")[0] for where, why in told.items()} == {
        ("actors.txt", 11): "no code that could be read",
        ("actors.txt", 12): "no code that could be read",
        ("agents.txt", 5): "farmer stands in our roles.tsv already",
        ("agents.txt", 6): "no code of an agent that is a sector of ours",
        ("verbs.txt", 13): "a pattern without a code",
        ("verbs.txt", 14): "more words in a row than a condition of ours can ask for",
        ("verbs.txt", 15): "there is no CAMEO code 999 with us",
        ("verbs.txt", 16): "a preposition before the verb",
        ("verbs.txt", 17): "a transformation of one event by another",
        ("verbs.txt", 18): "lampoon has another line with the same conditions already",
        ("verbs.txt", 22): "a verb that is not the first word of its phrase",
        ("verbs.txt", 23): "the set &ABSENT has no words in this file",
    }


def test_no_dictionary(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="no code in square brackets"):
        phoenix.read([tmp_path / "x.txt"])
    with pytest.raises(KnowledgeError, match="cannot be read"):
        phoenix.read([tmp_path / "absent.txt"])


def test_the_tables_that_it_writes_are_in_order_and_used(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(commands, ["knowledge", "import", "phoenix", *map(str, files), "--out", str(out)])
    assert done.exit_code == 0
    assert "12 " in done.output
    assert (out / "left-out.tsv").read_text(encoding="utf-8").startswith("file\tline\tentry\twhy\nactors.txt\t11\t")
    monkeypatch.setenv("DRAGOMAN_KNOWLEDGE", str(out / "knowledge"))
    assert list(shapes.problems()) == []
    monkeypatch.delenv("DRAGOMAN_KNOWLEDGE")  # before anything is loaded for good
    events = Coder(out / "actors.tsv").code(PAGE).events
    assert ("SUPPORT", "AFG", "CHL") in [(one.type, one.source[0].code, one.target[0].code) for one in events]
