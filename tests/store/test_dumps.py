import gzip
import re

import pytest
from pyoxigraph import RdfFormat, parse

from graph.errors import InputError, StoreError, StoreUnreadable
from graph.store import dumps
from graph.store.opening import memory_store, open_store
from graph.verify import verify
from tests.factory import make_annotation

SUFFIXES = [".nq", ".trig", ".nq.gz", ".trig.gz"]


@pytest.fixture(params=["memory", "disk"])
def empty(request, tmp_path):
    store = memory_store() if request.param == "memory" else open_store(tmp_path / "store", write=True)
    with store:
        yield store


@pytest.fixture
def full():
    store = memory_store()
    store.put(make_annotation("a1"))
    store.put(make_annotation("b2"))
    return store


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_dump_gives_the_same_store_again(full, empty, tmp_path, suffix):
    quads = set(full.quads())

    assert full.dump(tmp_path / f"dump{suffix}") == empty.load(tmp_path / f"dump{suffix}") == len(quads)
    assert set(empty.quads()) == quads


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_articles_give_the_same_bytes(full, tmp_path, suffix):
    other = memory_store()
    for article_id in ("b2", "c3", "a1"):
        other.put(make_annotation(article_id))
    other.delete("c3")
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    full.dump(first)
    other.dump(second)

    assert first.read_bytes() == second.read_bytes()


def test_the_same_articles_on_disk_give_the_same_bytes(tmp_path):
    written = []
    for order in (("a1", "b2"), ("c3", "b2", "a1", "b2")):
        with open_store(tmp_path / "-".join(order), write=True) as store:
            for article_id in order:
                store.put(make_annotation(article_id))
            if "c3" in order:
                store.delete("c3")
            store.dump(tmp_path / "dump.trig")
            written.append((tmp_path / "dump.trig").read_bytes())

    assert written[0] == written[1]


def test_what_was_loaded_stays_and_can_be_changed(full, tmp_path):
    full.dump(tmp_path / "dump.nq")
    with open_store(tmp_path / "store", write=True) as store:
        store.load(tmp_path / "dump.nq")
        store.delete("a1")
    with open_store(tmp_path / "store") as store:
        assert store.articles() == ["b2"]
    assert [child.name for child in (tmp_path / "store").glob("data-?")] == ["data-2"]


def test_a_dump_brings_its_base(tmp_path, empty):
    other = memory_store("https://news.example/id/")
    other.put(make_annotation())
    other.dump(tmp_path / "dump.nq")
    empty.load(tmp_path / "dump.nq")
    empty.put(make_annotation())

    assert empty.base == other.base
    assert set(empty.quads()) == set(other.quads())


def test_articles_are_replaced_only_when_told(full, empty, tmp_path):
    full.dump(tmp_path / "dump.nq")
    empty.put(make_annotation("c3"))

    with pytest.raises(StoreError, match="--replace"):
        empty.load(tmp_path / "dump.nq")
    assert empty.articles() == ["c3"]

    empty.load(tmp_path / "dump.nq", replace=True)
    assert empty.articles() == ["a1", "b2"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.nq", b"<http://a.example/s> <http://a.example/p>\n"),
        ("x.nq", b"\xff\xfe"),
        ("x.nq", b""),
        ("x.nq", b"<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"),
        ("x.nq", b"<http://a.example/s> <http://a.example/p> <http://a.example/o> <http://a.example/g> .\n"),
        ("x.trig", b"this is no TriG"),
        ("x.nq.gz", b"this is not compressed"),
        (
            "x.trig.gz",
            gzip.compress(b"<http://a.example/g> { <http://a.example/s> a <http://a.example/T> }" * 99, mtime=0)[:40],
        ),
    ],
)
def test_a_broken_dump_changes_nothing(empty, tmp_path, name, content):
    empty.put(make_annotation())
    before = set(empty.quads())
    (tmp_path / name).write_bytes(content)

    with pytest.raises(StoreUnreadable, match=r"^cannot load [^\n]+; nothing was changed$"):
        empty.load(tmp_path / name, replace=True)
    assert set(empty.quads()) == before
    assert len(list(tmp_path.glob("store/data-?"))) <= 1


def long_line(characters, *, before=2):
    line = '<http://a.example/s> <http://a.example/p> "{}" <http://a.example/g> .\n'
    return (line.format("x") * before + line.format("x" * characters)).encode()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("x.nq", long_line(17_000_000), "line 3"),
        ("x.nq.gz", gzip.compress(long_line(17_000_000, before=4), 1), "line 5"),
        ("x.trig", b"\n<http://a.example/g> {\n<http://a.example/s> a <http://" + b"a" * 17_000_000, "line 3"),
        ("x.nq", long_line(9, before=1_000) + b"Ana likes bridges .\n", "line 1002"),
        ("x.nq", long_line(9) + b'<http://a.example/s> <http://a.example/p> "\xff" .\n', "line 4"),
    ],
)
def test_a_dump_that_cannot_be_read_on_says_where(empty, tmp_path, name, content, line):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(StoreUnreadable, match=rf"^cannot load [^\n]+\b{line}\b[^\n]+; nothing was changed$"):
        empty.load(tmp_path / name)
    assert empty.articles() == []


@pytest.mark.parametrize("limits", [{"_BATCH_QUADS": 7}, {"_BATCH_CHARACTERS": 50}, {"_BATCH_QUADS": 1}])
def test_a_dump_is_read_in_pieces(full, empty, tmp_path, monkeypatch, limits):
    for name, value in limits.items():
        monkeypatch.setattr(dumps, name, value)
    full.dump(tmp_path / "dump.nq")
    empty.load(tmp_path / "dump.nq")

    assert set(empty.quads()) == set(full.quads())
    assert list(verify(empty)) == []


def test_what_is_not_accepted_changes_nothing(full, empty, tmp_path):
    full.dump(tmp_path / "dump.nq")
    empty.put(make_annotation("c3"))
    before, seen = set(empty.quads()), []

    def refuse(taken):
        seen.extend(taken.articles())
        raise StoreError("not these")

    with pytest.raises(StoreError, match="not these"):
        empty.load(tmp_path / "dump.nq", replace=True, accept=refuse)

    assert seen == ["a1", "b2"]
    assert set(empty.quads()) == before
    assert list(verify(empty)) == []
    assert len(list(tmp_path.glob("store/data-*[0-9]"))) <= 1


@pytest.mark.parametrize(("name", "value"), [("confidence", '"high"'), ("ordinal", f'"{"9" * 30}"')])
def test_a_graph_that_no_index_can_be_made_of_changes_nothing(full, empty, tmp_path, name, value):
    full.dump(tmp_path / "dump.nq")
    lines = (tmp_path / "dump.nq").read_text(encoding="utf-8").splitlines()
    broken = [re.sub(rf"(#{name}> )\"\S+", rf"\g<1>{value}", line) for line in lines]
    (tmp_path / "dump.nq").write_text("\n".join(broken), encoding="utf-8")
    empty.put(make_annotation("c3"))

    with pytest.raises(StoreUnreadable, match=r"^cannot load \S+: nothing was changed; no index can be made"):
        empty.load(tmp_path / "dump.nq", replace=True)
    assert empty.articles() == ["c3"]
    assert list(verify(empty)) == []


def test_what_a_killed_load_left_goes_with_the_next_one(full, tmp_path):
    full.dump(tmp_path / "dump.nq")
    with open_store(tmp_path / "store", write=True) as store:
        for name in ("data-2", "data-7"):
            (tmp_path / "store" / name).mkdir()
            (tmp_path / "store" / f"{name}.sqlite").write_bytes(b"half of it")
        store.load(tmp_path / "dump.nq")

    assert sorted(path.name for path in (tmp_path / "store").glob("data-*")) == ["data-2", "data-2.sqlite"]
    with open_store(tmp_path / "store") as store:
        assert store.articles() == ["a1", "b2"]


def test_a_dump_that_is_not_there(empty, tmp_path):
    with pytest.raises(StoreUnreadable, match="cannot load"):
        empty.load(tmp_path / "nowhere.nq")


@pytest.mark.parametrize("name", ["dump.ttl", "dump", "dump.gz", "dump.nq.zip"])
def test_a_dump_has_a_name_that_tells_its_format(full, tmp_path, name):
    with pytest.raises(InputError, match=r"ends in \.nq or \.trig"):
        full.dump(tmp_path / name)
    with pytest.raises(InputError, match=r"ends in \.nq or \.trig"):
        memory_store().load(tmp_path / name)


def test_a_dump_that_cannot_be_written_leaves_nothing(full, tmp_path):
    with pytest.raises(InputError, match="cannot write"):
        full.dump(tmp_path / "nowhere" / "dump.nq")
    assert list(tmp_path.iterdir()) == []


def test_a_dump_is_what_others_read(full, tmp_path):
    full.dump(tmp_path / "dump.trig")

    assert set(parse(path=tmp_path / "dump.trig", format=RdfFormat.TRIG)) == set(full.quads())
