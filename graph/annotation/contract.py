"""What the JSON form promises: the schema that it follows, the hash of the text that it is bound to."""

import json
from hashlib import sha256
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


def text_sha256(text: str) -> str:
    """The hash that binds offsets to a text."""
    return sha256(text.encode()).hexdigest()


def load_schema() -> Json:
    """The JSON Schema (draft 2020-12) of what `to_json` gives."""
    schema: Json = json.loads(files("graph").joinpath("annotation.schema.json").read_text(encoding="utf-8"))
    return schema
