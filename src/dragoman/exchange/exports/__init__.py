"""The formats that others read, one module each, and the one way in: :func:`export`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from dragoman.archive import Archive
from dragoman.errors import QueryError
from dragoman.exchange.exports import sidecar
from dragoman.exchange.exports.job import Job, Settings

__all__ = ["FORMATS", "Format", "Job", "Settings", "export"]


class Format(NamedTuple):
    """A format: where it is written, and what it is."""

    module: str
    function: str
    help: str


FORMATS = {
    "polecat": Format("polecat", "write", "POLECAT: 40 columns, tab-separated, with a header"),
    "gdelt2": Format("gdelt2", "write", "GDELT 2.0 events: 61 columns, tab-separated, no header"),
    "gdelt2-mentions": Format("gdelt2", "write_mentions", "GDELT 2.0 mentions: 16 columns, no header"),
    "gdelt1-reduced": Format("grouped", "write_reduced", "GDELT 1.0 reduced: 17 columns, no header"),
    "icews": Format("icews", "write", "ICEWS: 20 columns, tab-separated, with a header"),
    "phoenix": Format("grouped", "write_phoenix", "Phoenix: 26 columns, one a day, no header"),
    "plover": Format("plover", "write", "PLOVER records, JSON Lines"),
    "csv": Format("flat", "write_csv", "our events as one CSV file, or all tables in a folder"),
    "parquet": Format("flat", "write_parquet", "our tables in a folder, events by year and month"),
    "ftm": Format("ftm", "write", "FollowTheMoney entities, JSON Lines"),
    "jsonld": Format("jsonld", "write", "JSON-LD: schema.org NewsArticle, Event, Quotation"),
    "ro-crate": Format("crate", "write", "RO-Crate: our tables in a folder, with provenance"),
    "w3c-annotations": Format("annotations", "write", "W3C Web Annotations of the words"),
    "ninjs": Format("ninjs", "write", "IPTC ninjs 1.4, JSON Lines"),
    "panel": Format("panel", "write", "counts by country or pair and month, CSV or Parquet"),
}


def export(archive: Archive, out: Path, settings: Settings, tell: Callable[[int], object] | None = None) -> Job:
    """Writes an archive in a format, and PATH.meta.json beside it; returns what was counted.

    ``tell`` hears of the number of events or pages read so far. Raises QueryError where the format is unknown, a
    filter makes no sense, or PATH cannot be written.
    """
    form = FORMATS.get(settings.format)
    if form is None:
        raise QueryError(f"there is no format {settings.format!r}; take one of {', '.join(FORMATS)}")
    if out.exists() and out.samefile(archive.path):
        raise QueryError(f"{out} is the archive itself; name another file to write to")
    job = Job(archive, out, settings, tell)
    writer: Callable[[Job], None] = getattr(import_module(f"{__name__}.{form.module}"), form.function)
    writer(job)
    job.files.append(sidecar.write(job))
    return job
