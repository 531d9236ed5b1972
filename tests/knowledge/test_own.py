"""A user's own codebook: what it adds, what it replaces, and what is said of its faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import Archive, Coder
from dragoman.cli import commands
from dragoman.errors import KnowledgeError, QueryError
from dragoman.knowledge import codebook, lexicon, own
from dragoman.knowledge.active import using

PORTS = """\
use	extend
[types]
type	quad	intensity	needs_target	symmetric	meaning	cameo
LEASE	material cooperation	5	yes	no	rents ports	21
[codes]
code	label	goldstein	type
21	Lease	5.0	LEASE
211	Lease a base	5.5	LEASE
[classes]
class	words
@base	base|airfield
[lexicon]
predicate	pos	needs	source	target	cameo	example
lease	verb	obj=port|harbour from=@actor	subj	from	21	[Togo] leased a port from {Benin}.
lease	verb	obj=@base from=@actor	subj	from	211	[Togo] leased an airfield from {Benin}.
criticise	verb		subj	obj	21	[Togo] criticised {Benin}.
[operations]
operator	act	result
intend	LEASE	planned
"""
PAGE = """\
Mali leases airfield

3 June 2025

Mali leased an airfield from Togo on Monday. Chad agreed to lease a port from Benin. Kenya condemned Uganda.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "ports.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def told(coder: Coder) -> list[tuple[str, str | None, str, str, str]]:
    return [
        (event.type, event.cameo, event.status, event.source[0].code, event.target[0].code)
        for event in coder.code(PAGE).events
    ]


def test_it_extends_ours(tmp_path: Path) -> None:
    coder = Coder(codebook=written(tmp_path, PORTS))
    leases = [("LEASE", "211", "actual", "MLI", "TGO"), ("LEASE", "21", "planned", "TCD", "BEN")]
    assert told(coder) == [*leases, ("ACCUSE", "111", "actual", "KEN", "UGA")]
    assert "LEASE" not in {kind for kind, *_ in told(Coder())}


def test_it_replaces_ours(tmp_path: Path) -> None:
    coder = Coder(codebook=written(tmp_path, PORTS.replace("extend", "replace")))
    assert told(coder) == [("LEASE", "211", "actual", "MLI", "TGO"), ("LEASE", "21", "planned", "TCD", "BEN")]


def test_a_line_takes_the_place_of_ours_with_the_same_conditions(tmp_path: Path) -> None:
    with using(own.read(written(tmp_path, PORTS))):
        bare = [line for line in lexicon.index()[("criticise", "verb")] if not line.needs]
        assert [(line.cameo, line.where) for line in bare] == [("21", "ports.tsv:16")]
    assert codebook.type_of(next(line for line in lexicon.index()[("criticise", "verb")]).cameo) == "ACCUSE"


def test_provenance_names_it(tmp_path: Path) -> None:
    found = Coder(codebook=written(tmp_path, PORTS)).code(PAGE).provenance
    assert found is not None
    assert "; own codebook ports.tsv " in found.codebook


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("use\textend", "use\tadd", "ports.tsv:1: before the first section only “use”"),
        ("[classes]", "[clases]", "ports.tsv:9: there is no section [clases]; take one of [types]"),
        ("intensity\tneeds", "intensty\tneeds", "ports.tsv:3: [types] has no column 'intensty'"),
        ("intensity\tneeds", "intensty\tneeds", "ports.tsv:3: [types] must have the column 'intensity'"),
        ("cooperation\t5\t", "cooperation\tfive\t", "ports.tsv:4: the intensity 'five' is no number"),
        ("material cooperation", "material", "ports.tsv:4: there is no quad class 'material'; take one of verbal"),
        ("5\tyes", "5\tperhaps", "ports.tsv:4: needs_target must be yes or no, not 'perhaps'"),
        ("Lease\t5.0", "Lease\t50", "ports.tsv:7: the Goldstein value '50' is no number from -10 to 10"),
        ("5.0\tLEASE", "5.0\tLEES", "ports.tsv:7: there is no type 'LEES'; add it to [types]"),
        ("a base\t5.5\tLEASE", "a base\t5.5\t", "ports.tsv:8: plover-2024 is empty; fill it in"),
        ("211\tLease", "X\tLease", "ports.tsv:8: the code 'X' must have two to four digits"),
        ("ports\t21\n", "ports\t77\n", "ports.tsv:4: there is no code '77'; add it to [codes]"),
        ("base|airfield", "base|airfield\tmore", "ports.tsv:11: 3 cells under 2 columns; take out a tab"),
        ("obj=@base", "obj=@bases", "ports.tsv:15: there is no class '@bases'"),
        (
            "from=@actor\tsubj\tfrom\t211",
            "from\tsubj\tfrom\t211",
            "ports.tsv:15: the condition 'from' is not of the form",
        ),
        ("subj\tfrom\t211", "subj\tfrm\t211", "ports.tsv:15: there is no slot 'frm'"),
        ("subj\tfrom\t211", "subj\tfrom\t977", "ports.tsv:15: there is no CAMEO code '977'"),
        ("[Togo] leased an", "[Togo leased an", "ports.tsv:15: the example marks […] wrongly"),
        ("LEASE\tplanned", "LEASE\tlater", "the result 'later' is no code"),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in PORTS
    with pytest.raises(KnowledgeError) as error:
        own.read(written(tmp_path, PORTS.replace(old, new, 1)))
    assert sentence in str(error.value)


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        own.read(tmp_path / "absent.tsv")
    with pytest.raises(KnowledgeError, match="there is no row"):
        own.read(written(tmp_path, "# nothing yet\n"))


def test_the_commands_take_it(tmp_path: Path) -> None:
    path, page, archive = written(tmp_path, PORTS), tmp_path / "page.txt", tmp_path / "a.dragoman"
    page.write_text(PAGE, encoding="utf-8")
    run = CliRunner().invoke
    assert run(commands, ["knowledge", "check", "--examples", "--codebook", str(path)]).exit_code == 0
    coded = run(commands, ["code", str(page), "--archive", str(archive), "--codebook", str(path)])
    assert coded.exit_code == 0
    with Archive(archive, readonly=True) as kept:
        assert [row.type for row in kept.events(type="lease")] == ["LEASE", "LEASE"]
    asked = ["export", "--archive", str(archive), "--out", str(tmp_path / "out.tsv"), "--format"]
    assert isinstance(run(commands, [*asked, "polecat"]).exception, QueryError)
    assert run(commands, [*asked, "polecat", "--type", "ACCUSE"]).exit_code == 0
    assert run(commands, [*asked, "csv"]).exit_code == 0


def test_an_example_that_does_not_come_out_is_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, PORTS.replace("[Togo] criticised {Benin}", "{Togo} criticised [Benin]"))
    found = CliRunner().invoke(commands, ["knowledge", "check", "--examples", "--codebook", str(path)])
    assert found.exit_code == 1
    assert "ports.tsv:16: '{Togo} criticised [Benin].' gave" in found.output
