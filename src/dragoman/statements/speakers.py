"""Whose words they are: the speaker's mention, and who that is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.actors import Cast
from dragoman.language import Tree, Word
from dragoman.report import Speaker
from dragoman.statements.cues import Cue, document

_ARTICLES = ("the", "a", "an")
_BY = ("of", "from", "by")
_PARAGRAPHS = 2
"""How far back the one may have spoken whose statement is spoken of."""
_APART = ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "prep")
_WHOSE = ("of", "for")
"""What stands after these says which speaker is meant: "a spokesman for the union"."""


class Speakers:
    """Names the speakers of one text."""

    def __init__(self, tree: Tree, cast: Cast, cues: Sequence[Cue]) -> None:
        self._tree = tree
        self._cast = cast
        self._cues = cues

    def speaker(self, cue: Cue) -> Speaker | None:
        """Who speaks, or None where the sentence does not say."""
        found = self._name(self._issuer(cue))
        if found is not None and cue.pronoun is not None:
            return msgspec.structs.replace(found, start=cue.pronoun.start, end=cue.pronoun.end)
        return found

    def addressee(self, cue: Cue) -> Speaker | None:
        """Who is spoken to, where the sentence says so."""
        return self._name(cue.addressee)

    def _issuer(self, cue: Cue) -> Word | None:
        """The speaker; of a statement that "says" something, the one whose statement it is: named with it, else the
        one who spoke by the same medium before.
        """
        word = cue.speaker
        medium = document(word) if word is not None else None
        if word is None or medium is None:
            return word
        near = [kid for kid in word.kids_of("poss", "compound", "nmod", "amod") if self._cast.of(kid)]
        near += [kid for prep in word.kids_of("prep") if prep.lower in _BY for kid in prep.kids_of("pobj")]
        near += [kid for issued in word.kids_of("acl") for by in issued.kids_of("agent") for kid in by.kids_of("pobj")]
        if near:
            return near[0]
        before = [one for one in reversed(self._cues) if one.word.i < cue.word.i and self._may_have_issued(one, cue)]
        same = [one.speaker for one in before if one.medium == medium]
        return (same or [one.speaker for one in before] or [word])[0]

    def _may_have_issued(self, one: Cue, cue: Cue) -> bool:
        """Whether the speaker of some words before may be the one whose statement says more."""
        near = cue.word.sentence.paragraph - one.word.sentence.paragraph <= _PARAGRAPHS
        if one.speaker is None or not near or document(one.speaker) is not None:
            return False
        return bool(self._cast.of(one.speaker)) or self._cast.person_at(one.speaker) is not None

    def _name(self, word: Word | None) -> Speaker | None:
        if word is None:
            return None
        start, end = self._mention(word)
        person = self._cast.person_at(word) or self._apposed(word)
        refs = self._cast.of(word)
        code = refs[0].code if refs else None
        if person is None and refs and refs[0].person:
            person = refs[0].person
        if person is None and word.tag in ("PRP", "WP", "DT") and not refs:
            return Speaker(name=self._tree.text[start:end], code=None, start=start, end=end)
        return Speaker(name=person or self._tree.text[start:end], code=code, start=start, end=end)

    def _apposed(self, word: Word) -> str | None:
        """The person put beside a description: "its director, Kari Berg", or named within it by a title."""
        names = (self._cast.person_at(kid) for kid in word.kids_of("appos", "compound"))
        return next((name for name in names if name is not None), None)

    def _mention(self, word: Word) -> tuple[int, int]:
        """The noun phrase of a mention, without clauses and appositions after it, and without its article."""
        words = [word]
        todo = [word]
        while todo:
            one = todo.pop()
            for kid in one.kids:
                if kid.dep in _APART and kid.i > word.i and not (one is word and kid.lower in _WHOSE):
                    continue
                words.append(kid)
                todo.append(kid)
        if len(words) > 1:
            words = [one for one in words if one.dep != "det" or one.head is not word or one.lower not in _ARTICLES]
        return min(one.start for one in words), max(one.end for one in words)
