"""Dictionaries of verbs: blocks of verbs with a code of their own, and patterns around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.exchange.phoenix.lines import LeftOut, Source
from dragoman.knowledge import codebook, lexicon
from dragoman.knowledge.check import LINE_SLOTS

_CODE = re.compile(r"\[([^\]]*)\]")
_TOKEN = re.compile(r"\{[^}]*\}|\([^)]*\)|\S+")
_TARGETS = ("with", "to", "from", "against", "on", "for", "of", "obj")
"""Where the target stands when the pattern does not say, and the object is a word of the pattern."""
_DETERMINERS = frozenset({"the", "a", "an"})


class Converted(NamedTuple):
    """The rows of a table of the lexicon, and of classes of words."""

    lines: list[str]
    classes: list[str]


class _Unsaid(Exception):
    """What our lines cannot say."""


@dataclass
class _Needs:
    """The conditions and the target that a pattern asks for."""

    slots: dict[str, str] = field(default_factory=dict)
    target: list[str] = field(default_factory=list)

    def columns(self) -> tuple[str, str]:
        """The cells for conditions and target: where the pattern has a target, someone must stand."""
        for slot in self.target:
            self.slots.setdefault(slot, "@actor")
        needs = " ".join(f"{slot.replace(' ', '_')}={word}" for slot, word in self.slots.items())
        usual = _TARGETS if self.slots.get("obj", "@actor") != "@actor" else ("obj",)
        return needs, ",".join(dict.fromkeys([*self.target, *usual]))


class _Block:
    """The block that is being read: its code and its verbs."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.verbs: list[str] = []


def convert(lines: list[Source], left_out: list[LeftOut]) -> Converted:
    """The lines and classes of a dictionary of verbs; what they cannot say is added to ``left_out``."""
    sets = _sets(lines)
    rows: dict[tuple[str, str], str] = {}
    block = _Block("")
    in_set = False
    for line in lines:
        text = line.text.strip()
        if text.startswith("&"):
            in_set = True
        elif text.startswith("---"):
            block, in_set = _Block(_code(text)), False
        elif text.startswith("+") and in_set:
            continue
        else:
            in_set = False
            try:
                for row in _rows(text, block, sets):
                    predicate, _, needs, *_ = row.split("\t")
                    if rows.setdefault((predicate, needs), row) != row:
                        raise _Unsaid(f"{predicate} has another line with the same conditions already")
            except _Unsaid as reason:
                left_out.append(LeftOut(line, str(reason)))
    used = {part for row in rows.values() for part in re.findall(r"@([\w-]+)", row)}
    classes = [f"@{name}\t{'|'.join(words)}" for name, words in sorted(sets.items()) if name in used and words]
    return Converted(list(rows.values()), classes)


def _sets(lines: list[Source]) -> dict[str, list[str]]:
    """The sets of words (``&ACCORD`` with ``+AGREEMENT``), under names that no class of ours has."""
    found: dict[str, list[str]] = {}
    words: list[str] | None = None
    for line in lines:
        text = line.text.strip()
        if text.startswith("&"):
            words = found.setdefault(_class_name(text), [])
        elif text.startswith("+") and words is not None:
            words.append(_noun(text))
        else:
            words = None
    return found


def _class_name(name: str) -> str:
    return "phoenix-" + name.strip("&_ ").lower().replace("_", "-")


def _noun(text: str) -> str:
    return " ".join(text.partition("[")[0].strip("+ ").replace("_", " ").lower().split())


def _code(text: str) -> str:
    """The code in brackets, the source's of two; empty for none."""
    match = _CODE.search(text)
    code = match[1].replace("~", "").strip() if match else ""
    first = next((part for part in code.split(":") if part.strip()), "")
    return "" if set(first) <= {"-"} else first.strip()


def _rows(text: str, block: _Block, sets: dict[str, list[str]]) -> list[str]:
    if text.startswith("~"):
        raise _Unsaid("a transformation of one event by another: see composition/operators.tsv")
    if text.startswith(("- ", "-\t")):
        return _pattern(text[1:], block, sets)
    verb = _verb(text)
    block.verbs.append(verb)
    code = _code(text) or block.code
    return [_row(verb, "", "obj", _known(code))] if code else []


def _verb(text: str) -> str:
    """``CARRY_+OUT {CARRIES ...}`` as ``carry out``."""
    plain = re.split(r"[\[{]", text)[0].strip()
    parts = [part for part in plain.split("_") if part]
    if not parts or any(part.startswith("+") for part in parts[1:] if not parts[0].startswith("+")):
        raise _Unsaid("a verb that is not the first word of its phrase")
    return " ".join(part.strip("+") for part in parts).lower()


def _known(code: str) -> str:
    if code not in codebook.cameo():
        raise _Unsaid(f"there is no CAMEO code {code} with us")
    return code


def _row(verb: str, needs: str, target: str, code: str) -> str:
    return "\t".join((verb, "verb", needs, "subj", target, code, "", "", ""))


def _pattern(text: str, block: _Block, sets: dict[str, list[str]]) -> list[str]:
    code = _code(text)
    if not code:
        raise _Unsaid("a pattern without a code: with us a clause that no line knows is no event")
    before, star, after = text.partition("[")[0].partition("*")
    if not star:
        raise _Unsaid("a pattern without the * that stands for the verb")
    if not block.verbs:
        raise _Unsaid("a pattern before the verbs of its block")
    needs = _Needs()
    _read(before, "subj", needs, sets)
    _read(after, "obj", needs, sets)
    conditions, target = needs.columns()
    return [_row(verb, conditions, target, _known(code)) for verb in block.verbs]


def _read(text: str, slot: str, needs: _Needs, sets: dict[str, list[str]]) -> None:
    """The words on one side of the verb: bare ones in its slot, those after a preposition in the preposition's."""
    here = slot
    held: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0] in "({":
            _fill(needs, here, held)
            held = []
            _read(token[1:-1], here if token[0] == "{" else slot, needs, sets)
            here = slot
        elif token in ("$", "+", "%"):
            _mark(token, slot, here, needs)
        elif token.lower().strip("_") in LINE_SLOTS:
            if slot == "subj":
                raise _Unsaid("a preposition before the verb")
            _fill(needs, here, held)
            here, held = token.lower().strip("_"), []
        elif token.lower() not in _DETERMINERS:
            held.append(_word(token, sets))
    _fill(needs, here, held)


def _mark(sign: str, slot: str, here: str, needs: _Needs) -> None:
    """``$`` is the source, ``+`` the target, ``%`` both."""
    if sign == "%" or (sign == "$") != (slot == "subj"):
        raise _Unsaid(f"{sign} on this side of the verb")
    if sign == "+":
        needs.target.append(here)


def _word(token: str, sets: dict[str, list[str]]) -> str:
    if token.startswith("&"):
        name = _class_name(token)
        if not sets.get(name):
            raise _Unsaid(f"the set {token} has no words in this file")
        return f"@{name}"
    return token.strip("_").lower()


def _fill(needs: _Needs, slot: str, words: list[str]) -> None:
    if not words:
        return
    if len(words) > 2 or slot in needs.slots or (len(words) > 1 and any(word.startswith("@") for word in words)):
        raise _Unsaid("more words in a row than a condition of ours can ask for")
    word = "_".join(words)
    if "_" in word and word.count("_") > 1:
        raise _Unsaid("more words in a row than a condition of ours can ask for")
    vocabulary = lexicon.vocabulary()
    if slot == "to" and word in vocabulary.verbs and word not in vocabulary.nouns:
        slot = "comp"
    needs.slots[slot] = word
