"""PDF files with a text layer."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from dragoman.articles.decode import LIMIT, LIMIT_BYTES, clean
from dragoman.articles.source import Opened, Piece
from dragoman.articles.streams import up_to
from dragoman.errors import PageError

_LONGEST = 300
"""PDF files of more pages are books or collections, not articles."""


def looks(opened: Opened) -> bool:
    """Whether a file is a PDF file."""
    return b"%PDF-" in opened.head[:1024] and opened.start.startswith("%PDF-")


def read(opened: Opened) -> Iterator[Piece]:
    """The text of all pages as one, an empty line between them."""
    data = up_to(opened.handle, LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise PageError(f"it is a PDF file of more than {LIMIT_BYTES:,} bytes; cut it into its articles")
    text = _text(data)
    if not text.strip():
        raise PageError("it is a PDF file without a text layer; run text recognition (OCR) on it first")
    yield Piece(opened.name, clean(text.replace("\x00", " ")), is_html=False)


def _text(data: bytes) -> str:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages: Any = [] if locked else reader.pages
        if len(pages) > _LONGEST:
            raise PageError(f"it is a PDF file of {len(pages):,} pages; cut it into its articles")
        parts: list[str] = []
        for page in pages:
            parts.append(page.extract_text())
            if sum(map(len, parts)) > LIMIT:
                break
    except PageError:
        raise
    # The library raises errors of every kind for damaged files, and asks for more packages for some locked ones.
    except Exception as error:
        raise PageError(f"the PDF file cannot be read ({type(error).__name__}: {error})") from error
    if locked:
        raise PageError("it is a PDF file locked by a password; save it without")
    return "\n\n".join(parts)
