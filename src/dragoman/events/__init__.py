"""Clauses to events: who did what to whom, by the codebook.

The way: propositions (``language.clauses``) are interpreted as acts (``interpret``: by ``lines`` of the lexicon, by
``composing`` operators with their contents, by ``carrying``), their sides are settled (``filling``, ``settling``,
``aims``), each is told once (``telling``); they get their circumstances (date, place, credit) and become events;
retellings are folded (``merging``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.actors import Cast, Ref
from dragoman.events.act import Act
from dragoman.events.circumstances import Circumstances
from dragoman.events.interpret import Interpreter
from dragoman.events.matching import TOLD
from dragoman.events.merging import merge
from dragoman.events.occasions import Occasions
from dragoman.events.roles import Roles
from dragoman.events.second import second_opinion
from dragoman.knowledge import codebook, lexicon
from dragoman.language import Tree, Word
from dragoman.language.clauses import Proposition
from dragoman.language.quotes import Quote, quotes, within
from dragoman.report import DateMention, Event, Evidence, Participant, Place, Span, When, Why

__all__ = ["events"]

_EVERY_TYPE_STANDS_ALONE = frozenset({"verb", "adj"})


def events(
    tree: Tree,
    clauses: list[Proposition],
    cast: Cast,
    dates: Sequence[DateMention] = (),
    places: Sequence[Place] = (),
    fast: bool = False,
    published: date | None = None,
) -> tuple[Event, ...]:
    """The events of a text, in its order, with offsets in the text.

    Acts inside direct quotations are left out: they are what someone says, and stand among the statements.
    ``fast`` leaves the learned typer's second opinion out; what is dated after ``published`` is planned.
    """
    interpreter = Interpreter(clauses, cast, places, tree)
    circumstances = Circumstances(tree, clauses, dates, places, published)
    quoted = quotes(tree.text, tree.paragraphs)
    asserted = [
        act for act in interpreter.acts() if not _is_quoted(quoted, act.bundle[0]) and _stands(act, circumstances)
    ]
    outside = (clause for clause in clauses if not _is_quoted(quoted, clause.head))
    asserted = second_opinion(tree, outside, lambda: Roles(cast, places, tree), asserted, fast)
    occasions = Occasions(asserted, clauses, circumstances)
    return tuple(merge([_event(tree, cast, act, circumstances, occasions) for act in asserted]))


def _is_quoted(quoted: list[Quote], word: Word) -> bool:
    """Whether a word is part of what someone says; not a verb that the page only puts in another's words (Beijing
    "strongly condemned" the move), whose subject stands before the marks.
    """
    quote = within(quoted, word.start)
    if quote is None:
        return False
    subject = word.kid("nsubj", "nsubjpass") if word.tag[0] == "V" else None
    return not quote.closed or subject is None or subject.start >= quote.start


def _stands(act: Act, circumstances: Circumstances) -> bool:
    """Whether an act is told as an event: not words of conflict that were not said ("did not object"), not a count of
    victims without a doer ("were wounded"), nor a noun that nothing carries, unless it names a definite act: both its
    sides, or one and its date.
    """
    if act.status == "denied" and codebook.types()[act.type].quad == "verbal conflict":
        return False
    if not act.source and act.proposition.passive and act.proposition.lemma in lexicon.classes()["casualty"]:
        return False
    if len(act.bundle) > 1 or act.proposition.kind in _EVERY_TYPE_STANDS_ALONE:
        return True
    if act.source and act.target:
        return True
    return circumstances.when(act) is not None or act.type == "PROTEST"


def _event(tree: Tree, cast: Cast, act: Act, circumstances: Circumstances, occasions: Occasions) -> Event:
    kind = codebook.types()[act.type]
    line = codebook.look_up(act.cameo)
    evidence = _evidence(tree, act)
    credit = circumstances.credit(act)
    when = _when(act, circumstances) or occasions.when(act)
    status = circumstances.status(act, when)
    if act.composed and status != act.status:
        when, status = None, act.status  # "is ready to meet in May": the day is that of what is meant to happen
    return Event(
        id="",
        type=kind.name,
        mode=act.mode or line.modes["plover-2024"] or None,
        contexts=_contexts(tree, act, line.contexts),
        cameo=act.cameo,
        quad=kind.quad,
        goldstein=line.goldstein,
        symmetric=act.symmetric,
        status=status,
        source=_participants(tree, act.source),
        target=_participants(tree, act.target or occasions.other_side(act)),
        mediators=_participants(tree, act.mediators),
        date=when,
        place=circumstances.where(act),
        reported_by=_name(tree, cast, credit) if credit is not None else None,
        evidence=evidence,
        mentions=(Span(start=evidence.start, end=evidence.end),),
        confidence=act.confidence,
        why=Why(
            clause=act.proposition.describe(),
            line=act.line,
            rules=tuple(act.rules),
            turned_down=tuple(act.turned_down[:TOLD]),
        ),
    )


def _when(act: Act, circumstances: Circumstances) -> When | None:
    return circumstances.when(act) or (circumstances.when(act.beside) if act.beside is not None else None)


def _participants(tree: Tree, refs: tuple[Ref, ...]) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            code=ref.code,
            sector=ref.sector,
            person=ref.person,
            text=tree.text[ref.start : ref.end],
            start=ref.start,
            end=ref.end,
        )
        for ref in refs
    )


def _evidence(tree: Tree, act: Act) -> Evidence:
    """The words from the first to the last that the act rests on: predicates and the heads of their roles."""
    sentence = act.proposition.head.sentence
    words = [word for word in act.bundle if word.sentence is sentence]
    for slot in ("subj", "obj", "iobj", "poss", "with", "to", "on", "against", "for", "between", "of", "from", "by"):
        words += [word for word in act.proposition.get(slot) if word.sentence is sentence]
    spans = [(word.start, word.end) for word in words]
    spans += [(ref.start, ref.end) for ref in act.sides if sentence.start <= ref.start and ref.end <= sentence.end]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Evidence(text=tree.text[start:end], start=start, end=end)


def _contexts(tree: Tree, act: Act, given: tuple[str, ...]) -> tuple[str, ...]:
    sentence = act.proposition.head.sentence
    text = tree.text[sentence.start : sentence.end].lower()
    words, phrases = codebook.context_words()
    shown = {context for word in sentence.words if word.tag[0] in "NJ" for context in words.get(word.lemma, ())}
    shown.update(context for phrase, context in phrases if phrase in text)
    return tuple(dict.fromkeys((*given, *(context for context in codebook.contexts() if context in shown))))


def _name(tree: Tree, cast: Cast, word: Word) -> str | None:
    for ref in cast.of(word):
        if ref.person:
            return ref.person
    span = word.name
    if span is not None:
        return tree.text[span.start : span.end]
    words = [one for one in word.subtree() if one.i <= word.i]
    return tree.text[words[0].start : word.end]
