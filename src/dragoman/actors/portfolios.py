"""What ministers are ministers of, where the tables have no such office: "Sports Minister", "Minister for Youth"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from dragoman.actors.spans import RoleSpan
from dragoman.language import Word

_MINISTERS = ("minister", "deputy minister")
_LONGEST = 5
_PLAIN = frozenset(
    ["new", "former", "deputy", "first", "senior", "acting", "prime", "top", "then", "several", "cabinet", "chief"]
)


def portfolio(role: RoleSpan, names: Container[Word]) -> str | None:
    """The title of a minister with his field before it: "sports minister", "deputy trade minister"; None for others."""
    if role.role.title not in _MINISTERS:
        return None
    words = role.head.sentence.words
    first, last = role.words[0].i - words[0].i, role.words[-1].i - words[0].i
    field = _before(words[max(0, first - _LONGEST) : first], names) or _after(words[last + 1 :], names)
    if not field:
        return None
    title = " ".join(word.lower for word in field) + " minister"
    return title if role.role.title == "minister" else f"deputy {title}"


def _before(words: Sequence[Word], names: Container[Word]) -> list[Word]:
    found: list[Word] = []
    for word in reversed(words):
        if word in names or word.lower in _PLAIN or not _may_belong(word, bool(found)):
            break
        found.insert(0, word)
    while found and found[0].tag == "CC":
        found.pop(0)
    return found


def _after(words: Sequence[Word], names: Container[Word]) -> list[Word]:
    if not words or words[0].lower not in ("of", "for"):
        return []
    found: list[Word] = []
    for word in words[1 : _LONGEST + 1]:
        if word.tag == "DT" and not found:
            continue
        if word in names or (word.tag in ("NNP", "NNPS") and word.name is not None and word.name.label == "PERSON"):
            break
        if not _may_belong(word, bool(found)):
            break
        found.append(word)
    while found and found[-1].tag in ("CC", "JJ"):
        found.pop()
    return found


def _may_belong(word: Word, begun: bool) -> bool:
    return word.tag in ("NN", "NNS", "NNP", "NNPS", "JJ") or (begun and word.tag == "CC" and word.lower == "and")
