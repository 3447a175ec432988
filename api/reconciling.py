"""The messages of the Reconciliation Service API 0.2 (https://reconciliation-api.github.io/specs/0.2/)."""

from typing import Annotated, Any, Literal, Self, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from api.dependencies import Desk
from api.software import software_version
from graph.errors import InvalidQuery
from graph.lookup.properties import Property, Value
from graph.lookup.reconciling import Asked, Match
from graph.lookup.views import EntitySummary, EntityView, Ref
from graph.model import EntityType
from graph.rdf.vocabulary import HUS

BATCH, ROWS = 200, 1000  # at most so many queries, entities to extend, in one request
_MOST = 100  # candidates of one query
_VALUES = 20  # of one property that are read
_STRICT = ConfigDict(strict=True)
T = TypeVar("T")


class Id(BaseModel):
    """An entity as the value of a property."""

    model_config = _STRICT
    id: str
    name: str = ""


OneValue = str | Annotated[float, Field(allow_inf_nan=False)] | bool | Id


class PropertyValue(BaseModel):
    """What a row says of a property."""

    model_config = _STRICT
    pid: str
    v: OneValue | list[OneValue]

    def texts(self) -> tuple[str, ...]:
        """The values as text; entities by their ids."""
        given = self.v if isinstance(self.v, list) else [self.v]
        return tuple(_as_text(value) for value in given[:_VALUES])


class Query(BaseModel):
    """A row to be reconciled: a name, properties, or both."""

    model_config = ConfigDict(strict=True, extra="forbid")
    query: str | None = None
    type: str | list[str] | None = None
    limit: Annotated[float, Field(ge=1, allow_inf_nan=False)] = 10
    properties: list[PropertyValue] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if self.query is None and not self.properties:
            raise ValueError("a query has a query text, properties, or both")
        return self

    def asked(self) -> Asked:
        """The same for `graph.lookup`; an entity has one type, so that all of several are as good as none."""
        types = (self.type,) if isinstance(self.type, str) else tuple(self.type or ())
        if self.type_strict == "all" and len(set(types)) > 1:
            types = ("",)
        return Asked(
            name=(self.query or "").strip(),
            types=tuple(kind.removeprefix(HUS.iri) for kind in types),
            strict=self.type_strict != "should",
            properties=tuple((one.pid, one.texts()) for one in self.properties),
            limit=int(min(self.limit, _MOST)),
        )


class WantedProperty(BaseModel):
    """A property to extend rows by."""

    model_config = _STRICT
    id: str
    settings: dict[str, Any] = {}

    def limit(self) -> int | None:
        """At most so many values; None for all."""
        given = str(self.settings.get("limit", "0"))
        return int(given) or None if given.isdecimal() and len(given) < 10 else None


class Extension(BaseModel):
    """Entities and the properties of them that are wanted."""

    model_config = _STRICT
    ids: Annotated[list[str], Field(max_length=ROWS)]
    properties: Annotated[list[WantedProperty], Field(max_length=50)]


_QUERIES = TypeAdapter(Annotated[dict[str, Query], Field(max_length=BATCH)])
_EXTENSION = TypeAdapter(Extension)


def parse_queries(text: str) -> dict[str, Query]:
    """The queries of a batch; InvalidQuery where the text is none."""
    return _parse(_QUERIES, text, "queries")


def parse_extension(text: str) -> Extension:
    """A query for data extension; InvalidQuery where the text is none."""
    return _parse(_EXTENSION, text, "extend")


def _parse(adapter: TypeAdapter[T], text: str, name: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part)[:40] for part in (name, *first["loc"]))
        raise InvalidQuery(f"{where}: {first['msg']}") from error


def _as_text(value: OneValue) -> str:
    if isinstance(value, Id):
        return value.id
    return f"{value:g}" if isinstance(value, float) else str(value)


def manifest(request: Request, desk: Desk) -> dict[str, Any]:
    """What the service offers, and where."""
    here = desk.address(request, "/reconcile")
    suggest = {
        kind: {
            "service_url": here,
            "service_path": f"/suggest/{kind}",
            "flyout_service_url": here,
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    limit = {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": "values a row; 0 for all"}
    return {
        "versions": ["0.2"],
        "name": "Hustings",
        "identifierSpace": f"{desk.store().base}entity/",
        "schemaSpace": HUS.iri,
        "documentation": desk.address(request, "/docs"),
        "serviceVersion": software_version(),
        "logo": desk.address(request, "/static/icon.svg"),
        "view": {"url": desk.address(request, "/entities/{{id}}")},
        "defaultTypes": [type_of(kind) for kind in EntityType],
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [limit],
        },
    }


def candidate(match: Match) -> dict[str, Any]:
    """A candidate for a row."""
    return {
        "id": id_of(match.entity.iri),
        "name": match.entity.label,
        "description": about(match.entity),
        "type": [type_of(match.entity.type)],
        "score": round(100 * match.score, 1),
        "match": match.certain,
        "features": [{"id": name, "value": round(value, 3)} for name, value in match.features],
    }


def suggestion(entity: EntitySummary) -> dict[str, Any]:
    """An entity that somebody may have begun to type."""
    return {
        "id": id_of(entity.iri),
        "name": entity.label,
        "description": about(entity),
        "notable": [type_of(entity.type)],
    }


def type_of(kind: EntityType) -> dict[str, str]:
    """A type by its id and name."""
    return {"id": kind.value, "name": kind.value}


def property_of(one: Property, *, described: bool = True) -> dict[str, str]:
    """A property by its id and name."""
    return {"id": one.id, "name": one.name} | ({"description": one.description} if described else {})


def value_of(value: Value) -> dict[str, str | int]:
    """A value of a property."""
    if isinstance(value, Ref):
        return {"id": id_of(value.iri), "name": value.label}
    return {"int": value} if isinstance(value, int) else {"str": value}


def id_of(iri: str) -> str:
    """What an entity is called in these messages: its IRI without the identifier space."""
    return iri.rpartition("/entity/")[2]


def about(entity: EntitySummary | EntityView) -> str:
    """A line that tells namesakes apart."""
    linked = f" · {entity.wikidata}" if entity.wikidata else ""
    return f"{entity.type.value}{linked} · {entity.mentions} mention{'' if entity.mentions == 1 else 's'}"
