"""Proposals and policies as things: "her call to close the port", "this approach", "renegotiating the pact".

A site is a place where the text names something that somebody wants done, or does as a matter of policy. Sites with the
same action and the same object are one proposal; an owner's "suggestion" without a verb is what that owner proposed
before; "this approach" is what was last spoken of. A site that none of this decides becomes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import EntityType, MentionKind
from graph.nlp.findings import FoundMention, FoundProposal, FoundStatement
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.actions import (
    action_lemma,
    action_of,
    best_course,
    is_infinitive,
    is_nominal,
    is_subjunctive,
    is_unwanted,
    object_of,
    wanted_of,
)
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.subjects import find_doer
from graph.nlp.syntax.tree import Tree, Word

_BACK = 400  # tokens that "this approach" may look back
_LONGEST_LABEL = 12  # words


@dataclass(frozen=True, slots=True)
class _Site:
    start: int
    end: int
    head: int
    verb: Word | None = None  # the action wanted; None: named without saying what
    proposer: int | None = None  # index of an entity
    anaphoric: bool = False  # "this approach": must have been spoken of before
    policy: bool = False
    owned: bool = False  # "her suggestion"


@dataclass(slots=True)
class _Draft:
    label: str
    type: EntityType
    action: str | None = None
    entities: frozenset[int] = frozenset()  # named entities in the object
    object_lemma: str | None = None
    object_entity: int | None = None
    proposer: int | None = None
    addressee: int | None = None
    mentions: list[FoundMention] = field(default_factory=list)
    proposed_at: list[FoundMention] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # tokens of all mentions


class _Book:
    """The proposals found so far, by what they can be found again by, so that no site looks at all of them."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.recent: list[tuple[int, _Draft]] = []  # heads of mentions, ascending
        self.of_proposer: dict[int, _Draft] = {}  # the one spoken of last
        self._by_action: dict[tuple[str, int | str], list[_Draft]] = defaultdict(list)

    def add(self, draft: _Draft) -> _Draft:
        self.drafts.append(draft)
        if draft.action is not None:
            keys: list[int | str] = [*draft.entities, draft.object_lemma or ""]
            for key in keys:
                self._by_action[draft.action, key].append(draft)
        return draft

    def same(self, action: str, entities: frozenset[int], lemma: str | None) -> _Draft | None:
        """The one with this action and a named entity in common or, where one names none, the same object word."""
        named = (d for entity in sorted(entities) for d in self._by_action.get((action, entity), ()))
        found = next(named, None)
        if found is None and lemma is not None:
            alike = self._by_action.get((action, lemma), ())
            found = next((d for d in alike if not (d.entities and entities)), None)
        return found

    def mention(self, draft: _Draft, mention: FoundMention) -> None:
        draft.mentions.append(mention)
        draft.covered.update(range(mention.start, mention.end))
        self.recent.append((mention.head, draft))
        if draft.proposer is not None:
            self.of_proposer[draft.proposer] = draft

    def before(self, head: int, reach: int) -> Iterator[tuple[int, _Draft]]:
        """Mentions in the tokens before, the nearest first."""
        for other, draft in reversed(self.recent):
            if other < head - reach:
                return
            if other < head:
                yield other, draft


def find_proposals(
    doc: Tree, statements: Sequence[FoundStatement], entity_at: Mapping[int, int]
) -> list[FoundProposal]:
    """Proposals and policies with all their mentions, in the order of the first; entity_at: head token → entity."""
    book = _Book()
    done: set[int] = set()
    for site in sorted(_sites(doc, statements, entity_at), key=lambda s: (s.head, s.anaphoric)):
        if site.head in done:
            continue
        draft = _resolve(doc, site, book, entity_at)
        if draft is not None:
            done.add(site.head)
            mention = FoundMention(site.start, site.end, site.head, MentionKind.NOMINAL)
            book.mention(draft, mention)
            if site.proposer is not None and site.proposer == draft.proposer:
                draft.proposed_at.append(mention)
    _add_verb_phrases(doc, book, entity_at, done)
    return [_finish(draft) for draft in sorted(book.drafts, key=lambda d: min(m.start for m in d.mentions))]


def _finish(draft: _Draft) -> FoundProposal:
    return FoundProposal(
        label=draft.label,
        type=draft.type,
        mentions=tuple(sorted(draft.mentions, key=lambda m: (m.start, m.end))),
        proposed_at=tuple(sorted(draft.proposed_at, key=lambda m: (m.start, m.end))),
        proposer=draft.proposer,
        action=draft.action,
        object=draft.object_entity,
        addressee=draft.addressee,
    )


# --- where proposals are spoken of -----------------------------------------------------------------------


def _sites(doc: Tree, statements: Sequence[FoundStatement], entity_at: Mapping[int, int]) -> Iterator[_Site]:
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


def _noun_site(noun: Word, policy: bool, entity_at: Mapping[int, int]) -> Iterator[_Site]:
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    determiner = next((c.lower_ for c in noun.children if c.dep_ in ("det", "amod", "predet") and c.lower_ != "a"), "")
    verb = wanted_of(noun)
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    if verb is not None and action_of(verb) is not None:
        proposer = _entity_of(owner, entity_at) if owner is not None else _by(noun, entity_at)
        proposer = None if is_unwanted(verb) else proposer
        yield _Site(start, end, noun.i, action_of(verb), proposer, owned=owner is not None)
    elif owner is not None and _entity_of(owner, entity_at) is not None:
        if noun.lemma_.lower() not in load_lexicon("stance")["proposal"]["vague"]:
            yield _Site(start, noun.i + 1, noun.i, None, _entity_of(owner, entity_at), policy=policy, owned=True)
    elif determiner in ("this", "that", "these", "those", "such") or (determiner == "the" and end == noun.i + 1):
        yield _Site(start, noun.i + 1, noun.i, None, None, anaphoric=True, policy=policy)


def _by(noun: Word, entity_at: Mapping[int, int]) -> int | None:
    """ "a plan by her to …", "she announced a plan to …"."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in load_lexicon("stance")["proposal"]["putting"]:
        return _entity_of(find_doer(noun.head), entity_at)
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    pobj = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return _entity_of(pobj, entity_at)


def _request_site(doc: Tree, statement: FoundStatement, speaker_at: Callable[[int], int | None]) -> Iterator[_Site]:
    """What the source asks for: the verb on which the content hangs."""
    span = token_span(doc, statement.content[0])
    assert statement.cue_head is not None
    for token in span:
        if token.pos_ in ("VERB", "AUX") and (
            token.head.i == statement.cue_head or not span.start <= token.head.i < span.end
        ):
            verb = action_of(token)
            wished = is_infinitive(token) or is_subjunctive(token)
            if verb is not None and (is_infinitive(verb) or wished or verb.tag_ == "VBG"):
                unwanted = is_unwanted(verb) or is_unwanted(token)
                yield _verb_site(verb, None if unwanted else speaker_at(verb.i))
            return


def _nominal_sites(
    doc: Tree, statement: FoundStatement, speaker_at: Callable[[int], int | None] | None
) -> Iterator[_Site]:
    """ "called for the closure of the port", "opposes the repeal of the law": the noun on which the content hangs."""
    for span in statement.content:
        tokens = token_span(doc, span)
        for token in tokens:
            if not tokens.start <= token.head.i < tokens.end and is_nominal(token):
                proposer = speaker_at(token.i) if speaker_at is not None else None
                yield _Site(token.left_edge.i, token.right_edge.i + 1, token.i, token, proposer)


def _verb_site(verb: Word, proposer: int | None) -> _Site:
    return _Site(_phrase_start(verb), verb.right_edge.i + 1, verb.i, verb, proposer)


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


def source_entities(statements: Sequence[FoundStatement], entity_at: Mapping[int, int]) -> list[int | None]:
    """The entity that speaks, for each statement; a continued quotation has that of the statement before."""
    found: list[int | None] = []
    for statement in statements:
        if statement.continues is not None:
            found.append(found[statement.continues])
        else:
            found.append(entity_at.get(statement.source_head) if statement.source_head is not None else None)
    return found


# --- which proposal a site means -------------------------------------------------------------------------


def _resolve(doc: Tree, site: _Site, book: _Book, entity_at: Mapping[int, int]) -> _Draft | None:
    if site.verb is not None:
        return _with_action(doc, site, site.verb, book, entity_at)
    if site.anaphoric:
        return _last_spoken_of(doc, site, book) or _from_sentence_before(doc, site, book, entity_at)
    if site.proposer is not None and site.proposer in book.of_proposer:
        return book.of_proposer[site.proposer]
    return book.add(_Draft(_words(doc, site.start, site.end), _type(site), proposer=site.proposer))


def _with_action(doc: Tree, site: _Site, verb: Word, book: _Book, entity_at: Mapping[int, int]) -> _Draft | None:
    action, what = action_lemma(verb), object_of(verb)
    if what is None:
        return None
    named = _named_within(what, entity_at)
    known = book.same(action, named, what.lemma_.lower())
    if known is not None:
        known.proposer = known.proposer if known.proposer is not None else site.proposer
        return known
    addressee = _entity_of(next((c for c in verb.children if c.dep_ == "nsubj"), None), entity_at)
    return book.add(
        _Draft(
            label=_label(doc, site, verb, what),
            type=_type(site),
            action=action,
            entities=named,
            object_lemma=what.lemma_.lower(),
            object_entity=_entity_of(what, entity_at) if what.i in entity_at else min(named, default=None),
            proposer=site.proposer,
            addressee=addressee if addressee != site.proposer else None,
        )
    )


def _type(site: _Site) -> EntityType:
    return EntityType.POLICY if site.policy else EntityType.PROPOSAL


def _last_spoken_of(doc: Tree, site: _Site, book: _Book) -> _Draft | None:
    """The proposal mentioned last; "the policy" must mean a policy of the paragraph, "the call" what was called for."""
    definite = doc[site.start].lower_ == "the"
    near = book.before(site.head, _BACK)
    return next((d for head, d in near if not definite or _may_be_the(doc, site, d, head)), None)


def _may_be_the(doc: Tree, site: _Site, draft: _Draft, before: int) -> bool:
    if site.policy and draft.type is EntityType.POLICY and not _breaks_between(doc, before, site.head):
        return True
    named = doc[before]
    return doc[site.head].lemma_.lower() in (t.lemma_.lower() for t in (named, named.head, named.head.head))


def _breaks_between(doc: Tree, first: int, last: int) -> bool:
    return any(t.is_space and "\n" in t.text for t in doc[first:last])


def _from_sentence_before(doc: Tree, site: _Site, book: _Book, entity_at: Mapping[int, int]) -> _Draft | None:
    """ "The government began turning people away. The policy …": what the sentence before says is done."""
    sentence = doc[site.head].sent
    if not site.policy or sentence.start == 0 or _breaks_between(doc, sentence.start - 1, site.head):
        return None
    verb = action_of(doc[sentence.start - 1].sent.root)
    subject = next((c for c in doc[sentence.start - 1].sent.root.children if c.dep_ == "nsubj"), None)
    if verb is None or verb.pos_ != "VERB" or object_of(verb) is None or subject is None:
        return None
    end = verb.right_edge.i + 1
    made = _Site(verb.i, end, verb.i, verb, _entity_of(subject, entity_at), policy=True)
    draft = _with_action(doc, made, verb, book, entity_at)
    if draft is not None and not draft.mentions:
        book.mention(draft, FoundMention(verb.i, end, verb.i, MentionKind.NOMINAL))
    return draft


def _add_verb_phrases(doc: Tree, book: _Book, entity_at: Mapping[int, int], done: set[int]) -> None:
    """Verb phrases and action nouns elsewhere that say a known proposal again: same action, same named object."""
    actions = {draft.action for draft in book.drafts}
    for token in doc:
        if token.i in done or not (token.pos_ == "VERB" or is_nominal(token)) or action_lemma(token) not in actions:
            continue
        what = object_of(token)
        named = _named_within(what, entity_at) if what is not None else frozenset()
        draft = book.same(action_lemma(token), named, None)
        if draft is not None and token.i not in draft.covered:
            start = token.i if token.pos_ == "VERB" else token.left_edge.i
            book.mention(draft, FoundMention(start, token.right_edge.i + 1, token.i, MentionKind.NOMINAL))


# --- words -----------------------------------------------------------------------------------------------


def _named_within(head: Word, entity_at: Mapping[int, int]) -> frozenset[int]:
    return frozenset(entity_at[t.i] for t in head.subtree if t.i in entity_at and t.pos_ != "PRON")


def _entity_of(token: Word | None, entity_at: Mapping[int, int]) -> int | None:
    return entity_at.get(token.i) if token is not None else None


def _label(doc: Tree, site: _Site, verb: Word, what: Word) -> str:
    """ "proposal to close the port": the object without the clauses that hang on it."""
    kept = find_source_phrase(what)
    words = _words(doc, kept[0], min(kept[-1] + 1, kept[0] + _LONGEST_LABEL))
    return f"{'policy' if site.policy else 'proposal'} to {action_lemma(verb)} {words}"


def _words(doc: Tree, start: int, end: int) -> str:
    return " ".join(doc.span(start, end).text.split())
