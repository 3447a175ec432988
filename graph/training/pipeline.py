"""The steps of a training: read, parse, learn, export, calibrate, measure."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
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
from graph.nlp.stance.finder import load_finder_folder
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
from graph.training.card import Results, write_stance_card
from graph.training.data import learn_table, parse_articles, to_example
from graph.training.export import export, write_calibration, write_head
from graph.training.finishing import FinishSettings, finish, to_lessons
from graph.training.judging import judge_sides
from graph.training.labels import LabelledStatement, read_article_labels, read_statement_labels
from graph.training.lessons import Lessons, Marks, Settings
from graph.training.network import STATES, StatementNetwork
from graph.training.polnear import GoldArticle, read_polnear
from graph.training.restart import mix, read_table, read_weights
from graph.training.scoring import is_match, score_spans, score_statements
from graph.training.sides import fit_weights, write_weights
from graph.training.stance import HeadSettings, StanceHead, to_examples
from graph.training.train import train

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
    stance: Path | None = None  # sides of the statements of `data`, to learn from
    more: Path | None = None  # labels of whole articles, to learn from, with their texts in `texts`
    texts: Path | None = None
    held_out: Path | None = None  # sides of the statements of `dev`, to watch and to weigh evidence by
    held_out_more: Path | None = None  # labels of whole articles for the same, with their texts in `held_out_texts`
    held_out_texts: Path | None = None


def build(paths: Paths, settings: Settings, name: str, threads: int) -> Results:
    """What the model that is now written is worth."""
    torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    tokenizer = read_tokenizer(paths.base)
    paths.checkpoints.mkdir(parents=True, exist_ok=True)
    nlp = load_nlp()
    codes = make_codes(nlp)
    articles, labels = read_all(paths)
    docs = parse_articles(nlp, articles, paths.checkpoints / "train.spacy")
    log.info("%d articles parsed", len(docs))
    examples = [to_example(doc, article, tokenizer) for doc, article in zip(docs, articles, strict=True)]
    table = read_table(paths.start) if paths.start is not None else learn_table(examples)
    table = _keep_table(table, paths.checkpoints / "features.json")
    stances = {
        e.id: list(to_examples(doc, labels[e.id], codes))
        for e, doc in zip(examples, docs, strict=True)
        if e.id in labels
    }
    log.info("%d statements with labels of sides", sum(map(len, stances.values())))
    head = make_head(codes, settings.seed) if stances else None
    start = read_weights(paths.start) if paths.start is not None else None
    network = make_network(paths.base, table, head, start)
    marks = Marks(*(row_of(tokenizer, piece) for piece in ("[CLS]", "[SEP]", "[MASK]")))
    lessons = Lessons(examples, table, marks, stances)
    watch = make_watch(paths, nlp, codes, lessons, tokenizer) if head is not None else None
    seconds = train(network, lessons, settings, paths.checkpoints, watch)
    if start is not None:
        mix(network, start, settings.keep)
    digest = export(network, table, tokenizer, name, paths.out)
    results = measure(paths, seconds, len(articles))
    if head is not None:
        encoder = load_folder(paths.out)
        learned = (
            to_lessons(d, labels[a.id], encoder, codes) for d, a in zip(docs, articles, strict=True) if a.id in labels
        )
        lessons_of_head = [lesson for own in learned for lesson in own]
        finish(head, lessons_of_head, FinishSettings())
        write_head(head, codes, digest, f"{name}-stance", paths.out)
        weigh_evidence(paths, nlp, len(lessons_of_head))
    return results


def weigh_evidence(paths: Paths, nlp: Language, learned_from: int) -> None:
    """Fit the weights of evidence for sides with the weights now written, and write them and the card."""
    if paths.held_out is None:
        return
    labels = read_statement_labels(paths.held_out)
    articles = [article for article in read_polnear(paths.dev) if article.id in labels]
    if paths.held_out_more is not None and paths.held_out_texts is not None:
        others, more = read_article_labels(paths.held_out_more, paths.held_out_texts)
        articles, labels = [*articles, *others], {**labels, **more}
    encoder = load_folder(paths.out)
    weighed = fit_weights(nlp, articles, labels, encoder, load_finder_folder(paths.out, encoder))
    write_weights(paths.out, weighed.weights)
    write_stance_card(paths.out, weighed, learned_from, len(articles))


def read_all(paths: Paths) -> tuple[list[GoldArticle], dict[str, list[LabelledStatement]]]:
    """The articles to learn from, and the statements with sides of those that have them."""
    articles = list(read_polnear(paths.data))
    labels = read_statement_labels(paths.stance) if paths.stance is not None else {}
    if paths.more is not None and paths.texts is not None:
        others, more = read_article_labels(paths.more, paths.texts)
        articles += others
        labels |= more
    return articles, labels


def make_head(codes: CodeTable, seed: int) -> StanceHead:
    """A new stance head."""
    torch.manual_seed(seed)
    return StanceHead(codes.sizes, STATES, HeadSettings())


def make_watch(
    paths: Paths, nlp: Language, codes: CodeTable, lessons: Lessons, tokenizer: Tokenizer
) -> Callable[[StatementNetwork], str] | None:
    """What tells how well a network finds the sides of the held-out statements."""
    if paths.held_out is None:
        return None
    labels = read_statement_labels(paths.held_out)
    gold = [article for article in read_polnear(paths.dev) if article.id in labels]
    docs = parse_articles(nlp, gold, paths.checkpoints / "held_out.spacy")
    examples = [to_example(doc, article, tokenizer) for doc, article in zip(docs, gold, strict=True)]
    stances = {e.id: list(to_examples(doc, labels[e.id], codes)) for e, doc in zip(examples, docs, strict=True)}
    return lambda network: str(judge_sides(network, Lessons(examples, lessons.table, lessons.marks, stances)))


def make_codes(nlp: Language) -> CodeTable:
    """The features of the stance head for this pipeline."""
    return make_table(*(nlp.get_pipe(name).labels for name in ("tagger", "parser")))  # type: ignore[attr-defined]


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
        own = network.state_dict()  # a head that is new has none
        network.load_state_dict({n: w for n, w in start.items() if own[n].shape == w.shape}, strict=False)
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
