"""Where a remote store is, and what is shown there: an address from the command, secrets from the environment alone."""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from tomllib import loads
from urllib.parse import urlsplit

from graph.errors import InvalidSetting
from graph.settings import Settings, from_environment, variable

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Doors:
    """What of a server's address leads to queries, updates and graphs."""

    query: str
    update: str
    graphs: str


@dataclass(frozen=True, slots=True)
class Address:
    """A store on another server: the start of its address, how it is asked, and where its read model is kept here."""

    url: str
    kind: str = ""  # of server; empty: found out
    authorization: str = field(default="", repr=False)
    timeout: float = 60.0  # seconds for one request
    cache: Path = Path("remote")

    def __str__(self) -> str:
        return self.url

    def exists(self) -> bool:
        """True: whether a store is there is for the server to say."""
        return True

    @property
    def folder(self) -> Path:
        """Return where what is kept here of the store lies."""
        return self.cache / sha256(self.url.encode()).hexdigest()[:16]


def is_address(text: str) -> bool:
    """True if the name of a store is an address and not a path."""
    return text.startswith(("http://", "https://"))


def parse_address(text: str, environment: Mapping[str, str] | None = None) -> Address:
    """Return the store at an address. Raises InvalidSetting where it is none, or secrets would be sent in the open."""
    chosen = from_environment(os.environ if environment is None else environment)
    if not _ADDRESS.fullmatch(text):
        raise InvalidSetting(
            f"{text[:100]} is no address of a store; write https://HOST/PATH, without a password in it"
        )
    if chosen.remote_kind and chosen.remote_kind not in servers():
        raise InvalidSetting(f"{variable('remote_kind')} must be one of {', '.join(servers())}")
    return Address(
        text.rstrip("/"), chosen.remote_kind, _authorization(text, chosen), chosen.remote_timeout, chosen.remote_cache
    )


@cache
def servers() -> dict[str, Doors]:
    """Return the kinds of servers that are known."""
    known = loads(files("graph.store.remote").joinpath("servers.toml").read_text(encoding="utf-8"))
    return {kind: Doors(**doors) for kind, doors in known.items()}


def _authorization(url: str, chosen: Settings) -> str:
    if not chosen.remote_token and not chosen.remote_user:
        return ""
    if urlsplit(url).scheme != "https" and not _is_here(urlsplit(url).hostname or ""):
        raise InvalidSetting(f"secrets are sent to https:// alone, and {url} is not; unset {variable('remote_token')}")
    if chosen.remote_token:
        return f"Bearer {chosen.remote_token}"
    return "Basic " + b64encode(f"{chosen.remote_user}:{chosen.remote_password}".encode()).decode()


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
