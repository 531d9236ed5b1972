"""Verbs to propositions, with the roles that stand under them: active and passive, phrasal verbs, prepositions."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.knowledge import grammar
from dragoman.language.clauses.moods import judge
from dragoman.language.clauses.proposition import Proposition
from dragoman.language.tree import Word

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_LOOSE = ("prt", "advmod", "prep", "oprd", "acomp", "ccomp", "xcomp")
"""How the parser hangs the second word of a phrasal verb on the first: "set free", "gun down", "let go"."""
_PLACE = ("in", "on", "at")
_QUANTITIES = ("CD", "DT", "JJ", "JJR", "JJS", "PDT")


def is_predicate(word: Word) -> bool:
    """Whether a word heads a verbal clause: auxiliaries, modals and participles used as adjectives do not."""
    return word.tag[0] == "V" and word.dep not in ("aux", "auxpass", "amod", "compound", "case", "prep", "mark")


def verb(word: Word, known: Collection[str] = ()) -> Proposition:
    """The proposition of a verb with the roles that stand under it; :func:`share` adds those that stand elsewhere.

    ``known`` are the verbs of the lexicon: those of two words are recognised however the parser hangs their second.
    """
    lemma = word.lemma
    particles = [kid for kid in word.kids if kid.dep == "prt"]
    passive = _is_passive(word)
    loose = [kid for kid in _loose(word, passive) if f"{lemma} {kid.lower}" in known]
    found = Proposition(word, " ".join([lemma, *(kid.lower for kid in particles)]), "verb")
    phrasal = [f"{lemma} {kid.lower}" for kid in (*particles, *loose)]
    plain = [] if particles else [lemma]
    if "-" in lemma:  # "co-signed", "re-opened"
        plain += [lemma.replace("-", ""), lemma.rpartition("-")[2]]
    found.names = tuple(dict.fromkeys(phrasal + plain))
    found.passive = passive
    _fill_core(found)
    _fill_obliques(found, word)
    for kid in word.kids_of("dobj", "nsubjpass", "attr"):
        hang(found.via, kid)
    deepen(found)
    if found.passive and not found.slots.get("subj"):
        found.fill("subj", found.via.pop("by", []), "the by-agent of the passive")
    if not found.slots.get("obj") and not found.passive:
        for kid in (*particles, *loose):  # "gunned down two men": a particle, not a preposition
            if kid.kid("pobj"):
                found.via.setdefault("obj", []).extend(kid.kids_of("pobj"))
    judge(found)
    return found


def _loose(word: Word, passive: bool) -> list[Word]:
    """The words that may be the second of a phrasal verb; a preposition with an object only right after the verb, and
    one of place not after a passive: "the decision taken in Lima".
    """
    found = [
        kid
        for kid in word.kids_of(*_LOOSE)
        if kid.i > word.i
        and (
            kid.dep != "prep" or not kid.kid("pobj") or (kid.i == word.i + 1 and not (passive and kid.lower in _PLACE))
        )
    ]
    for given in word.kids_of("dobj"):  # "set free four teachers"
        found += [kid for kid in given.kids_of("amod") if kid.i == word.i + 1]
    return found


def _stands_close(preposition: Word, verb: Word, passive: bool) -> bool:
    return preposition.i == verb.i + 1 and not (passive and preposition.lower in _PLACE)


def _is_done_for(word: Word) -> bool:
    """Whether a participle says what another has done to its subject: "had two ministers arrested"."""
    return word.tag == "VBN" and word.dep == "ccomp" and word.head.lemma == "have" and not word.kid("aux", "auxpass")


def _is_passive(word: Word) -> bool:
    if _is_done_for(word):
        return True
    if any(kid.dep in ("auxpass", "nsubjpass", "csubjpass", "agent") for kid in word.kids):
        return True
    if word.tag == "VBN" and word.dep in ("acl", "advcl", "relcl", "oprd") and not word.kid("aux", *SUBJECTS):
        return True
    if word.tag == "VBN" and word.dep == "conj" and not word.kid("aux", "nsubj", "dobj"):
        return _is_passive(word.head) if word.head.tag[0] == "V" else False
    return False


def _fill_core(found: Proposition) -> None:
    word = found.head
    for kid in word.kids:
        if kid.dep == "nsubj" and found.passive and _is_done_for(word):
            found.fill("obj", [kid], "to whom another has it done")
        elif kid.dep in SUBJECTS and kid.lower != "there":
            found.fill("subj", [kid])
        elif kid.dep == "agent":
            found.fill("subj", kid.kids_of("pobj"), "the by-agent of the passive")
        elif kid.dep in PASSIVE_SUBJECTS:
            found.fill("obj", [kid], "the subject of the passive is the logical object")
        elif kid.dep in ("dobj", "attr"):
            found.fill("obj", [kid])
        elif kid.dep == "oprd" and (kid.is_noun or kid.tag[0] == "J"):
            named = word.kid("dobj") is not None or found.passive or not kid.is_noun
            found.fill("as" if named else "obj", [kid], "what the object is called")
        elif kid.dep == "dative":
            found.fill("iobj", kid.kids_of("pobj") or [kid])
            if kid.tag in ("IN", "TO", "RP"):
                found.fill(kid.lower, kid.kids_of("pobj"))
        elif kid.dep == "ccomp" and kid.tag == "VBG" and not word.kid("dobj") and not kid.kid("mark", "aux"):
            found.fill("obj", kid.kids_of("nsubj"), "the one seen in the act")  # "shot dead a farmer picking figs"
        elif kid.dep == "ccomp" and _is_permitted(kid):
            found.fill("obj", kid.kids_of("nsubj"), "who is let act")  # "let the sailors go"
    given = word.kids_of("dobj")
    if len(given) > 1 and not found.slots.get("iobj") and _both_given(word, *given[:2]):  # "handed Chad an ultimatum"
        found.slots["iobj"], found.slots["obj"] = given[:1], given[1:]
    if found.passive and given and word.kid("nsubjpass"):  # "Chad was given loans by France"
        found.slots["iobj"] = word.kids_of("nsubjpass")
        found.slots["obj"] = given
    for slot in ("subj", "obj", "iobj"):
        if slot in found.slots:
            found.slots[slot] = [whole for one in found.slots[slot] for whole in _wholes(one)]


def _is_permitted(clause: Word) -> bool:
    """Whether an infinitive with a subject says what another is made or let do: "let the sailors go"."""
    verb, mark = clause.head, clause.kid("mark", "aux")
    if mark is None:
        bare = clause.tag == "VB" or (clause.tag == "VBP" and verb.lemma == "let")
        return bare and verb.lemma in grammar.words("letting")
    return mark.tag == "TO" and clause.tag == "VB" and verb.lemma in grammar.words("object acts")


def _wholes(word: Word) -> list[Word]:
    """Those of whom a number is meant: "two of his aides were arrested"."""
    of = word.kid("prep")
    if of is None or of.lower != "of" or word.tag not in _QUANTITIES or not of.kid("pobj"):
        return [word]
    return of.kids_of("pobj") + [whole for kid in word.kids_of("conj") for whole in _wholes(kid)]


def _both_given(verb: Word, first: Word, second: Word) -> bool:
    """Whether two objects are one who gets and what is given; not where words of one name or a comma part them."""
    between = [word.text for word in verb.sentence.words if first.i < word.i < second.i]
    return bool(between) and "," not in between


def _fill_obliques(found: Proposition, word: Word) -> None:
    for kid in word.kids:
        if kid.dep == "prep" or (kid.dep in ("prt", "advmod") and kid.kid("pobj")):
            _hang_one(found.slots, kid)
            if kid.lower == "by" and found.passive and not found.slots.get("subj"):
                found.fill("subj", kid.kids_of("pobj"), "the by-agent of the passive")
        elif kid.dep == "advmod" and kid.kid("prep"):  # "away from", "close to"
            for inner in kid.kids_of("prep"):
                _hang_one(found.slots, inner)
        elif kid.dep in ("acomp", "oprd") and kid.kid("prep"):
            for inner in kid.kids_of("prep"):
                _hang_one(found.via, inner)


def hang(slots: dict[str, list[Word]], word: Word, only: Collection[str] = ()) -> None:
    """Add the prepositional phrases under a word to the slots, by preposition; ``only`` those of some."""
    for kid in word.kids:
        if kid.dep in ("prep", "agent") and (not only or kid.lower in only):
            _hang_one(slots, kid)


def deepen(found: Proposition) -> None:
    """Reach for the prepositions that hang on a role's own noun: "agreed to a truce with Chad", "a raid by rebels in
    Mali", "held a round of talks with Peru"; they serve where nothing nearer fills a slot. Who is addressed stands with
    the verb alone: "called for an end to the raids on Chad" is no call on Chad.
    """
    addressing = grammar.words("addressing")
    near = [word for words in (*found.slots.values(), *found.via.values()) for word in words]
    for _ in range(2):
        deeper: dict[str, list[Word]] = {}
        for word in near:
            if word.tag[0] == "N":
                hang(deeper, word)
        for slot, words in deeper.items():
            if slot not in found.slots and f"{found.lemma} {slot}" not in addressing:
                found.via.setdefault(slot, words)
        near = [word for words in deeper.values() for word in words]


def _hang_one(slots: dict[str, list[Word]], preposition: Word) -> None:
    name = preposition.lower
    objects = preposition.kids_of("pobj")
    inner = preposition.kids_of("prep")
    if name in ("as", "together", "along") and inner:  # "as well as", "along with"
        for kid in inner:
            _hang_one(slots, kid)
        return
    if (
        name in ("because", "according", "due", "thanks", "ahead", "instead", "out", "outside")
        and inner
        and not objects
    ):
        name = f"{name} {inner[0].lower}"
        objects = inner[0].kids_of("pobj")
        inner = []
    slots.setdefault(name, []).extend(one for one in objects if one not in slots.get(name, []))
    for kid in inner:  # "down on X", "from across X"
        _hang_one(slots, kid)
    for conjunct in preposition.kids_of("conj"):
        if conjunct.tag in ("IN", "TO"):
            _hang_one(slots, conjunct)
