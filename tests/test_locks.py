"""One writer or many readers, between processes and between openings in one process; a killed process holds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.locks import lock

HOLD = """
import sys
from pathlib import Path
from graph.locks import lock
file = Path(sys.argv[1]).open("ab")
lock(file, shared=sys.argv[2] == "True")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "lock").touch()
    return tmp_path / "lock"


@pytest.mark.parametrize(
    ("first", "second", "both"), [(True, True, True), (True, False, False), (False, True, False), (False, False, False)]
)
@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_writer_excludes_all_others(path: Path, first: bool, second: bool, both: bool, elsewhere: bool) -> None:
    with path.open("ab") as held, path.open("rb") as ours:
        if elsewhere:
            other = subprocess.Popen(
                [sys.executable, "-c", HOLD, path, str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            assert other.stdout is not None
            assert other.stdout.readline().strip() == b"held"
        else:
            lock(held, shared=first)
        try:
            if both:
                lock(ours, shared=second)
            else:
                with pytest.raises(BlockingIOError):
                    lock(ours, shared=second)
        finally:
            if elsewhere:
                other.kill()
                other.communicate()
        held.close()
        lock(ours, shared=False)
