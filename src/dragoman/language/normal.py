"""One-for-one normalisation: the parser reads plain quotes, spaces and dashes, and offsets survive."""

from __future__ import annotations

import re

_TABLE = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "ʼ": "'",
        "′": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "−": "-",
        "―": "—",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u200c": " ",
        "\u200d": " ",
        "\u2060": " ",
        "\ufeff": " ",
        "\u00ad": " ",
        "\u3000": " ",
        "\t": " ",
        "\u200e": " ",
        "\u200f": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": " ",
        "\x0b": " ",
        "\x0c": " ",
        "\x85": "\n",
    }
)


def normalise(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain, each by one code point."""
    return text.translate(_TABLE)


_SAID = re.compile(r"(?<=[a-z,] )Said(?= (?:al|el|bin|ben|ould|ibn)\b| [A-Z])")


def for_parser(text: str) -> str:
    """The text as the parser should see it: "Minister Said Badr" is no verb of saying, but a name as "Saad" is.

    Of the same length, so that offsets survive; the tree keeps the words as they stand.
    """
    return _SAID.sub("Saad", text)
