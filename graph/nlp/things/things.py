"""The entity that a word names, found or made: issues, laws named before, deeds, and groups that take a side.

Only words that are asked for become entities, so that a text has no more of them than it takes sides on. A word that
names an entity already is that entity; "it" and "the bill" lead to what was named before; the rest is made new.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import EntityType, MentionKind
from graph.nlp.findings import FoundEntity, FoundMention, FoundProposal
from graph.nlp.lexicons import listed
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.subjects import find_antecedent
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.things.antecedents import find_named_before, find_pronoun_antecedent
from graph.nlp.things.groups import find_actor_type, find_example, is_part, is_single, party_of
from graph.nlp.things.phrases import (
    find_complement,
    find_noun_phrase,
    find_verb_phrase,
    key_of,
    last_of,
    modifiers_of,
    words_of,
)

_ACTORS = frozenset(
    {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.PLACE, EntityType.GROUP, EntityType.OTHER,
     EntityType.WORK}
)  # fmt: skip
_WHOLES = frozenset({EntityType.PARTY, EntityType.ORGANIZATION})
_PERSONAL = listed("pronouns", "personal")
_CONFIDENCE = 0.8
_LONGEST_SOURCE = 12  # words


@dataclass(slots=True)
class _Thing:
    label: str
    type: EntityType
    mentions: dict[int, FoundMention]  # by head
    key: str | None = None
    about: int | None = None
    lemma: str = ""
    modifiers: frozenset[str] = field(default_factory=frozenset)


class Things:
    """The entities of an article, and what is made of further words when somebody asks for them."""

    def __init__(
        self,
        doc: Tree,
        entities: Sequence[FoundEntity],
        proposals: Sequence[FoundProposal],
        entity_at: Mapping[int, int],
        prominent: Iterable[int] = (),
    ) -> None:
        """entity_at: head token → entity, proposals counted on; prominent: heads of what sides are taken on."""
        self._doc, self._entities = doc, entities
        self._labels = [*(e.label for e in entities), *(p.label for p in proposals)]
        self._types = [*(e.type for e in entities), *(p.type for p in proposals)]
        self._named, self._known = len(entities), len(self._types)
        self._at = dict(entity_at)
        self._prominent = frozenset(prominent)
        self._made: list[_Thing] = []
        self._wholes: dict[int, int] = {}

    @property
    def entity_at(self) -> Mapping[int, int]:
        """Head token → entity, of all that are known by now."""
        return self._at

    @property
    def made(self) -> list[FoundEntity]:
        """The entities made so far; their indices go on after the entities and proposals given."""
        return [
            FoundEntity(
                t.label,
                t.type,
                tuple(sorted(t.mentions.values(), key=lambda m: (m.start, m.end))),
                confidence=_CONFIDENCE,
                key=t.key,
                about=self.place(t.about) if t.about is not None else None,
            )
            for t in self._made
        ]

    def place(self, entity: int) -> int:
        """The index of an entity once those made stand before the proposals, as the annotation orders them."""
        if entity < self._named:
            return entity
        if entity < self._known:
            return entity + len(self._made)
        return entity - self._known + self._named

    def thing_for(self, head: int) -> int | None:
        """The entity that a noun, pronoun, infinitive or gerund names as what a side is taken on."""
        word = find_antecedent(self._doc[head])
        if word is None:
            return None
        word = last_of(word)
        known = self._at.get(word.i)
        if known is not None and not self._is_misled(word, known):
            return self._some_of(word, known) if self._is_some_of(word, known) else known
        if word.pos_ == "PRON" or word.lower_ in _PERSONAL:
            return self._before(word)
        if word.pos_ in ("VERB", "AUX") or (word.tag_ == "VBG" and word.pos_ != "NOUN"):
            return self._deed(word)
        if word.pos_ not in ("NOUN", "PROPN", "ADJ") or word.lemma_.lower() in listed("issues", "nobody"):
            return None
        if (
            any(c.lower_ == "whose" for c in word.children)
            or word.pos_ == "ADJ"
            or word.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL")
        ):
            return None
        kind = find_actor_type(word)
        return self._actor(word, kind) if kind is not None else self._issue(word)

    def actors_for(self, heads: Iterable[int | None]) -> None:
        """Make those who take a side known by the words that name them."""
        for head in sorted(head for head in heads if head is not None):
            self.actor_for(head)

    def parts_for(self, heads: Iterable[int | None]) -> None:
        """Make known, apart from the party or body, those who are only some of its people: "many Republicans"."""
        for head in sorted(head for head in heads if head is not None):
            known = self._at.get(head)
            if known is not None and self._is_some_of(self._doc[head], known):
                self._some_of(self._doc[head], known)

    def whole_of(self, entity: int) -> int | None:
        """The party or body that the entity is some people of, where its own words name it."""
        return self._wholes.get(entity)

    def actor_for(self, head: int) -> int | None:
        """The entity that takes a side; None where the words name nobody who can."""
        word = find_antecedent(self._doc[head])
        if word is None:
            return None
        example = find_example(word)
        if example is not None and example.i in self._at:
            self._at[word.i] = self._at[example.i]
        known = self._at.get(word.i)
        if known is not None and self._is_some_of(word, known):
            return self._some_of(word, known)
        if known is not None:
            return known if self.type_of(known) in _ACTORS else None
        kind = find_actor_type(word)
        return self._actor(word, kind) if kind is not None else None

    def party_for(self, word: Word, label: str) -> int:
        """The party that an adjective or a noun for its people names: "Republican", for the Republican Party."""
        return self.bearer_of(word, label, EntityType.PARTY)

    def bearer_of(self, word: Word, label: str, kind: EntityType) -> int:
        """The entity with the name that the word stands for: "Tex.", for Texas; made where the article has none."""
        known = self._at.get(word.i)
        if known is not None and self.type_of(known) is kind:
            return known
        named = (n for n, found in enumerate(self._labels) if found == label and self._types[n] is kind)
        made = (n for n, thing in enumerate(self._made, self._known) if thing.label == label and thing.type is kind)
        found = next((n for several in (named, made) for n in several), None)
        if found is None:
            mention = FoundMention(word.i, word.i + 1, word.i, MentionKind.NAME)
            self._made.append(_Thing(label, kind, {word.i: mention}))
            found = self._known + len(self._made) - 1
        return found

    def type_of(self, entity: int) -> EntityType:
        """What kind of thing an entity is, counted as `thing_for` counts."""
        return self._types[entity] if entity < self._known else self._made[entity - self._known].type

    def is_named(self, entity: int) -> bool:
        """Whether the text names it, or some name is part of what it is called; proposals always are."""
        if self._named <= entity < self._known:
            return True
        made = entity >= self._known
        mentions = self._made[entity - self._known].mentions.values() if made else self._entities[entity].mentions
        return any(word.pos_ == "PROPN" for m in mentions for word in self._doc[m.start : m.end])

    def _is_some_of(self, word: Word, entity: int) -> bool:
        """Whether the words mean some of a party's or body's people: "most Greens", "another Democrat"."""
        whole = self.type_of(entity)
        if whole not in _WHOLES or not is_part(word):
            return False
        people = word.tag_ in ("NNS", "NNPS")
        return people or (whole is EntityType.PARTY and party_of(word) is not None)

    def _is_misled(self, word: Word, entity: int) -> bool:
        """Whether a noun for a law or a plan is tied to somebody."""
        policy = word.pos_ == "NOUN" and word.lemma_.lower() in listed("policies", "objects")
        return policy and self.type_of(entity) is EntityType.PERSON

    def _some_of(self, word: Word, whole: int) -> int:
        """The group, or the one person, that the words mean, as one of the whole."""
        kind = EntityType.PERSON if is_single(word) else EntityType.GROUP
        made = self._actor(word, kind)
        self._wholes[made] = whole
        return made

    # --- made new ----------------------------------------------------------------------------------------

    def _actor(self, word: Word, kind: EntityType) -> int:
        tokens = [i for i in find_source_phrase(word) if i <= word.i or i - word.i <= _LONGEST_SOURCE]
        start, end = tokens[0], word.i + 1
        while end in tokens and not _ends_name(self._doc[end]):
            end += 1
        label = start
        while label < word.i and self._doc[label].dep_ in ("det", "punct") and not _is_counting(self._doc[label]):
            label += 1
        return self._add(word, _Thing(words_of(word, label, end), kind, {}, lemma=word.lemma_.lower()), start, end)

    def _deed(self, verb: Word) -> int | None:
        start, end = find_verb_phrase(verb)
        if end - start < 2:
            return None
        what = next((c for c in verb.children if c.dep_ == "dobj"), None)
        about = self._at.get(what.i) if what is not None else None
        return self._add(verb, _Thing(words_of(verb, start, end), EntityType.ISSUE, {}, about=about), start, end)

    def _issue(self, noun: Word) -> int | None:
        named = find_named_before(noun, self._at)
        if named is not None and named.i in self._at:
            return self._mention(self._at[named.i], noun, noun.left_edge.i if noun.left_edge.i <= noun.i else noun.i)
        naming = named or noun
        key, modifiers = key_of(naming), modifiers_of(naming)
        known = self._same(naming, key, modifiers)
        if known is None:
            start, end = find_noun_phrase(naming)
            lemma = naming.lemma_.lower()
            thing = _Thing(words_of(naming, start, end), EntityType.ISSUE, {}, key, lemma=lemma, modifiers=modifiers)
            known = self._add(naming, thing, start, end)
            thing.about = self._about(naming)
            self._repeat(known, thing)
        if noun.i != naming.i:
            self._mention(known, noun, noun.i)
        elif noun.i not in self._at:
            start, end = find_noun_phrase(noun)
            self._mention(known, noun, start, end)
        return known

    def _about(self, noun: Word) -> int | None:
        complement = find_complement(noun)
        return self.thing_for(complement[0].i) if complement is not None else None

    def _same(self, noun: Word, key: str | None, modifiers: frozenset[str]) -> int | None:
        """What was made before of the same words."""
        lemma = noun.lemma_.lower()
        for index, thing in enumerate(self._made, self._known):
            if thing.type is not EntityType.ISSUE:
                continue
            if key is not None and thing.key == key:
                return index
            if lemma and thing.lemma == lemma and thing.modifiers == modifiers and (key is None or thing.key is None):
                complement = find_complement(noun)
                if complement is None or thing.about is None or thing.about == self._at.get(complement[0].i):
                    return index
        return None

    def _repeat(self, entity: int, thing: _Thing) -> None:
        """Note where the article says the same words again."""
        if not thing.modifiers:
            return
        for word in self._doc:
            if word.lemma_.lower() == thing.lemma and word.i not in self._at and modifiers_of(word) == thing.modifiers:
                start, end = find_noun_phrase(word)
                self._mention(entity, word, start, end)

    def _before(self, pronoun: Word) -> int | None:
        """What "it" means: what a side was taken on, or the law, plan or agreement named, before."""
        named = find_pronoun_antecedent(pronoun, self._at, self.type_of, self._prominent)
        entity = self.thing_for(named.i) if named is not None and named.i < pronoun.i else None
        if entity is not None:
            self._at[pronoun.i] = entity
            if entity >= self._known:
                mention = FoundMention(pronoun.i, pronoun.i + 1, pronoun.i, MentionKind.PRONOUN)
                self._made[entity - self._known].mentions[pronoun.i] = mention
        return entity

    def _add(self, word: Word, thing: _Thing, start: int, end: int) -> int:
        self._made.append(thing)
        entity = self._known + len(self._made) - 1
        return self._mention(entity, word, start, end)

    def _mention(self, entity: int, word: Word, start: int, end: int | None = None) -> int:
        self._at[word.i] = entity
        if entity >= self._known:
            mention = FoundMention(start, end or word.i + 1, word.i, MentionKind.NOMINAL)
            self._made[entity - self._known].mentions[word.i] = mention
        return entity


def _ends_name(word: Word) -> bool:
    """ "rivals such as Ober", "the mayor (a Green)": what follows is no part of what they are called."""
    examples = word.dep_ in ("amod", "prep") and word.lower_ in ("such", "including", "like")
    return word.text in (",", "(", "—", "–") or word.dep_ == "cc" or examples


def _is_counting(word: Word) -> bool:
    """ "some Greens", "another Green": without the word the label would be that of all of them."""
    return word.lemma_.lower() in listed("groups", "quantities")
