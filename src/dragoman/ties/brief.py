"""A dossier on two actors, of about two pages, every line of it with the sentence that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dragoman.archive import Archive
from dragoman.archive.connection import told
from dragoman.errors import QueryError
from dragoman.ties import charts, events
from dragoman.ties.records import MergedEvent, Planned, Said, UndertakingEntry
from dragoman.ties.sentences import around
from dragoman.ties.view import Ties

if TYPE_CHECKING:
    import jinja2

Form = Literal["html", "md"]

_TEMPLATES = Path(__file__).parent / "templates"
_SHOWN = {"turns": 4, "timeline": 10, "statements": 6, "undertakings": 6, "planned": 5, "stages": 4}
_WORDS = 260


class _Sources:
    """The sentences that are cited, numbered as they come, each once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.listed: list[dict[str, Any]] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def cite(self, page: str, words: str, outlet: str | None, day: str | None, span: tuple[int, int]) -> int:
        """The number of the sentence that words of a page stand in."""
        text = self.sentence(page, words, span)
        if (page, text) not in self._numbers:
            self._numbers[page, text] = len(self.listed) + 1
            self.listed.append(
                {"number": len(self.listed) + 1, "page": page, "outlet": outlet or "no outlet", "day": day or "no day",
                 "text": text, "where": "{}–{}".format(*span)}
            )  # fmt: skip
        return self._numbers[page, text]

    def sentence(self, page: str, words: str, span: tuple[int, int]) -> str:
        """The sentence that words of a page stand in."""
        return _short(around(self._archive.report(page), *span, words))


def brief(
    archive: Archive,
    *actors: str,
    since: str | None = None,
    until: str | None = None,
    by: str = "month",
    form: Form = "html",
    plot: str | None = None,
) -> str:
    """The dossier on two actors (or one, or a set) as one HTML page that needs nothing else, or as Markdown.

    Markdown points to ``plot``, the file of a plot that stands beside it. Raises QueryError as :func:`ties` does.
    """
    tie = Ties(archive, *actors, since=since, until=until, by=by)
    sources = _Sources(archive)
    told_of = _contents(archive, tie, sources)
    template = _environment(form).get_template(f"brief.{form}.jinja")
    return template.render(**told_of, plot=plot, sources=sources.listed)


def save(archive: Archive, *actors: str, out: Path, **asked: Any) -> list[Path]:
    """Writes the dossier, as HTML or Markdown by the ending of the file's name; Markdown with a plot beside it.

    Returns the files. Raises QueryError for another ending, or where a file cannot be written.
    """
    forms: dict[str, Form] = {".html": "html", ".htm": "html", ".md": "md"}
    if out.suffix.lower() not in forms:
        raise QueryError(f"{out} is no name for a brief; end it with .html or .md")
    form = forms[out.suffix.lower()]
    plot = out.with_suffix(".svg")
    text = brief(archive, *actors, **asked, form=form, plot=plot.name)
    try:
        out.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise QueryError(f"{out} cannot be written ({error.strerror or error})") from error
    if form == "html":
        return [out]
    charts.save(lambda dark: Ties(archive, *actors, **asked).plot(dark=dark), plot)
    return [out, plot]


def _environment(form: Form) -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=form == "html",  # noqa: S701 - Markdown has escapes of its own
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["md"] = _markdown
    return made


def _markdown(text: object) -> str:
    """Words of a page as Markdown that says just them."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in str(text)).replace("\n", " ")


def _contents(archive: Archive, tie: Ties, sources: _Sources) -> dict[str, Any]:
    whole = [row for row in tie.periods if row.source is None]
    if not whole:
        raise QueryError("there is nothing to tell: the archive has no pages of these days")
    return {
        "heading": charts.title(tie.scope.actors),
        "actors": list(tie.scope.actors),
        "note": tie.note,
        "span": f"{whole[0].period} to {whole[-1].period}",
        "by": tie.by,
        "style": charts.BOTH,
        "chart": lambda: charts.both(lambda dark: tie.plot(dark=dark)),
        "numbers": _numbers(tie),
        "turns": _turns(archive, tie, sources),
        "timeline": [_event(one, sources) for one in tie.key_events(_SHOWN["timeline"], events.BY_OUTLETS)],
        "statements": [_statement(one, sources) for one in _telling(tie.statements)],
        "undertakings": [_undertaking(one, sources) for one in tie.undertakings[: _SHOWN["undertakings"]]],
        "planned": [_planned(one, sources) for one in _open(tie.planned)],
    }


def _numbers(tie: Ties) -> list[dict[str, Any]]:
    """What happened in each direction and in all, in a line each."""
    found = []
    for source, target in ((None, None), *tie.scope.directions):
        rows = [row for row in tie.periods if (row.source, row.target) == (source, target)]
        number = sum(row.events for row in rows)
        cooperation = sum(row.verbal_cooperation + row.material_cooperation for row in rows)
        weighed = [(row.goldstein, row.events) for row in rows if row.goldstein is not None]
        whole = sum(events for _, events in weighed)
        found.append(
            {
                "who": f"{charts.name(source)} to {charts.name(target)}" if source and target else "All",
                "events": number,
                "reports": sum(row.reports for row in rows),
                "cooperation": f"{100 * cooperation / number:.0f} %" if number else "–",
                "goldstein": f"{sum(value * events for value, events in weighed) / whole:+.1f}" if whole else "–",
                "statements": sum(row.statements for row in rows),
            }
        )
    return found


def _turns(archive: Archive, tie: Ties, sources: _Sources) -> list[dict[str, Any]]:
    points = tie.turning_points[-_SHOWN["turns"] :]
    first = len(tie.turning_points) - len(points) + 1
    found = []
    for number, point in enumerate(points, first):
        with told(archive.path):
            drivers = list(events.by_ids(archive.connection, point.events[:2]))
        found.append({"number": number, "point": point, "events": [_event(one, sources) for one in drivers]})
    return found


def _event(one: MergedEvent, sources: _Sources) -> dict[str, Any]:
    return {
        "day": one.day or "no day",
        "type": one.type,
        "who": f"{_list(one.source)} → {_list(one.target)}" if one.target else _list(one.source),
        "text": sources.sentence(one.page, one.text, (one.first, one.last)),
        "outlets": one.outlets,
        "reports": one.reports,
        "cite": sources.cite(one.page, one.text, one.outlet, (one.published_at or "")[:10], (one.first, one.last)),
    }


def _telling(found: Iterable[Said]) -> list[Said]:
    """Statements of many speakers, words before summaries, the latest first; then in order of time."""
    latest = sorted(found, key=lambda one: one.published_at or "", reverse=True)
    latest.sort(key=lambda one: (one.kind == "indirect", len(one.text) < 40))
    seen: dict[tuple[str, str | None], int] = {}
    ranked = []
    texts = set()
    for one in latest:
        if one.text not in texts:
            texts.add(one.text)
            seen[one.source, one.speaker] = seen.get((one.source, one.speaker), 0) + 1
            ranked.append((seen[one.source, one.speaker], one))
    ranked.sort(key=lambda pair: pair[0])
    return sorted(
        (one for _, one in ranked[: _SHOWN["statements"]]), key=lambda one: (one.published_at or "", one.text)
    )


def _statement(one: Said, sources: _Sources) -> dict[str, Any]:
    day = (one.published_at or "")[:10]
    return {
        "day": day or "no day",
        "speaker": one.speaker or charts.name(one.source),
        "of": charts.name(one.source),
        "about": charts.name(one.target),
        "direct": one.kind != "indirect",
        "text": _short(one.text),
        "cite": sources.cite(one.page, one.text, one.outlet, day, (one.first, one.last)),
    }


def _undertaking(one: UndertakingEntry, sources: _Sources) -> dict[str, Any]:
    told_of = [stage for stage in one.stages if stage.stage] or list(one.stages)
    shown = [stage for at, stage in enumerate(told_of) if at == 0 or stage.stage != told_of[at - 1].stage]
    return {
        "name": one.name,
        "kind": one.kind,
        "parties": _list(one.parties),
        "stages": [
            {
                "day": stage.day or "no day",
                "stage": stage.stage or "spoken of",
                "cite": sources.cite(stage.page, stage.text, stage.outlet, stage.day, (stage.first, stage.last)),
            }
            for stage in shown[-_SHOWN["stages"] :]
        ],
    }


def _open(found: Iterable[Planned]) -> list[Planned]:
    """What is still due first, by day, then what is overdue, the latest first."""
    rows = list(found)
    due = [one for one in rows if one.state == "due"]
    overdue = sorted((one for one in rows if one.state == "overdue"), key=lambda one: one.start or "", reverse=True)
    return [*due, *overdue][: _SHOWN["planned"]]


def _planned(one: Planned, sources: _Sources) -> dict[str, Any]:
    days = one.start if one.start == one.end else f"{one.start} to {one.end}"
    return {
        "when": days if one.start else f"no day, told {one.first_report}",
        "state": one.state,
        "who": f"{_list(one.source)} → {_list(one.target)}" if one.target else _list(one.source),
        "type": one.type,
        "text": sources.sentence(one.page, one.text, (one.first, one.last)),
        "cite": sources.cite(one.page, one.text, one.outlet, (one.published_at or "")[:10], (one.first, one.last)),
    }


def _list(codes: Iterable[str]) -> str:
    return ", ".join(charts.name(code) for code in codes)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WORDS else plain[: _WORDS - 1].rsplit(" ", 1)[0] + " …"
