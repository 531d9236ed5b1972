"""What stands beside an export: what made it, with which settings, and what is in it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.exchange.columns import TABLES, columns
from dragoman.exchange.exports.job import Job
from dragoman.exchange.tables import opened


def write(job: Job) -> Path:
    """Writes PATH.meta.json. It holds no clock: the same archive and settings give the same file."""
    path = job.out.with_name(f"{job.out.name}.meta.json")
    with opened(path) as out:
        json.dump(_described(job), out, indent=1, ensure_ascii=False)
        out.write("\n")
    return path


def _described(job: Job) -> dict[str, Any]:
    settings = job.settings
    return {
        "software": "Dragoman",
        "version": __version__,
        "format": settings.format,
        "codebooks": sorted({codebook for _, codebook, _ in job.made_by}),
        "models": sorted({model for _, _, model in job.made_by}),
        "coded_by": sorted({version for version, _, _ in job.made_by}),
        "crosswalk": settings.crosswalk,
        "settings": {
            "text": settings.text,
            "filters": settings.filters,
            **({"by": settings.by} if settings.format == "panel" else {}),
        },
        "counts": dict(sorted(job.counts.items())),
        "left_out": {name: number for name, number in sorted(job.left_out.items()) if number},
        "empty_on_purpose": empty(settings.format),
        "files": [_file(path, job.out) for path in job.files],
    }


def empty(form: str) -> dict[str, str]:
    """The columns of a format that are left empty on purpose, and why."""
    if not (TABLES / f"{form}.tsv").is_file():
        return {}
    return {column.name: column.note for column in columns(form) if not column.value}


def _file(path: Path, out: Path) -> dict[str, Any]:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    inside = out in path.parents
    name = path.relative_to(out).as_posix() if inside else path.name
    return {"path": name, "bytes": path.stat().st_size, "sha256": digest}
