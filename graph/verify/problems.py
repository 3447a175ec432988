"""What may be wrong with a store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a store that should not be so."""

    where: str  # IRI of the article, node or graph
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
