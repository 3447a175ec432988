"""Find mentions: all words of an article that can refer to somebody or something."""

from collections.abc import Iterator

from graph.model import MentionKind
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.coreference.names.proper_names import find_names
from graph.nlp.coreference.nominals import find_nominals
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree


def find_mentions(doc: Tree) -> list[FoundMention]:
    """Every name, nominal and pronoun that may refer, in text order; which of them do is coreference's to say."""
    return [reference.mention for reference in find_references(doc)]


def find_references(doc: Tree) -> list[Reference]:
    """The same with what the words tell by themselves."""
    names = find_names(doc)
    taken = {i for name in names for i in range(name.mention.start, name.mention.end)}
    found = [*names, *find_nominals(doc, taken), *_pronouns(doc)]
    return sorted(found, key=lambda reference: (reference.mention.start, -reference.mention.end))


def gender_of(pronoun: str) -> Gender | None:
    """The gender of those for whom a pronoun in small letters stands; None: of any."""
    lexicon = load_lexicon("pronouns")
    return next((gender for gender in Gender if pronoun in lexicon[gender.value]), None)


def _pronouns(doc: Tree) -> Iterator[Reference]:
    lexicon = load_lexicon("pronouns")
    for token in doc:
        word = token.lower_
        if token.pos_ not in ("PRON", "DET") and not token.tag_.startswith("PRP"):
            continue
        gender = gender_of(word)
        plural = word in lexicon["plural"]
        if gender or plural or word in lexicon["neuter"] or word in lexicon["speaker"]:
            mention = FoundMention(token.i, token.i + 1, token.i, MentionKind.PRONOUN)
            yield Reference(mention, gender=gender, plural=plural)
