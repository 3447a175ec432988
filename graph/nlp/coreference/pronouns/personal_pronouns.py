"""Tie "he" and "she" to the person they mean, "I" inside a quotation to who is quoted."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.coreference.pronouns.binding import forbids, nearest_subjects
from graph.nlp.coreference.pronouns.recency import number_sentences
from graph.nlp.coreference.pronouns.salience import Candidate, weigh
from graph.nlp.coreference.quoted_speakers import Speech
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree, Word

_SENTENCES = 4  # that a pronoun looks back
_WORDS = 200  # from one who speaks to "he added"
_MENTIONS = 40  # that it looks at, at most

_MISTAKEN = frozenset(
    {EntityType.ORGANIZATION, EntityType.PLACE, EntityType.WORK, EntityType.OTHER, EntityType.GROUP, EntityType.EVENT}
)
_LOCATIVE = listed("grammar", "locative")

Mentioned = tuple[int, Reference, Cluster]  # by the token with which the mention starts


class PersonFinder:
    """Reads gendered pronouns in text order, each with all mentions of people before it."""

    def __init__(self, doc: Tree, clusters: Sequence[Cluster], speech: Speech) -> None:
        self._doc = doc
        self._speech = speech
        self._finder = Finder(clusters)
        self._people = [c for c in clusters if not c.plural and _may_be_person(doc, c)]
        self._known = {id(c) for c in self._people}
        self._starts_of_sentences = [*(sent.start for sent in doc.sents), len(doc)]
        self._sentence = number_sentences(doc)

    def read(self, pronouns: Sequence[Reference]) -> Iterator[tuple[Reference, list[Candidate]]]:
        """Each pronoun with its candidates; whoever reads on has decided by then and called `join`."""
        outside = [p for p in pronouns if p.mention.head not in self._speech.quotation]
        inside = [p for p in pronouns if p.mention.head in self._speech.quotation]
        # Who speaks must be known before words inside the quotation are read, and "he said" may stand after it.
        for group in (outside, inside):
            self._mentions = sorted(
                ((r.mention.start, r, c) for c in self._people for r in c.references if not self._says_what(r)),
                key=lambda item: item[0],
            )
            self._starts = [start for start, _, _ in self._mentions]
            self._resolved: list[Mentioned] = []
            self._counts: Counter[int] = Counter()
            self._passed = 0
            for pronoun in group:
                yield pronoun, self._candidates(pronoun)

    def going_on(self, pronoun: Reference, *, at_once: bool = False) -> Cluster | None:
        """Who spoke right before, where the pronoun speaks and may mean them: "Silva was against it. … He added".

        With `at_once` only who is the subject of the sentence before, or of the clause before in the same one.
        """
        token = self._doc[pronoun.mention.head]
        place = self._speech.before(token.i)
        if place is None:
            return None
        before = self._doc[place]
        cluster = self._finder.at(before.i)
        if cluster is None or id(cluster) not in self._known or not _may_mean(pronoun, cluster):
            return None
        if not at_once:
            return cluster if token.i - before.i <= _WORDS else None
        speaker = before.head if before.dep_ == "appos" else before  # "his lawyer, Silva, said"
        subjects = speaker.dep_ == token.dep_ == "nsubj"
        near = self._sentence[token.i] - self._sentence[before.i] <= 1
        return cluster if subjects and near and not self._rival(before, token, cluster) else None

    def _rival(self, before: Word, token: Word, cluster: Cluster) -> bool:
        """Whether a sentence between the words is about somebody else."""
        between = self._mentions[bisect_left(self._starts, before.i + 1) : bisect_left(self._starts, token.i)]
        return any(
            other is not cluster and head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("ROOT", "conj")
            for _, reference, other in between
            if self._quotation((head := self._doc[reference.mention.head]).i) is None
        )

    def join(self, cluster: Cluster, pronoun: Reference) -> None:
        """Decide that the pronoun means this person."""
        cluster.add(pronoun)
        self._finder.add(cluster, pronoun)
        self._resolved.append((pronoun.mention.start, pronoun, cluster))
        self._counts[id(cluster)] += 1

    def _candidates(self, pronoun: Reference) -> list[Candidate]:
        token = self._doc[pronoun.mention.head]
        self._advance(token.i)
        nearby = self._nearby(token)
        speaker = self._speech.speaker(token.i, self._finder)
        here = self._sentence[token.i]
        gaps = [abs(here - self._sentence[start]) for start, _, _ in nearby]
        barred = {
            id(c) for (_, r, c), gap in zip(nearby, gaps, strict=True) if forbids(token, r, same_sentence=gap == 0)
        } | {id(speaker)}
        order: dict[int, list[tuple[Reference, int]]] = {}
        clusters: dict[int, Cluster] = {}
        for (_, reference, cluster), gap in zip(nearby, gaps, strict=True):
            if id(cluster) not in barred and _may_mean(pronoun, cluster):
                order.setdefault(id(cluster), []).append((reference, gap))
                clusters[id(cluster)] = cluster
        most = max((self._counts[key] for key in order), default=0)
        return [
            Candidate(
                clusters[key],
                tuple(found),
                rank,
                max(1, self._counts[key]),
                leads=self._counts[key] == most,
                opens=clusters[key] is self._mentions[0][2],
                quoted=self._quotation(found[0][0].mention.head) != self._quotation(token.i),
            )
            for rank, (key, found) in enumerate(order.items())
        ]

    def _says_what(self, reference: Reference) -> bool:
        """Whether it says what somebody is, whose name stands beside it: "Silva was a teacher"."""
        return reference.mention.kind is MentionKind.NOMINAL and self._doc[reference.mention.head].dep_ == "attr"

    def _advance(self, token: int) -> None:
        """Count the mentions before this token."""
        while self._passed < len(self._starts) and self._starts[self._passed] < token:
            self._counts[id(self._mentions[self._passed][2])] += 1
            self._passed += 1

    def _nearby(self, token: Word) -> list[Mentioned]:
        """Mentions in the sentences before, latest first; then those that follow in the pronoun's own sentence."""
        sentence = self._sentence[token.i]
        begin = self._starts_of_sentences[max(0, sentence - _SENTENCES)]
        end = self._starts_of_sentences[sentence + 1]
        first = max(bisect_left(self._starts, begin), self._passed - _MENTIONS)
        before = self._mentions[first : self._passed] + [m for m in self._resolved[-_MENTIONS:] if m[0] >= begin]
        after = self._mentions[self._passed : min(bisect_left(self._starts, end), self._passed + _MENTIONS)]
        return sorted(before, key=lambda item: -item[0]) + [item for item in after if _points_forward(token, item[1])]

    def _quotation(self, token: int) -> int | None:
        return self._speech.quotation.get(token)


def _may_mean(pronoun: Reference, cluster: Cluster) -> bool:
    """Whether gender allows it. To a lone last name pronouns may have been tied by mistake; its own words never err."""
    lone = all(len(r.words) < 2 for r in cluster.references) and not cluster.descriptions
    shown = cluster.told_gender if lone else cluster.gender
    return shown in (None, pronoun.gender)


def _may_be_person(doc: Tree, cluster: Cluster) -> bool:
    """Whether it is a person, or a lone capitalised word that may be a name of one: recognisers mistake many."""
    if cluster.type is EntityType.PERSON:
        return True
    if cluster.type not in _MISTAKEN or cluster.descriptions:
        return False
    lone = all(len(r.words) == 1 and r.name.istitle() for r in cluster.references)
    return lone and (cluster.type is EntityType.ORGANIZATION or _acts(doc, cluster))


def _acts(doc: Tree, cluster: Cluster) -> bool:
    """Whether something that is marked as a place or a work does or owns what, and nothing happens in it."""
    if cluster.references[0].words[0] in load_lexicon("countries")["countries"]:
        return False
    heads = [doc[r.mention.head] for r in cluster.references]
    return all(t.dep_ != "pobj" or t.head.lower_ not in _LOCATIVE for t in heads) and any(
        t.dep_ in ("nsubj", "nsubjpass", "poss") for t in heads
    )


def _points_forward(token: Word, reference: Reference) -> bool:
    """Whether the pronoun stands in words put before the subject: "In her speech, Silva …"."""
    head = token.doc[reference.mention.head]
    if head.dep_ == "poss":
        head = head.head  # "In her speech, Silva's tone …"
    if head.dep_ not in ("nsubj", "nsubjpass") or head.i < token.i:
        return False
    verb = head.head
    return any(
        child.is_ancestor(token) for child in verb.children if child.i < head.i and child.dep_ in ("advcl", "prep")
    )


def choose(pronoun: Word, gender: Gender, candidates: Sequence[Candidate]) -> Cluster | None:
    """The likeliest candidate, if it is likelier than nobody and by far likelier than the next."""
    if pronoun.lower_ in load_lexicon("pronouns")["reflexive"]:
        above = {subject.i for subject in nearest_subjects(pronoun)}
        return next((c.cluster for c in candidates if any(r.mention.head in above for r, _ in c.nearby)), None)
    if not candidates:
        return None
    lexicon = load_lexicon("salience")
    scores = sorted(((weigh(pronoun, gender, c), -n) for n, c in enumerate(candidates)), reverse=True)
    if scores[0][0] < lexicon["threshold"] or (len(scores) > 1 and scores[0][0] - scores[1][0] < lexicon["margin"]):
        return None
    return candidates[-scores[0][1]].cluster
