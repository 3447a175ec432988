"""Write the trained network as the pipeline loads it: an int8 ONNX file, the tokenizer, the settings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Tokenizer

from graph.nlp.stance.features import CodeTable
from graph.nlp.statements.features import FEATURES, FeatureTable
from graph.nlp.statements.fusion import EVIDENCE
from graph.training.data import TAGS
from graph.training.network import StatementNetwork, legal_first, legal_steps
from graph.training.stance import StanceHead

_DIGITS = 4  # of the chain's scores
_FLOAT = 1  # ONNX's number for the type of what the quantizer cannot infer


def export(network: StatementNetwork, table: FeatureTable, tokenizer: Tokenizer, name: str, folder: Path) -> str:
    """Write all files of the model into the folder; the hash of the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(network, folder / "statements.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    digest = hashlib.sha256((folder / "statements.onnx").read_bytes()).hexdigest()
    _write(folder, {**_settings(network, table), "name": name, "sha256": digest, "calibration": [0.0] * len(EVIDENCE)})
    return digest


def write_calibration(folder: Path, weights: Sequence[float]) -> None:
    """Write the weights of the evidence into the settings."""
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    _write(folder, {**settings, "calibration": list(weights)})


def _write(folder: Path, settings: Mapping[str, object]) -> None:
    text = json.dumps(settings, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "settings.json").write_text(text + "\n", encoding="utf-8")


def _settings(network: StatementNetwork, table: FeatureTable) -> Mapping[str, object]:
    chain = {"steps": legal_steps(network), "first": legal_first(network), "last": network.last}
    scores = {key: [_rounded(row) for row in value.detach()] for key, value in chain.items()}
    return {"tags": list(TAGS), "features": table.rows, **scores}


def _rounded(values: torch.Tensor) -> object:
    if values.ndim == 0:
        return round(float(values), _DIGITS)
    return [_rounded(value) for value in values]


def write_onnx(network: StatementNetwork, path: Path) -> None:
    """The network with fused layers and weights of eight bits, scaled by column."""
    network.eval()
    network.encoder.config._attn_implementation = "eager"
    pieces = torch.zeros((1, 12), dtype=torch.long)
    rows = torch.zeros((1, 12, len(FEATURES)), dtype=torch.long)
    with TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            _Unmasked(network),
            (pieces, rows),
            str(plain),
            input_names=["pieces", "rows"],
            output_names=["scores", "vectors", "states"],
            dynamic_axes={name: {1: "length"} for name in ("pieces", "rows", "scores", "vectors", "states")},
            opset_version=17,
            dynamo=False,
        )
        config = network.encoder.config
        model = optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(path),
            per_channel=True,
            reduce_range=True,  # older processors add up two products in 16 bits
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": _FLOAT},
        )


class _Unmasked(torch.nn.Module):
    """The network on one window, which needs no filling up."""

    def __init__(self, network: StatementNetwork):
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor, rows: torch.Tensor) -> tuple[torch.Tensor, ...]:
        found: tuple[torch.Tensor, ...] = self.network(pieces, rows, None)
        return found


def write_head(head: StanceHead, codes: CodeTable, encoder: str, name: str, folder: Path) -> None:
    """Write the stance head beside the weights that it stands on, whose hash is `encoder`."""
    head.eval()
    states = torch.zeros((1, 7, head.state.in_features))
    given = torch.zeros((1, 7, len(codes.sizes)), dtype=torch.long)
    with TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            head,
            (states, given),
            str(plain),
            input_names=["states", "codes"],
            output_names=["scores"],
            dynamic_axes={name: {1: "words"} for name in ("states", "codes", "scores")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(plain),
            str(folder / "stance.onnx"),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": _FLOAT},
        )
    digest = hashlib.sha256((folder / "stance.onnx").read_bytes()).hexdigest()
    table = {"tags": list(codes.tags), "dependencies": list(codes.dependencies)}
    settings = {"name": name, "sha256": digest, "encoder": encoder, "table": table, "sides": dict(codes.sides)}
    text = json.dumps(settings, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "stance.json").write_text(text + "\n", encoding="utf-8")
