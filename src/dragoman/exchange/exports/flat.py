"""Our own tables as CSV and Parquet, with a Frictionless data package that says what is in them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from dragoman import __version__
from dragoman.archive.rows import KINDS, EventRow
from dragoman.errors import QueryError
from dragoman.exchange import codes
from dragoman.exchange.exports.act import Dyad, Side, day, dyads
from dragoman.exchange.exports.job import Job
from dragoman.exchange.tables import opened, write
from dragoman.report import Record

_PART = 20_000
_PART_OF_TEXTS = 2_000
"""Rows in a file of Parquet, which is made in memory."""
_UNDATED = "__HIVE_DEFAULT_PARTITION__"
"""The folder of what has no day, as readers of partitions know it."""

DESCRIPTOR = "datapackage.json"


class DyadRow(Record, frozen=True):
    """A pair of an event's participants with the codes of their countries; type and status as coded."""

    event: str
    day: str
    day_of_page: bool
    type: str
    mode: str | None
    cameo: str | None
    quad: str | None
    goldstein: float | None
    status: str
    mutual: bool
    source: str | None
    source_sector: str | None
    source_iso: str | None
    source_cow: str | None
    source_gw: str | None
    target: str | None
    target_sector: str | None
    target_iso: str | None
    target_cow: str | None
    target_gw: str | None
    page: str


class TextRow(Record, frozen=True):
    """The words of a page."""

    page: str
    headline: str | None
    body: str


Rows = Iterable[Record]

_KEYS = {"events": "id", "articles": "id", "texts": "page"}
_OF_PAGES = ("events", "dyads", "statements", "undertakings", "texts")
_DAYS = frozenset({"start", "end", "day"})


def tables(job: Job) -> dict[str, tuple[type[Record], Rows]]:
    """The tables of an export; where only some events are asked for, those of events."""
    found: dict[str, tuple[type[Record], Rows]] = {
        "events": (EventRow, job.rows()),
        "dyads": (DyadRow, _dyads(job)),
    }
    if job.settings.filters:
        return found
    for name in ("articles", "statements", "persons", "places", "undertakings"):
        found[name] = (KINDS[name], _plain(job, getattr(job.archive, name)()))
    if job.settings.text:
        found["texts"] = (TextRow, _texts(job))
    return found


def _plain(job: Job, rows: Iterable[Record]) -> Iterator[Record]:
    for row in rows:
        yield row if job.settings.text or not hasattr(row, "text") else msgspec.structs.replace(row, text="")


def _texts(job: Job) -> Iterator[TextRow]:
    for report in job.archive.reports():
        body = "\n\n".join(part.text for part in report.article.paragraphs)
        yield TextRow(page=report.id, headline=report.article.headline, body=body)


def _dyads(job: Job) -> Iterator[DyadRow]:
    for report, event in job.events(count=False):
        if day(report, event) is not None:
            yield from (_row(one) for one in dyads(report, event, job.settings.crosswalk))


def _row(one: Dyad) -> DyadRow:
    event = one.event
    return DyadRow(
        event=event.id, day=one.day, day_of_page=event.date is None or event.date.inherited, type=event.type,
        mode=event.mode, cameo=event.cameo, quad=event.quad, goldstein=event.goldstein, status=event.status,
        mutual=event.symmetric, page=one.report.id, **_side("source", one.source, one.day),
        **_side("target", one.target, one.day),
    )  # fmt: skip


def _side(role: str, one: Side | None, when: str) -> dict[str, Any]:
    """A side as cells; the numbers are those of its country on the day."""
    cells: dict[str, Any] = {role: one.code if one else None, f"{role}_sector": one.sector if one else None}
    country = one.country if one else ""
    cells[f"{role}_iso"] = country or None
    for system in ("cow", "gw"):
        cells[f"{role}_{system}"] = codes.country(country, system, when) or None
    return cells


def write_csv(job: Job) -> None:
    """Writes the events as one file where PATH ends in a suffix such as .csv, else all tables into a folder."""
    if job.out.suffix:
        write(job.rows(), EventRow, "csv", job.out)
        descriptor = job.out.with_name(f"{job.out.name}.{DESCRIPTOR}")
        _describe(descriptor, {"events": (EventRow, [job.out.name])}, form="csv")
        job.files += [job.out, descriptor]
        return
    write_folder(job)


def write_folder(job: Job) -> None:
    """Writes all tables as CSV into a folder, with their description."""
    cleared(job.out)
    written: dict[str, tuple[type[Record], list[str]]] = {}
    for name, (kind, rows) in tables(job).items():
        path = job.out / f"{name}.csv"
        job.counts[f"{name} rows"] = write(rows, kind, "csv", path)
        written[name] = (kind, [path.name])
        job.files.append(path)
    job.files.append(job.out / DESCRIPTOR)
    _describe(job.out / DESCRIPTOR, written, form="csv")


def write_parquet(job: Job) -> None:
    """Writes all tables as Parquet into a folder, the events by year and month, with their description."""
    cleared(job.out)
    written: dict[str, tuple[type[Record], list[str]]] = {}
    for name, (kind, rows) in tables(job).items():
        month: Callable[[Any], str] = (lambda row: (row.start or "")[:7]) if name == "events" else (lambda row: "")
        paths: list[Path] = []
        for of_month, found in groupby(rows, month):
            folder = job.out / name / (_partition(of_month) if name == "events" else "")
            paths += _parts(job, name, folder, kind, found)
        if not paths:
            # An empty table is one all the same.
            paths = [job.out / name / "part-0.parquet"]
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            write([], kind, "parquet", paths[0])
        written[name] = (kind, [path.relative_to(job.out).as_posix() for path in paths])
        job.files += paths
    job.files.append(job.out / DESCRIPTOR)
    _describe(job.out / DESCRIPTOR, written, form="parquet")


def _partition(month: str) -> str:
    year, _, number = month.partition("-")
    return f"year={year or _UNDATED}/month={number or _UNDATED}"


def _parts(job: Job, name: str, folder: Path, kind: type[Record], rows: Iterator[Record]) -> Iterator[Path]:
    number, size = 0, _PART_OF_TEXTS if kind is TextRow else _PART
    while part := list(islice(rows, size)):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"part-{number}.parquet"
        job.counts[f"{name} rows"] += write(part, kind, "parquet", path)
        number += 1
        yield path


def cleared(folder: Path) -> None:
    """Makes a folder to write to, without what an earlier export left there.

    Raises QueryError where it holds anything else.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = list(folder.iterdir())
        if held and not (folder / DESCRIPTOR).is_file():
            raise QueryError(f"{folder} holds other files; name a new or an empty folder")
        for path in held:
            if path.stem in (*KINDS, "dyads", "texts"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise QueryError(f"{folder} cannot be made a folder to write to ({error.strerror or error})") from error


def _describe(path: Path, written: dict[str, tuple[type[Record], list[str]]], *, form: str) -> None:
    """Writes the Frictionless description of tables."""
    resources = [
        {
            "name": name,
            "type": "table",
            "path": paths[0] if len(paths) == 1 else paths,
            "format": form,
            "mediatype": "text/csv" if form == "csv" else "application/vnd.apache.parquet",
            **({"encoding": "utf-8"} if form == "csv" else {}),
            "description": (kind.__doc__ or "").strip(),
            "schema": _schema(name, kind, form, linked="articles" in written),
        }
        for name, (kind, paths) in written.items()
        if paths
    ]
    package = {
        "profile": "data-package",
        "name": "dragoman",
        "title": f"Events and what stands beside them, by Dragoman {__version__}",
        "resources": resources,
    }
    with opened(path) as out:
        json.dump(package, out, indent=1, ensure_ascii=False)
        out.write("\n")


def _schema(name: str, kind: type[Record], form: str, *, linked: bool) -> dict[str, Any]:
    hints = get_type_hints(kind)
    schema: dict[str, Any] = {
        "fields": [{"name": field, "type": _type(field, hints[field], form)} for field in kind.__struct_fields__],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = [_KEYS[name]]
    if linked and name in _OF_PAGES:
        reference = {"resource": "articles", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["page"], "reference": reference}]
    return schema


def _type(field: str, hint: Any, form: str) -> str:
    plain = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if form == "parquet" and hint == int | None:
        # Frictionless reads Parquet through pandas, where whole numbers with gaps are floats …
        return "number"
    for type_, name in plain.items():
        if hint in (type_, type_ | None):
            return "date" if name == "string" and field in _DAYS and form == "csv" else name
    # … and lists are arrays that it does not take for lists. In CSV a list is one cell.
    return "string" if form == "csv" else "any"
