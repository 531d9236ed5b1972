"""Roles that stand outside a verb's own clause: relative and participial clauses, control, coordination, ellipsis."""

from __future__ import annotations

from dragoman.knowledge import grammar
from dragoman.language.clauses.proposition import Complement, Proposition
from dragoman.language.clauses.verbs import PASSIVE_SUBJECTS, SUBJECTS
from dragoman.language.tree import Word

_SUBJECTS = (*SUBJECTS, *PASSIVE_SUBJECTS)

_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when", "why"})
_PRO_VERBS = frozenset({"do", "have"})


def share(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Give a verb the roles that stand outside it; its governor must have been shared already."""
    word, governor = found.head, found.head.head
    above = by_head.get(governor)
    dep = word.dep
    _resolve_relative(found)
    if above is not None and governor.tag[0] == "V":
        _resolve_whole_clause(found, above)
        _repeat(found, above)
    if dep == "conj" and above is not None:
        _share_conjunct(found, above)
    elif dep == "conj" and governor.is_noun and not found.slots.get("subj"):
        # a name taken for the first verb: "The presidents, Sadyr Japarov and Emomali Rahmon, met"
        found.fill("subj", governor.kids_of("nsubj"), "the subject of the word that it is joined to")
    elif dep in ("relcl", "acl") and governor.tag[0] in "NPCWD":
        _share_noun(found, governor, by_head)
    elif dep in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "dep", "acomp", "oprd"):
        if dep == "pcomp":
            above = _above_preposition(governor, by_head)
        _share_governor(found, above)
    _name_doer(found, by_head)


def _share_conjunct(found: Proposition, above: Proposition) -> None:
    if found.passive and found.head.kid("dobj") and above.passive and not found.slots.get("iobj"):
        found.fill("iobj", _passive_subject(above), "who gets what the passive gives")  # "was freed and given asylum"
    elif found.passive and not found.slots.get("obj"):
        _share_passive(found, above)
    elif not found.passive and not found.slots.get("subj"):
        if above.passive:
            found.fill("subj", _passive_subject(above), "the subject of the first verb, a passive")
        else:
            found.fill("subj", above.slots.get("subj", []), "the subject shared by coordination")
    found.parent, found.link = above, "conj"
    head = above.head
    if head.dep == "relcl" and head.head in above.slots.get("obj", []) and _lacks_object(found, head):
        found.fill("obj", [head.head], "the noun that the joined relative clauses describe")


def _share_passive(found: Proposition, above: Proposition) -> None:
    if not above.passive:
        found.fill("obj", above.slots.get("subj", []), "the subject of the first verb is the object of the passive")
        return
    found.fill("obj", _passive_subject(above), "the object shared by coordination")
    if not found.slots.get("subj"):
        found.fill("subj", above.slots.get("subj", []))
    elif not above.slots.get("subj") and found.head.i - above.head.i == 2:  # "trained and equipped by Togo"
        above.fill("subj", found.slots["subj"], "the by-agent of the participle that it is joined to")


def _lacks_object(found: Proposition, first: Word) -> bool:
    """Whether a finite verb joined to a relative clause wants the same object: "that Togo accepted but Mali declined",
    "whom Togo seized and accused of theft".
    """
    own = found.head.kid("nsubj") is not None
    shared = any(kid.dep == "dobj" and kid.lower in _RELATIVES for kid in first.kids)
    bare = not found.head.kid("dobj", "ccomp", "xcomp", "attr", "acomp", "prt")
    return (own or shared) and bare and not found.passive and not found.slots.get("obj")


def _passive_subject(found: Proposition) -> list[Word]:
    return found.head.kids_of(*PASSIVE_SUBJECTS) or found.slots.get("obj", [])


def _share_noun(found: Proposition, noun: Word, by_head: dict[Word, Proposition]) -> None:
    found.link = "relative"
    if noun in (*found.slots.get("subj", ()), *found.slots.get("obj", ())) or _holds_relative(found.head):
        return
    if found.passive:
        if not found.slots.get("obj"):
            found.fill("obj", [noun], "the noun that the participle describes")
    elif not found.slots.get("subj"):
        if found.head.tag == "VB" and found.head.dep == "acl":  # "a plan to attack": the noun is no agent
            found.fill("subj", _owner(noun, by_head), "the owner of the noun that the infinitive fills")
        else:
            found.fill("subj", [noun], "the noun that the clause describes")
    elif found.head.dep == "relcl":
        _fill_gap(found, noun, by_head)


def _fill_gap(found: Proposition, noun: Word, by_head: dict[Word, Proposition]) -> None:
    """The noun is the object of the last verb that has none: "the step that Chad refused to take"."""
    while found.slots.get("obj") is None and (inner := found.head.kid("xcomp")) is not None and inner in by_head:
        found = by_head[inner]
    if not found.slots.get("obj") and not found.passive:
        found.fill("obj", [noun], "the noun that the relative clause describes")


def _owner(noun: Word, by_head: dict[Word, Proposition]) -> list[Word]:
    """Whose decision, plan or readiness it is: "Chad's decision to leave", "the decision of Chad to leave"."""
    known = by_head.get(noun)
    if known is None or known.kind != "noun" or noun.lemma in grammar.words("asking"):
        return []
    named = known.slots.get("subj") or known.slots.get("poss") or known.slots.get("of")
    if named or known.parent is None or known.link != "obj" or known.parent.lemma in grammar.words("of others"):
        return named or []
    return known.parent.slots.get("subj", [])


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
        if found.passive and above.lemma == "have" and not found.slots.get("subj"):
            found.fill("subj", above.slots.get("subj", []), "who has it done")
        return
    controller = above.slots.get("subj", [])
    rule = "the subject of the governing verb"
    if addressed := _addressed(found, above):
        controller, rule = addressed, "whom the governing verb addresses"
    elif _object_acts(found, above):
        controller, rule = above.slots["obj"], "the object of the governing verb"
    if above.passive and found.head.dep in ("advcl", "pcomp"):
        controller = _passive_subject(above)
    if found.passive and found.head.kid("dobj") and not found.slots.get("iobj"):  # "denied entry, it turned back"
        found.fill("iobj", controller, rule)
    elif found.passive and not found.slots.get("obj"):
        found.fill("obj", controller, rule)
    elif not found.passive and not found.slots.get("subj"):
        found.fill("subj", controller, rule)


def _object_acts(found: Proposition, above: Proposition) -> bool:
    """Whether the object of the governing verb does what a clause without a subject says."""
    if above.kind != "verb" or not above.slots.get("obj") or above.lemma in grammar.words("subject acts"):
        return False
    if found.head.dep == "pcomp":  # "thanked Chad for freeing", "accused Chad of shelling", "kept Chad from leaving"
        preposition = found.head.head.lower
        return preposition in ("for", "of", "from", "into") or (preposition == "with" and above.lemma == "charge")
    if not _is_infinitive(found.head):
        return found.head.dep in ("xcomp", "ccomp")
    if found.head.dep in ("xcomp", "ccomp"):
        return above.lemma not in grammar.words("purpose")
    return found.head.dep == "advcl" and above.lemma in grammar.words("object acts")


def _addressed(found: Proposition, above: Proposition) -> list[Word]:
    if above.kind != "verb" or not _is_infinitive(found.head):
        return []
    addressing = grammar.words("addressing")
    slots = [slot for slot in above.slots if f"{above.head.lemma} {slot}" in addressing]
    named = ([one for one in above.slots[slot] if not one.is_time] for slot in slots)
    return next((words for words in named if words), [])


def _resolve_relative(found: Proposition) -> None:
    """Put the noun that a relative clause describes in the place of who, which, that, in what depends on it too."""
    clause = found.head
    while clause.dep in ("xcomp", "ccomp", "conj") and clause.head.tag[0] == "V":
        clause = clause.head
    if clause.dep not in ("relcl", "acl"):
        return
    noun = clause.head
    for words in (*found.slots.values(), *found.via.values()):
        for at, word in enumerate(words):
            if word.lower in _RELATIVES and word.tag[0] in "WID":
                words[at] = noun
    for slot in list(found.slots):
        found.slots[slot] = list(dict.fromkeys(found.slots[slot]))


def _name_doer(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Beside a noun that sums up the clause before it stands who did it ("a move that Togo condemned"); in a document
    speaks who issued it ("issued a statement condemning Togo").
    """
    if found.slots.get("subj") and (author := _author(found, by_head)):
        found.slots["subj"] = []
        found.fill("subj", author, "who issued the document that says it")
    for slot in ("subj", "obj"):
        for noun in found.slots.get(slot, []):
            if _sums_up(noun) and noun.i < found.head.i:
                doer = _doer_of_clause(noun, by_head)
                found.fill(slot, doer, f"who did what “{noun.text}” sums up")
                return


def _author(found: Proposition, by_head: dict[Word, Proposition]) -> list[Word]:
    """Who speaks in the document that a clause describes."""
    noun = found.slots["subj"][0]
    if noun.lemma not in grammar.words("document") or noun.i > found.head.i or noun.kid("poss"):
        return []
    held = noun.dep == "pobj" and noun.head.lower == "in"
    verb = by_head.get(noun.head.head if held else noun.head)
    if verb is None or not (held or (noun.dep == "dobj" and not grammar.words("issuing").isdisjoint(verb.names))):
        return []
    return [] if verb.passive else verb.slots.get("subj", [])


def _sums_up(noun: Word) -> bool:
    if noun.lemma not in grammar.words("deed") or noun.dep in _SUBJECTS or not noun.kid("relcl"):
        return False
    first = min([noun, *noun.kids_of("det", "amod", "advmod", "predet", "nummod")], key=lambda word: word.i)
    before = noun.tree.words[first.i - 1] if first.i else noun
    return before.text in (",", "-", "—") and (noun.kid("det") is not None or noun.tag == "NNS")


def _doer_of_clause(noun: Word, by_head: dict[Word, Proposition]) -> list[Word]:
    verbs = (by_head[one] for one in noun.ancestors() if one.tag[0] == "V" and one in by_head and one.i < noun.i)
    return next((verb.slots["subj"] for verb in verbs if verb.head.tag != "VB" and verb.slots.get("subj")), [])


def _resolve_whole_clause(found: Proposition, above: Proposition) -> None:
    """In "Chad shut the border, which Togo condemned" Togo condemns what Chad did."""
    if found.head.dep not in ("advcl", "relcl", "ccomp"):
        return
    doer = above.slots.get("subj") or above.slots.get("obj") or []
    for slot in ("subj", "obj"):
        words = found.slots.get(slot, [])
        if doer and any(word.lower == "which" and word.tag == "WDT" for word in words):
            found.slots[slot] = list(doer)
            found.rules.append("which: what the governing clause says of its subject")


def _repeat(found: Proposition, above: Proposition) -> None:
    """Let "so did Togo", "as has Mali" say what the clause before them says."""
    head = found.head
    subject = head.kid("nsubj")
    if head.lemma not in _PRO_VERBS or subject is None or subject.i < head.i or head.kid("dobj", "xcomp", "ccomp"):
        return
    leads = {kid.lower for kid in head.kids if kid.i < head.i}
    if above.kind != "verb" or above.passive or not leads & {"so", "as", "neither", "nor"}:
        return
    found.lemma, found.names = above.lemma, above.names
    found.negative, found.reality, found.future = above.negative, above.reality, above.future
    for slot, words in above.slots.items():
        if slot != "subj" and not found.slots.get(slot):
            found.slots[slot] = list(words)
    found.via = {**above.via, **found.via}
    found.comps = list(above.comps)
    found.rules.append(f"“{head.text}” stands for “{above.head.text}”")


def complements(found: Proposition, by_head: dict[Word, Proposition]) -> None:
    """Link the clauses that stand as complements of a verb, noun or adjective."""
    for kid in found.head.kids:
        if _is_purpose(found, kid):
            continue
        if kid.dep in ("xcomp", "ccomp") or (kid.dep in ("acl", "advcl", "relcl") and _is_content(kid)):
            _link(found, kid, _kind(kid), by_head)
            for noun in found.head.kids_of("dobj") if _is_infinitive(kid) else ():
                if noun in by_head:  # "repeated its vow to leave": the parser hangs the clause on the verb
                    _link(by_head[noun], kid, "to", by_head)
        elif kid.dep in ("prep", "agent"):
            for inner in kid.kids_of("pcomp"):
                _link(found, inner, kid.lower, by_head)
            if f"{found.head.lemma} {kid.lower}" in grammar.words("addressing"):
                _link_of_noun(found, kid.kids_of("pobj"), by_head)
        elif kid.dep == "dobj" and kid not in by_head:
            _link_of_noun(found, [kid], by_head)


def _link_of_noun(found: Proposition, nouns: list[Word], by_head: dict[Word, Proposition]) -> None:
    """Link an infinitive that the parser hung on the one who is to act: "urged both sides to stop"."""
    for noun in nouns:
        for inner in noun.kids_of("acl", "relcl"):
            if _is_infinitive(inner) and inner in by_head:
                _link(found, inner, "to", by_head)
                by_head[inner].fill("subj", [noun], "the noun that the infinitive hangs on")


def _is_purpose(found: Proposition, clause: Word) -> bool:
    """Whether an infinitive beside an object says what for: "called the president to thank him"."""
    given = found.kind == "verb" and found.head.kid("dobj") is not None
    return given and found.head.lemma in grammar.words("reaching") and _is_infinitive(clause)


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
    if _is_infinitive(word) or (word.tag in ("VB", "VBP") and word.head.lemma == "let"):
        return "to"
    return "that"
