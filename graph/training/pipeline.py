"""The steps of a training: read, parse, learn, export, calibrate, measure."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from spacy.language import Language
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig

from graph.nlp.parser import load_nlp
from graph.nlp.stance.features import CodeTable, make_table
from graph.nlp.statements.context import read_context
from graph.nlp.statements.decoding import find_tagged
from graph.nlp.statements.drafts import Draft
from graph.nlp.statements.encoder import Encoder, load_folder
from graph.nlp.statements.features import FeatureTable
from graph.nlp.statements.find import find_statements
from graph.nlp.statements.fusion import EVIDENCE, Judged, judge
from graph.nlp.statements.rules import find_by_rules
from graph.nlp.statements.windows import row_of
from graph.nlp.syntax.tree import Tree
from graph.training.calibrate import cross_fit, fit, reliability
from graph.training.card import Results
from graph.training.data import learn_table, parse_articles, to_example
from graph.training.directed import purge, read_lines
from graph.training.export import export, write_calibration
from graph.training.judging import judge_stance
from graph.training.network import STATES, StatementNetwork
from graph.training.polnear import GoldArticle, read_polnear
from graph.training.restart import mix, read_table, read_weights
from graph.training.scoring import is_match, score_spans, score_statements
from graph.training.stance import (
    HeadLessons,
    StanceExample,
    StanceHead,
    StanceSettings,
    cross_think,
    encode,
    finish,
    one_hot,
    to_examples,
    write_head,
)
from graph.training.train import Lessons, Marks, Settings, train

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything is."""

    data: Path
    dev: Path
    out: Path
    checkpoints: Path
    base: Path
    start: Path | None = None  # weights to go on from
    stance: Path | None = None  # directed sentiment to learn from
    held_out: Path | None = None  # and to measure on


def build(paths: Paths, settings: Settings, name: str, threads: int) -> Results:
    """What the model that is now written is worth."""
    torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    tokenizer = read_tokenizer(paths.base)
    paths.checkpoints.mkdir(parents=True, exist_ok=True)
    nlp = load_nlp()
    articles = list(read_polnear(paths.data))
    docs = parse_articles(nlp, articles, paths.checkpoints / "train.spacy")
    log.info("%d articles parsed", len(docs))
    examples = [to_example(doc, article, tokenizer) for doc, article in zip(docs, articles, strict=True)]
    table = read_table(paths.start) if paths.start is not None else learn_table(examples)
    table = _keep_table(table, paths.checkpoints / "features.json")
    codes = make_codes(nlp)
    pairs, answers = read_pairs(paths, nlp, codes, table, tokenizer)
    head = make_head(codes, pairs, settings.seed)
    start = read_weights(paths.start) if paths.start is not None else None
    network = make_network(paths.base, table, head, start)
    marks = Marks(*(row_of(tokenizer, piece) for piece in ("[CLS]", "[SEP]", "[MASK]")))
    seconds = train(network, Lessons(examples, table, marks, pairs, answers), settings, paths.checkpoints)
    if start is not None:
        mix(network, start, settings.keep)
    digest = export(network, table, tokenizer, name, paths.out)
    if head is not None and answers is not None and paths.stance is not None and paths.held_out is not None:
        encoder = load_folder(paths.out)
        finish(head, HeadLessons(pairs, answers, encode(pairs, encoder)), StanceSettings())
        write_head(head, codes, digest, f"{name}-stance", paths.out)
        judge_stance(nlp, paths.stance, paths.held_out, encoder, len(pairs), paths.out)
    return measure(paths, seconds, len(articles))


def make_codes(nlp: Language) -> CodeTable:
    """The features of the stance head for this pipeline."""
    return make_table(*(nlp.get_pipe(name).labels for name in ("tagger", "parser", "ner")))  # type: ignore[attr-defined]


def read_pairs(
    paths: Paths, nlp: Language, codes: CodeTable, table: FeatureTable, tokenizer: Tokenizer
) -> tuple[list[StanceExample], Tensor | None]:
    """Pairs of spans with the answers to learn, half of them what networks think that did not see the line."""
    if paths.stance is None:
        return [], None
    held_out = read_lines(paths.held_out) if paths.held_out is not None else []
    lines = purge(read_lines(paths.stance), held_out)
    examples = list(to_examples(nlp, lines, codes, table, tokenizer))
    log.info("%d pairs of spans", len(examples))
    settings, cache = StanceSettings(), paths.checkpoints / "chances.pt"
    if not cache.exists():
        torch.save(cross_think(examples, codes.sizes, settings), cache)
    chances = torch.load(cache, weights_only=True)
    return examples, settings.trust * one_hot(examples) + (1 - settings.trust) * chances


def make_head(codes: CodeTable, pairs: Sequence[StanceExample], seed: int) -> StanceHead | None:
    """A new stance head; none where there is nothing to learn it from."""
    torch.manual_seed(seed)
    return StanceHead(codes.sizes, pairs[0].vectors.shape[1], STATES, StanceSettings()) if pairs else None


def read_tokenizer(base: Path) -> Tokenizer:
    """The encoder's tokenizer, which neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def make_network(
    base: Path, table: FeatureTable, head: StanceHead | None = None, start: Mapping[str, Tensor] | None = None
) -> StatementNetwork:
    """The network with the encoder's weights, all else new; or with all weights of an earlier training."""
    config = BertConfig.from_pretrained(str(base))
    config._attn_implementation = "eager"  # with weights of 16 bits the fastest on a CPU
    config.attention_probs_dropout_prob = 0.0
    network = StatementNetwork(config, table.size, head)
    weights = load_file(str(base / "model.safetensors"))
    known = {name.removeprefix("bert."): value for name, value in weights.items()}
    wanted = network.encoder.state_dict()
    network.encoder.load_state_dict({name: known[name] for name in wanted if name in known})
    if start is not None:
        network.load_state_dict(start, strict=False)  # a head that is new has none
    return network


def _keep_table(table: FeatureTable, path: Path) -> FeatureTable:
    """The table that training began with: rows must not move when it is taken up again."""
    if path.exists():
        return FeatureTable(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(table.rows), encoding="utf-8")
    return table


def measure(paths: Paths, seconds: float, trained_on: int) -> Results:
    """Scores on the dev articles of rules, model and both; the calibration is fitted on them and written."""
    gold = list(read_polnear(paths.dev))
    docs = parse_articles(load_nlp(), gold, paths.checkpoints / "dev.spacy")
    encoder = load_folder(paths.out)
    rules = [_rules(doc) for doc in docs]
    judged = [_judged(doc, encoder, own) for doc, own in zip(docs, rules, strict=True)]
    evidence = np.array([j.evidence for one in judged for j in one], np.float64).reshape(-1, len(EVIDENCE))
    right = np.array(_right(judged, gold), np.float64)
    article = np.array([n for n, one in enumerate(judged) for _ in one], np.int64)
    weights = tuple(round(float(w), 4) for w in fit(evidence, right))
    write_calibration(paths.out, weights)
    encoder = replace(encoder, calibration=weights)
    both = [find_statements(read_context(doc, encoder)) for doc in docs]
    pairs = list(zip(both, (g.statements for g in gold), strict=True))
    return Results(
        rules=score_statements(zip(rules, (g.statements for g in gold), strict=True)),
        model=score_statements(([j.draft for j in one], g.statements) for one, g in zip(judged, gold, strict=True)),
        both=score_statements(pairs),
        spans={role: score_spans(pairs, role) for role in ("source", "cue", "content")},
        bins=reliability(cross_fit(evidence, right, article), right),
        seconds=seconds,
        articles=trained_on,
        size=(paths.out / "statements.onnx").stat().st_size,
    )


def _rules(doc: Tree) -> list[Draft]:
    return find_by_rules(doc)


def _judged(doc: Tree, encoder: Encoder, rules: Sequence[Draft]) -> list[Judged]:
    windows = encoder.encode(doc, doc.quotations, doc.paragraphs, rules)
    return list(judge(doc, find_tagged(list(windows), encoder.chain), rules, doc.paragraphs, encoder.name))


def _right(judged: Sequence[Sequence[Judged]], gold: Sequence[GoldArticle]) -> list[bool]:
    return [
        any(is_match(j.draft, statement) for statement in article.statements)
        for one, article in zip(judged, gold, strict=True)
        for j in one
    ]
