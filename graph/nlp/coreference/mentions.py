"""Find mentions: all words of an article that can refer to somebody or something."""

from collections.abc import Collection, Iterator

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.actors import describe_actor
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.coreference.names.proper_names import NameFinder
from graph.nlp.coreference.nominals import find_nominals
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree


def find_mentions(doc: Tree) -> list[FoundMention]:
    """Every name, nominal and pronoun that may refer, in text order; which of them do is coreference's to say."""
    return [reference.mention for reference in find_references(doc)]


def find_references(doc: Tree, sources: Collection[int] = (), finder: NameFinder | None = None) -> list[Reference]:
    """The same with what the words tell by themselves; `sources` are heads of words that speak, whatever they are."""
    names = (finder or NameFinder(doc)).find(sources)
    taken = {i for name in names for i in range(name.mention.start, name.mention.end)}
    nominals = _with_actors(doc, find_nominals(doc, taken), [i for i in sources if i not in taken])
    return sorted([*names, *nominals, *_pronouns(doc)], key=lambda r: (r.mention.start, -r.mention.end))


def _with_actors(doc: Tree, nominals: list[Reference], sources: Collection[int]) -> list[Reference]:
    """The nominals, and those that speak though no list has their noun; of a group that speaks the whole phrase."""
    known = {nominal.mention.head: nominal for nominal in nominals}
    for head in sources:
        if head not in known or known[head].type is EntityType.GROUP:
            actor = describe_actor(doc, head)
            if actor is not None:
                known[head] = actor
    return list(known.values())


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
