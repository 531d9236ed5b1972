"""How a desk is run: for which archive, where it listens, who may come in."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import QueryError
from dragoman.fetching.rules import Rules

LARGEST_UPLOAD = 64 * 1024 * 1024
"""How many bytes one request may bring."""

_SHORTEST_TOKEN = 12


@dataclass(frozen=True)
class Settings:
    """What a desk is started with. ``rules`` are those of fetching; ``secret`` is new for each run and signs forms."""

    archive: Path
    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    knowledge: Path | None = None
    rules: Rules = field(default_factory=Rules)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    largest_upload: int = LARGEST_UPLOAD

    def __post_init__(self) -> None:
        if not self.loopback and self.token is None:
            raise QueryError(
                f"others can reach {self.host}: say --token with a secret of {_SHORTEST_TOKEN} characters or more,"
                " or leave --host out to listen to this machine alone"
            )
        if self.token is not None and len(self.token) < _SHORTEST_TOKEN:
            raise QueryError(f"a token must have {_SHORTEST_TOKEN} characters or more")

    @property
    def loopback(self) -> bool:
        """Whether this machine alone can reach the desk."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the desk."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - it is compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
