"""Sixty short made-up articles of a country of our own, with names in common, as texts and as ready annotations."""

from tests.corpus.articles import make_corpus
from tests.corpus.files import write_corpus

__all__ = ["make_corpus", "write_corpus"]
