"""Undertakings: agreements, treaties, plans, projects and works that actors share, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dragoman.actors import Cast, Ref
from dragoman.knowledge import gazetteer
from dragoman.knowledge.gazetteer import Spot
from dragoman.knowledge.names import key
from dragoman.knowledge.undertakings import kinds, stages
from dragoman.language import Sentence, Tree, Word
from dragoman.language.clauses import Proposition
from dragoman.report import Evidence, Undertaking
from dragoman.undertakings.above import Above, climb
from dragoman.undertakings.naming import is_bare, is_part_of_name, name_span

__all__ = ["find"]

_SHARING = ("between", "with", "of", "by", "among", "to", "on", "against", "for")
_PARTS = re.compile(r"[A-Z][^\W\d_]+")
_MUTUAL = frozenset({"agreement", "treaty", "ceasefire", "infrastructure project"})
"""Kinds that nobody undertakes alone."""
_LEAST = 2
_SENTENCES = 6
"""How far back the parties of what the text goes on to speak of may be named."""
_DOING = frozenset({"agreed", "signed", "ratified", "proposed", "under way", "suspended", "ended", "completed"})


def find(tree: Tree, propositions: Sequence[Proposition], cast: Cast) -> tuple[Undertaking, ...]:
    """The undertakings of a text, each once, in the order of their first mention.

    A noun such as "agreement" is one where the text names its parties or says what became of it.
    """
    by_head = {one.head: one for one in propositions}
    found: dict[tuple[str, str], Undertaking] = {}
    by_noun: dict[tuple[str, str], tuple[str, str]] = {}
    for word in tree.words:
        kind = _kind(word)
        if kind is None or (kind == "committee" and cast.at(word)):
            continue  # a council that acts is an actor
        one = _undertaking(tree, word, kind, by_head, cast)
        before = by_noun.get((word.lemma, kind))
        if before is not None and is_bare(word, *name_span(word, kind, cast)):
            told = one or _told(word, found[before], by_head)
            found[before] = _join(found[before], told)
        elif one is not None:
            key = (one.name.lower(), one.kind)
            found[key] = _join(found[key], one) if key in found else one
            by_noun[word.lemma, kind] = key
    return tuple(found.values())


def _told(word: Word, one: Undertaking, by_head: dict[Word, Proposition]) -> Undertaking:
    """What a later mention says of an undertaking named before: "The railway was opened in May"."""
    told = tuple(_stages(climb(word), by_head))
    return msgspec.structs.replace(one, stages=told, stage=told[-1] if told else None)


def _undertaking(tree: Tree, word: Word, kind: str, by_head: dict[Word, Proposition], cast: Cast) -> Undertaking | None:
    above = climb(word)
    told = _stages(above, by_head)
    parties = _parties(word, above, by_head, cast, told)
    start, end = name_span(word, kind, cast)
    parties += _named_in(tree, start, word)
    if told and len(set(parties)) < _LEAST and kind in _MUTUAL:
        parties += _both_sides(word.sentence, by_head, cast) or ([] if parties else _sides_before(word, by_head, cast))
    named = any(one.tag in ("NNP", "NNPS") and one is not word for one in tree.words_between(start, end))
    if not parties or not (told or named or len(parties) > 1):
        return None
    sentence = word.sentence
    return Undertaking(
        name=tree.text[start:end],
        kind=kind,
        parties=tuple(dict.fromkeys(parties)),
        stage=told[-1] if told else None,
        stages=tuple(told),
        said_by=_sayer(above, by_head, cast, told),
        evidence=Evidence(text=tree.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end),
    )


def _kind(word: Word) -> str | None:
    """The kind of undertaking that a noun heads, by itself or with the words before it."""
    if not word.is_noun or (word.dep == "compound" and word.head.is_noun) or is_part_of_name(word):
        return None
    known = kinds()
    names = [word.lemma] + [
        name
        for kid in word.kids
        if kid.dep in ("compound", "amod", "nmod")
        for name in (f"{kid.lemma} {word.lemma}", kid.lemma)
    ]
    names += [f"{word.lemma} of {of.lemma}" for kid in word.kids_of("prep") if kid.lower == "of" for of in kid.kids]
    if word.lemma not in known and not any(" " in name and name in known for name in names):
        return None
    ranked = [known[name] for name in names if name in known]
    return min(ranked)[1]


def _stages(above: Above, by_head: dict[Word, Proposition]) -> list[str]:
    """What is said of it, from the nearest predicate to the farthest; denied predicates say nothing."""
    known = stages()
    told: list[str] = []
    for predicate, slot in above.steps:
        one = by_head.get(predicate)
        names = one.names if one is not None else (predicate.lemma,)
        if one is not None and one.reality == "denied":
            continue
        stage = _of_infinitive(predicate) or next((known[name, slot] for name in names if (name, slot) in known), None)
        if stage is not None and stage not in told:
            told.append(stage)
    return told


def _of_infinitive(predicate: Word) -> str | None:
    """What is said of it by the verb that governs an infinitive: "agreed to set up a committee"."""
    return stages().get((predicate.head.lemma, "to do")) if predicate.dep == "xcomp" else None


def _parties(word: Word, above: Above, by_head: dict[Word, Proposition], cast: Cast, told: Sequence[str]) -> list[str]:
    """The codes of those who share it: named beside it, beside the noun that it is an example of, else those who do
    it, or who act under it.
    """
    found: list[Ref] = []
    for noun in (word, *above.nouns):
        for kid in noun.kids:
            if kid.dep in ("poss", "amod", "nmod", "compound"):
                found += cast.of(kid)
            elif kid.dep in ("prep", "agent") and kid.lower in _SHARING:
                for inner in kid.kids_of("pobj"):
                    found += cast.of(inner)
    for predicate, slot in above.steps:
        one = by_head.get(predicate)
        if one is not None and one.kind == "verb" and (slot == "under" or _DOING.intersection(told)):
            for role in ("subj", "with", "between"):
                for filler in one.get(role):
                    found += cast.of(filler)
            if found:
                break
    return [ref.code for ref in found]


def _both_sides(sentence: Sentence, by_head: dict[Word, Proposition], cast: Cast) -> list[str]:
    """Two parties or more that do something together in the sentence of what is agreed."""
    for other in sentence.words:
        one = by_head.get(other)
        together = [*one.get("subj"), *one.get("with")] if one is not None else []
        codes = [ref.code for filler in together for ref in cast.of(filler)]
        if len(set(codes)) > 1:
            return codes
    return []


def _sides_before(word: Word, by_head: dict[Word, Proposition], cast: Cast) -> list[str]:
    """The parties that did something together last, where the sentence names none and counts none ("five states")."""
    if any(one.kids_of("nummod") for one in word.sentence.words if one.dep in ("nsubj", "nsubjpass")):
        return []
    at = word.sentence.index
    for sentence in reversed(word.tree.sentences[max(0, at - _SENTENCES) : at]):
        if codes := _both_sides(sentence, by_head, cast):
            return codes
    return []


def _named_in(tree: Tree, start: int, word: Word) -> list[str]:
    """The countries whose names, or whose towns' names, make up that of a work: "the Kars–Tbilisi railway"."""
    found = []
    for part in _PARTS.findall(tree.text[start : word.end]):
        country = gazetteer.countries().get(key(part))
        spots = (country,) if country is not None else gazetteer.spots(part)
        if spots and spots[0].country is not None and (country is not None or _one_country(spots)):
            found.append(spots[0].country)
    return found if len(set(found)) > 1 else []


def _one_country(spots: Sequence[Spot]) -> bool:
    return len({spot.country for spot in spots}) == 1


def _sayer(above: Above, by_head: dict[Word, Proposition], cast: Cast, told: Sequence[str]) -> str | None:
    if "called for" not in told:
        return None
    for predicate, _ in above.steps:
        one = by_head.get(predicate)
        if one is None or one.kind != "verb":
            continue
        for subject in one.get("subj"):
            refs = cast.of(subject)
            if refs:
                return refs[0].person or refs[0].code
    return None


def _join(one: Undertaking, other: Undertaking) -> Undertaking:
    told = tuple(dict.fromkeys([*one.stages, *other.stages]))
    return msgspec.structs.replace(
        one,
        parties=tuple(dict.fromkeys([*one.parties, *other.parties])),
        stages=told,
        stage=told[-1] if told else None,
        said_by=one.said_by or other.said_by,
    )
