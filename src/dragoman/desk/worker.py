"""Coding in a process of its own, so that the pages of the desk stay quick. The language model is loaded there once."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from dragoman.actors import Cast
    from dragoman.articles import Address
    from dragoman.coder import Coder
    from dragoman.fetching import Fetcher, Rules
    from dragoman.language.clauses import Proposition
    from dragoman.report import Kept, Report, SetAside

_coder: Coder | None = None


def warm(knowledge: str | None, instead: str | None) -> None:
    """Loads the model and the tables; ``knowledge`` is a folder of own tables, read ``instead`` of another one."""
    global _coder
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if knowledge is not None:
        known = [part for part in os.environ.get("DRAGOMAN_KNOWLEDGE", "").split(os.pathsep) if part]
        os.environ["DRAGOMAN_KNOWLEDGE"] = os.pathsep.join([part for part in known if part != instead] + [knowledge])
    if instead is not None:
        # The folder of the user's configuration may be the very one that is stood in for.
        os.environ["XDG_CONFIG_HOME"] = str(Path(knowledge or "").parent / "none")
    from dragoman.coder import Coder

    _coder = Coder()


def code(what: Path | Address, rules: Rules, published: str | None = None, outlet: str | None = None) -> list[Kept]:
    """The pages that a file or an address holds, with their reports, stamped with the moment."""
    from dragoman import articles

    assert _coder is not None  # noqa: S101 - the initializer of the process made it
    source = articles.Source(what, fetch=None if isinstance(what, Path) else _fetcher(rules))
    raw = articles.raw(source, published=published, outlet=outlet)
    # A file that was sent lies in a folder that goes once it is read: nobody finds it there again.
    pages = (msgspec.structs.replace(one, source=None) if isinstance(what, Path) else one for one in raw)
    return [_stamped(kept) for kept in _coder.keep(pages)]


@cache
def _fetcher(rules: Rules) -> Fetcher:
    """One for all that is fetched: it knows how long each site is to be left alone."""
    from dragoman.fetching import Fetcher

    return Fetcher(rules)


def recode(pages: list[dict[str, str | None]]) -> list[Report | SetAside]:
    """The reports of pages given as mappings."""
    assert _coder is not None  # noqa: S101 - the initializer of the process made it
    return list(_coder.code_many([{key: value for key, value in page.items() if value} for page in pages]))


def predicates(pages: list[dict[str, str | None]]) -> list[tuple[str, str]]:
    """Verbs between two actors that the tables do not have, each with its sentence's words."""
    from dragoman import articles
    from dragoman.actors import Cast, Registry
    from dragoman.knowledge import lexicon
    from dragoman.language import load
    from dragoman.language.clauses import propositions
    from dragoman.report import SetAside
    from dragoman.text import lay_out

    read = [one for page in pages for one in articles.read({key: value for key, value in page.items() if value})]
    kept = [one for one in read if not isinstance(one, SetAside)]
    texts = [lay_out(one.article) for one in kept]
    found: list[tuple[str, str]] = []
    for page, tree in zip(kept, load().read_many((text.text, text.paragraphs) for text in texts), strict=True):
        cast = Cast(tree, Registry.load(None), page.published.date() if page.published else None, page.country)
        verbs = (
            one for one in propositions(tree, lexicon.vocabulary()) if one.kind == "verb" and not _known(one.lemma)
        )
        found += [(one.lemma, one.describe()) for one in verbs if _between_actors(one, cast)]
    return found


def _known(lemma: str) -> bool:
    """Whether some table has the verb: the lexicon, those that carry other acts, those of saying."""
    from dragoman.knowledge import lexicon, speech

    carried = {predicate for predicate, pos in (*lexicon.operators(), *lexicon.carriers()) if pos == "verb"}
    return lemma in lexicon.verb_heads() or lemma in carried or lemma in speech.predicates() or lemma in _EMPTY


_EMPTY = frozenset({"be", "have", "do", "get", "become"})


def _between_actors(one: Proposition, cast: Cast) -> bool:
    doers = {ref.code for word in one.get("subj") for ref in cast.of(word)}
    others = {
        ref.code for slot, words in one.slots.items() if slot != "subj" for word in words for ref in cast.of(word)
    }
    return bool(doers and others - doers)


def _stamped(kept: Kept) -> Kept:
    from dragoman.report import Report

    report = kept.result
    if not isinstance(report, Report) or report.provenance is None:
        return kept
    made = msgspec.structs.replace(report.provenance, coded_at=datetime.now(UTC).isoformat(timespec="seconds"))
    return msgspec.structs.replace(kept, result=msgspec.structs.replace(report, provenance=made))
