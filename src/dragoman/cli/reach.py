"""The options that say how sources are read: the columns of tables, and how pages are fetched from the web."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.articles import Columns, Source
    from dragoman.fetching import Fetcher, Rules

_Command = TypeVar("_Command", bound=Callable[..., Any])

_COLUMNS = {
    "text": "The column of a table that holds the text or HTML of pages.",
    "id": "The column with their ids.",
    "title": "The column with their headlines.",
    "date": "The column that says when they were published.",
    "outlet": "The column that says who published them.",
    "url": "The column with their addresses.",
}
_NETWORK = (
    click.option(
        "--contact",
        metavar="WHO",
        envvar="DRAGOMAN_CONTACT",
        show_envvar=True,
        help="A mail or web address that sites are told, to reach you.",
    ),
    click.option(
        "--delay",
        type=click.FloatRange(0),
        default=2.0,
        show_default=True,
        metavar="SECONDS",
        help="The time between two pages of one site, at least.",
    ),
    click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks."),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How sources are read, as the options say it."""

    columns: dict[str, str | None]
    contact: str | None
    delay: float
    allow_private: bool
    follow: bool

    def source(self, what: Any) -> Source:
        """Something to read, with the way to read it."""
        from dragoman.articles import Source

        return Source(what, self.named(), self.fetcher() if self.follow or _is_address(what) else None, self.follow)

    def named(self) -> Columns:
        """The columns that were named."""
        from dragoman.articles import Columns

        return Columns(**self.columns)

    def fetcher(self) -> Fetcher:
        """What fetches pages."""
        from dragoman.fetching import Fetcher

        return _fetcher(rules(self.contact, self.delay, self.allow_private), Fetcher)


def _is_address(what: Any) -> bool:
    from dragoman.articles import Address

    return isinstance(what, Address)


@functools.cache
def _fetcher(kept_to: Rules, made: Callable[[Rules], Fetcher]) -> Fetcher:
    # One for all sources of a run: it knows how long each site is to be left alone.
    return made(kept_to)


def rules(contact: str | None, delay: float, allow_private: bool) -> Rules:
    """The rules of fetching, as the options say them."""
    from dragoman.fetching import Rules

    return Rules(contact=contact, delay=delay, allow_private=allow_private)


def network(command: _Command) -> _Command:
    """The options of fetching: contact, delay, allow_private."""
    for option in reversed(_NETWORK):
        command = option(command)
    return command


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of reading, given to the command as one ``reach``."""

    @functools.wraps(command)
    def wrapped(*, contact: str | None, delay: float, allow_private: bool, fetch: bool, **more: Any) -> Any:
        columns = {use: more.pop(f"{use}_column") for use in _COLUMNS}
        return command(reach=Reach(columns, contact, delay, allow_private, fetch), **more)

    made: Callable[..., Any] = network(wrapped)
    made = click.option("--fetch", is_flag=True, help="Fetch the pages that feeds, lists and sitemaps lead to.")(made)
    for use, text in reversed(_COLUMNS.items()):
        made = click.option(f"--{use}-column", metavar="NAME", help=text)(made)
    return made
