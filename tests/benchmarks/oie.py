"""Open triples of tokenised sentences, in the format of the BenchIE and CaRB scorer."""

import json
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from graph.nlp.facts.triples import find_triples
from graph.nlp.parser import load_nlp
from graph.nlp.syntax.tree import Tree

# Penn Treebank's names of marks, as the parser knows them from text.
_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_CONFIDENCE = {"object": 0.8, "existential": 0.8, "adverbial": 0.8, "chain": 0.4}


def predict(data_path: Path, out_path: Path) -> None:
    """Write a JSON line for each triple of each sentence of a TSV of id and sentence."""
    with out_path.open("w", encoding="utf-8") as out:
        for line in data_path.read_text(encoding="utf-8").splitlines():
            identifier, _, sentence = line.partition("\t")
            for row in _rows(load_nlp(), int(identifier), sentence.split("\t")[0]):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(nlp: Language, identifier: int, sentence: str) -> Iterator[dict[str, object]]:
    doc = _parse(nlp, sentence.split())
    for triple in find_triples(Tree(doc)):
        yield {
            "sentence_id": identifier,
            "subject": _words(doc, triple.subject),
            "predicate": _words(doc, triple.predicate),
            "object": _words(doc, triple.object),
            "confidence": _CONFIDENCE.get(triple.rule, 0.6),
        }


def _parse(nlp: Language, words: list[str]) -> Doc:
    """The sentence parsed with the tokens that it comes with, as one sentence."""
    doc = Doc(nlp.vocab, words=[_MARKS.get(word, word) for word in words])
    for token in doc:
        token.is_sent_start = token.i == 0
    return nlp(doc)


def _words(doc: Doc, indices: tuple[int, ...]) -> str:
    return " ".join(doc[i].text for i in indices)
