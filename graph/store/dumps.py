"""Dump files: all quads of a store as N-Quads or TriG, compressed where the name ends in .gz."""

import gzip
import re
import typing
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from graph.errors import InputError, StoreUnreadable
from graph.files import whole_file
from graph.rdf.identifiers import SHARED_GRAPHS, is_reserved
from graph.rdf.vocabulary import PREFIXES
from graph.store.engine import Engine

_BATCH_QUADS, _BATCH_CHARACTERS = 200_000, 30_000_000
FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}
_GRAPH = re.compile(rf"(?P<base>.+)graph/(?:article/[^/]+|{'|'.join(SHARED_GRAPHS)})")


def format_of(path: Path) -> RdfFormat:
    """Return the format that a file's name asks for."""
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix not in FORMATS:
        raise InputError(f"{path}: a dump ends in .nq or .trig, or one of these and .gz")
    return FORMATS[suffix]


def write_dump(quads: Iterable[Quad], path: Path) -> int:
    """Return how many quads were written; the file is whole or not there."""
    rdf_format, counted = format_of(path), _Counted(quads)
    with whole_file(path) as file, _unpacked(file, "wb", path) as output:
        serialize(counted, output, rdf_format, prefixes=PREFIXES)
    return counted.count


def read_dump(path: Path, engine: Engine) -> str:
    """Fill an empty engine from a dump; the base IRI that its graphs have."""
    rdf_format = format_of(path)
    lines = _Lines()
    try:
        with path.open("rb") as file, _unpacked(file, "rb", path) as source:
            lines.source = source
            for batch in _batches(parse(input=cast(IO[bytes], lines), format=rdf_format)):
                engine.bulk_extend(batch)
    except FileNotFoundError as error:
        raise StoreUnreadable(f"cannot load {path}: no such file; nothing was changed") from error
    except MemoryError as error:  # the parser's way to say that its buffer is full
        reason = f"at line {lines.count + 1:,}, a single name or value has more than 16 MB, the most that a store takes"
        raise StoreUnreadable(f"cannot load {path}: {reason}; nothing was changed") from error
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise StoreUnreadable(f"cannot load {path}: {reason}; nothing was changed") from error
    return _base_of(engine, path)


class _Lines:
    """A file that counts the lines which were read of it: where the parser's buffer is full, it names none."""

    source: IO[bytes]
    count = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self.source.read(size)
        self.count += data.count(b"\n")
        return data


def _batches(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """So many quads at a time that they take little memory, however long their words are."""
    batch: list[Quad] = []
    held = 0
    for quad in quads:
        batch.append(quad)
        held += len(quad.object.value) if isinstance(quad.object, Literal) else 0
        if held > _BATCH_CHARACTERS or len(batch) >= _BATCH_QUADS:
            yield batch
            batch, held = [], 0
    yield batch


def _base_of(engine: Engine, path: Path) -> str:
    """The one base of the graphs that are ours; beside them there may be graphs that users have made."""
    graphs = [graph for graph in engine.named_graphs() if isinstance(graph, NamedNode)]
    matches = [(graph, _GRAPH.fullmatch(graph.value)) for graph in graphs]
    bases = {match["base"] for _, match in matches if match is not None}
    foreign = [graph.value for graph, match in matches if match is None and _is_taken(graph.value, bases)]
    if foreign or len(bases) != 1:
        why = f"it has the graph {min(foreign)}" if foreign else f"it has {len(bases)} base IRIs"
        raise StoreUnreadable(f"cannot load {path}: no dump of a store, {why}; nothing was changed")
    return bases.pop()


def _is_taken(graph: str, bases: Iterable[str]) -> bool:
    """Whether a graph has a name that only graphs of ours may have."""
    return not bases or any(is_reserved(graph, base) for base in bases)


@contextmanager
def _unpacked(file: IO[bytes], mode: typing.Literal["rb", "wb"], path: Path) -> Iterator[IO[bytes]]:
    """Yield the file itself, or what is compressed in it where the path ends in .gz."""
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
