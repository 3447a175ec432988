"""What is written stands there whole or not at all; devices, pipes and links stay what they are."""

import os
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.files import kind_of, whole_file, whole_files

unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and permissions as Unix has them")
NEW = b"a new one\n"


def write(path: Path, data: bytes = NEW) -> None:
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def drained(pipe: Path) -> Iterator[list[bytes]]:
    """What is read from a pipe meanwhile."""
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    yield found
    reader.join(timeout=20)


@pytest.mark.parametrize("before", [None, b"an old one that is longer\n"])
def test_a_file_is_written_or_replaced(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "network.gexf"
    if before is not None:
        path.write_bytes(before)

    write(path)

    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "network.gexf"
    path.write_bytes(b"old")

    def fail_half_way() -> None:
        with whole_file(path) as file:
            file.write(NEW)
            raise error

    with pytest.raises(error):
        fail_half_way()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_the_users_that_is_named_like_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "all.nq.partial").write_bytes(b"mine")

    write(tmp_path / "all.nq")

    assert (tmp_path / "all.nq.partial").read_bytes() == b"mine"


@unix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "network.gexf"
    path.write_bytes(b"old")
    path.chmod(mode)

    write(path)

    assert stat.S_IMODE(path.stat().st_mode) == mode


@unix
def test_a_new_file_gets_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"")

    write(tmp_path / "ours")

    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path, before: bytes | None) -> None:
    target, link = tmp_path / "far" / "target.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    if before is not None:
        target.write_bytes(before)
    link.symlink_to(Path("far") / "target.csv")

    write(link)

    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


@unix
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with drained(tmp_path / "pipe") as found:
        write(tmp_path / "pipe")

    assert found == [NEW]
    assert kind_of(tmp_path / "pipe") == "a pipe"


@unix
def test_a_link_to_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")

    with drained(tmp_path / "pipe") as found:
        write(tmp_path / "link")

    assert found == [NEW]


@unix
def test_a_device_takes_all_and_stays_a_device() -> None:
    write(Path("/dev/null"))

    assert kind_of(Path("/dev/null")) == "a device"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("size", [1, 100_000])
def test_a_full_device_is_one_line_and_stays_a_device(size: int) -> None:
    with pytest.raises(InputError) as caught:
        write(Path("/dev/full"), b"x" * size)

    assert str(caught.value) == (
        "cannot write /dev/full: no space left on device; free some space, or name a file elsewhere"
    )
    assert kind_of(Path("/dev/full")) == "a device"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc here")
def test_an_open_file_goes_on_from_where_it_is_open(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as held:
        write(Path(f"/proc/self/fd/{held.fileno()}"))
        inode = os.fstat(held.fileno()).st_ino

    assert (tmp_path / "out").read_bytes() == NEW
    assert (tmp_path / "out").stat().st_ino == inode


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("folder", "is a directory; name a file in it"),
        ("nowhere/x.csv", "no such file or directory; name a file in a folder that is there"),
        ("file/x.csv", "not a directory; name a file in a folder that is there"),
        ("loop", "too many levels of symbolic links"),
    ],
)
def test_where_nothing_can_be_written(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(InputError) as caught:
        write(tmp_path / name)

    assert str(caught.value) == f"cannot write {tmp_path / name}: {words}"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everything")
@pytest.mark.parametrize(("folder", "file"), [(0o500, 0o600), (0o700, 0o400)])
def test_without_permission_nothing_is_replaced(tmp_path: Path, folder: int, file: int) -> None:
    path = tmp_path / "shut" / "x.csv"
    path.parent.mkdir()
    path.write_bytes(b"old")
    path.chmod(file)
    path.parent.chmod(folder)
    try:
        with pytest.raises(InputError, match="permission denied; name a file in a folder that you may write"):
            write(path)
        assert path.read_bytes() == b"old"
    finally:
        path.parent.chmod(0o700)


def write_both(folder: Path, fail: bool = False) -> None:
    with whole_files(folder, ["a", "b"]) as (first, second):
        first.write(NEW)
        if fail:
            raise KeyboardInterrupt
        second.write(NEW)


@pytest.mark.parametrize("there", [False, True])
def test_files_of_a_folder_take_their_places_together(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "network"
    if there:
        folder.mkdir()
        (folder / "b").write_bytes(b"old")
        (folder / "other").write_bytes(b"other")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(KeyboardInterrupt):
        write_both(folder, fail=True)
    after_failure = sorted(tmp_path.rglob("*"))
    write_both(folder)

    assert after_failure == before
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": NEW, "b": NEW} | (
        {"other": b"other"} if there else {}
    )


@pytest.mark.parametrize(("name", "words"), [("file", "a file stands there"), ("no/folder", "no such file")])
def test_where_no_folder_can_be(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_bytes(b"old")

    with pytest.raises(InputError, match=words):
        write_both(tmp_path / name)
    assert (tmp_path / "file").read_bytes() == b"old"
