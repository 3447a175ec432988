"""What an annotation depends on, as one hash: the same hash, the same annotation, so that nothing need be done again.

It covers the article with all that is known of it, and everything that reads it: the code and the data of the layers
that find, link and write, the weights, the gazetteer with a user's own imports, the pipeline and the libraries below.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from graph.model import Article
from graph.settings import STANCE_MIN

Fingerprint = Callable[[Article], str]

_LAYERS = ("model", "nlp", "linking", "rdf")  # of the package graph: what decides which quads an article gives
_LIBRARIES = ("hustings", "spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "rapidfuzz")


def make_fingerprint(
    model: str, seeds: Path | None = None, *, learned: bool = True, stance_min: float = STANCE_MIN
) -> Fingerprint:
    """What tells for each article whether it would be annotated as before; loads no model."""
    from graph.seeding import current

    own = current(seeds) if seeds else None
    parts = [_installed(), _pipeline(model), str(learned), str(stance_min), _hash_of(own) if own else ""]
    readers = sha256("\n".join(parts).encode()).hexdigest()

    def fingerprint(article: Article) -> str:
        day = article.published.isoformat() if article.published else None
        known = [article.id, article.text, day, article.title, article.publisher, article.url, article.language]
        return sha256(json.dumps([readers, *known]).encode()).hexdigest()

    return fingerprint


@cache
def _installed() -> str:
    """The hash of the libraries' versions and of our own code and data."""
    parts = [f"{name} {_version(name)}" for name in _LIBRARIES]
    parts += [_hash_of(files("graph") / layer) for layer in _LAYERS]
    parts.append(_hash_of(files("seeds") / "entities"))
    return sha256("\n".join(parts).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pipeline(model: str) -> str:
    """The pipeline's description, which has its name and version; of a folder also the size and age of its files."""
    folder = Path(model)
    if folder.is_dir():
        ages = [f"{p.relative_to(folder)} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sorted(folder.rglob("*"))]
        return "\n".join([model, *ages])
    spec = find_spec(model) if model.isidentifier() else None
    described = Path(spec.origin).with_name("meta.json") if spec and spec.origin else None
    return f"{model} {described.read_text(encoding='utf-8') if described and described.is_file() else ''}"


def _hash_of(place: Traversable) -> str:
    """The hash of a file, or of all files of a folder with their names."""
    digest = sha256()
    for name, file in _files(place, ""):
        data = file.read_bytes()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        yield name, place
    elif place.name != "__pycache__":
        for child in sorted(place.iterdir(), key=lambda child: child.name):
            yield from _files(child, f"{name}/{child.name}")
