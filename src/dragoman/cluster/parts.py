"""Parts of pages and parts of results, on this machine's disk or on whatever storage fsspec knows.

A part of pages is any file that ``articles`` reads. Its results are Parquet files of some thousand pages each, under
names that the part's own decides, and last of all a mark that it is done: who finds the mark need not do the part
again, and who does it twice writes the same files.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from dragoman import articles
from dragoman.errors import DragomanError
from dragoman.report import Kept, Page, Report, SetAside

PAGES_A_FILE = 2000


class ClusterError(DragomanError):
    """A cluster, or storage, that cannot be used."""


def _filesystem(url: str) -> tuple[Any, str]:
    try:
        import fsspec

        return fsspec.core.url_to_fs(url)  # type: ignore[no-any-return]
    except ImportError as error:
        raise ClusterError(
            f"{url} needs a library ({error}); pip install 'dragoman[cluster]' or what it names"
        ) from error
    except ValueError as error:
        raise ClusterError(f"{url} names no storage ({error})") from error


def found(named: Iterable[str]) -> list[str]:
    """The parts that some names, folders and patterns stand for, in order.

    Raises ClusterError where there is none.
    """
    parts: list[str] = []
    for name in named:
        system, path = _filesystem(name)
        if any(sign in path for sign in "*?["):
            inner = [one for one in system.glob(path) if not system.isdir(one)]
        else:
            inner = system.find(path) if system.isdir(path) else [path] if system.exists(path) else []
        if not inner:
            raise ClusterError(f"nothing is there under {name}")
        local = "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))
        parts += [one if local else system.unstrip_protocol(one) for one in sorted(inner)]
    return list(dict.fromkeys(parts))


def pages(part: str, *, published: str | None, outlet: str | None) -> Iterator[Page | SetAside]:
    """The pages of a part, as received."""
    if Path(part).is_file():
        yield from articles.raw(Path(part), published=published, outlet=outlet)
        return
    system, path = _filesystem(part)
    try:
        with system.open(path, "rb") as handle:
            piece = articles.Piece(Path(path).stem, handle, source=part, size=system.size(path))
            yield from articles.raw(piece, published=published, outlet=outlet)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        yield SetAside(id=Path(path).stem, reason=reason, source=part)


class Results:
    """A folder of results."""

    def __init__(self, url: str) -> None:
        self._system, self._path = _filesystem(url)

    def done(self, part: str) -> bool:
        """Whether a part need not be done any more."""
        return bool(self._system.exists(self._at(part, "done")))

    def write(self, part: str, kept: Iterable[Kept]) -> int:
        """Writes the results of a part; how many there were."""
        self._system.makedirs(self._path, exist_ok=True)
        left = iter(kept)
        number = count = 0
        while rows := list(islice(left, PAGES_A_FILE)):
            self._put(self._at(part, f"{number:05}.parquet"), _packed(rows))
            number, count = number + 1, count + len(rows)
        self._put(self._at(part, "done"), str(number).encode())
        return count

    def read(self, part: str) -> Iterator[Kept]:
        """The results of a part that is done."""
        with self._system.open(self._at(part, "done"), "rb") as handle:
            files = int(handle.read())
        for number in range(files):
            with self._system.open(self._at(part, f"{number:05}.parquet"), "rb") as handle:
                yield from _unpacked(handle.read())

    def remove(self) -> None:
        """Takes the folder away."""
        if self._system.exists(self._path):
            self._system.rm(self._path, recursive=True)

    def _at(self, part: str, what: str) -> str:
        digest = hashlib.sha256(part.encode("utf-8", errors="surrogatepass")).hexdigest()[:12]
        return f"{self._path}/{Path(part).stem[:60]}-{digest}.{what}"

    def _put(self, path: str, data: bytes) -> None:
        # Whole or not at all: others see a file of results under its name only when it is finished.
        if "file" in self._system.protocol:
            with self._system.open(f"{path}.part", "wb") as handle:
                handle.write(data)
            self._system.mv(f"{path}.part", path)
        else:
            self._system.pipe_file(path, data)


def _packed(rows: list[Kept]) -> bytes:
    import polars

    schema = {
        **dict.fromkeys(("id", "sha256", "title", "published_at", "outlet", "url", "source", "reason"), polars.String),
        "bytes": polars.Int64,
        "html": polars.Boolean,
        "text": polars.Binary,
        "report": polars.Binary,
    }
    out = io.BytesIO()
    polars.DataFrame([_row(one) for one in rows], schema=schema).write_parquet(out)
    return out.getvalue()


def _row(kept: Kept) -> dict[str, Any]:
    page, result = kept.page, kept.result
    row: dict[str, Any] = {}
    if page is not None:
        row = msgspec.structs.asdict(page)
        row["text"] = zlib.compress(page.text.encode("utf-8", errors="surrogatepass"))
    if isinstance(result, SetAside):
        row |= {"id": result.id, "source": result.source, "bytes": result.bytes, "reason": result.reason}
    elif result is not None:
        row["report"] = zlib.compress(result.to_json())
    return row


def _unpacked(data: bytes) -> Iterator[Kept]:
    import polars

    for row in polars.read_parquet(io.BytesIO(data)).iter_rows(named=True):
        reason, report, text = row.pop("reason"), row.pop("report"), row.pop("text")
        page = None
        if text is not None:
            page = Page(text=zlib.decompress(text).decode("utf-8", errors="surrogatepass"), **row)
        if reason is not None:
            aside = SetAside(id=row["id"], reason=reason, source=row["source"], bytes=row["bytes"])
            yield Kept(page=page, result=aside)
        else:
            yield Kept(page=page, result=Report.from_json(zlib.decompress(report)))
