"""docs/records.md names every record and every field, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from dragoman import report

TEXT = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)$(.*?)(?=^## |\Z)", TEXT, re.M | re.S))
RECORDS = {
    name: record
    for name, record in vars(report).items()
    if isinstance(record, type) and issubclass(record, report.Record) and name not in ("Record", "Span", "Evidence")
}


def test_every_record_has_its_section() -> None:
    assert sorted(SECTIONS) == sorted(RECORDS)


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_field_has_its_line(name: str) -> None:
    cells = re.findall(r"^\| (`[^|]*`) \|", SECTIONS[name], re.M)
    documented = [field for cell in cells for field in re.findall(r"`(\w+)`", cell)]
    assert sorted(documented) == sorted(field.encode_name for field in msgspec.structs.fields(RECORDS[name]))
