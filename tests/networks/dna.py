"""The arithmetic of Discourse Network Analyzer written out as loops over dense tables: slow, plain, independent."""

from collections import Counter
from datetime import date
from itertools import product

from graph.networks.events import Event


def once(events: list[Event], duplicates: str, *, signed: bool) -> list[Event]:
    """The events that count, the first of each in the order of days."""
    kept, seen = [], set()
    for event in sorted(events, key=lambda e: (e.day or date.max, e.article, e.statement)):
        day = event.day
        period = {
            "all": event.statement,
            "article": event.article,
            "day": day,
            "week": day and day.isocalendar()[:2],
            "month": day and (day.year, day.month),
            "year": day and day.year,
            "range": "always",
        }[duplicates]
        key = (event.actor, event.target, event.level if signed else None, period or event.article)
        if key not in seen:
            kept.append(event)
            seen.add(key)
    return kept


def counts(events: list[Event], levels: list[int], *, turned: bool = False) -> Counter[tuple[str, str, int]]:
    """X[i, j, k]: how many statements of i on j have level k; turned: j's by i."""
    ends = [(e.target, e.actor) if turned else (e.actor, e.target) for e in events]
    return Counter((i, j, levels.index(e.level)) for (i, j), e in zip(ends, events, strict=True))


def one_mode(
    events: list[Event], kind: str, normalisation: str, duplicates: str, *, levels: list[int], turned: bool = False
) -> dict[tuple[str, str], float]:
    """The weights of all pairs that are not 0."""
    signed = kind != "shared"
    kept = once(events, duplicates, signed=signed)
    x = counts(kept, levels, turned=turned)
    if not signed:
        x, levels = Counter({(i, j, 0): sum(n for (a, b, _), n in x.items() if (a, b) == (i, j)) for i, j, _ in x}), [0]
    names, others = sorted({i for i, _, _ in x}), sorted({j for _, j, _ in x})
    found = {}
    for one, other in product(names, names):
        if one < other:
            weight = pair(x, one, other, others, levels, kind)
            divisor = divide(x, one, other, others, levels, normalisation)
            if weight:
                found[one, other] = weight / divisor
    return found


def pair(x: Counter, one: str, other: str, others: list[str], levels: list[int], kind: str) -> float:
    total, reach = 0.0, (levels[-1] - levels[0]) or 1
    for j, k1, k2 in product(others, range(len(levels)), range(len(levels))):
        both = x[one, j, k1] * x[other, j, k2]
        apart = abs(levels[k1] - levels[k2]) / reach
        total += both * {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart, "shared": 1}[kind]
    return total


def divide(x: Counter, one: str, other: str, others: list[str], levels: list[int], normalisation: str) -> float:
    cells = list(product(others, range(len(levels))))
    n1, n2 = (sum(x[name, j, k] for j, k in cells) for name in (one, other))
    if normalisation == "average":
        return (n1 + n2) / 2
    if normalisation == "activity-product":
        return n1 * n2
    if normalisation == "cosine":
        return sum(x[one, j, k] ** 2 for j, k in cells) ** 0.5 * sum(x[other, j, k] ** 2 for j, k in cells) ** 0.5
    if normalisation == "jaccard":
        m10 = sum(x[one, j, k] for j, k in cells if x[other, j, k] == 0)
        m01 = sum(x[other, j, k] for j, k in cells if x[one, j, k] == 0)
        return m10 + m01 + sum(x[one, j, k] * x[other, j, k] for j, k in cells)
    return 1


def two_mode(
    events: list[Event], counting: str, normalisation: str, duplicates: str, *, levels: list[int]
) -> dict[tuple[str, str], float]:
    """The weights of all edges from actor to target, those of 0 too where something was counted."""
    x = counts(once(events, duplicates, signed=counting != "total"), levels)
    signs = [-1, 1] if levels == [0, 1] else levels
    pairs = sorted({(i, j) for i, j, _ in x})
    cell = {
        (i, j): {
            "subtract": sum(sign * x[i, j, k] for k, sign in enumerate(signs)),
            "total": sum(x[i, j, k] for k in range(len(levels))),
            "combine": sum(2 ** (len(levels) - k - 1) for k in range(len(levels)) if x[i, j, k]),
        }[counting]
        for i, j in pairs
    }
    each = {p: 1 if counting == "combine" else sum(x[*p, k] for k in range(len(levels))) for p in pairs}
    if normalisation == "activity":
        return {(i, j): cell[i, j] / sum(n for (a, _), n in each.items() if a == i) for i, j in pairs}
    if normalisation == "prominence":
        return {(i, j): cell[i, j] / sum(n for (_, b), n in each.items() if b == j) for i, j in pairs}
    return {p: float(value) for p, value in cell.items()}
