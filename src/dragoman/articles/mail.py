"""Mail: newsletters as .eml files, and mailboxes (mbox) of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from dragoman.articles.decode import LIMIT_BYTES, decode
from dragoman.articles.feeds import moment
from dragoman.articles.ninjs import with_headline
from dragoman.articles.source import Opened, Piece, Told, as_name
from dragoman.articles.streams import up_to
from dragoman.errors import PageError
from dragoman.report import SetAside

_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]", re.MULTILINE)
_SENT = frozenset({"from", "return-path", "received", "delivered-to", "sender"})
_MADE = frozenset({"mime-version", "message-id", "date", "content-type"})
_ENVELOPE = re.compile(rb"From \S+ +\S.*\d{4}\s*$")
_ENOUGH_WORDS = 40
"""Newsletters with a plain part of fewer words have their text in the HTML part."""


def looks(opened: Opened) -> bool:
    """Whether a file begins as a message or a mailbox does."""
    start = opened.start.replace("\r\n", "\n")
    if start.startswith("From "):
        if _ENVELOPE.match(opened.head.lstrip().split(b"\n", 1)[0]) is None:
            return False
        start = start.partition("\n")[2]
    if _HEADER.match(start) is None:
        return False
    names = {name.lower() for name in _HEADER.findall(start.split("\n\n", 1)[0])}
    return bool(names & _SENT) and len(names & _MADE) >= 2


def read(opened: Opened) -> Iterator[Piece | SetAside]:
    """The messages, in order."""
    if not opened.start.startswith("From "):
        data = up_to(opened.handle, LIMIT_BYTES + 1)
        yield _message(data, opened.name)
        return
    for number, data in enumerate(_split(opened.handle), 1):
        opened.budget.member()
        yield _message(data, None, opened, number)


def _split(handle: BinaryIO) -> Iterator[bytes]:
    """The messages of a mailbox, one at a time in memory."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := handle.readline(LIMIT_BYTES):
        if blank and _ENVELOPE.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= LIMIT_BYTES:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _message(data: bytes, name: str | None, box: Opened | None = None, number: int = 0) -> Piece | SetAside:
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data[:LIMIT_BYTES])
        name = name or (box.id(_header(message, "Message-ID").strip("<>") or number) if box is not None else None)
        if len(data) > LIMIT_BYTES:
            raise PageError(f"it is a message of more than {LIMIT_BYTES:,} bytes")
        text, is_html = _text(message)
        title = _header(message, "Subject") or None
        told = Told(
            title=title,
            published_at=moment(_header(message, "Date") or None),
            outlet=parseaddr(_header(message, "From"))[0] or None,
        )
        return Piece(name, with_headline(title, text, is_html), told, is_html)
    except PageError as error:
        return SetAside(id=name or "message", reason=str(error))
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        return SetAside(id=name or f"message {number}", reason=f"the message cannot be read ({error})")


def _header(message: Message, name: str) -> str:
    """A header's words, its encodings undone."""
    given = message.get(name)
    if given is None:
        return ""
    try:
        said = str(make_header(decode_header(str(given))))
    except (ValueError, LookupError, MessageError):
        said = str(given)
    return as_name(" ".join(said.split()))


def _text(message: Message) -> tuple[str, bool]:
    """The text of a message and whether it is HTML: the plain part, if that is more than a pointer to the other."""
    plain = _part(message, "text/plain")
    if plain is not None and len(plain.split()) >= _ENOUGH_WORDS:
        return plain, False
    markup = _part(message, "text/html")
    if markup is not None:
        return markup, True
    if plain is None or not plain.strip():
        raise PageError("the message has no text")
    return plain, False


def _part(message: Message, kind: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return decode(data, part.get_content_charset())
    return None
