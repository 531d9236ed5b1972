"""Where offices, roles and bodies stand in a text."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.spans import RoleSpan, head_of
from dragoman.knowledge.roles import Role, roles
from dragoman.language import Tree, Word


def role_spans(tree: Tree) -> Iterator[RoleSpan]:
    """The offices, roles and bodies in a text, the longest at each place."""
    known = roles()
    at = 0
    words = tree.words
    while at < len(words):
        word = words[at]
        found = None
        if word.tag[0] in "NJV" or word.lower in known:
            found = _role_at(words, at, known)
        if found is None:
            at += 1
            continue
        yield found
        at += len(found.words)


def _role_at(words: list[Word], at: int, known: dict[str, list[tuple[tuple[str, ...], Role]]]) -> RoleSpan | None:
    word = words[at]
    for key in dict.fromkeys((word.lower, word.lemma if word.tag in ("NNS", "NNPS") else word.lower, singular(word))):
        for names, role in known.get(key, ()):
            stretch = words[at : at + len(names)]
            if len(stretch) < len(names) or not all(_same(one, name) for one, name in zip(stretch, names, strict=True)):
                continue
            head = head_of(tuple(stretch))
            if head.is_noun or len(stretch) > 1:
                return RoleSpan(tuple(stretch), head, role)
    return None


def _same(word: Word, name: str) -> bool:
    if word.lower == name or (word.tag in ("NNS", "NNPS") and (word.lemma == name or singular(word) == name)):
        return True
    return _begins(word) and singular(word) == name  # "Farmers" at the beginning is often taken for a name


def _begins(word: Word) -> bool:
    """Whether a word begins its sentence and is no person's name."""
    return (
        word.tag == "NNP" and word.start == word.sentence.start and (word.name is None or word.name.label != "PERSON")
    )


def singular(word: Word) -> str:
    """The singular of a plural written as a name ("Foreign Ministers"), which the model does not lemmatise."""
    lower = word.lower
    if word.tag in ("NNP", "NNPS") and lower.endswith("men"):
        return lower[:-3] + "man"
    if word.tag == "NNPS" or (word.tag == "NNP" and lower.endswith("s")):
        return lower[:-3] + "y" if lower.endswith("ies") else lower[:-1]
    return word.lemma if word.tag == "NNS" else word.lower
