"""Proposals and policies as things: "her call to close the port", "this approach", "renegotiating the pact".

A site is a place where the text names something that somebody wants done, or does as a matter of policy. Sites with the
same action and the same object are one proposal; an owner's "suggestion" without a verb is what that owner proposed
before; "this approach" is what was last spoken of. A site that none of this decides becomes nothing.
"""

from collections.abc import Mapping, Sequence

from graph.model import EntityType, MentionKind
from graph.nlp.findings import FoundMention, FoundProposal, FoundStatement
from graph.nlp.proposals.book import Book, Draft
from graph.nlp.proposals.sites import Site, entity_of, find_sites
from graph.nlp.syntax.actions import action_lemma, action_of, is_nominal, object_of
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.tree import Tree, Word

_BACK = 400  # tokens that "this approach" may look back
_LONGEST_LABEL = 12  # words


def find_proposals(
    doc: Tree, statements: Sequence[FoundStatement], entity_at: Mapping[int, int]
) -> list[FoundProposal]:
    """Proposals and policies with all their mentions, in the order of the first; entity_at: head token → entity."""
    book = Book()
    done: set[int] = set()
    for site in sorted(find_sites(doc, statements, entity_at), key=lambda s: (s.head, not s.laid, s.anaphoric)):
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


def _finish(draft: Draft) -> FoundProposal:
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


# --- which proposal a site means -------------------------------------------------------------------------


def _resolve(doc: Tree, site: Site, book: Book, entity_at: Mapping[int, int]) -> Draft | None:
    if site.verb is not None:
        return _with_action(doc, site, site.verb, book, entity_at)
    if site.laid:
        named = site.start + (doc[site.start].dep_ == "det")
        return book.add(Draft(_words(doc, named, site.end), _type(site), proposer=site.proposer))
    if site.anaphoric:
        return _last_spoken_of(doc, site, book) or _from_sentence_before(doc, site, book, entity_at)
    if site.proposer is not None and site.proposer in book.of_proposer:
        return book.of_proposer[site.proposer]
    return book.add(Draft(_words(doc, site.start, site.end), _type(site), proposer=site.proposer))


def _with_action(doc: Tree, site: Site, verb: Word, book: Book, entity_at: Mapping[int, int]) -> Draft | None:
    action, what = action_lemma(verb), object_of(verb)
    if what is None:
        return None
    named = _named_within(what, entity_at)
    known = book.same(action, named, what.lemma_.lower())
    if known is not None:
        known.proposer = known.proposer if known.proposer is not None else site.proposer
        return known
    addressee = entity_of(next((c for c in verb.children if c.dep_ == "nsubj"), None), entity_at)
    return book.add(
        Draft(
            label=_label(doc, site, verb, what),
            type=_type(site),
            action=action,
            entities=named,
            object_lemma=what.lemma_.lower(),
            object_entity=entity_of(what, entity_at) if what.i in entity_at else min(named, default=None),
            proposer=site.proposer,
            addressee=addressee if addressee != site.proposer else None,
        )
    )


def _type(site: Site) -> EntityType:
    return EntityType.POLICY if site.policy else EntityType.PROPOSAL


def _last_spoken_of(doc: Tree, site: Site, book: Book) -> Draft | None:
    """The proposal mentioned last; "the policy" must mean a policy of the paragraph, "the call" what was called for."""
    definite = doc[site.start].lower_ == "the"
    near = book.before(site.head, _BACK)
    return next((d for head, d in near if not definite or _may_be_the(doc, site, d, head)), None)


def _may_be_the(doc: Tree, site: Site, draft: Draft, before: int) -> bool:
    if site.policy and draft.type is EntityType.POLICY and not _breaks_between(doc, before, site.head):
        return True
    named = doc[before]
    return doc[site.head].lemma_.lower() in (t.lemma_.lower() for t in (named, named.head, named.head.head))


def _breaks_between(doc: Tree, first: int, last: int) -> bool:
    return any(t.is_space and "\n" in t.text for t in doc[first:last])


def _from_sentence_before(doc: Tree, site: Site, book: Book, entity_at: Mapping[int, int]) -> Draft | None:
    """ "The government began turning people away. The policy …": what the sentence before says is done."""
    sentence = doc[site.head].sent
    if not site.policy or sentence.start == 0 or _breaks_between(doc, sentence.start - 1, site.head):
        return None
    verb = action_of(doc[sentence.start - 1].sent.root)
    subject = next((c for c in doc[sentence.start - 1].sent.root.children if c.dep_ == "nsubj"), None)
    if verb is None or verb.pos_ != "VERB" or object_of(verb) is None or subject is None:
        return None
    end = verb.right_edge.i + 1
    made = Site(verb.i, end, verb.i, verb, entity_of(subject, entity_at), policy=True)
    draft = _with_action(doc, made, verb, book, entity_at)
    if draft is not None and not draft.mentions:
        book.mention(draft, FoundMention(verb.i, end, verb.i, MentionKind.NOMINAL))
    return draft


def _add_verb_phrases(doc: Tree, book: Book, entity_at: Mapping[int, int], done: set[int]) -> None:
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


def _label(doc: Tree, site: Site, verb: Word, what: Word) -> str:
    """ "proposal to close the port": the object without the clauses that hang on it."""
    kept = find_source_phrase(what)
    words = _words(doc, kept[0], min(kept[-1] + 1, kept[0] + _LONGEST_LABEL))
    return f"{'policy' if site.policy else 'proposal'} to {action_lemma(verb)} {words}"


def _words(doc: Tree, start: int, end: int) -> str:
    return " ".join(doc.span(start, end).text.split())
