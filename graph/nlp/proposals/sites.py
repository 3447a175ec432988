"""Where a text speaks of proposals and policies: "her call to close the port", "this approach", "tabled a motion"."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.nlp.findings import FoundStatement
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.actions import action_of, best_course, is_nominal, is_subjunctive, is_unwanted, wanted_of
from graph.nlp.syntax.clauses import is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.subjects import find_agent, find_doer, find_subjects
from graph.nlp.syntax.tree import Tree, Word


@dataclass(frozen=True, slots=True)
class Site:
    """Words that speak of a proposal, in tokens."""

    start: int
    end: int
    head: int
    verb: Word | None = None  # the action wanted; None: named without saying what
    proposer: int | None = None  # index of an entity
    anaphoric: bool = False  # "this approach": must have been spoken of before
    policy: bool = False
    owned: bool = False  # "her suggestion"
    laid: bool = False  # "tabled a motion": a new one, whatever its proposer proposed before


def find_sites(doc: Tree, statements: Sequence[FoundStatement], entity_at: Mapping[int, int]) -> Iterator[Site]:
    """Yield every place where something wanted, or done as a policy, is spoken of; some more than once."""
    words = load_lexicon("stance")
    nouns, policies = frozenset(words["proposal"]["nouns"]), frozenset(words["proposal"]["policies"])
    for token in doc:
        if token.pos_ == "NOUN" and token.lemma_.lower() in nouns | policies:
            yield from _noun_site(token, token.lemma_.lower() in policies, entity_at)
    speaker_at = _speakers(doc, statements, entity_at)
    requests = frozenset(words["request"]["supports"])
    for statement in statements:
        lemma = doc[statement.cue_head].lemma_.lower() if statement.cue_head is not None else ""
        if lemma in requests:
            yield from _request_site(doc, statement, speaker_at)
        if lemma in requests or lemma in words["proposal"]["weighed"]:
            yield from _nominal_sites(doc, statement, speaker_at if lemma in requests else None)
    for token in doc:
        verb = best_course(token)
        if verb is not None:
            yield _verb_site(verb, speaker_at(verb.i))
    yield from _put_sites(doc, entity_at)


def _noun_site(noun: Word, policy: bool, entity_at: Mapping[int, int]) -> Iterator[Site]:
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    determiner = next((c.lower_ for c in noun.children if c.dep_ in ("det", "amod", "predet") and c.lower_ != "a"), "")
    verb = wanted_of(noun)
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    if verb is not None and action_of(verb) is not None:
        proposer = entity_of(owner, entity_at) if owner is not None else _by(noun, entity_at)
        proposer = None if is_unwanted(verb) else proposer
        yield Site(start, end, noun.i, action_of(verb), proposer, owned=owner is not None)
    elif owner is not None and entity_of(owner, entity_at) is not None:
        if noun.lemma_.lower() not in load_lexicon("stance")["proposal"]["vague"]:
            yield Site(start, noun.i + 1, noun.i, None, entity_of(owner, entity_at), policy=policy, owned=True)
    elif determiner in listed("grammar", "pointing") or (determiner == "the" and end == noun.i + 1):
        yield Site(start, noun.i + 1, noun.i, None, None, anaphoric=True, policy=policy)


def _by(noun: Word, entity_at: Mapping[int, int]) -> int | None:
    """ "a plan by her to …", "she announced a plan to …"."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in load_lexicon("stance")["proposal"]["putting"]:
        return entity_of(find_doer(noun.head), entity_at)
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    pobj = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return entity_of(pobj, entity_at)


def _request_site(doc: Tree, statement: FoundStatement, speaker_at: Callable[[int], int | None]) -> Iterator[Site]:
    """What the source asks for: the verb on which the content hangs."""
    span = token_span(doc, statement.content[0])
    assert statement.cue_head is not None
    for token in span:
        if token.pos_ in ("VERB", "AUX") and (
            token.head.i == statement.cue_head or not span.start <= token.head.i < span.end
        ):
            verb = action_of(token)
            wished = is_infinitive(token) or is_subjunctive(token)
            if _is_finite(token):
                return  # "asked why she is closing it"
            if verb is not None and (is_infinitive(verb) or wished or verb.tag_ == "VBG"):
                unwanted = is_unwanted(verb) or is_unwanted(token)
                yield _verb_site(verb, None if unwanted else speaker_at(verb.i))
            return


def _is_finite(verb: Word) -> bool:
    """ "she is closing it": a gerund only by its form."""
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.children)


def _nominal_sites(
    doc: Tree, statement: FoundStatement, speaker_at: Callable[[int], int | None] | None
) -> Iterator[Site]:
    """ "called for the closure of the port", "opposes the repeal of the law": the noun on which the content hangs."""
    for span in statement.content:
        tokens = token_span(doc, span)
        for token in tokens:
            if not tokens.start <= token.head.i < tokens.end and is_nominal(token):
                proposer = speaker_at(token.i) if speaker_at is not None else None
                yield Site(token.left_edge.i, token.right_edge.i + 1, token.i, token, proposer)


def _verb_site(verb: Word, proposer: int | None) -> Site:
    return Site(_phrase_start(verb), verb.right_edge.i + 1, verb.i, verb, proposer)


def _phrase_start(verb: Word) -> int:
    to = next((c.i for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), verb.i)
    return min(to, verb.i)


def _speakers(
    doc: Tree, statements: Sequence[FoundStatement], entity_at: Mapping[int, int]
) -> Callable[[int], int | None]:
    """Word index → the entity whose statement holds it."""
    spans: list[tuple[int, int, int]] = []
    for statement, entity in zip(statements, source_entities(statements, entity_at), strict=True):
        if entity is not None:
            spans += [(s.start, s.end, entity) for s in statement.content]

    owner: dict[int, int] = {}
    for start, end, entity in spans:
        piece = doc.char_span(start, end, alignment_mode="expand")
        for token in piece or ():
            owner.setdefault(token.i, entity)
    return owner.get


def _put_sites(doc: Tree, entity_at: Mapping[int, int]) -> Iterator[Site]:
    """ "proposed a levy on salt", "a motion tabled by the Greens", "put forward a scheme"."""
    words = load_lexicon("stance")["proposal"]
    for verb in doc:
        if verb.pos_ != "VERB" or not _lays_before(verb, words["laying"], words["laying_with"]):
            continue
        deed = factuality_of(verb)
        if not deed.is_likely or deed.is_negative:
            continue
        proposer = entity_of(find_doer(verb), entity_at)
        for noun in _laid(verb):
            start, end = noun.left_edge.i, max(noun.i + 1, _end_of_phrase(noun))
            if proposer is not None and start <= noun.i and wanted_of(noun) is None:
                yield Site(start, end, noun.i, None, proposer, laid=True)


def _lays_before(verb: Word, plain: Collection[str], with_particle: Collection[str]) -> bool:
    lemma = verb.lemma_.lower()
    after = (c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod") and c.i > verb.i)
    return lemma in plain or any(f"{lemma} {word}" in with_particle for word in after)


def _laid(verb: Word) -> Iterator[Word]:
    """The nouns that are laid before others; of "a motion of no confidence tabled by …", the motion."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if not any(c.dep_ == "dobj" for c in verb.children) and find_agent(verb) is not None:
        found += [verb.head] if verb.dep_ in ("acl", "relcl") else []
        found += find_subjects(verb.head)[:1] if verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX") else []
    known = load_lexicon("stance")["proposal"]["nouns"]
    for noun in (f for f in found if f.pos_ == "NOUN"):
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
        yield above if above.pos_ == "NOUN" and above.lemma_.lower() in known else noun


def _end_of_phrase(noun: Word) -> int:
    """After what the noun is of or on; clauses that follow are left out."""
    prepositions = [c for c in noun.rights if c.dep_ == "prep" and c.i == noun.i + 1]
    objects = [t for c in prepositions for t in c.children if t.dep_ == "pobj"]
    return objects[0].i + 1 if objects and prepositions[0].lower_ in listed("grammar", "of_plan") else noun.i + 1


def source_entities(statements: Sequence[FoundStatement], entity_at: Mapping[int, int]) -> list[int | None]:
    """The entity that speaks, for each statement; a continued quotation has that of the statement before."""
    found: list[int | None] = []
    for statement in statements:
        if statement.continues is not None:
            found.append(found[statement.continues])
        else:
            found.append(entity_at.get(statement.source_head) if statement.source_head is not None else None)
    return found


def entity_of(token: Word | None, entity_at: Mapping[int, int]) -> int | None:
    """The entity that the word names; None: no word, or none."""
    return entity_at.get(token.i) if token is not None else None
