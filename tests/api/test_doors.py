"""Under which names the server answers."""

import pytest

from api.doors import allowed_names, is_allowed
from graph.settings import Settings

NAMES = allowed_names(Settings(hosts="graph.example, Other.Example.", url="https://public.example:8443"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "news.localhost",
        "127.0.0.1:8000",
        "192.168.1.7",
        "[::1]",
        "[::1]:8000",
        "graph.example",
        "graph.example.:80",
        "other.example",
        "public.example",
    ],
)
def test_names_of_ours_and_addresses_are_answered(host):
    assert is_allowed(host, NAMES)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "graph.example.evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "",
     "localhost:80a", "graph.example@evil.example", "[::1", "notlocalhost", "127.0.0.1, evil.example"],
)  # fmt: skip
def test_all_others_are_not(host):
    assert not is_allowed(host, NAMES)
