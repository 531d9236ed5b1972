"""Which words are said: the clause that a verb of speech governs, and the stretches between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.language import Tree, Word
from dragoman.language.quotes import Quote, quotes
from dragoman.report import Span, StatementKind
from dragoman.statements.cues import Cue

_INSERTION = re.compile(r"\[[^\[\]]{1,80}\]")
_WORD = re.compile(r"\w+")
_NEW_SENTENCE = re.compile(r"[.!?] +(?=[A-Z])")
_OBJECTS = ("dobj", "prep", "oprd", "acl", "xcomp", "ccomp")
_WORDING = 2
_AFTER = 9
"""How far behind its verb what is "spoken of" may begin."""
_STOPPED = 6
"""What it costs to look behind a full stop for the one who speaks."""
_EDGES = " \n,.;:\"'—–-"


@dataclass(slots=True)
class Said:
    """Words said, with the cue that announces them."""

    start: int
    end: int
    kind: StatementKind
    cue: Cue | None
    paragraphs: tuple[int, ...] = ()
    insertions: tuple[Span, ...] = ()


def said(tree: Tree, cues: Sequence[Cue]) -> list[Said]:
    """The words said in a text: one record for each unbroken stretch."""
    quoted = quotes(tree.text, tree.paragraphs)
    found = _from_clauses(tree, cues, quoted)
    found += _joined(tree, _from_quotes(tree, cues, quoted, found))
    for one in found:
        one.paragraphs = _paragraphs(tree, one)
        one.insertions = tuple(
            Span(start=one.start + match.start(), end=one.start + match.end())
            for match in _INSERTION.finditer(tree.text[one.start : one.end])
        )
    return found


# --- from the verb -----------------------------------------------------------------------------------------------


def _from_clauses(tree: Tree, cues: Sequence[Cue], quoted: list[Quote]) -> list[Said]:
    found = []
    for cue in cues:
        span = _content(tree, cue)
        if span is None or span[1] - span[0] < 4:
            continue
        start, end = _past_others(tree, _against_quotes(span, cue, quoted), cue, cues, quoted)
        kind = _kind(start, end, quoted)
        if kind == "direct":
            continue  # the quotation marks bound it better
        found.append(Said(start, end, kind, cue))
    return found


def _content(tree: Tree, cue: Cue) -> tuple[int, int] | None:
    if "rest" in cue.contents:
        return _rest(tree, cue)
    if cue.word.dep == "parataxis":
        return _around(tree, cue) if "clause" in cue.contents else None
    if "clause" in cue.contents:
        for kid in cue.word.kids:
            if kid.dep == "ccomp" or (kid.dep == "xcomp" and kid.tag in ("VBZ", "VBP", "VBD")):
                return _clause_span(tree, kid, cue)
    if "as" in cue.contents and any(kid.dep == "prep" and kid.lower == "as" for kid in cue.word.kids):
        return _from_object(tree, cue)
    if "to" in cue.contents and (clause := _infinitive(cue.word)) is not None:
        return _clause_span(tree, clause, cue)
    if "name" in cue.contents and cue.word.kid("oprd") is not None:
        return _from_object(tree, cue)
    if "object" in cue.contents and cue.proposition is not None and not cue.proposition.passive:
        return _from_object(tree, cue)
    return None


def _infinitive(verb: Word) -> Word | None:
    """The clause of "promised to leave"; none where somebody else is to leave ("urged Chad to leave")."""
    if verb.kid("dobj") is not None:
        return None
    return next((kid for kid in verb.kids_of("xcomp") if any(one.lower == "to" for one in kid.kids_of("aux"))), None)


def _around(tree: Tree, cue: Cue) -> tuple[int, int] | None:
    """What stands around an announcement put in the middle: "The talks, he said, were fruitful"."""
    apart = set(cue.word.subtree())
    words = [word for word in cue.word.head.subtree() if word not in apart and word.dep != "punct"]
    return _trim(tree, words[0].start, words[-1].end) if words else None


def _clause_span(tree: Tree, head: Word, cue: Cue) -> tuple[int, int] | None:
    """A clause from its first to its last word, the announcing words left out, "that" and edges trimmed."""
    left_out = {cue.word, *cue.word.kids} - {head}
    words = [word for word in head.subtree() if word not in left_out and not _under_cue(word, cue, head)]
    if not words:
        return None
    before = [word for word in words if word.end <= cue.word.start]
    after = [word for word in words if word.start >= cue.word.end]
    words = before if head.end <= cue.word.start else after
    if not words:
        return None
    # a clause set apart before the speaker: "The talks, he said, were fruitful" keeps the larger side
    if words[0].lower == "that" and words[0].dep == "mark":
        words = words[1:]
    return _trim(tree, words[0].start, words[-1].end) if words else None


def _under_cue(word: Word, cue: Cue, head: Word) -> bool:
    return cue.word is not head and cue.word in word.ancestors() and head not in word.ancestors() and word is not head


def _from_object(tree: Tree, cue: Cue) -> tuple[int, int] | None:
    obj = cue.word.kid("dobj", "nsubjpass")
    if obj is None or obj.start < cue.word.start:
        return None
    words = [word for kid in cue.word.kids if kid.i >= obj.i and kid.dep in _OBJECTS for word in _phrase(kid)]
    if not words:
        return None
    return _trim(tree, min(word.start for word in words), max(word.end for word in words))


def _phrase(head: Word) -> list[Word]:
    return [word for word in head.subtree() if word.dep != "punct"]


def _rest(tree: Tree, cue: Cue) -> tuple[int, int] | None:
    """The sentence around "according to X", without that phrase."""
    sentence = cue.word.sentence
    phrase = cue.word.subtree()
    first, last = phrase[0], phrase[-1]
    before, after = first.start - sentence.start, sentence.end - last.end
    start, end = (sentence.start, first.start) if before >= after else (last.end, sentence.end)
    return _trim(tree, start, end)


def _trim(tree: Tree, start: int, end: int) -> tuple[int, int] | None:
    while start < end and tree.text[start] in _EDGES:
        start += 1
    while end > start and tree.text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def _against_quotes(span: tuple[int, int], cue: Cue, quoted: list[Quote]) -> tuple[int, int]:
    """A clause's span, with no quotation cut in two."""
    start, end = span
    for quote in quoted:
        if quote.start < start < quote.end and cue.word.end <= quote.start:
            start = quote.start
        if quote.start < end < quote.end and not quote.start <= cue.word.start < quote.end:
            end = quote.end
    return start, end


def _past_others(
    tree: Tree, span: tuple[int, int], cue: Cue, cues: Sequence[Cue], quoted: list[Quote]
) -> tuple[int, int]:
    """A clause without the sentence before it that the parser ran into it: one that has a quotation and a verb of
    speech of its own.
    """
    start, end = span
    for quote in quoted:
        if quote.end <= start or quote.end > min(end, cue.word.start):
            continue
        others = [
            one for one in cues if one is not cue and quote.end < one.word.start < end and one.speaker is not None
        ]
        stop = _NEW_SENTENCE.search(tree.text, others[0].word.end, end) if others else None
        if stop is not None and not any(one.start < stop.start() < one.end for one in quoted):
            start = stop.end()
    return start, end


def _kind(start: int, end: int, quoted: list[Quote]) -> StatementKind:
    inside = [quote for quote in quoted if quote.start < end and start < quote.end]
    if not inside:
        return "indirect"
    if any(quote.start - 1 <= start and end <= quote.end + 1 for quote in inside):
        return "direct"
    covered = sum(min(end, quote.end) - max(start, quote.start) for quote in inside)
    return "mixed" if covered >= 8 else "indirect"


# --- from the quotation marks --------------------------------------------------------------------------------------


def _from_quotes(tree: Tree, cues: Sequence[Cue], quoted: list[Quote], told: list[Said]) -> list[Said]:
    found: list[Said] = []
    by_paragraph: dict[int, list[Cue]] = {}
    for one in cues:
        by_paragraph.setdefault(one.word.sentence.paragraph, []).append(one)
    last: Cue | None = None
    last_paragraph = -1
    for place, quote in enumerate(quoted):
        around = [said for said in told if said.start <= quote.start and quote.end <= said.end]
        if any(said.kind == "mixed" for said in around):
            last = around[0].cue
            last_paragraph = _paragraph(tree, quote.start)
            continue
        paragraph = _paragraph(tree, quote.start)
        if not _is_speech(tree, quote) and not _is_wording(tree, quote, by_paragraph.get(paragraph, [])):
            continue
        runs_on = place > 0 and not quoted[place - 1].closed and last_paragraph == paragraph - 1
        near = by_paragraph.get(paragraph, [])
        cue = None if runs_on else _beside(tree, quote, near)
        if cue is None and (runs_on or last_paragraph == paragraph or _stands_alone(tree, quote, paragraph)):
            cue = last
        if cue is None:
            cue = _nearest(quote, near)
        if cue is not None and "rest" not in cue.contents:
            last, last_paragraph = cue, paragraph
        start, end = quote.start, quote.end
        while end > start and tree.text[end - 1] in " ,\n":
            end -= 1
        if end > start:
            found.append(Said(start, end, "direct", cue))
    return found


def _joined(tree: Tree, found: list[Said]) -> list[Said]:
    """Quotations parted by nothing but their own "he said" are one statement, within a paragraph or running on."""
    kept: list[Said] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is not None and before.cue is one.cue and one.cue is not None and before.kind == one.kind:
            gap = tree.text[before.end : one.start]
            if len(gap) < 200 and _paragraph(tree, one.start) - _paragraph(tree, before.end) <= 1:
                before.end = one.end
                continue
        kept.append(one)
    return kept


def _is_speech(tree: Tree, quote: Quote) -> bool:
    """Whether quoted words are someone's words rather than a title or a word held at arm's length."""
    text = tree.text[quote.start : quote.end]
    words = text.split()
    return len(words) >= 4 or (len(words) >= 1 and text.rstrip()[-1:] in (",", ".", "!", "?"))


def _is_wording(tree: Tree, quote: Quote, cues: Sequence[Cue]) -> bool:
    """Whether a few quoted words are what someone "spoke of"."""
    words = tree.text[quote.start : quote.end].split()
    led = tree.text[: quote.start - 1].rstrip()
    return len(words) >= _WORDING and any(
        cue.contents == {"quote"}
        and led.endswith((f"{cue.word.text} of", f"{cue.word.text} about"))
        and cue.word.end <= quote.start <= cue.word.end + _AFTER
        for cue in cues
    )


def _beside(tree: Tree, quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """The cue that stands right before or right after a quotation, in the same paragraph."""
    best: tuple[int, Cue] | None = None
    for cue in cues:
        if quote.start <= cue.word.start < quote.end:
            continue
        if cue.contents.isdisjoint({"quote", "rest", "clause"}) or cue.speaker is None:
            continue
        first, last = _reach(cue)
        if last <= quote.start:
            gap = tree.text[last : quote.start]
            between = len(_WORD.findall(gap))
            cost = between * 2 + 10 * gap.count(".") + (0 if gap.strip().endswith((',"', ':"', '"')) else 5)
        else:
            gap = tree.text[quote.end : first] if first >= quote.end else ""
            cost = len(gap.split()) + 10 * gap.count(". ") + (_STOPPED if _ends_sentence(tree, quote) else 0)
        if cost < 14 and (best is None or cost < best[0]):
            best = (cost, cue)
    return best[1] if best else None


def _ends_sentence(tree: Tree, quote: Quote) -> bool:
    """Whether a quotation closes its sentence with a full stop, so that what follows announces other words."""
    return tree.text[quote.start : quote.end].rstrip().endswith(".")


def _reach(cue: Cue) -> tuple[int, int]:
    """The stretch of a cue: its verb and speaker, with who is spoken to."""
    words = [
        cue.word,
        *(word for word in (cue.speaker, cue.addressee) if word is not None and word.sentence is cue.word.sentence),
    ]
    return min(word.start for word in words), max(word.end for word in words)


def _nearest(quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """The only cue of the quotation's own sentence, wherever it stands."""
    inside = [
        cue
        for cue in cues
        if cue.word.sentence.start <= quote.start < cue.word.sentence.end
        and not quote.start <= cue.word.start < quote.end
        and cue.speaker is not None
    ]
    return inside[0] if inside else None


def _stands_alone(tree: Tree, quote: Quote, paragraph: int) -> bool:
    """Whether a quotation is its whole paragraph."""
    span = tree.paragraphs[paragraph]
    return quote.start - span.start <= 2 and span.end - quote.end <= 3


def _paragraph(tree: Tree, at: int) -> int:
    return max(0, bisect_right(tree.paragraphs, at, key=lambda one: one.start) - 1)


def _paragraphs(tree: Tree, one: Said) -> tuple[int, ...]:
    return tuple(range(_paragraph(tree, one.start), _paragraph(tree, max(one.start, one.end - 1)) + 1))
