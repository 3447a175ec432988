"""The training command on made-up articles: that it runs, goes on, and writes what the pipeline loads."""

import json
from pathlib import Path

import pytest

from graph.model import CharSpan

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("transformers", reason="needs the extra `train`")
pytest.importorskip("onnx", reason="needs the extra `train`")

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture
def parse():
    """Text to Doc by the real pipeline."""
    from graph.nlp.parser import load_nlp, parse

    return lambda text: parse(load_nlp(), text)


# source | cue | content | the rest of the sentence
SENTENCES = [
    ("The Chilean minister", "said", "the port would stay open", "."),
    ("Amina Diallo", "announced", "that the vote was over", "."),
    ("Officials in Oslo", "believe", "the bridge is safe", "."),
    ("The union", "demanded", "higher wages", "."),
    ("Kenya's president", "promised", "to build the road", "."),
    ("The court in Lima", "ruled", "that the law was void", "."),
    ("Farmers", "complained", "that nobody had asked them", "."),
    ("The mayor of Graz", "denied", "that she knew", "."),
    ("Tokyo", "warned", "prices could rise", "."),
    ("The senator", "hopes", "the talks go on", "."),
]


def write_brat(folder: Path) -> Path:
    """Two articles of five paragraphs each."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    for number, rows in enumerate((SENTENCES[:5], SENTENCES[5:])):
        text, lines = "", []
        for row, (source, cue, content, rest) in enumerate(rows, 1):
            spans = []
            for role, words in (("Source", source), ("Cue", cue), ("Content", content)):
                spans.append((role, len(text), len(text) + len(words), words))
                text += words + ("" if role == "Content" else " ")
            text += rest + "\n\n"
            for index, (role, start, end, words) in enumerate(spans):
                lines.append(f"T{10 * row + index}\t{role} {start} {end}\t{words}")
            lines.append(f"E{row}\tCue:T{10 * row + 1} Source:T{10 * row} Content:T{10 * row + 2}")
        (folder / "text" / f"made_up_{number}.txt").write_text(text, encoding="utf-8")
        (folder / "attributions" / f"made_up_{number}_nobody.ann").write_text("\n".join(lines), encoding="utf-8")
    return folder


def write_labels(path: Path) -> Path:
    """A side of each statement of the two articles, on the last word of its content."""
    rows = []
    for number, part in enumerate((SENTENCES[:5], SENTENCES[5:])):
        at = 0
        for row, (source, cue, content, rest) in enumerate(part):
            starts = [at, at + len(source) + 1, at + len(source) + len(cue) + 2]
            spans = [[start, start + len(w)] for start, w in zip(starts, (source, cue, content), strict=True)]
            target = content.split()[-1]
            start, end = spans[2][1] - len(target), spans[2][1]
            side = {"stance": "supports" if row % 2 else "opposes", "target": target, "canonical": target,
                    "kind": "other", "strength": "explicit", "start": start, "end": end}  # fmt: skip
            rows.append({"article": f"made_up_{number}", "source": [spans[0]], "cue": [spans[1]], "content": [spans[2]],
                         "stances": [side], "sure": True})  # fmt: skip
            at = spans[2][1] + len(rest) + 2
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_base(folder: Path) -> Path:
    """An encoder as small as one can be, with a vocabulary of letters."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel

    folder.mkdir()
    letters = "abcdefghijklmnopqrstuvwxyz.,"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    tokenizer = Tokenizer(models.WordPiece({piece: row for row, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    config.save_pretrained(folder)
    save_file(BertModel(config, add_pooling_layer=False).state_dict(), folder / "model.safetensors")
    return folder


def test_training_writes_models_that_the_pipeline_loads_and_goes_on_from_them(tmp_path, parse):
    from graph.nlp.stance.features import parts_of
    from graph.nlp.stance.finder import load_finder_folder
    from graph.nlp.statements.context import read_context
    from graph.nlp.statements.encoder import load_folder
    from graph.nlp.statements.find import find_statements
    from graph.training.__main__ import main

    data, base, out = write_brat(tmp_path / "data"), write_base(tmp_path / "base"), tmp_path / "weights"
    labels = write_labels(tmp_path / "labels.jsonl")
    command = ["--data", str(data), "--dev", str(data), "--base", str(base), "--out", str(out), "--batch", "2"]
    command += ["--stance", str(labels), "--held-out", str(labels)]

    def settings(name):
        return json.loads((out / name).read_text(encoding="utf-8"))

    assert main([*command, "--checkpoints", str(tmp_path / "first"), "--epochs", "1"]) == 0
    first = settings("settings.json")
    assert main([*command, "--checkpoints", str(tmp_path / "first"), "--epochs", "2"]) == 0
    second = settings("settings.json")
    again = ["--checkpoints", str(tmp_path / "second"), "--start", str(out), "--epochs", "1", "--frozen", "1"]
    assert main([*command, *again]) == 0
    third = settings("settings.json")

    assert len({one["sha256"] for one in (first, second, third)}) == 3, "each goes on from the one before"
    assert first["features"] == second["features"] == third["features"]
    assert "Expected calibration error" in (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    encoder = load_folder(out)
    text = "The mayor of Quito said the bus would come."
    context = read_context(parse(text), encoder)
    for statement in find_statements(context):
        assert all(text[s.start : s.end] for s in statement.content)
    parts = parts_of(context.tree, [CharSpan(0, 18)], [CharSpan(19, 23)], [CharSpan(24, 42)])
    assert all(
        0 < one.chance <= 1 for one in load_finder_folder(out, encoder).find(context.tree, parts, context.states)
    )


def test_exported_weights_become_the_network_again(tmp_path):
    import torch
    from transformers import BertConfig

    from graph.nlp.statements.features import FEATURES, FeatureTable
    from graph.training.export import export
    from graph.training.network import StatementNetwork
    from graph.training.pipeline import read_tokenizer
    from graph.training.restart import read_weights

    config = BertConfig(vocab_size=9, hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    config._attn_implementation = "eager"
    torch.manual_seed(3)
    network = StatementNetwork(config, len(FEATURES))
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter)  # equal ones would be exported as one
    table = FeatureTable({f"{name}=x": row for row, name in enumerate(FEATURES[:-1], 1)})

    export(network, table, read_tokenizer(write_base(tmp_path / "base")), "made up", tmp_path)
    found = read_weights(tmp_path)

    wanted = network.state_dict()
    assert set(found) == set(wanted)
    for name, value in wanted.items():
        if name not in ("steps", "first", "last"):
            assert torch.allclose(found[name], value, atol=float(value.abs().max()) / 60), name


def test_gold_becomes_tags_and_links(tmp_path, parse):
    from graph.nlp.statements.features import FEATURES
    from graph.training.data import TAGS, UNKNOWN, to_example
    from graph.training.pipeline import read_tokenizer
    from graph.training.polnear import read_polnear

    article = next(iter(read_polnear(write_brat(tmp_path / "data"))))
    doc = parse(article.text)

    example = to_example(doc, article, read_tokenizer(write_base(tmp_path / "base")))

    words = [token.text for token in doc]
    said = words.index("said")
    assert TAGS[example.tags[said]] == "B-cue"
    assert example.source_of[said] == 0
    assert {example.cue_of[i] for i in range(said + 1, words.index("open") + 1)} == {said}
    assert example.cue_of[words.index(".")] == UNKNOWN
    assert {len(values) for values in example.described} == {len(FEATURES)}


def test_the_chain_gives_right_tags_a_chance_between_nought_and_one():
    import torch
    from transformers import BertConfig

    from graph.training.data import TAGS
    from graph.training.network import Batch, StatementNetwork, log_likelihood

    config = BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
    network = StatementNetwork(config, 3)
    tags = torch.tensor([[TAGS.index("B-cue"), TAGS.index("I-cue"), TAGS.index("B-content")]])
    nothing = torch.zeros((1, 3), dtype=torch.long)
    begins = torch.tensor([[True, False, False]])
    batch = Batch(nothing, nothing, nothing, nothing, torch.ones((1, 3)).bool(), begins, tags, nothing)

    chance = log_likelihood(network, torch.randn((1, 3, len(TAGS))), batch).exp().item()

    assert 0 < chance < 1
