"""Who is meant by "he", "they", "its", "both countries": the mentions met so far, and the choice among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.persons import Someone
from dragoman.actors.ref import Ref
from dragoman.actors.sets import Sets
from dragoman.language import Word

_STANDING = 0.02
"""What a mention long ago still weighs, beside one in this sentence."""
_LATER = 0.1
"""What a mention weighs more for each one before it in its sentence: who is spoken of weighs more than who speaks."""
_MODIFYING = ("amod", "compound", "nmod")
"""How an adjective or a noun before another hangs on it: "American sanctions"."""


@dataclass(slots=True, eq=False)
class Seen:
    """A mention that may be meant later."""

    word: Word
    refs: tuple[Ref, ...]
    someone: Someone | None
    plural: bool
    subject: bool
    quoted: bool
    place: bool = False
    human: bool = False


class History:
    """The mentions of a page so far, in its order."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self.sets = Sets()

    def add(self, seen: Seen) -> None:
        """Remember a mention."""
        self._seen.append(seen)
        if not seen.place:
            self.sets.add(seen.word, seen.refs)

    def backwards(self) -> Iterator[Seen]:
        """The mentions, the last first."""
        return reversed(self._seen)

    def persons_before(self, word: Word) -> list[Someone]:
        """The persons named of late, the last first."""
        return [
            seen.someone
            for seen in self.backwards()
            if seen.someone is not None and seen.word.i < word.i and word.sentence.index - seen.word.sentence.index <= 1
        ]

    def salient(self, word: Word, without: Iterable[str], count: int) -> tuple[Ref, ...]:
        """The states and armed groups that the text speaks of most at a word, in the order of their mention: the
        members of "both countries", "the two sides". Those named often and of late weigh most; some are left out.
        """
        shut = set(without)
        weights: dict[str, float] = {}
        refs: dict[str, Ref] = {}
        spoken: Counter[int] = Counter()
        for seen in self._seen:
            gap = word.sentence.index - seen.word.sentence.index
            spoken[gap] += 1
            for ref in seen.refs if gap >= 0 else ():
                if ref.code not in shut and (len(ref.code) == 3 or ref.sector in ("REB", None)):
                    share = (1.0 + _LATER * min(spoken[gap], 4)) / (1.0 + gap) ** 2 + _STANDING
                    weights[ref.code] = weights.get(ref.code, 0.0) + (0.3 if seen.place else 1.0) * share
                    refs[ref.code] = ref
        chosen = sorted(weights, key=lambda code: -weights[code])[:count]
        return tuple(refs[code] for code in refs if code in chosen)

    def named_beside(self, word: Word) -> frozenset[str]:
        """The codes of all who are named in the sentence of a word, but as places or adjectives."""
        beside = (
            seen
            for seen in self._seen
            if seen.word.sentence is word.sentence and not seen.place and seen.word.dep not in _MODIFYING
        )
        return frozenset(ref.code for seen in beside for ref in seen.refs)

    def subject_before(self, word: Word) -> str | None:
        """The state that is the subject of the sentence before: "Chad has stepped in. Foreign Minister X met …"."""
        for seen in reversed(self._seen):
            gap = word.sentence.index - seen.word.sentence.index
            if gap > 1:
                break
            near = gap == 1 and seen.word.sentence.paragraph == word.sentence.paragraph
            if near and seen.subject and len(seen.refs) == 1 and seen.someone is None:
                return seen.refs[0].code if len(seen.refs[0].code) == 3 else None
        return None

    def last(self, code_length: int = 3) -> Ref | None:
        """The state named last."""
        for seen in reversed(self._seen):
            for ref in seen.refs:
                if len(ref.code) == code_length:
                    return ref
        return None

    def named(self, word: Word, kinds: tuple[str, ...], reach: int) -> Seen | None:
        """The mention met last, at most ``reach`` sentences back, of one whose code begins in one of some ways: the
        rebels, the agency that is spoken of.
        """
        return self.latest(word, reach, lambda seen: all(ref.code.startswith(kinds) for ref in seen.refs))

    def latest(self, word: Word, reach: int, fits: Callable[[Seen], bool]) -> Seen | None:
        """The mention met last, at most ``reach`` sentences back, that fits; of several joined the first."""
        found: Seen | None = None
        for seen in reversed(self._seen):
            if word.sentence.index - seen.word.sentence.index > reach:
                break
            if found is not None and seen.word not in found.word.ancestors():
                continue
            if seen.refs and seen.word is not word and fits(seen):
                found = seen
                if seen.word.dep != "conj":
                    break
        return found

    def same_role(self, title: str) -> Seen | None:
        """The mention of a role met last, by this title or a longer one: "the foreign minister … the minister"."""
        ends = (f"the {title}", f" {title}")
        for seen in reversed(self._seen):
            for ref in seen.refs:
                if ref.rule.startswith("the ") and ref.rule.partition(" of ")[0].partition(" before")[0].endswith(ends):
                    return seen
        return None
