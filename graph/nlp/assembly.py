"""Findings joined in the shared model: indices become ids, tokens become characters; nothing is found here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Protocol

from graph.model import (
    Annotation,
    Argument,
    Article,
    CharSpan,
    Entity,
    EntityType,
    Fact,
    Mention,
    Modality,
    Predicate,
    Source,
    Stance,
    StanceEdge,
    Statement,
    StatementKind,
    TimeInterval,
)
from graph.nlp.coreference.mention_features import Gender
from graph.nlp.coreference.mentions import gender_of
from graph.nlp.findings import (
    FoundEntity,
    FoundFact,
    FoundMention,
    FoundPart,
    FoundProposal,
    FoundStance,
    FoundStatement,
    FoundTime,
)
from graph.nlp.lexicons import load_lexicon
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.stance.criticism import is_aimed_at
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.offsets import SpanIndex, token_span
from graph.nlp.syntax.tree import Tree, Word

_GLOSSES = frozenset({"title", "apposition", "party tag", "noun"})  # rules that read names, not clauses
_UNSURE_TYPES = frozenset(
    {EntityType.PLACE, EntityType.AGREEMENT, EntityType.PROPOSAL, EntityType.POLICY, EntityType.EVENT}
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages found in an article; entities and proposals are named by index, proposals counted on."""

    article: Article
    tree: Tree
    entities: Sequence[FoundEntity]
    proposals: Sequence[FoundProposal]
    entity_at: Mapping[int, int]  # head of a mention → entity
    statements: Sequence[FoundStatement]
    speakers: Sequence[int | None]  # of each statement
    stances: Sequence[FoundStance | None]  # of each statement
    times: Sequence[FoundTime]
    facts: Sequence[FoundFact]


class Mentioned(Protocol):
    """What the text mentions: an entity or a proposal."""

    @property
    def mentions(self) -> tuple[FoundMention, ...]:
        """Where."""


def assemble(findings: Findings, pipeline: str) -> Annotation:
    """Return the annotation that the findings make; `pipeline` names what parsed the text."""
    return _Assembly(findings).annotation(pipeline)


class _Assembly:
    """Findings by index, on their way to ids of the model."""

    def __init__(self, found: Findings) -> None:
        self.found, self.article, self.doc = found, found.article, found.tree
        self.entities, self.proposals, self.at = found.entities, found.proposals, found.entity_at
        everything: list[Mentioned] = [*found.entities, *found.proposals]
        self.mention_at = {m.head: m for one in everything for m in one.mentions}
        self.ids = self._number()

    def _number(self) -> dict[int, str]:
        """Entity index → "e1", "e2" in order of first mention."""
        everything: list[Mentioned] = [*self.entities, *self.proposals]
        first = [min((m.start, m.end) for m in one.mentions) for one in everything]
        order = sorted(range(len(everything)), key=lambda i: (first[i], i))
        return {index: f"e{rank}" for rank, index in enumerate(order, 1)}

    def annotation(self, pipeline: str) -> Annotation:
        statements = self._statements()
        return Annotation(
            article=self.article,
            entities=self._entities(),
            statements=statements,
            facts=self._facts(statements),
            stances=tuple(self._stances(statements)),
            sentences=find_sentences(self.doc),
            software=f"hustings {version('hustings')}",
            pipeline=pipeline,
        )

    # entities

    def _entities(self) -> tuple[Entity, ...]:
        made = [
            Entity(self.ids[i], e.label, e.type, self._mentions(e.mentions), round(e.confidence, 2))
            for i, e in enumerate(self.entities)
        ]
        for index, proposal in enumerate(self.proposals, len(self.entities)):
            made.append(
                Entity(
                    self.ids[index],
                    proposal.label,
                    proposal.type,
                    self._mentions(proposal.mentions),
                    0.8,
                    proposer=self._id(proposal.proposer),
                    action=proposal.action,
                    object=self._id(proposal.object),
                    addressee=self._id(proposal.addressee),
                )
            )
        return tuple(sorted(made, key=lambda e: int(e.id[1:])))

    def _mentions(self, mentions: Iterable[FoundMention]) -> tuple[Mention, ...]:
        made = {Mention(_chars(self.doc, m.start, m.end), m.kind) for m in mentions}
        return tuple(sorted(made))

    def _id(self, index: int | None) -> str | None:
        return None if index is None else self.ids[index]

    # statements

    def _statements(self) -> tuple[Statement, ...]:
        said = {t.head: t for t in reversed(self.found.times) if t.head is not None}
        made: list[Statement] = []
        for number, (one, speaker, stance) in enumerate(
            zip(self.found.statements, self.found.speakers, self.found.stances, strict=True), 1
        ):
            statement = self._statement(f"s{number}", one, speaker, said)
            if one.continues is not None:
                statement = replace(statement, said=made[one.continues].said)
            if one.via is not None:
                statement = replace(statement, reported_via=self._id(self.found.speakers[one.via]))
            made.append(statement if stance is None else self._with_stance(statement, stance))
        return tuple(made)

    def _statement(
        self, statement_id: str, found: FoundStatement, speaker: int | None, said: Mapping[int, FoundTime]
    ) -> Statement:
        factuality = factuality_of(self.doc[found.cue_head]) if found.cue_head is not None else None
        source = Source(self._id(speaker), found.source) if found.source or speaker is not None else None
        return Statement(
            id=statement_id,
            content=found.content,
            kind=found.kind,
            source=source,
            cue=found.cue,
            negated=bool(factuality and factuality.negation),
            negation_spans=factuality.negation if factuality else (),
            modality=factuality.modality if factuality else Modality.ASSERTED,
            modality_spans=factuality.modality_spans if factuality else (),
            said=self._interval(said.get(found.cue_head)) if found.cue_head is not None else None,
            confidence=found.confidence,
            by=found.by,
        )

    def _with_stance(self, statement: Statement, stance: FoundStance) -> Statement:
        return replace(
            statement,
            stance=stance.stance,
            target=self.ids[stance.target],
            target_spans=self._mention_spans(stance.target_head),
            stance_spans=tuple(_chars(self.doc, i, i + 1) for i in sorted(set(stance.trigger))),
            confidence=round(min(statement.confidence, stance.confidence), 2),
            by=f"{statement.by} {stance.by}",
        )

    def _mention_spans(self, head: int) -> tuple[CharSpan, ...]:
        mention = self.mention_at.get(head)
        return (_chars(self.doc, mention.start, mention.end) if mention else _chars(self.doc, head, head + 1),)

    # facts

    def _facts(self, statements: Sequence[Statement]) -> tuple[Fact, ...]:
        holders = SpanIndex((span, s) for s in statements for span in s.content)
        told = [one for one in self.found.facts if self._is_known(one.subject) and self._is_known(one.object)]
        made = [fact for one in told if (fact := self._fact(one, holders)) is not None]
        made += self._proposed()
        ordered = sorted(made, key=lambda f: (f.spans[0], f.predicate.lemma, f.object.text))
        return tuple(replace(fact, id=f"f{number}") for number, fact in enumerate(ordered, 1))

    def _fact(self, found: FoundFact, holders: SpanIndex[Statement]) -> Fact | None:
        evidence = (found.verb,) if found.verb else found.predicate_spans or found.spans
        held = holders.holding(CharSpan(evidence[0].start, evidence[-1].end))
        holder = min(held, key=_length, default=None)  # "A said that B denied …": B's words
        if holder is not None and found.by in _GLOSSES and not self._is_speech(holder):
            return None  # "voters back Senator Ruiz": that she is one is neither theirs nor asserted
        subject, what = self._argument(found.subject), self._argument(found.object)
        if what.entity is not None and what.entity == subject.entity:
            what = replace(what, entity=None)  # an apposition says what its own subject is
        return Fact(
            id="f",
            subject=subject,
            predicate=Predicate(found.label, found.lemma, found.predicate_spans, found.relation),
            object=what,
            spans=found.spans,
            time=self._interval(found.time),
            according_to=holder.source.entity if holder and holder.source else None,
            statement=holder.id if holder else None,
            negated=bool(found.negation),
            negation_spans=found.negation,
            modality=found.modality,
            modality_spans=found.modality_spans,
            confidence=round(found.confidence, 2),
            by=found.by,
            verb=found.verb,
        )

    def _is_speech(self, statement: Statement) -> bool:
        """Whether the statement quotes, or its cue is a verb of saying."""
        if statement.kind is not StatementKind.INDIRECT:
            return True
        reporting = load_relations()["reporting"]
        return any(token.lemma_.lower() in reporting for span in statement.cue for token in token_span(self.doc, span))

    def _is_known(self, part: FoundPart) -> bool:
        """Whether a reader can tell who is meant: a pronoun without an entity says nothing in a graph."""
        if part.head is None or self.doc[part.head].pos_ != "PRON":
            return True
        gender = _gender(self.doc[part.head])
        index = self.at.get(part.head)
        return index is not None and (gender is None or not self._contradicts(index, gender))

    def _contradicts(self, index: int, gender: Gender) -> bool:
        """Whether the pronouns that mean the entity are mostly those of the other gender."""
        if index >= len(self.entities):
            return False
        found = [_gender(self.doc[m.head]) for m in self.entities[index].mentions]
        return found.count(gender) < sum(1 for other in found if other not in (None, gender))

    def _proposed(self) -> Iterable[Fact]:
        """Who proposed a proposal, with the words that say so for evidence."""
        for index, proposal in enumerate(self.proposals, len(self.entities)):
            if proposal.proposer is None or not proposal.proposed_at:
                continue
            if self._is_doubtful(proposal.proposed_at[0].head):
                continue  # "Ruiz's campaign" proposes nothing
            proposer = self.entities[proposal.proposer]
            spans = tuple(_chars(self.doc, m.start, m.end) for m in proposal.proposed_at)
            yield Fact(
                id="f",
                subject=Argument(spans[:1], proposal.label, self.ids[index]),
                predicate=Predicate("proposed by", "propose by", (), "proposedBy"),
                object=Argument((), proposer.label, self.ids[proposal.proposer]),
                spans=spans,
                confidence=0.75,
                by="proposal",
            )

    def _argument(self, part: FoundPart) -> Argument:
        index = self.at.get(part.head) if part.head is not None and part.literal is None else None
        if index is not None and part.head is not None and self._is_misled(index, part.head):
            index = None
        return Argument(part.spans, part.text, self._id(index), part.literal, part.datatype, part.quantity)

    def _is_misled(self, index: int, head: int) -> bool:
        """Whether a noun like "the country" or "the campaign" is tied to a place, an agreement or a proposal.

        Or a name with an article, "the Senate", to a person.
        """
        one = self.entities[index] if index < len(self.entities) else self.proposals[index - len(self.entities)]
        article = head > 0 and self.doc[head].tag_ == "NNP" and self.doc[head - 1].lower_ == "the"
        return (one.type in _UNSURE_TYPES and self._is_doubtful(head)) or (one.type is EntityType.PERSON and article)

    def _is_doubtful(self, head: int) -> bool:
        return self.doc[head].pos_ == "NOUN" and self.doc[head].lemma_.lower() in load_relations()["doubtful"]

    def _interval(self, time: FoundTime | None) -> TimeInterval | None:
        if time is None:
            return None
        return TimeInterval(self.article.text_of(time.span), time.earliest, time.latest, time.span)

    def _stances(self, statements: Iterable[Statement]) -> Iterable[StanceEdge]:
        """An edge for each statement that takes sides, plainly and not denied; to find fault with somebody's proposal
        is derived to criticise whose it is."""
        proposers = {self.ids[i]: p.proposer for i, p in enumerate(self.proposals, len(self.entities))}
        for statement in statements:
            source = statement.source.entity if statement.source else None
            if source is None or statement.stance is None or statement.target is None:
                continue
            if statement.negated or statement.modality is not Modality.ASSERTED:
                continue
            yield StanceEdge(source, statement.stance, statement.target, statement.id)
            proposer = proposers.get(statement.target)
            if proposer is None or statement.stance is not Stance.OPPOSES or self.ids[proposer] == source:
                continue
            if is_aimed_at(
                self._tokens(statement.stance_spans), self._tokens(statement.target_spans), self._heads(proposer)
            ):
                yield StanceEdge(source, Stance.OPPOSES, self.ids[proposer], statement.id, derived=True)

    def _tokens(self, spans: Iterable[CharSpan]) -> Iterator[Word]:
        for span in spans:
            yield from token_span(self.doc, span)

    def _heads(self, entity: int) -> frozenset[int]:
        return frozenset(m.head for m in self.entities[entity].mentions)


def _gender(word: Word) -> Gender | None:
    """That of a pronoun; a reflexive one follows its subject and tells nothing new."""
    return None if word.lower_ in load_lexicon("pronouns")["reflexive"] else gender_of(word.lower_)


def _length(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)


def find_sentences(doc: Tree) -> tuple[CharSpan, ...]:
    """The sentences of the parse, without white space around them."""
    found = []
    for sentence in doc.sents:
        inner = sentence.text.strip()
        if inner:
            start = sentence.start_char + sentence.text.index(inner[0])
            found.append(CharSpan(start, start + len(inner)))
    return tuple(found)


def _chars(doc: Tree, start: int, end: int) -> CharSpan:
    return CharSpan(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
