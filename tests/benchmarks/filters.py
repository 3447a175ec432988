"""What each filter of facts costs: how many triples it rejects, how many that no other filter would.

    python -m tests.benchmarks filters --data FOLDER

FOLDER holds articles as .txt files. The product stops at the first filter that objects; here all are asked.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.model import Article
from graph.nlp.facts.filters.apply import Reader, checks_for
from graph.nlp.facts.triples import Triple
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from tests.benchmarks.inputs import read_texts
from tests.benchmarks.oie import unfiltered


def report(data: Path) -> str:
    """A row a filter, most sole rejections first; above it the facts with and without all of them."""
    nlp = load_nlp()
    articles = [Article(text.id, text.text, text.published) for text in read_texts(data)]
    fired, alone, seen = Counter[str](), Counter[str](), Counter[str]()
    with counting(fired, alone, seen):
        stored = sum(len(annotate(nlp, article, learned=False).facts) for article in articles)
    with unfiltered():
        unstopped = sum(len(annotate(nlp, article, learned=False).facts) for article in articles)
    rejected = seen["triples"] - seen["kept"]
    lines = [
        f"{len(articles)} articles: {seen['triples']} triples, {rejected} rejected; "
        f"facts {stored}, without filters {unstopped}",
        f"{'filter':34}{'rejects':>9}{'alone':>7}{'share':>8}",
    ]
    lines += [
        f"{name:34}{fired[name]:9}{alone[name]:7}{100 * alone[name] / max(rejected, 1):7.1f}%"
        for name in sorted(fired, key=lambda name: (-alone[name], -fired[name], name))
    ]
    return "\n".join(lines)


@contextmanager
def counting(fired: Counter[str], alone: Counter[str], seen: Counter[str]) -> Iterator[None]:
    """Count for each triple which filters object, by name."""

    def takes(self: Reader, triple: Triple) -> bool:
        checks = checks_for(triple.rule)
        objecting = [name_of(check) for check in checks if check(self.doc, triple)]
        fired.update({name_of(check): 0 for check in checks})
        fired.update(objecting)
        alone.update(objecting if len(objecting) == 1 else ())
        seen.update(["triples"] if objecting else ["triples", "kept"])
        return not objecting

    before, Reader.takes = Reader.takes, takes  # type: ignore[method-assign]
    try:
        yield
    finally:
        Reader.takes = before  # type: ignore[method-assign]


def name_of(check: object) -> str:
    """The filter's function with its module."""
    return f"{getattr(check, '__module__', '').rpartition('.')[2]}.{getattr(check, '__name__', check)}"
