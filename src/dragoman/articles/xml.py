"""What XML files are by their root, and how they are read without harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.articles.source import Opened
from dragoman.errors import PageError

_ROOT = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL
)
_ENTITY = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE[^<>\[]*\[.*?<!ENTITY", re.DOTALL | re.IGNORECASE)


def root(opened: Opened) -> str | None:
    """The name of the first element of a file that is XML (or HTML), without its prefix."""
    if not opened.start.startswith("<"):
        return None
    found = _ROOT.match(opened.start)
    return found[1] if found is not None else None


def check(opened: Opened) -> None:
    """Raises PageError for a file that declares entities: a few lines of those can come to gigabytes."""
    if opened.start.startswith("<") and _ENTITY.match(opened.start):
        raise PageError("it declares XML entities, which could explode; take them out of it")


def elements(handle: BinaryIO, *names: str) -> Iterator[Any]:
    """The elements of some names (without prefix) or all, each as soon as it is whole; what was read before is let go.

    Raises PageError where the XML is broken or declares entities.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    open_elements: list[Any] = []
    try:
        for event, element in iterparse(handle, events=("start", "end")):
            if event == "start":
                open_elements.append(element)
                if len(open_elements) > _DEEPEST:
                    raise PageError(f"its XML lies more than {_DEEPEST} elements deep")
                continue
            open_elements.pop()
            if not names or local(element.tag) in names:
                yield element
                element.clear()
                if open_elements:
                    open_elements[-1].remove(element)
    except ParseError as error:
        raise PageError(f"its XML is broken ({error}); what came before was read") from error
    except DefusedXmlException as error:
        raise PageError("it declares XML entities, which could explode; take them out of it") from error
    except (ValueError, LookupError) as error:
        raise PageError(f"its XML cannot be read ({error})") from error


_DEEPEST = 500


def local(tag: Any) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *path: str) -> Any:
    """The first element on a path of names under an element, or None."""
    for name in path:
        element = next((one for one in element if local(one.tag) == name), None) if element is not None else None
    return element


def words(element: Any) -> str | None:
    """The text within an element, or None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
