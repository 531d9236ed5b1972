"""The network: pages fetched safely and politely, and what is remembered of the sources that are followed."""

from __future__ import annotations

from dragoman.fetching.answers import Answer, FetchError
from dragoman.fetching.fetcher import Fetcher
from dragoman.fetching.rules import Rules
from dragoman.fetching.state import State

__all__ = ["Answer", "FetchError", "Fetcher", "Rules", "State"]
