"""Facts: what clauses tell, whose proposal is whose, and the acts by which somebody takes a side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import (
    Argument,
    CharSpan,
    EntityType,
    Fact,
    FactScope,
    MentionKind,
    Modality,
    Participant,
    Predicate,
    Statement,
    StatementKind,
)
from graph.nlp.assembly.citable import Citable, is_unnamed
from graph.nlp.assembly.joint import Joint
from graph.nlp.assembly.stances import Deed
from graph.nlp.coreference.mention_features import Gender
from graph.nlp.coreference.mentions import gender_of
from graph.nlp.findings import FoundAct, FoundFact, FoundPart
from graph.nlp.lexicons import load_lexicon
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.offsets import SpanIndex
from graph.nlp.syntax.tree import Word

Holders = SpanIndex[Statement]  # statements by their content

_GLOSSES = frozenset(
    {"title", "apposition", "party tag", "noun", "definite", "employer", "kin", "campaign", "group"}
)  # rules that read names, not clauses
_UNSURE_TYPES = frozenset(
    {EntityType.PLACE, EntityType.AGREEMENT, EntityType.PROPOSAL, EntityType.POLICY, EntityType.EVENT}
)


def to_facts(
    joint: Joint, statements: Sequence[Statement], acts: Sequence[FoundAct]
) -> tuple[tuple[Fact, ...], list[Deed]]:
    """Return the facts in text order, and each act that the article tells in its own voice with the id of its fact."""
    holders = SpanIndex((span, statement) for statement in statements for span in statement.content)
    told = (one for one in joint.found.facts if _is_known(joint, one.subject) and _is_known(joint, one.object))
    facts = (_fact(joint, one, holders) for one in told)
    made = [*filter(Citable(joint).wants, filter(None, facts)), *_proposed(joint)]
    deeds = list(_deeds(joint, acts, made, holders))
    order = sorted(range(len(made)), key=lambda i: (made[i].spans[0], made[i].predicate.lemma, made[i].object.text))
    ids = {index: f"f{number}" for number, index in enumerate(order, 1)}
    return tuple(replace(made[i], id=ids[i]) for i in order), [(ids[index], act) for index, act in deeds]


def _fact(joint: Joint, found: FoundFact, holders: Holders) -> Fact | None:
    evidence = (found.verb,) if found.verb else found.predicate_spans or found.spans
    held = holders.holding(CharSpan(evidence[0].start, evidence[-1].end))
    holder = min(held, key=_length, default=None)  # "A said that B denied …": B's words
    if holder is not None and found.by in _GLOSSES and not _is_quoted(joint, evidence[0]):
        holder = None  # "she said that Senator Ruiz lied": who says that he is one is the article
    if holder is not None and _is_presupposed(joint, evidence[0], holder):
        holder = None
    subject, what = _argument(joint, found.subject), _argument(joint, found.object)
    if what.entity is not None and what.entity == subject.entity:
        if found.relation == "memberOf":
            return None  # "at least one Democrat" is no member of itself
        what = replace(what, entity=None)  # an apposition says what its own subject is
    if found.relation == "leads" and found.verb is not None and _is_person(joint, found.object):
        return None  # "leads Ruiz in the polls"
    if found.relation == "locatedIn" and _is_person(joint, found.subject):
        return None  # "the death of Ana Ruiz in Peru": a name that the parser takes for a place
    if found.named_only and not _is_named_person(joint, found.subject):
        return None
    if holder is not None and _is_own_deed(found, holder, subject):
        holder = None
    told_by = holder.source.entity if holder and holder.source else None
    return Fact(
        id="f",
        subject=subject,
        predicate=Predicate(found.label, found.lemma, found.predicate_spans, found.relation),
        object=what,
        spans=found.spans,
        time=joint.interval(found.time),
        according_to=told_by if holder else _according_to(joint, evidence[0]),
        statement=holder.id if holder else None,
        negated=bool(found.negation),
        negation_spans=found.negation,
        modality=found.modality,
        modality_spans=found.modality_spans,
        confidence=round(found.confidence, 2),
        by=found.by,
        verb=found.verb,
        status=found.status,
        participants=tuple(Participant(role, _argument(joint, one)) for role, one in found.roles),
    )


def _is_person(joint: Joint, part: FoundPart) -> bool:
    """Whether the words are the name of a person."""
    index = joint.at.get(part.head) if part.head is not None and part.literal is None else None
    if index is None or joint.named(index).type is not EntityType.PERSON:
        return False
    return part.text == joint.named(index).label or " " not in part.text


def _is_named_person(joint: Joint, part: FoundPart) -> bool:
    """Whether the words mean somebody whom the article names."""
    index = joint.at.get(part.head) if part.head is not None else None
    if index is None or joint.named(index).type is not EntityType.PERSON:
        return False
    return any(mention.kind is MentionKind.NAME for mention in joint.named(index).mentions)


def _is_quoted(joint: Joint, span: CharSpan) -> bool:
    """Whether the words stand within quotation marks."""
    return any(one.span.contains(span) for one in joint.doc.quotations)


def _is_own_deed(found: FoundFact, holder: Statement, subject: Argument) -> bool:
    """Whether the article tells what somebody means or refuses to do, in words that only report it: "vows to sign"."""
    own = holder.source is not None and holder.source.entity is not None and holder.source.entity == subject.entity
    meant = found.modality is Modality.INTENDED or bool(found.negation)
    return own and meant and holder.kind is StatementKind.INDIRECT


def _according_to(joint: Joint, span: CharSpan) -> str | None:
    """Who is named by "according to" in the clause, where no statement holds the words."""
    word = next(iter(joint.words((span,))), None)
    while word is not None:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ == "according":
                for inner in child.subtree:
                    if inner.dep_ == "pobj" and inner.i in joint.at and inner.head.lower_ == "to":
                        return joint.id(joint.at[inner.i])
        word = word.head if word.head is not word else None
    return None


def _is_presupposed(joint: Joint, span: CharSpan, holder: Statement) -> bool:
    """Whether the article says it in passing within what it reports: "denied the charges, which Lima brought in May".

    What stands in a relative clause or a participle within words that are not quoted is the writer's gloss.
    """
    if holder.kind is StatementKind.DIRECT or _is_quoted(joint, span):
        return False
    word = next(iter(joint.words((span,))), None)
    content = holder.content
    while word is not None and any(one.start <= word.idx < one.end for one in content):
        if word.dep_ == "relcl" or (word.dep_ == "acl" and word.tag_ in {"VBN", "VBD"}):
            return True
        if word.head is word:
            return False
        word = word.head
    return False


def _is_known(joint: Joint, part: FoundPart) -> bool:
    """Whether a reader can tell who is meant: a pronoun without an entity says nothing in a graph."""
    if part.head is None or joint.doc[part.head].pos_ != "PRON":
        return True
    gender = _gender(joint.doc[part.head])
    index = joint.at.get(part.head)
    return index is not None and (gender is None or not _contradicts(joint, index, gender))


def _contradicts(joint: Joint, index: int, gender: Gender) -> bool:
    """Whether the pronouns that mean the entity are mostly those of the other gender."""
    if index >= len(joint.entities):
        return False
    found = [_gender(joint.doc[m.head]) for m in joint.entities[index].mentions]
    return found.count(gender) < sum(1 for other in found if other not in (None, gender))


def _proposed(joint: Joint) -> Iterator[Fact]:
    """Who proposed a proposal, with the words that say so for evidence."""
    for index, proposal in enumerate(joint.proposals, len(joint.entities)):
        if proposal.proposer is None or not proposal.proposed_at:
            continue
        if _is_doubtful(joint, proposal.proposed_at[0].head):
            continue  # "Ruiz's campaign" proposes nothing
        if joint.found.scope is not FactScope.ALL and is_unnamed(proposal.label):
            continue  # "his policy": nobody learns which
        spans = tuple(joint.chars(m.start, m.end) for m in proposal.proposed_at)
        yield Fact(
            id="f",
            subject=Argument(spans[:1], proposal.label, joint.ids[index]),
            predicate=Predicate("proposed by", "propose by", (), "proposedBy"),
            object=Argument((), joint.entities[proposal.proposer].label, joint.ids[proposal.proposer]),
            spans=spans,
            confidence=0.75,
            by="proposal",
        )


def _argument(joint: Joint, part: FoundPart) -> Argument:
    if part.entity is not None:
        return Argument(part.spans, part.text, joint.id(part.entity))
    index = joint.at.get(part.head) if part.head is not None and part.literal is None else None
    if index is not None and part.head is not None and _is_misled(joint, index, part.head):
        index = None
    return Argument(part.spans, part.text, joint.id(index), part.literal, part.datatype, part.quantity)


def _is_misled(joint: Joint, index: int, head: int) -> bool:
    """Whether a noun like "the country" or "the campaign" is tied to a place, an agreement or a proposal.

    Or a name with an article, "the Senate", to a person.
    """
    one = joint.named(index)
    article = head > 0 and joint.doc[head].tag_ == "NNP" and joint.doc[head - 1].lower_ == "the"
    doubtful = one.type in _UNSURE_TYPES and _is_doubtful(joint, head)
    return doubtful or (one.type is EntityType.PERSON and article)


def _is_doubtful(joint: Joint, head: int) -> bool:
    return joint.doc[head].pos_ == "NOUN" and joint.doc[head].lemma_.lower() in load_relations()["doubtful"]


# --- acts ------------------------------------------------------------------------------------------------


def _deeds(
    joint: Joint, acts: Sequence[FoundAct], made: list[Fact], holders: Holders
) -> Iterator[tuple[int, FoundAct]]:
    """The acts that the article vouches for, each with the index of its fact; one that no clause gave is made."""
    known = {(f.verb, f.subject.entity, f.object.entity): index for index, f in reversed(list(enumerate(made)))}
    for act in acts:
        verb, ends = joint.chars(act.verb, act.verb + 1), (joint.ids[act.source], joint.ids[act.stance.target])
        index = known.get((verb, *ends))
        if index is None:
            fact = _told(joint, act, holders)
            if fact is None:
                continue
            index = known[verb, *ends] = len(made)
            made.append(fact)
        if _is_vouched_for(made[index]):
            yield index, act


def _told(joint: Joint, act: FoundAct, holders: Holders) -> Fact | None:
    """The act as a fact; None where it is denied, left open, or what somebody says."""
    verb, mood = joint.chars(act.verb, act.verb + 1), factuality_of(joint.doc[act.verb])
    held = next(iter(holders.holding(verb)), None)
    if held is not None or mood.negation or mood.modality is not Modality.ASSERTED:
        return None
    subject, what = _nearest(joint, act.source, act.verb), joint.mention_span(act.stance.target_head)
    trigger = joint.token_spans({*act.stance.trigger, act.verb})
    words = list(joint.words(trigger))
    parts = (subject, what, *trigger)
    return Fact(
        id="f",
        subject=Argument((subject,), joint.article.text_of(subject), joint.ids[act.source]),
        predicate=Predicate(
            " ".join(w.text for w in words),
            " ".join(w.lemma_.lower() for w in words),
            trigger,
            act.stance.stance.value,
        ),
        object=Argument((what,), joint.article.text_of(what), joint.ids[act.stance.target]),
        spans=(CharSpan(min(p.start for p in parts), max(p.end for p in parts)),),
        time=joint.interval(next((t for t in joint.found.times if t.head == act.verb), None)),
        confidence=round(act.stance.confidence, 2),
        by=act.stance.by,
        verb=verb,
    )


def _nearest(joint: Joint, index: int, token: int) -> CharSpan:
    """Where the entity is mentioned nearest to the token, before it rather than after."""
    near = min(joint.named(index).mentions, key=lambda m: (m.head > token, abs(token - m.head)))
    return joint.chars(near.start, near.end)


def _is_vouched_for(fact: Fact) -> bool:
    return not fact.negated and fact.modality is Modality.ASSERTED and fact.statement is None and not fact.according_to


def _gender(word: Word) -> Gender | None:
    """That of a pronoun; a reflexive one follows its subject and tells nothing new."""
    return None if word.lower_ in load_lexicon("pronouns")["reflexive"] else gender_of(word.lower_)


def _length(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)
