"""Verbs to propositions: active and passive, relative and participial clauses, control, coordination."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.language.clauses.moods import judge
from dragoman.language.clauses.proposition import Complement, Proposition
from dragoman.language.tree import Word

_SUBJECTS = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where"})
_LOOSE = ("prt", "advmod", "prep", "oprd", "acomp", "ccomp", "xcomp")
"""How the parser hangs the second word of a phrasal verb on the first: "set free", "gun down", "let go"."""
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "agree", "offer", "swear"})


def is_predicate(word: Word) -> bool:
    """Whether a word heads a verbal clause: auxiliaries, modals and participles used as adjectives do not."""
    return word.tag[0] == "V" and word.dep not in ("aux", "auxpass", "amod", "compound", "case", "prep", "mark")


def verb(word: Word, known: Collection[str] = ()) -> Proposition:
    """The proposition of a verb with the roles that stand under it; :func:`share` adds those that stand elsewhere.

    ``known`` are the verbs of the lexicon: those of two words are recognised however the parser hangs their second.
    """
    lemma = word.lemma
    particles = [kid for kid in word.kids if kid.dep == "prt"]
    loose = [kid for kid in word.kids if kid.dep in _LOOSE and f"{lemma} {kid.lower}" in known]
    found = Proposition(word, " ".join([lemma, *(kid.lower for kid in particles)]), "verb")
    phrasal = [f"{lemma} {kid.lower}" for kid in (*particles, *loose)]
    found.names = tuple(dict.fromkeys(phrasal + ([] if particles else [lemma])))
    found.passive = _is_passive(word)
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


def _is_passive(word: Word) -> bool:
    if any(kid.dep in ("auxpass", "nsubjpass", "csubjpass", "agent") for kid in word.kids):
        return True
    if word.tag == "VBN" and word.dep in ("acl", "advcl", "relcl", "oprd") and not word.kid("aux", *_SUBJECTS):
        return True
    if word.tag == "VBN" and word.dep == "conj" and not word.kid("aux", "nsubj", "dobj"):
        return _is_passive(word.head) if word.head.tag[0] == "V" else False
    return False


def _fill_core(found: Proposition) -> None:
    word = found.head
    for kid in word.kids:
        if kid.dep in _SUBJECTS and kid.lower != "there":
            found.fill("subj", [kid])
        elif kid.dep == "agent":
            found.fill("subj", kid.kids_of("pobj"), "the by-agent of the passive")
        elif kid.dep in _PASSIVE_SUBJECTS:
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
    given = word.kids_of("dobj")
    if len(given) > 1 and not found.slots.get("iobj") and _both_given(word, *given[:2]):  # "handed Chad an ultimatum"
        found.slots["iobj"], found.slots["obj"] = given[:1], given[1:]
    if found.passive and given and word.kid("nsubjpass"):  # "Chad was given loans by France"
        found.slots["iobj"] = word.kids_of("nsubjpass")
        found.slots["obj"] = given


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
    Mali", "held a round of talks with Peru"; they serve where nothing nearer fills a slot.
    """
    near = [word for words in (*found.slots.values(), *found.via.values()) for word in words]
    for _ in range(2):
        deeper: dict[str, list[Word]] = {}
        for word in near:
            if word.tag[0] == "N":
                hang(deeper, word)
        for slot, words in deeper.items():
            if slot not in found.slots:
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


def share(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Give a verb the roles that stand outside it; its governor must have been shared already."""
    word, governor = found.head, found.head.head
    above = by_head.get(governor)
    dep = word.dep
    _resolve_relative(found)
    if dep == "conj" and above is not None:
        _share_conjunct(found, _same_mood(found, above, by_head))
    elif dep == "conj" and governor.is_noun and not found.slots.get("subj"):
        # a name taken for the first verb: "The presidents, Sadyr Japarov and Emomali Rahmon, met"
        found.fill("subj", governor.kids_of("nsubj"), "the subject of the word that it is joined to")
    elif dep in ("relcl", "acl") and governor.tag[0] in "NPCWD":
        _share_noun(found, governor)
    elif dep == "advcl" and word.tag in _FINITE and not word.kid(*_SUBJECTS, *_PASSIVE_SUBJECTS):
        found.parent, found.link = above, dep
        found.fill("subj", _stranded_subject(word), "the noun between the conjunction and the verb")
    elif dep in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "dep", "acomp", "oprd"):
        if dep == "pcomp":
            above = _above_preposition(governor, by_head)
        _share_governor(found, above)


_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when"})


def _stranded_subject(verb: Word) -> list[Word]:
    """The subject of "after the United States on Tuesday imposed duties", which is parsed as the object of "after"."""
    for word in reversed([one for one in verb.sentence.words if one.i < verb.i]):
        if word.lower in _CONJUNCTIONS and word.dep in ("prep", "mark"):
            return word.kids_of("pobj")
    return []


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _same_mood(found: Proposition, above: Proposition, by_head: dict[Word, Proposition]) -> Proposition:
    """The verb that a finite verb is joined to, where the parser hung it on an infinitive below that one:
    "demanded that Chad leave and condemned its raid".
    """
    if found.head.tag not in _FINITE or above.head.tag not in ("VB", "VBG") or above.future:
        return above
    if any(kid.dep == "aux" and kid.tag == "MD" for kid in above.head.kids):
        return above
    return next((by_head[one] for one in above.head.ancestors() if one in by_head and one.tag == found.head.tag), above)


def _share_conjunct(found: Proposition, above: Proposition) -> None:
    if found.slots.get("subj") or (found.passive and found.slots.get("obj")):
        pass
    elif found.passive and above.passive:
        found.fill("obj", _passive_subject(above), "the object shared by coordination")
        if above.slots.get("subj") and not found.slots.get("subj"):
            found.fill("subj", above.slots["subj"])
    elif found.passive:
        found.fill("obj", above.slots.get("subj", []), "the subject of the first verb is the object of the passive")
    elif above.passive:
        found.fill("subj", _passive_subject(above), "the subject of the first verb, a passive")
    else:
        found.fill("subj", above.slots.get("subj", []), "the subject shared by coordination")
    found.parent, found.link = above, "conj"


def _passive_subject(found: Proposition) -> list[Word]:
    return found.head.kids_of(*_PASSIVE_SUBJECTS) or found.slots.get("obj", [])


def _share_noun(found: Proposition, noun: Word) -> None:
    found.link = "relative"
    if noun in (*found.slots.get("subj", ()), *found.slots.get("obj", ())) or _holds_relative(found.head):
        return
    if found.passive:
        if not found.slots.get("obj"):
            found.fill("obj", [noun], "the noun that the participle describes")
    elif not found.slots.get("subj"):
        if found.head.tag == "VB" and found.head.dep == "acl":
            return  # "a plan to attack": the noun is no agent; the noun's proposition gives one
        found.fill("subj", [noun], "the noun that the clause describes")
    elif found.head.dep == "relcl" and not found.slots.get("obj"):
        found.fill("obj", [noun], "the noun that the relative clause describes")


def _holds_relative(word: Word) -> bool:
    """Whether a relative pronoun stands in the clause, so that the noun has its place already."""
    near = [*word.kids, *(grand for kid in word.kids for grand in kid.kids)]
    return any(one.lower in _RELATIVES and one.tag[0] == "W" for one in near)


def _above_preposition(preposition: Word, by_head: dict[Word, Proposition]) -> Proposition | None:
    for word in preposition.ancestors():
        if word in by_head:
            return by_head[word]
    return None


def _share_governor(found: Proposition, above: Proposition | None) -> None:
    if above is None:
        return
    found.parent, found.link = above, found.head.dep
    if found.head.dep == "ccomp" and found.head.kid("nsubj", "nsubjpass"):
        return
    controller = above.slots.get("subj", [])
    rule = "the subject of the governing verb"
    takes_object = found.head.dep in ("xcomp", "ccomp") or (
        # "thanked Chad for freeing", "accused Chad of shelling", "kept Chad from leaving"
        found.head.dep == "pcomp" and found.head.head.lower in ("for", "of", "from", "into")
    )
    if takes_object and above.slots.get("obj") and above.kind == "verb" and above.lemma not in _SUBJECT_CONTROL:
        controller, rule = above.slots["obj"], "the object of the governing verb"
    if above.passive and found.head.dep in ("advcl", "pcomp"):
        controller = _passive_subject(above)
    if found.passive and not found.slots.get("obj"):
        found.fill("obj", controller, rule)
    elif not found.passive and not found.slots.get("subj"):
        found.fill("subj", controller, rule)


def _resolve_relative(found: Proposition) -> None:
    """Put the noun that a relative clause describes in the place of who, which, that."""
    if found.head.dep not in ("relcl", "acl"):
        return
    noun = found.head.head
    for words in (*found.slots.values(), *found.via.values()):
        for at, word in enumerate(words):
            if word.lower in _RELATIVES and word.tag[0] in "WID":
                words[at] = noun
    for slot in list(found.slots):
        found.slots[slot] = list(dict.fromkeys(found.slots[slot]))


def complements(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Link the clauses that stand as complements of a verb, noun or adjective."""
    for kid in found.head.kids:
        if kid.dep in ("xcomp", "ccomp") or (kid.dep in ("acl", "advcl", "relcl") and _is_content(kid)):
            _link(found, kid, _kind(kid), by_head)
            for noun in found.head.kids_of("dobj") if _is_infinitive(kid) else ():
                if noun in by_head:  # "repeated its vow to leave": the parser hangs the clause on the verb
                    _link(by_head[noun], kid, "to", by_head)
        elif kid.dep in ("prep", "agent"):
            for inner in kid.kids_of("pcomp"):
                _link(found, inner, kid.lower, by_head)
        elif kid.dep == "dobj" and kid not in by_head:
            for inner in kid.kids_of("acl", "relcl"):
                if _is_infinitive(inner) and inner in by_head:  # "urged both sides to stop" hung on the noun
                    _link(found, inner, "to", by_head)
                    by_head[inner].fill("subj", [kid], "the object that the clause hangs on")


def _link(found: Proposition, clause: Word, kind: str, by_head: dict[Word, Proposition]) -> None:
    conjuncts = [kid for kid in clause.kids if kid.dep == "conj" and kid.tag == clause.tag]
    for word in (clause, *conjuncts):
        inner = by_head.get(word)
        if inner is not None and all(inner is not one.proposition for one in found.comps):
            found.comps.append(Complement(kind, inner))


def _is_content(word: Word) -> bool:
    """Whether a clause under a noun or adjective is its content: "a vow to leave", "the demand that Peru leave"."""
    return _is_infinitive(word) or any(kid.dep == "mark" and kid.lower == "that" for kid in word.kids)


def _is_infinitive(word: Word) -> bool:
    return word.tag == "VB" and any(kid.lower == "to" and kid.dep in ("aux", "mark") for kid in word.kids)


def _kind(word: Word) -> str:
    if word.tag == "VBG" and not word.kid("aux"):
        return "ing"
    if _is_infinitive(word):
        return "to"
    return "that"
