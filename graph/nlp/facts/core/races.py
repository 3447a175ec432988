"""Which office is sought: by the words at hand, else the one that the article's races are about."""

from collections import Counter

from graph.nlp.facts.core.lexicon import lemma_of, roles, table
from graph.nlp.syntax.noun_phrases import find_phrase
from graph.nlp.syntax.tree import Tree, Word

_FEWEST = 1


class Races:
    """The offices that an article says are sought."""

    def __init__(self, doc: Tree) -> None:
        sought, nouns = table("sought"), table("race")["nouns"]
        found: Counter[str] = Counter()
        for word in doc:
            if word.lower_ in sought and word.i + 1 < len(doc):
                near = doc[word.i + 1 : word.i + 3]
                if any(lemma_of(other) in nouns for other in near):
                    found[sought[word.lower_]] += 1
            elif word.lower_ in {"president", "presidency"} and word.i and doc[word.i - 1].lower_ in {"for", "the"}:
                verb = doc[word.i - 1].head
                if doc[word.i - 1].lower_ == "for" and verb.lemma_ in {"run", "candidate", "nominee", "bid"}:
                    found["President"] += 1
        order = list(dict.fromkeys(sought.values()))
        ranked = sorted(found.items(), key=lambda item: (-item[1], order.index(item[0])))
        self.usual = ranked[0][0] if ranked and ranked[0][1] >= _FEWEST else None

    def sought_by(self, noun: Word, words: tuple[int, ...]) -> str | None:
        """Return the office that the words name: "presidential nominee", "candidate for governor"."""
        doc, sought = noun.doc, table("sought")
        for i in words:
            if i < noun.i and doc[i].lower_ in sought:
                return str(sought[doc[i].lower_])
            if i + 1 < noun.i and f"{doc[i].lower_} {doc[i + 1].lower_}" == "vice presidential":
                return "Vice President"
        return office_after(noun)


def office_after(word: Word) -> str | None:
    """Return the office after "for": "candidate for governor", "running for the Senate"."""
    sought = table("sought")
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            for target in child.children:
                if target.dep_ != "pobj":
                    continue
                name = " ".join(
                    target.doc[i].lower_ for i in find_phrase(target) if target.doc[i].dep_ not in {"det", "poss"}
                )
                for key in (name, target.lower_):
                    if key in sought:
                        return str(sought[key])
                if lemma_of(target) in roles("offices"):
                    return name
    return None
