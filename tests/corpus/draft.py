"""A text that is written piece by piece, together with its annotation: every span is where its words were just put."""

from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import (
    Annotation,
    Argument,
    Article,
    CharSpan,
    Entity,
    EntityType,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Predicate,
    Source,
    Stance,
    StanceEdge,
    Statement,
    StatementKind,
    StatementStance,
    TimeInterval,
)
from tests.corpus.cast import Figure


@dataclass(slots=True)
class Draft:
    """What was written so far, and what was found in it."""

    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)  # by label and type
    statements: list[Statement] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    stances: list[StanceEdge] = field(default_factory=list)
    sentences: list[CharSpan] = field(default_factory=list)
    _begun: int = 0

    def write(self, words: str) -> CharSpan:
        """Put the words down; where they stand."""
        start = len(self.text)
        self.text += words
        return CharSpan(start, len(self.text))

    def name(self, figure: Figure, *, nominal: bool = False) -> tuple[str, CharSpan]:
        """Name somebody or something: by the full name first, then by a short one; its id and where it stands."""
        known = self.entities.get(f"{figure.type} {figure.label}")
        span = self.write(figure.short if known and figure.short else figure.label)
        return self.mention(figure, span, nominal=nominal), span

    def mention(self, figure: Figure, span: CharSpan, *, nominal: bool = False) -> str:
        """Say that what stands there means somebody or something; its id."""
        key = f"{figure.type} {figure.label}"
        mention = Mention(span, MentionKind.NOMINAL if nominal else MentionKind.NAME)
        known = self.entities.get(key)
        if known:
            self.entities[key] = replace(known, mentions=(*known.mentions, mention))
            return known.id
        self.entities[key] = Entity(
            f"e{len(self.entities) + 1}",
            figure.label,
            figure.type,
            (mention,),
            confidence=0.9,
            wikidata=figure.wikidata,
            candidates=figure.candidates,
            common=figure.common,
        )
        return self.entities[key].id

    def propose(self, words: CharSpan, proposer: str, action: str, object: str | None, addressee: str | None) -> str:
        """The id of a proposal that is described by the words."""
        label = self.text[words.start : words.end]
        made = self.mention(Figure(label, EntityType.PROPOSAL), words, nominal=True)
        key = f"{EntityType.PROPOSAL} {label}"
        self.entities[key] = replace(
            self.entities[key], proposer=proposer, action=action, object=object, addressee=addressee
        )
        return made

    def say(
        self,
        content: CharSpan,
        kind: StatementKind,
        *,
        source: tuple[str, CharSpan] | None = None,
        cue: CharSpan | None = None,
        stance: Stance | None = None,
        target: str | None = None,
        negation: CharSpan | None = None,
        modality: Modality = Modality.ASSERTED,
        mood: CharSpan | None = None,
        said: TimeInterval | None = None,
        via: str | None = None,
    ) -> str:
        """The id of a statement; one that is asserted and takes a side makes an edge too."""
        trigger = (cue,) if cue else ()
        side = StatementStance(stance, target, (content,), trigger, by="made up") if stance and target else None
        made = Statement(
            f"s{len(self.statements) + 1}",
            (content,),
            kind,
            source=Source(source[0], (source[1],)) if source else None,
            cue=(cue,) if cue else (),
            stances=(side,) if side else (),
            negated=negation is not None,
            negation_spans=(negation,) if negation else (),
            modality=modality,
            modality_spans=(mood,) if mood else (),
            said=said,
            reported_via=via,
            confidence=0.8,
            by="made up",
        )
        self.statements.append(made)
        if source and side and not made.negated and modality is Modality.ASSERTED:
            self.stances.append(StanceEdge(source[0], side.stance, side.target, made.id))
        return made.id

    def tell(
        self,
        subject: tuple[str, CharSpan],
        predicate: Predicate,
        object: Argument,
        *,
        time: TimeInterval | None = None,
        according_to: str | None = None,
        statement: str | None = None,
        negation: CharSpan | None = None,
    ) -> None:
        """Write a fact down; its evidence is what the sentence holds so far."""
        words = self.text[subject[1].start : subject[1].end]
        self.facts.append(
            Fact(
                f"f{len(self.facts) + 1}",
                Argument((subject[1],), words, entity=subject[0]),
                predicate,
                object,
                (CharSpan(self._begun, len(self.text)),),
                time=time,
                according_to=according_to,
                statement=statement,
                negated=negation is not None,
                negation_spans=(negation,) if negation else (),
                confidence=0.9,
                by="made up",
                verb=predicate.spans[0] if predicate.spans else None,
            )
        )

    def end(self, words: str = ". ") -> None:
        """End the sentence; the words end with what stands between it and the next one."""
        self.write(words)
        closed = len(self.text.rstrip())
        self.sentences.append(CharSpan(self._begun, closed))
        self._begun = len(self.text)

    def to_annotation(
        self, id: str, *, published: date | None, title: str | None, publisher: str | None, url: str | None
    ) -> Annotation:
        """The article with all that was found in it."""
        return Annotation(
            Article(id, self.text, published=published, title=title, publisher=publisher, url=url),
            tuple(self.entities.values()),
            tuple(self.statements),
            tuple(self.facts),
            tuple(self.stances),
            tuple(self.sentences),
            software="hustings test",
            pipeline="made up",
        )
