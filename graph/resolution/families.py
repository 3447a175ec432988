"""Which types articles may give to one and the same thing."""

from graph.model import EntityType

# All else is a thing.
_FAMILIES = {
    "Person": "person",
    "Party": "body",
    "Organization": "body",
    "Place": "place",
    "Agreement": "law",
    "Policy": "law",
    "Law": "law",
}


def family(kind: EntityType) -> str:
    """Return what types may be those of one thing: a party is an organisation, a bill is a law."""
    return _FAMILIES.get(kind.value, "thing")
