"""Who is meant by "he", "they", "its", "both countries": the mentions met so far, and the choice among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.actors.persons import Someone
from dragoman.actors.ref import Ref
from dragoman.language import Word

_STANDING = 0.02
"""What a mention long ago still weighs, beside one in this sentence."""
_LATER = 0.1
"""What a mention weighs more for each one before it in its sentence: who is spoken of weighs more than who speaks."""
_PAIR_REACH = 1
"""How many sentences back a pair may stand that "both" means."""
_MODIFYING = ("amod", "compound", "nmod")
"""How an adjective or a noun before another hangs on it: "American sanctions"."""
_REACH = 6
"""How many sentences back an antecedent may stand."""


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
        self._by_word: dict[Word, Seen] = {}

    def add(self, seen: Seen) -> None:
        """Remember a mention."""
        self._seen.append(seen)
        self._by_word[seen.word] = seen

    def person(self, word: Word, quoted: bool, gender: str | None) -> Seen | None:
        """Whom "he" or "she" means: the nearest person, subjects before others, of this sentence or those before."""
        best: tuple[float, Seen] | None = None
        for age, seen in enumerate(reversed(self._seen)):
            gap = word.sentence.index - seen.word.sentence.index
            if gap > _REACH:
                break
            if seen.someone is None or (seen.quoted and not quoted) or seen.word is word:
                continue
            if gender and seen.someone.gender and seen.someone.gender != gender:
                continue
            cost = 2.0 * gap - (1.5 if seen.subject else 0.0) + 0.01 * age
            if gap == 0 and seen.word.i > word.i:
                continue
            if best is None or cost < best[0]:
                best = (cost, seen)
        return best[1] if best else None

    def thing(self, word: Word, quoted: bool) -> Seen | None:
        """What "it" or "its" means: the nearest state or body, the subject of its own clause first."""
        best: tuple[float, Seen] | None = None
        for age, seen in enumerate(reversed(self._seen)):
            gap = word.sentence.index - seen.word.sentence.index
            if gap > 2:
                break
            if seen.someone is not None or seen.plural or (seen.quoted and not quoted) or not seen.refs:
                continue
            if seen.place or seen.human or seen.word.dep in _MODIFYING:
                continue
            cost = 3.0 * gap - (2.0 if seen.subject else 0.0) + 0.3 * age
            if best is None or cost < best[0]:
                best = (cost, seen)
        return best[1] if best else None

    def many(self, word: Word, quoted: bool) -> tuple[Ref, ...]:
        """Whom "they" or "their" means: the nearest plural mention, else the nearest subject."""
        for seen in reversed(self._seen):
            gap = word.sentence.index - seen.word.sentence.index
            if gap > 2:
                break
            if (seen.quoted and not quoted) or not seen.refs:
                continue
            if seen.plural or len({ref.code for ref in seen.refs}) > 1 or (seen.subject and seen.someone is None):
                return seen.refs
        return ()

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

    def pair(self, word: Word, count: int, without: Iterable[str]) -> tuple[Ref, ...]:
        """The members told last in one breath ("Chad and Mali"), so many of them, none of them left out: whom "both"
        and "the two" mean.
        """
        shut = set(without)
        for seen in reversed(self._seen):
            if word.sentence.index - seen.word.sentence.index > _PAIR_REACH:
                break
            if seen.word.sentence is word.sentence and seen.word.i > word.i:
                continue
            refs = self._joined(seen)
            codes = {ref.code for ref in refs}
            if len(codes) == count and not codes & shut:
                return refs
        return ()

    def _joined(self, seen: Seen) -> tuple[Ref, ...]:
        """Those whom a mention means together with those joined to it by "and"."""
        if not seen.refs or seen.word.dep == "conj":
            return ()
        joined = [self._by_word[word] for word in seen.word.conjuncts() if word in self._by_word]
        found = {ref.code: ref for one in joined for ref in one.refs}
        return tuple(found.values())

    def named(self, word: Word, kinds: tuple[str, ...], reach: int) -> Seen | None:
        """The mention met last, at most ``reach`` sentences back, of one whose code begins in one of some ways: the
        rebels, the agency that is spoken of.
        """
        for seen in reversed(self._seen):
            if word.sentence.index - seen.word.sentence.index > reach:
                break
            if seen.refs and seen.word is not word and all(ref.code.startswith(kinds) for ref in seen.refs):
                return seen
        return None

    def same_role(self, title: str) -> Seen | None:
        """The mention of a role met last."""
        for seen in reversed(self._seen):
            if seen.refs and any(ref.rule.startswith(f"the {title} ") for ref in seen.refs):
                return seen
        return None
