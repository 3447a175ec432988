"""Dump files: all quads of a store as N-Quads or TriG, compressed where the name ends in .gz."""

import gzip
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from graph.errors import InputError, StoreUnreadable
from graph.files import whole_file
from graph.rdf.identifiers import SHARED_GRAPHS
from graph.rdf.vocabulary import PREFIXES

FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}
_GRAPH = re.compile(rf"(?P<base>.+)graph/(?:article/[^/]+|{'|'.join(SHARED_GRAPHS)})")


def format_of(path: Path) -> RdfFormat:
    """The format that a file's name asks for."""
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix not in FORMATS:
        raise InputError(f"{path}: a dump ends in .nq or .trig, or one of these and .gz")
    return FORMATS[suffix]


def write_dump(quads: Iterable[Quad], path: Path) -> int:
    """How many quads were written; the file is whole or not there."""
    rdf_format, counted = format_of(path), _Counted(quads)
    with whole_file(path) as file, _unpacked(file, "wb", path) as output:
        serialize(counted, output, rdf_format, prefixes=PREFIXES)
    return counted.count


def read_dump(path: Path, engine: Store) -> str:
    """Fill an empty engine from a dump; the base IRI that its graphs have."""
    rdf_format = format_of(path)
    try:
        with path.open("rb") as file, _unpacked(file, "rb", path) as source:
            engine.bulk_load(input=source, format=rdf_format)
    except FileNotFoundError as error:
        raise StoreUnreadable(f"cannot load {path}: no such file; nothing was changed") from error
    except (SyntaxError, ValueError, OSError, EOFError) as error:
        reason = " ".join(str(error).split())
        raise StoreUnreadable(f"cannot load {path}: {reason}; nothing was changed") from error
    return _base_of(engine, path)


def _base_of(engine: Store, path: Path) -> str:
    if next(engine.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None:
        raise StoreUnreadable(f"cannot load {path}: it has triples outside of named graphs; nothing was changed")
    graphs = [graph for graph in engine.named_graphs() if isinstance(graph, NamedNode)]
    matches = [(graph, _GRAPH.fullmatch(graph.value)) for graph in graphs]
    foreign = [graph.value for graph, match in matches if match is None]
    bases = {match["base"] for _, match in matches if match is not None}
    if foreign or len(bases) != 1:
        why = f"it has the graph {min(foreign)}" if foreign else f"it has {len(bases)} base IRIs"
        raise StoreUnreadable(f"cannot load {path}: no dump of a store, {why}; nothing was changed")
    return bases.pop()


@contextmanager
def _unpacked(file: IO[bytes], mode: Literal["rb", "wb"], path: Path) -> Iterator[IO[bytes]]:
    """The file itself, or what is compressed in it where the path ends in .gz."""
    if path.suffix != ".gz":
        yield file
        return
    # Neither name nor time in the header: the same quads give the same bytes.
    with gzip.GzipFile(filename="", mode=mode, fileobj=file, mtime=0) as inner:
        yield cast(IO[bytes], inner)


class _Counted:
    """An iterator that counts what it gives."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = iter(quads)
        self.count = 0

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> Quad:
        quad = next(self._quads)
        self.count += 1
        return quad
