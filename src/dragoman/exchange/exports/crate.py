"""RO-Crate 1.1: the tables as CSV in a folder, with where they come from."""

from __future__ import annotations

import json
from typing import Any

from dragoman import __version__
from dragoman.exchange.exports.flat import DESCRIPTOR, write_folder
from dragoman.exchange.exports.job import Job
from dragoman.exchange.tables import opened

METADATA = "ro-crate-metadata.json"
_SOFTWARE = "#dragoman"
_CODEBOOK = "#codebook"
_PAGES = "#pages"

Entity = dict[str, Any]


def write(job: Job) -> None:
    """Writes the tables and their metadata."""
    days = _days(job)
    write_folder(job)
    parts = [path.relative_to(job.out).as_posix() for path in job.files]
    graph = [_descriptor(), _root(parts, days[1]), *(_file(part) for part in parts), *_provenance(job, parts, days)]
    path = job.out / METADATA
    with opened(path) as out:
        json.dump({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}, out, indent=1)
        out.write("\n")
    job.files.append(path)


def _days(job: Job) -> tuple[str, str]:
    """The first and the last day of the pages; an archive without any stands for the day that RO-Crate 1.1 came out."""
    first, last = "", ""
    for row in job.archive.articles():
        if day := (row.published_at or "")[:10]:
            first, last = min(first or day, day), max(last, day)
    return (first, last) if first else ("2020-10-30", "2020-10-30")


def _descriptor() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def _root(parts: list[str], published: str) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": "Who did what to whom: records coded from news pages",
        "description": "Events, statements, persons, places and undertakings that news pages speak of, one table each.",
        "datePublished": published,
        "license": {"@id": "#rights"},
        "hasPart": [{"@id": part} for part in parts],
        "mentions": [{"@id": "#coding"}, {"@id": "#export"}],
    }


def _file(part: str) -> Entity:
    form = "text/csv" if part.endswith(".csv") else "application/json"
    name = "description of the tables" if part == DESCRIPTOR else part.removesuffix(".csv")
    return {"@id": part, "@type": "File", "name": name, "encodingFormat": form}


def _provenance(job: Job, parts: list[str], days: tuple[str, str]) -> list[Entity]:
    """Who coded the pages, with what, and what the export did."""
    made = sorted(job.made_by)
    tools = [
        {
            "@id": f"{_SOFTWARE}-{version}",
            "@type": "SoftwareApplication",
            "name": "Dragoman",
            "softwareVersion": version,
            "url": "urn:dragoman",
        }
        for version in sorted({__version__, *(version for version, _, _ in made)})
    ]
    models = [
        {"@id": f"#model-{number}", "@type": "SoftwareApplication", "name": model}
        for number, model in enumerate(sorted({model for _, _, model in made}), 1)
    ]
    books = [
        {"@id": f"{_CODEBOOK}-{number}", "@type": "CreativeWork", "name": book}
        for number, book in enumerate(sorted({book for _, book, _ in made}), 1)
    ]
    instruments = [{"@id": one["@id"]} for one in (*tools, *models)]
    return [
        *tools, *models, *books,
        {
            "@id": _PAGES,
            "@type": "Dataset",
            "name": "The news pages that were coded",
            "temporalCoverage": f"{days[0]}/{days[1]}",
            "size": str(job.archive.counts()["pages"]),
        },
        {"@id": "#archive", "@type": "Dataset", "name": job.archive.path.name, "isBasedOn": {"@id": _PAGES}},
        {
            "@id": "#coding",
            "@type": "CreateAction",
            "name": "Coding of the pages by the codebook",
            "instrument": [*instruments, *({"@id": one["@id"]} for one in books)],
            "object": {"@id": _PAGES},
            "result": {"@id": "#archive"},
        },
        {
            "@id": "#export",
            "@type": "CreateAction",
            "name": "Export of the archive",
            "description": json.dumps({"crosswalk": job.settings.crosswalk, "filters": job.settings.filters}),
            "instrument": {"@id": f"{_SOFTWARE}-{__version__}"},
            "object": {"@id": "#archive"},
            "result": [{"@id": part} for part in parts],
        },
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights",
            "description": "The words of the pages belong to their publishers; the tables to whoever made the archive.",
        },
    ]  # fmt: skip
