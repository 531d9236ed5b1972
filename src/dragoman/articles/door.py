"""The front door: what a file is, told by how it begins and never by its name, and the reader for that."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import msgspec

from dragoman.articles import (
    feeds,
    mail,
    newsml,
    packed,
    parquet,
    pdf,
    rows,
    separated,
    sitemaps,
    subscriptions,
    tars,
    warc,
    xml,
    zips,
)
from dragoman.articles.budget import Budget
from dragoman.articles.decode import LIMIT_BYTES, decode, too_long
from dragoman.articles.source import HEAD, Address, Opened, Piece, Source, Told, as_name
from dragoman.articles.streams import looked_at, up_to
from dragoman.errors import PageError
from dragoman.knowledge import files
from dragoman.report import SetAside

_READERS: tuple[ModuleType, ...] = (
    *(zips, warc, packed, tars, pdf, parquet),
    *(feeds, subscriptions, sitemaps, newsml, rows, mail, separated),
)
"""Asked in this order; each has ``looks(opened)`` and ``read(opened)``. What none takes is a page."""


def open_path(path: Path, source: Source) -> Iterator[Piece | SetAside]:
    """The pieces of a file on disk."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
        handle.seek(0)
        size = path.stat().st_size
        yield from pieces(
            Opened(
                as_name(path.stem),
                handle,
                head,
                Budget(size),
                columns=source.columns,
                fetch=source.links,
                path=path,
                source=str(path.absolute()),
                size=size,
            )
        )


def open_piece(piece: Piece, source: Source) -> Iterator[Piece | SetAside]:
    """The pieces of a page or a file that is at hand."""
    if isinstance(piece.content, str):
        yield piece
        return
    size = piece.size
    if size is None and isinstance(piece.content, bytes):
        size = len(piece.content)
    handle, head = looked_at(_stream(piece.content), HEAD)
    yield from pieces(
        Opened(
            piece.id,
            handle,
            head,
            Budget(size or 0),
            piece.told,
            source.columns,
            source.links,
            piece.charset,
            source=piece.source,
            size=size,
        )
    )


def open_address(address: Address, source: Source) -> Iterator[Piece | SetAside]:
    """The pieces of a page or a file on the web."""
    name = as_name(address.url)
    if source.fetch is None:
        yield SetAside(id=name, reason="nothing is fetched from the web here", source=address.url, bytes=0)
        return
    try:
        answer = source.fetch(address.url)
    except PageError as error:
        yield SetAside(id=name, reason=str(error), source=address.url, bytes=0)
        return
    told = Told(url=answer.url)
    yield from open_piece(Piece(name, answer.body, told, charset=answer.charset, source=answer.url), source)


def pieces(opened: Opened) -> Iterator[Piece | SetAside]:
    """The pages of a file, each with its characters; what cannot be read comes as SetAside."""
    try:
        reader = _reader(opened)
        if reader is None:
            yield _page(opened)
        elif opened.depth >= opened.budget.limits.depth:
            raise PageError(f"it lies more than {opened.budget.limits.depth} files deep within others; unpack them")
        else:
            yield from _parts(opened, reader)
    except PageError as error:
        yield SetAside(id=_name(opened), reason=str(error), source=opened.source, bytes=opened.size)


def _reader(opened: Opened) -> ModuleType | None:
    found = next((one for one in _READERS if one.looks(opened)), None)
    return rows if found is None and rows.looks_damaged(opened) else found


def _parts(opened: Opened, reader: ModuleType) -> Iterator[Piece | SetAside]:
    for number, part in enumerate(reader.read(opened), 1):
        if isinstance(part, SetAside):
            yield part if part.source else msgspec.structs.replace(part, source=_place(opened, part.id, number))
            continue
        placed = part if part.source else part._replace(source=_place(opened, part.id, number))
        if isinstance(placed.content, str):
            yield placed._replace(told=opened.told.under(placed.told))
        else:
            yield from _inside(opened, placed, _stream(placed.content))
        if opened.budget.gone:
            raise PageError(f"the rest of it was not read: {opened.budget.gone}")


def _place(opened: Opened, id: str | None, number: int) -> str | None:
    """Where a part stands: by what its id adds to the file's, else by its number."""
    if id is None or id == opened.name:
        return opened.source
    start = f"{opened.name}:"
    return opened.at(id.removeprefix(start) if opened.name and id.startswith(start) else number)


def _inside(opened: Opened, part: Piece, stream: BinaryIO) -> Iterator[Piece | SetAside]:
    try:
        handle, head = looked_at(stream, HEAD)
    except PageError as error:
        yield SetAside(id=part.id or _name(opened), reason=str(error), source=part.source, bytes=part.size)
    else:
        yield from pieces(opened.inside(part, handle, head))


def _stream(content: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _page(opened: Opened) -> Piece:
    """The file as one page of text or HTML."""
    if what := files.kind_of(opened.head):
        raise PageError(f"it is {what}, not a page of text")
    xml.check(opened)
    data = up_to(opened.handle, LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise too_long()
    size = len(data) if opened.size is None else opened.size
    return Piece(opened.name, decode(data, opened.charset), opened.told, source=opened.source, size=size)


def _name(opened: Opened) -> str:
    return opened.name or hashlib.sha256(opened.head).hexdigest()[:16]
