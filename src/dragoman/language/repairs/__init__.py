"""What the parser often gets wrong in news sentences, put right by rules of grammar before anything is read.

Each rule looks for a tree that English does not have (a clause of content before a semicolon, an infinitive that is a
noun, an indirect object without a direct one) and gives it the labels of the one that it does.
"""

from __future__ import annotations

from dragoman.language.repairs import clauses, roles, subjects, tags
from dragoman.language.tree import Tree

_RULES = (
    clauses.clause_before_semicolon,
    subjects.subject_of_auxiliary,
    roles.subject_of_relative,
    roles.called,
    roles.judged,
    roles.sum_given,
    roles.lone_dative,
    roles.preposition_without_object,
    roles.recipient_in_object,
    roles.object_after_recipient,
    roles.act_after_preposition,
    roles.let_act,
    roles.participle_taken_for_object,
    subjects.subject_after_speech,
    subjects.two_subjects,
    subjects.missing_subject,
    subjects.series_of_subjects,
    subjects.unclosed_apposition,
    clauses.clause_told,
    clauses.participle_of_noun,
    clauses.participle_taken_for_preposition,
    clauses.past_after_modal,
    clauses.announced,
    clauses.verbs_in_series,
    clauses.clause_of_time,
    roles.with_of_border,
)
"""The rules for verbs, in their order: those on a clause's own words before those on what it belongs to."""
_OF_JOINED = (
    clauses.participles_in_series,
    clauses.conjunct_of_other_verb,
    clauses.joined_in_clause_of_time,
    clauses.finite_conjunct,
    clauses.joined_relative,
    clauses.joined_to_teller,
    clauses.parenthesis,
)
"""The rules for verbs that are joined to another one."""


def repair(tree: Tree) -> None:
    """Mend the tags, labels and heads of a tree."""
    for word in tree.words:
        tags.infinitive(word)
        tags.verb_taken_for_noun(word)
        tags.deed_taken_for_verb(word)
    for word in tree.words:
        if word.tag[0] == "V":
            for rule in _RULES:
                rule(word)
            if word.dep == "conj":
                for rule in _OF_JOINED:
                    rule(word)
