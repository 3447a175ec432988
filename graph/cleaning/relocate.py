"""An annotation of the clean text, put in offsets of the file: the one place where the map is applied."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from graph.cleaning.clean import clean_text
from graph.model import Annotation, Article, CharSpan


def on_clean_text(article: Article, annotate: Callable[[Article], Annotation]) -> Annotation:
    """Return what `annotate` finds in the clean text of the article, with the article and offsets of the file."""
    clean = clean_text(article.text)
    if clean.is_file:
        return annotate(article)
    found = annotate(replace(article, text=clean.text))
    moved: Annotation = _moved(replace(found, article=article), clean.in_file)
    return moved


def _moved(value: Any, move: Callable[[CharSpan], CharSpan]) -> Any:
    """The value with every span in it moved."""
    if isinstance(value, CharSpan):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(one, move) for one in value)
    if is_dataclass(value) and not isinstance(value, type | Article):
        inner = {name: getattr(value, name) for name in _composed(type(value))}
        changed = {name: _moved(one, move) for name, one in inner.items() if one}
        return replace(value, **changed) if changed else value
    return value


@lru_cache(maxsize=64)
def _composed(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold spans, however deep."""
    plain = {str, int, float, bool, str | None}
    return tuple(field.name for field in fields(kind) if field.init and field.type not in plain)
