"""A parsed text as plain words: what the other rooms read instead of spaCy's own objects.

Labels are those of spaCy's English models: Penn Treebank tags and ClearNLP dependencies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

import numpy as np

from dragoman.language.spotting import Found


class Lemmatiser(Protocol):
    """Gives the dictionary form of a lower-case word with a Penn tag."""

    def __call__(self, lower: str, tag: str) -> str:
        """The dictionary form."""
        ...


@dataclass(frozen=True, slots=True)
class ParagraphSpan:
    """A paragraph of the text: ``text[start:end]``."""

    start: int
    end: int
    kind: str = "paragraph"


class Word:
    """One token with its place in the sentence's tree. ``start`` and ``end`` are offsets in the tree's text."""

    __slots__ = (
        "_lemma",
        "dep",
        "end",
        "head",
        "i",
        "kids",
        "lower",
        "name",
        "sentence",
        "start",
        "tag",
        "text",
        "tree",
    )

    def __init__(self, i: int, text: str, start: int, tag: str, dep: str, tree: Tree) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.start = start
        self.end = start + len(text)
        self.tag = tag
        self.dep = dep
        self.tree = tree
        self.head: Word = self
        self.kids: list[Word] = []
        self.name: NameSpan | None = None
        self.sentence: Sentence
        self._lemma: str | None = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"

    @property
    def lemma(self) -> str:
        """The dictionary form, in lower case; looked up when first asked for."""
        if self._lemma is None:
            self._lemma = self.tree.lemmatise(self.lower, self.tag)
        return self._lemma

    @property
    def is_verb(self) -> bool:
        """Whether the tagger calls it a verb (auxiliaries and modals too)."""
        return self.tag[0] == "V" or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        """Whether the tagger calls it a noun or a name."""
        return self.tag[0] == "N"

    @property
    def is_time(self) -> bool:
        """Whether it stands in the name of a day or of another time."""
        return self.name is not None and self.name.label in ("DATE", "TIME")

    def kid(self, *deps: str) -> Word | None:
        """The first dependent with one of the labels."""
        for kid in self.kids:
            if kid.dep in deps:
                return kid
        return None

    def kids_of(self, *deps: str) -> list[Word]:
        """All dependents with one of the labels, in order."""
        return [kid for kid in self.kids if kid.dep in deps]

    def subtree(self) -> list[Word]:
        """The word and everything under it, in the order of the text."""
        found, todo = [], [self]
        while todo:
            word = todo.pop()
            found.append(word)
            todo.extend(word.kids)
        return sorted(found, key=_index)

    def conjuncts(self) -> list[Word]:
        """The words joined to this one by "and", "or" and commas, this one first."""
        found, todo = [self], [self]
        while todo:
            word = todo.pop()
            for kid in word.kids:
                if kid.dep == "conj" or (kid.dep == "appos" and word.dep == "conj" and _in_list(word, kid)):
                    found.append(kid)
                    todo.append(kid)
        return sorted(found, key=_index)

    def ancestors(self) -> Iterator[Word]:
        """The heads above this word, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word


def _index(word: Word) -> int:
    return word.i


def _in_list(word: Word, kid: Word) -> bool:
    """Whether an "apposition" is in truth the next of a list: "A, B and C" is often parsed so."""
    return any(grandkid.dep in ("conj", "cc") for grandkid in kid.kids)


class NameSpan:
    """A name that the model found; trust its span more than its label."""

    __slots__ = ("end", "first", "label", "last", "start")

    def __init__(self, first: Word, last: Word, label: str) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.start = first.start
        self.end = last.end


class Sentence:
    """A sentence: its words, its root, and the index of its paragraph."""

    __slots__ = ("end", "index", "paragraph", "root", "start", "words")

    def __init__(self, words: list[Word], paragraph: int, index: int) -> None:
        self.words = words
        self.paragraph = paragraph
        self.index = index
        self.start = words[0].start
        self.end = words[-1].end
        self.root = next((word for word in words if word.head is word), words[0])


class Tree:
    """A parsed text: words, sentences, paragraphs, names."""

    def __init__(self, text: str, paragraphs: tuple[ParagraphSpan, ...], lemmatise: Lemmatiser) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lemmatise = lemmatise
        self.words: list[Word] = []
        self.sentences: list[Sentence] = []
        self.names: list[NameSpan] = []

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that lie within ``text[start:end]``."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        found = []
        for word in islice(self.words, first, None):
            if word.end > end:
                break
            found.append(word)
        return found


def grow(
    doc: Any, text: str, names: Iterable[Found], paragraphs: tuple[ParagraphSpan, ...], lemmatise: Lemmatiser
) -> Tree:
    """A Tree from a parsed spaCy Doc and the names in it; tokens of white space are left out. Where the parser was
    shown another word of the same length, the tree has that of the text.

    Reads the Doc as one table: making Python objects of its tokens would cost as much as all that is done with them.
    """
    from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, ORTH, SENT_START, TAG

    tree = Tree(text, paragraphs, lemmatise)
    table = doc.to_array([ORTH, IDX, TAG, DEP, HEAD, SENT_START, IS_SPACE]).astype(np.int64)
    strings = doc.vocab.strings
    labels = {int(key): strings[int(key) & _UNSIGNED] for key in np.unique(table[:, [0, 2, 3]])}
    words: list[Word] = []
    place: dict[int, Word] = {}
    starts: list[bool] = []
    pending = True
    rows = table.tolist()
    for i, (orth, idx, tag, dep, _, sent_start, is_space) in enumerate(rows):
        pending = pending or sent_start == 1
        if is_space:
            continue
        word = Word(len(words), labels[orth], idx, labels[tag], labels[dep], tree)
        words.append(word)
        place[i] = word
        starts.append(pending)
        pending = False
    for i, word in place.items():
        head = place.get(i + rows[i][4], word)
        word.head = head
        if head is not word:
            head.kids.append(word)
    if text != doc.text:
        for word in words:
            word.text = text[word.start : word.end]
            word.lower = word.text.lower()
    tree.words = words
    _cut_sentences(tree, starts)
    for start, end, label in names:
        inside = [place[i] for i in range(start, end) if i in place]
        if inside:
            name = NameSpan(inside[0], inside[-1], label)
            tree.names.append(name)
            for word in inside:
                word.name = name
    return tree


_UNSIGNED = 0xFFFFFFFFFFFFFFFF


def _cut_sentences(tree: Tree, starts: list[bool]) -> None:
    current: list[Word] = []
    paragraph = 0
    groups: list[list[Word]] = []
    for word, starting in zip(tree.words, starts, strict=True):
        if starting and current:
            groups.append(current)
            current = []
        current.append(word)
    if current:
        groups.append(current)
    for index, group in enumerate(groups):
        while paragraph + 1 < len(tree.paragraphs) and group[0].start >= tree.paragraphs[paragraph + 1].start:
            paragraph += 1
        sentence = Sentence(group, paragraph, index)
        for word in group:
            word.sentence = sentence
        tree.sentences.append(sentence)
