"""The medium of words whose own sentence names none: the sentence before may say where they were spoken."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import Cast
from dragoman.language.clauses import Proposition
from dragoman.statements.cues import Cue, beside_object, medium, named

_PRONOUNS = ("he", "she")
_OCCASIONS = (
    "speak",
    "talk",
    "address",
    "write",
    "post",
    "appear",
    "ask",
    "answer",
    "reply",
    "respond",
    "quiz",
    "brief",
)
_OF_OCCASION = ("obj", "subj", "by", "from", "before")


class Media:
    """The media of one text."""

    def __init__(self, propositions: Sequence[Proposition], cast: Cast) -> None:
        self._cast = cast
        self._by_sentence: dict[int, list[Proposition]] = {}
        for one in propositions:
            if one.kind == "verb":
                self._by_sentence.setdefault(one.head.sentence.index, []).append(one)

    def medium(self, cue: Cue) -> str | None:
        """Named beside the verb of speech, or beside what its speaker did meanwhile; else, for "he said", beside what
        he did in the sentence before: "Berg appeared on television. He said …".
        """
        if cue.medium is not None:
            return cue.medium
        if (meanwhile := self._meanwhile(cue)) is not None:
            return meanwhile
        if cue.speaker is None or cue.addressee is not None or cue.speaker.lower not in _PRONOUNS:
            return None
        person = self._cast.person_at(cue.speaker)
        sentence = cue.word.sentence
        if person is None:
            return None
        for one in self._by_sentence.get(sentence.index - 1, ()):
            subjects = [near for word in one.slots.get("subj", ()) for near in (word, *word.kids_of("appos"))]
            if one.head.sentence.paragraph == sentence.paragraph and any(
                self._cast.person_at(word) == person for word in subjects
            ):
                return medium(one) or beside_object(one)
        return None

    def _meanwhile(self, cue: Cue) -> str | None:
        """The medium that a participle names: "Speaking to reporters, …", "Asked by journalists, …"."""
        for one in self._by_sentence.get(cue.word.sentence.index, ()):
            if one.head.dep == "advcl" and one.head.head is cue.word and one.lemma in _OCCASIONS:
                listeners = [word for slot in _OF_OCCASION for word in one.slots.get(slot, ())]
                return medium(one) or next((found for word in listeners if (found := named(word)) is not None), None)
        return None
