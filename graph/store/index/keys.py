"""What the read model finds and sorts its rows by: numbers, days, names without accents and capitals."""

import unicodedata
from datetime import date
from hashlib import sha256


def article_id(name: str) -> int:
    """The number of an article: a hash of its id, so that no order of building shows in it."""
    return hashed(name)


def hashed(text: str) -> int:
    """63 bits of a hash."""
    return int.from_bytes(sha256(text.encode()).digest()[:8]) >> 1


def sort_day(published: str | None) -> int:
    """What sorts articles the latest first, and those without a date last."""
    try:
        return -date.fromisoformat(published).toordinal() if published else 0
    except ValueError:
        return 0


def fold(text: str) -> str:
    """The text without accents, capitals and needless space: "  François-Ó " and "francois-o" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
