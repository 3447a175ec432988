"""The JSON form of an annotation, as `graph/annotation.schema.json` describes it, there and back.

The text is not part of it: offsets count into the file that was read, and `text_sha256` says whether it is the same.
"""

from graph.annotation.contract import Json, load_schema, text_sha256
from graph.annotation.decoding import from_json
from graph.annotation.encoding import EntityIri, to_json

__all__ = ["EntityIri", "Json", "from_json", "load_schema", "text_sha256", "to_json"]
