"""Find where words hand content to a source: every construction that can be an attribution, by the parse.

A candidate joins a cue (a verb group, "according to", a noun such as "call") with its content and, where the text names
one, its source. Which candidates are attributions is not decided here: their key (construction, lemma, preposition) is
looked up in a lexicon that counts how often annotators marked it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_child, find_children, find_form, has_child
from graph.nlp.syntax.clauses import find_verb_run
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

_SUBJECTS = frozenset({"nsubj", "csubj"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_PREPOSITIONS = frozenset({"prep", "dative"})
_ASIDE = frozenset({"parataxis", "ccomp", "advcl", "dep", "conj"})
_WHOLE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"})  # clauses to which "according to" belongs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution, in tokens of the Tree."""

    key: str  # "construction lemma" or "construction lemma preposition"
    head: int  # the cue's main word
    cue: tuple[int, ...]
    content: tuple[int, ...]
    source: tuple[int, ...] = ()
    source_head: int | None = None


def find_candidates(doc: Tree) -> Iterator[Candidate]:
    """Every construction that can attribute content, in the order of the cue words."""
    for token in doc:
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            yield from _from_according(token)
        elif token.pos_ in ("VERB", "AUX"):
            yield from _from_verb(token)
        elif token.pos_ == "NOUN":
            yield from _from_noun(token)


class _VerbCue:
    """A verb that may be a cue: its run of words, its objects after it, and who does it."""

    def __init__(self, verb: Word) -> None:
        self.verb = verb
        self.source_head = find_actor(verb)
        self.source = find_source_phrase(self.source_head) if self.source_head is not None else ()
        self.group = find_verb_run(verb)
        self.objects = [child for child in find_children(verb, "dobj", "oprd", "attr") if child.i > verb.i]

    def with_next(self, word: Word) -> tuple[int, ...]:
        """Return the run of words, with this one if it comes right after."""
        return (*self.group, word.i) if word.i == self.group[-1] + 1 else self.group

    def candidate(self, construction: str, content: tuple[int, ...], cue: tuple[int, ...] = ()) -> Iterator[Candidate]:
        """Yield the candidate with this content; none where that leaves no word of the cue or of the source."""
        inside = set(content)
        cue = tuple(i for i in cue or self.group if i not in inside)
        source = tuple(i for i in self.source if i not in inside)
        if content and cue and not (self.source and not source):
            head = self.source_head.i if self.source_head is not None else None
            yield Candidate(f"{construction} {self.verb.lemma_.lower()}", self.verb.i, cue, content, source, head)


def _from_verb(verb: Word) -> Iterator[Candidate]:
    cue = _VerbCue(verb)
    if find_form(verb, "prep", ("as",)) is None:
        yield from cue.candidate("object-as", _deep_as(cue.objects))
    for child in verb.children:
        yield from _from_complement(cue, child)
    if cue.objects:
        yield from cue.candidate("object", _sorted(_below(*cue.objects) + object_above(verb, cue.objects[0])))
    passive = find_child(verb, "nsubjpass")
    if passive is not None:
        yield from cue.candidate("passive", _sorted(_below(passive)))
    yield from _parenthetical(cue)


def _from_complement(cue: _VerbCue, child: Word) -> Iterator[Candidate]:
    """What a clause, an adjective or a preposition on the verb hands over."""
    mark = _for_to(cue.verb, child)
    if mark is not None:
        yield from cue.candidate("for-to", tuple(i for i in _below(child) if i != mark.i), cue.with_next(mark))
    elif child.dep_ in _CLAUSES and child.pos_ not in ("PUNCT", "SPACE", "X", "SYM"):
        yield from cue.candidate(_clause_kind(child), _below(child))
    elif child.dep_ == "acomp":
        for inner in find_children(child, *_CLAUSES, "prep"):
            yield from _adjective(cue, child, inner)
    elif child.dep_ in _PREPOSITIONS and child.i > cue.verb.i:
        if cue.objects and cue.objects[0].i < child.i:
            yield from cue.candidate(f"object-{child.lower_}", _sorted(_below(cue.objects[0], child)))
        yield from cue.candidate(f"prep-{child.lower_}", _sorted(_below_preposition(child)), cue.with_next(child))


def _below(*words: Word) -> tuple[int, ...]:
    """The words with all that hangs on them."""
    return tuple(token.i for word in words for token in word.subtree)


def _below_preposition(preposition: Word) -> tuple[int, ...]:
    """The words of what a preposition governs, then of the prepositions on it: "about the raid (in Lima)"."""
    return _below(*find_children(preposition, "pobj", "pcomp"), *find_children(preposition, "prep"))


def object_above(verb: Word, pronoun: Word) -> tuple[int, ...]:
    """What "it" means in "attacked the plan, calling it reckless": the object of the verb above the participle."""
    if pronoun.lower_ not in listed("grammar", "object_pronouns") or verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return ()
    above = verb.head
    after = (child for child in find_children(above, "prep") if above.i < child.i < verb.i)
    found = [child for child in find_children(above, "dobj") if child.i < verb.i]
    found += [noun for preposition in after for noun in find_children(preposition, "pobj")]
    nouns = list(filter(_is_thing, found))
    return find_source_phrase(nouns[-1]) if nouns else ()


def _is_thing(noun: Word) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in ("DATE", "TIME")


def _adjective(cue: _VerbCue, adjective: Word, inner: Word) -> Iterator[Candidate]:
    """ "is confident that …", "was clear about …"."""
    words = {*cue.group, *range(adjective.left_edge.i, adjective.i + 1)}
    if inner.dep_ == "prep":
        content, kind = _below(*inner.children), f"adjective-{inner.lower_}"
        words.add(inner.i)
    else:
        content, kind = _below(inner), f"adjective-{_clause_kind(inner)}"
    if content:
        key, head = f"{kind} {adjective.lemma_.lower()}", cue.source_head.i if cue.source_head is not None else None
        own = tuple(sorted(words - set(content)))
        yield Candidate(key, adjective.i, own, _sorted(content), cue.source, head)


def _parenthetical(cue: _VerbCue) -> Iterator[Candidate]:
    """ "The work, she noted, goes on": the clause around is the content."""
    verb, source_head = cue.verb, cue.source_head
    if verb.dep_ not in _ASIDE or verb.head.i == verb.i or source_head is None:
        return
    subclauses = find_children(verb, *_CLAUSES, "dobj", "mark")
    if not all(_after_comma(verb, child) for child in subclauses):
        return
    own = set(_below(verb)) - set(_below(*subclauses))
    content = tuple(i for i in _below(verb.head) if i not in own)
    if content and source_head.i in own:
        key = f"around {verb.lemma_.lower()}"
        yield Candidate(key, verb.i, cue.group, content, cue.source, source_head.i)


def _deep_as(objects: list[Word]) -> tuple[int, ...]:
    """An object that ends in "as …", which the parse hung too deep ("dismissed the call to close it as naive")."""
    whole = _below(*objects)
    words = (token for noun in objects for token in noun.subtree)
    found = any(token.lower_ == "as" and token.dep_ == "prep" and token.head.pos_ == "VERB" for token in words)
    return _sorted(whole) if found else ()


def _after_comma(verb: Word, child: Word) -> bool:
    return child.dep_ == "xcomp" and child.left_edge.i > verb.i + 1 and verb.doc[child.left_edge.i - 1].text == ","


def _from_noun(noun: Word) -> Iterator[Candidate]:
    """ "Poilievre's call for …", "the claim that …", "his decision to …"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        kind, cue, content = _content_of_noun(noun, child)
        if content:
            source, head = _source_of_noun(noun, child)
            key = f"{kind} {noun.lemma_.lower()}" + (" owned" if source else "")
            yield Candidate(key, noun.i, cue, content, source, head.i if head is not None and source else None)


def _content_of_noun(noun: Word, child: Word) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The construction, the cue and the content of what hangs on a noun; no content: it hands nothing over."""
    marked = any(word.lower_ in ("that", "to") for word in child.children)
    if child.dep_ == "ccomp" or (child.dep_ == "acl" and marked):
        return f"noun-{_clause_kind(child)}", (noun.i,), _below(child)
    if child.dep_ == "prep":
        cue = (noun.i, child.i) if child.i == noun.i + 1 else (noun.i,)
        return f"noun-{child.lower_}", cue, _below(*child.children)
    return "", (), ()


def _source_of_noun(noun: Word, child: Word) -> tuple[tuple[int, ...], Word | None]:
    """Whose the noun is: "his call", "a call by him"; not by what is in the content itself."""
    owner = find_child(noun, "poss")
    source = tuple(token.i for token in owner.subtree if token.tag_ != "POS") if owner is not None else ()
    if source:
        return source, owner
    by = find_form(noun, "prep", ("by", "from"))
    speaker = find_child(by, "pobj") if by is not None and by is not child and child.lower_ != "by" else None
    return (find_source_phrase(speaker), speaker) if speaker is not None else ((), None)


def _from_according(according: Word) -> Iterator[Candidate]:
    to = according.nbor(1)
    speaker = find_child(to, "pobj", "pcomp")
    if speaker is None:
        return
    own = {*_below(according, to)}
    clause = according.head
    while clause.dep_ not in _WHOLE and clause.head.i != clause.i:
        clause = clause.head
    content = tuple(i for i in _below(clause) if i not in own)
    if content:
        cue = (according.i, to.i)
        yield Candidate("according to", according.i, cue, content, find_source_phrase(speaker), speaker.i)


def _clause_kind(clause: Word) -> str:
    if find_form(clause, "aux", ("to",)) is not None:
        return "to"
    return "clause" if clause.dep_ == "ccomp" or clause.dep_ == "acl" else f"xcomp-{clause.tag_}"


def _for_to(verb: Word, clause: Word) -> Word | None:
    """The "for" of "called for Ottawa to act", whose infinitive the parse takes for an adverbial clause."""
    if clause.dep_ not in ("advcl", "ccomp", "xcomp") or clause.i < verb.i or _clause_kind(clause) != "to":
        return None
    return find_form(clause, "mark", ("for",)) if has_child(clause, *_SUBJECTS) else None


def _sorted(indices: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(indices)))
