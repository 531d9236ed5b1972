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
    """Where a format is written: a module of this folder, and its function."""

    module: str
    function: str


FORMATS = {
    "polecat": Format("polecat", "write"),
    "gdelt2": Format("gdelt2", "write"),
    "gdelt2-mentions": Format("gdelt2", "write_mentions"),
    "gdelt1-reduced": Format("grouped", "write_reduced"),
    "icews": Format("icews", "write"),
    "phoenix": Format("grouped", "write_phoenix"),
    "plover": Format("plover", "write"),
    "csv": Format("flat", "write_csv"),
    "parquet": Format("flat", "write_parquet"),
    "ftm": Format("ftm", "write"),
    "jsonld": Format("jsonld", "write"),
    "ro-crate": Format("crate", "write"),
    "w3c-annotations": Format("annotations", "write"),
    "ninjs": Format("ninjs", "write"),
    "panel": Format("panel", "write"),
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
