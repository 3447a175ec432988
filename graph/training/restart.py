"""Go on from weights that were exported: their eight bits made numbers again, so that no training is lost."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from graph.nlp.statements.features import FeatureTable

_ROOT = "network."  # before every name of the network that was exported
_PRODUCT = "/MatMul_output_0_output_quantized"


def mix(network: nn.Module, start: Mapping[str, Tensor], share: float) -> None:
    """Keep a share of the weights that training went on from: means of both ends err less than either (WiSE-FT,
    Wortsman et al. 2022). The chain's scores, and what the start did not have, stay as they were learned."""
    own = network.state_dict()
    mixed = {
        n: own[n].lerp(w, share)
        for n, w in start.items()
        if n in own and own[n].shape == w.shape and n not in ("steps", "first", "last")
    }
    network.load_state_dict({**own, **mixed})


def read_digest(folder: Path) -> str:
    """The hash of the folder's weights."""
    return str(json.loads((folder / "settings.json").read_text(encoding="utf-8"))["sha256"])


def read_table(folder: Path) -> FeatureTable:
    """The features' rows, which must stay where they are."""
    return FeatureTable(json.loads((folder / "settings.json").read_text(encoding="utf-8"))["features"])


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The parameters of the exported network by name, rounded as the export rounds them."""
    graph = onnx.load(str(folder / "statements.onnx")).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = dict(_embeddings_and_borders(values))
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.output[0].endswith(_PRODUCT):
            path = node.output[0].removesuffix(_PRODUCT).strip("/").replace("/", ".")
            found[f"{path}.weight"] = _whole(values, node.input[1].removesuffix("_quantized")).T
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    chain = {_ROOT + name: np.array(settings[name], np.float32) for name in ("steps", "first", "last")}
    return {
        name.removeprefix(_ROOT): torch.from_numpy(np.array(value, np.float32))
        for name, value in {**found, **chain}.items()
    }


def _embeddings_and_borders(values: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """What the export left as it was, and the tables of embeddings."""
    for name, value in values.items():
        if not name.startswith(_ROOT):
            continue
        if name.endswith("weight_quantized"):
            yield name.removesuffix("_quantized"), _whole(values, name.removesuffix("_quantized"))
        elif name.endswith((".bias", "LayerNorm.weight")):
            yield name, value


def _whole(values: dict[str, np.ndarray], name: str) -> np.ndarray:
    rounded, zero, scale = (values[f"{name}_{part}"] for part in ("quantized", "zero_point", "scale"))
    whole: np.ndarray = (rounded.astype(np.float32) - zero.astype(np.float32)) * scale
    return whole
