"""The words of a page as far as its report holds them, by the offsets of the page."""

from __future__ import annotations

from bisect import bisect_right
from urllib.parse import quote

from dragoman.report import Report


class Words:
    """Headline and paragraphs where they stand in the page; what lies between them reads as a space."""

    def __init__(self, report: Report) -> None:
        article = report.article
        runs = []
        if article.headline and article.headline_span:
            runs.append((article.headline_span.start, article.headline))
        for part in article.paragraphs:
            if part.pieces:
                runs += [(one.start, part.text[one.at : one.at + one.length]) for one in part.pieces]
            else:
                runs.append((part.start, part.text))
        self._runs = sorted(run for run in runs if run[1])
        self._starts = [start for start, _ in self._runs]

    def between(self, start: int, end: int) -> str:
        """The words of ``page[start:end]``."""
        found: list[str] = []
        reached = start
        for at, text in self._runs[max(0, bisect_right(self._starts, start) - 1) :]:
            if at >= end:
                break
            if at + len(text) <= reached:
                continue
            if at > reached and found:
                found.append(" ")
            found.append(text[max(0, reached - at) : end - at])
            reached = at + len(text)
        return "".join(found)


def page_iri(report: Report) -> str:
    """What names a page in linked data: its link, else a name made of its id."""
    url = report.article.url or ""
    return url if url.startswith(("http://", "https://")) else f"urn:dragoman:page:{quote(report.id, safe='')}"


def event_iri(id: str) -> str:
    """What names an event in linked data."""
    return f"urn:dragoman:event:{quote(id, safe='')}"
