"""What stands in a text before anybody is asked who is meant: its names, persons and roles, by their words."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.named_spans import named_spans
from dragoman.actors.person_spans import person_spans
from dragoman.actors.registry import Registry
from dragoman.actors.role_spans import role_spans
from dragoman.actors.spans import NamedSpan, RoleSpan
from dragoman.language import Tree, Word

_BODY_KINDS = ("body", "organisation", "own")


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of a text: names of states and bodies by each of their words, persons by their heads, first and
    last words, roles by their heads and last words.
    """

    named: dict[Word, NamedSpan]
    people: dict[Word, NamedSpan]
    roles: dict[Word, RoleSpan]
    first: dict[Word, NamedSpan]
    last: dict[Word, NamedSpan]
    role_ends: dict[Word, RoleSpan]


def stretches_of(tree: Tree, registry: Registry) -> Stretches:
    """The stretches of a text; a word of a person's name names nothing else, and one of a body's is no role."""
    persons = person_spans(tree, registry)
    taken = {word for span in persons for word in span.words}
    named = {word: span for span in named_spans(tree, registry, taken) for word in span.words}
    people = {span.head: span for span in persons}
    roles = {role.head: role for role in role_spans(tree) if not _names_body(named.get(role.head))}
    return Stretches(
        named,
        people,
        roles,
        first={span.words[0]: span for span in people.values()},
        last={span.words[-1]: span for span in people.values()},
        role_ends={role.words[-1]: role for role in roles.values()},
    )


def _names_body(span: NamedSpan | None) -> bool:
    return span is not None and span.entries[0].kind in _BODY_KINDS
