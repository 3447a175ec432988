"""Where a text speaks of proposals and policies: "her call to close the port", "this approach", "tabled a motion"."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.nlp.findings import FoundStatement
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.actions import action_of, best_course, is_nominal, is_subjunctive, is_unwanted, wanted_of
from graph.nlp.syntax.children import find_child, find_children, find_form, has_child
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
    yield from _noun_sites(doc, entity_at)
    speaker_at = _speakers(doc, statements, entity_at)
    requests, weighed = listed("stance", "request", "supports"), listed("stance", "proposal", "weighed")
    for statement in statements:
        lemma = doc[statement.cue_head].lemma_.lower() if statement.cue_head is not None else ""
        if lemma in requests:
            yield from _request_site(doc, statement, speaker_at)
            yield from _nominal_sites(doc, statement, speaker_at)
        elif lemma in weighed:
            yield from _nominal_sites(doc, statement, None)
    courses = filter(None, map(best_course, doc))
    yield from (_verb_site(verb, speaker_at(verb.i)) for verb in courses)
    yield from _put_sites(doc, entity_at)


def _noun_sites(doc: Tree, entity_at: Mapping[int, int]) -> Iterator[Site]:
    nouns, policies = listed("stance", "proposal", "nouns"), listed("stance", "proposal", "policies")
    for token in doc:
        lemma = token.lemma_.lower() if token.pos_ == "NOUN" else ""
        if lemma in nouns or lemma in policies:
            site = _noun_site(token, lemma in policies, entity_at)
            yield from () if site is None else (site,)


def _noun_site(noun: Word, policy: bool, entity_at: Mapping[int, int]) -> Site | None:
    owner, verb = find_child(noun, "poss"), wanted_of(noun)
    action = action_of(verb) if verb is not None else None
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    if verb is not None and action is not None:
        proposer = entity_of(owner, entity_at) if owner is not None else _by(noun, entity_at)
        return Site(start, end, noun.i, action, None if is_unwanted(verb) else proposer, owned=owner is not None)
    whose = entity_of(owner, entity_at)
    if whose is not None:
        vague = noun.lemma_.lower() in listed("stance", "proposal", "vague")
        return None if vague else Site(start, noun.i + 1, noun.i, None, whose, policy=policy, owned=True)
    if _points_back(noun, alone=end == noun.i + 1):
        return Site(start, noun.i + 1, noun.i, None, None, anaphoric=True, policy=policy)
    return None


def _points_back(noun: Word, *, alone: bool) -> bool:
    """Whether it was spoken of before: "this approach", "the plan"."""
    leading = (child.lower_ for child in find_children(noun, "det", "amod", "predet"))
    first = next((word for word in leading if word != "a"), "")
    return first in listed("grammar", "pointing") or (first == "the" and alone)


def _by(noun: Word, entity_at: Mapping[int, int]) -> int | None:
    """ "a plan by her to …", "she announced a plan to …"."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("stance", "proposal", "putting"):
        return entity_of(find_doer(noun.head), entity_at)
    by = find_form(noun, "prep", ("by", "from"))
    return entity_of(find_child(by, "pobj") if by is not None else None, entity_at)


def _request_site(doc: Tree, statement: FoundStatement, speaker_at: Callable[[int], int | None]) -> Iterator[Site]:
    """What the source asks for: the verb on which the content hangs."""
    span = token_span(doc, statement.content[0])
    verbs = (word for word in span if word.pos_ in ("VERB", "AUX"))
    inside = range(span.start, span.end)
    token = next((word for word in verbs if word.head.i == statement.cue_head or word.head.i not in inside), None)
    if token is None or _is_finite(token):
        return  # "asked why she is closing it"
    verb = action_of(token)
    wished = is_infinitive(token) or is_subjunctive(token)
    if verb is not None and (wished or is_infinitive(verb) or verb.tag_ == "VBG"):
        unwanted = is_unwanted(verb) or is_unwanted(token)
        yield _verb_site(verb, None if unwanted else speaker_at(verb.i))


def _is_finite(verb: Word) -> bool:
    """ "she is closing it": a gerund only by its form."""
    return verb.tag_ == "VBG" and has_child(verb, "aux")


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
    found = find_children(verb, "dobj", "nsubjpass")
    if not has_child(verb, "dobj") and find_agent(verb) is not None:
        found += _described(verb)
    for noun in found:
        if noun.pos_ == "NOUN":
            above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
            known = above.pos_ == "NOUN" and above.lemma_.lower() in listed("stance", "proposal", "nouns")
            yield above if known else noun


def _described(verb: Word) -> Sequence[Word]:
    """What a passive clause is said of: "a motion tabled by …", "passed, tabled by …"."""
    if verb.dep_ in ("acl", "relcl"):
        return (verb.head,)
    return find_subjects(verb.head)[:1] if verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX") else ()


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
