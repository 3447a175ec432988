"""Systems that offer less than Linux: everything can be imported, and what protection is missing is said."""

import subprocess
import sys

import pytest

from graph.store import sandbox

WITHOUT = """
import sys
sys.modules["resource"] = None
import os
del os.nice
from graph.store import oxigraph, sandbox, serving, worker, workers
sandbox.die_with_parent()
sandbox.step_back()
sandbox.limit_memory(64)
print(sandbox.missing(), sandbox.deny_sockets())
"""


@pytest.mark.slow
def test_without_the_modules_of_unix_the_store_can_be_imported_and_served():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "no limit of memory\n")
    assert "using all memory" in done.stdout


@pytest.mark.parametrize(
    ("system", "machine", "lacking"),
    [
        ("linux", "x86_64", []),
        ("linux", "aarch64", []),
        ("linux", "riscv64", ["network access"]),
        ("darwin", "arm64", ["network access", "using all memory"]),
        ("win32", "AMD64", ["network access"]),
    ],
)
def test_what_is_missing(monkeypatch, system, machine, lacking):
    monkeypatch.setattr(sandbox.sys, "platform", system)
    monkeypatch.setattr(sandbox.platform, "machine", lambda: machine)

    assert sandbox.missing() == lacking


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_serve_says_what_is_missing_and_goes_on(monkeypatch, hustings, coast, system):
    served = []
    monkeypatch.setattr("api.server.serve", lambda *given, **_: served.append(given))
    monkeypatch.setattr("graph.store.sandbox.missing", lambda: ["network access"] if system == "darwin" else [])
    hustings("build", coast)

    done = hustings("serve")

    assert (done.code, len(served)) == (0, 1)
    assert done.err == (
        "hustings: queries are not kept from network access on this system; serve those whom you trust alone\n"
        if system == "darwin"
        else ""
    )
