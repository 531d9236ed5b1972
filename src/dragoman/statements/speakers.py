"""Whose words they are: the speaker's mention, and who that is."""

from __future__ import annotations

import msgspec

from dragoman.actors import Cast
from dragoman.language import Tree, Word
from dragoman.report import Speaker
from dragoman.statements.cues import Cue

_ARTICLES = ("the", "a", "an")


class Speakers:
    """Names the speakers of one text."""

    def __init__(self, tree: Tree, cast: Cast) -> None:
        self._tree = tree
        self._cast = cast

    def speaker(self, cue: Cue) -> Speaker | None:
        """Who speaks, or None where the sentence does not say."""
        found = self._name(cue.speaker)
        if found is not None and cue.pronoun is not None:
            return msgspec.structs.replace(found, start=cue.pronoun.start, end=cue.pronoun.end)
        return found

    def addressee(self, cue: Cue) -> Speaker | None:
        """Who is spoken to, where the sentence says so."""
        return self._name(cue.addressee)

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
        """The person put beside a description: "its director, Kari Berg"."""
        names = (self._cast.person_at(kid) for kid in word.kids_of("appos"))
        return next((name for name in names if name is not None), None)

    def _mention(self, word: Word) -> tuple[int, int]:
        """The noun phrase of a mention, without clauses and appositions after it, and without its article."""
        words = [word]
        todo = [word]
        while todo:
            one = todo.pop()
            for kid in one.kids:
                if kid.dep in ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "prep") and kid.i > word.i:
                    continue
                words.append(kid)
                todo.append(kid)
        if len(words) > 1:
            words = [one for one in words if one.dep != "det" or one.head is not word or one.lower not in _ARTICLES]
        return min(one.start for one in words), max(one.end for one in words)
