"""Choose a representation by the Accept header, with its q-values and wildcards."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException


def choose(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type that the client likes best, the first of equals; 406 where none will do."""
    ranges = parse_accept(accept)
    if not ranges:
        return offered[0]
    rated = [(quality(media_type, ranges), -place, media_type) for place, media_type in enumerate(offered)]
    best, _, media_type = max(rated)
    if best <= 0:
        raise HTTPException(406, f"this can be had as {', '.join(offered)}")
    return media_type


def parse_accept(accept: str | None) -> list[tuple[str, float]]:
    """Media ranges with their q-values; what is malformed counts as not said."""
    ranges = []
    for item in (accept or "").split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if "/" in media_range:
            ranges.append((media_range, _q_of(parameters)))
    return ranges


def quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much the client likes a media type: the q-value of the most specific range that fits, 0 where none does."""
    main = media_type.partition("/")[0]
    for fitting in (media_type, f"{main}/*", "*/*"):
        values = [q for media_range, q in ranges if media_range == fitting]
        if values:
            return max(values)
    return 0.0


def _q_of(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
