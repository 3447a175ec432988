"""What values of several kinds are checked for at birth."""

from graph.errors import InvalidModel


def check_confidence(value: float) -> None:
    """Raise InvalidModel unless the value lies between 0 and 1, both inclusive."""
    if not 0.0 <= value <= 1.0:
        raise InvalidModel(f"a confidence lies between 0 and 1, not {value}")
