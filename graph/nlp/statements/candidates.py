"""Find where words hand content to a source: every construction that can be an attribution, by the parse.

A candidate joins a cue (a verb group, "according to", a noun such as "call") with its content and, where the text names
one, its source. Which candidates are attributions is not decided here: their key (construction, lemma, preposition) is
looked up in a lexicon that counts how often annotators marked it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nlp.lexicons import listed
from graph.nlp.syntax.clauses import find_verb_run
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.subjects import find_actor
from graph.nlp.syntax.tree import Tree, Word

_SUBJECTS = frozenset({"nsubj", "csubj"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})


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


def _from_verb(verb: Word) -> Iterator[Candidate]:
    source_head = find_actor(verb)
    source = find_source_phrase(source_head) if source_head is not None else ()
    group = find_verb_run(verb)
    lemma = verb.lemma_.lower()

    def candidate(construction: str, content: tuple[int, ...], cue: tuple[int, ...] = ()) -> Iterator[Candidate]:
        inside = set(content)
        cue = tuple(i for i in cue or group if i not in inside)
        kept = tuple(i for i in source if i not in inside)
        if content and cue and not (source and not kept):
            yield Candidate(
                f"{construction} {lemma}",
                verb.i,
                cue,
                content,
                kept,
                source_head.i if source_head is not None else None,
            )

    objects = [child for child in verb.children if child.dep_ in ("dobj", "oprd", "attr") and child.i > verb.i]
    if not any(child.lower_ == "as" and child.dep_ == "prep" for child in verb.children):
        deep = _deep_as(objects)
        if deep:
            yield from candidate("object-as", deep)
    for child in verb.children:
        mark = _for_to(verb, child)
        if mark is not None:
            wanted = tuple(token.i for token in child.subtree if token.i != mark.i)
            yield from candidate("for-to", wanted, (*group, mark.i) if mark.i == group[-1] + 1 else group)
        elif child.dep_ in _CLAUSES and child.pos_ not in ("PUNCT", "SPACE", "X", "SYM"):
            yield from candidate(_clause_kind(child), tuple(token.i for token in child.subtree))
        elif child.dep_ == "acomp":
            for inner in child.children:
                if inner.dep_ in _CLAUSES or inner.dep_ == "prep":
                    yield from _adjective(verb, child, inner, source, source_head)
        elif child.dep_ in _PREPOSITIONS and child.i > verb.i and child.dep_ != "agent":
            content = _below_preposition(child)
            cue = (*group, child.i) if child.i == group[-1] + 1 else group
            if objects and objects[0].i < child.i:
                whole = tuple(token.i for token in objects[0].subtree) + tuple(token.i for token in child.subtree)
                yield from candidate(f"object-{child.lower_}", _sorted(whole))
            yield from candidate(f"prep-{child.lower_}", _sorted(content), cue)
    if objects:
        content = tuple(token.i for child in objects for token in child.subtree)
        yield from candidate("object", _sorted(content + object_above(verb, objects[0])))
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        yield from candidate("passive", _sorted(tuple(token.i for token in passive.subtree)))
    yield from _parenthetical(verb, group, source, source_head)


def _below_preposition(preposition: Word) -> tuple[int, ...]:
    """The words of what a preposition governs, then of the prepositions on it: "about the raid (in Lima)"."""
    objects = tuple(
        token.i for child in preposition.children if child.dep_ in ("pobj", "pcomp") for token in child.subtree
    )
    return objects + tuple(token.i for child in preposition.children if child.dep_ == "prep" for token in child.subtree)


def object_above(verb: Word, pronoun: Word) -> tuple[int, ...]:
    """What "it" means in "attacked the plan, calling it reckless": the object of the verb above the participle."""
    if pronoun.lower_ not in listed("grammar", "object_pronouns") or verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return ()
    above = [child for child in verb.head.children if child.i < verb.i]
    found = [child for child in above if child.dep_ == "dobj"]
    found += [
        noun
        for child in above
        if child.dep_ == "prep" and child.i > verb.head.i
        for noun in child.children
        if noun.dep_ == "pobj"
    ]
    nouns = [token for token in found if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME")]
    return find_source_phrase(nouns[-1]) if nouns else ()


def _adjective(
    verb: Word, adjective: Word, inner: Word, source: tuple[int, ...], source_head: Word | None
) -> Iterator[Candidate]:
    """ "is confident that …", "was clear about …"."""
    cue = (*find_verb_run(verb), *range(adjective.left_edge.i, adjective.i + 1))
    if inner.dep_ == "prep":
        content = tuple(token.i for child in inner.children for token in child.subtree)
        cue, kind = (*cue, inner.i), f"adjective-{inner.lower_}"
    else:
        content, kind = tuple(token.i for token in inner.subtree), f"adjective-{_clause_kind(inner)}"
    if content:
        yield Candidate(
            f"{kind} {adjective.lemma_.lower()}",
            adjective.i,
            tuple(sorted(set(cue) - set(content))),
            _sorted(content),
            source,
            source_head.i if source_head is not None else None,
        )


def _parenthetical(
    verb: Word, group: tuple[int, ...], source: tuple[int, ...], source_head: Word | None
) -> Iterator[Candidate]:
    """ "The work, she noted, goes on": the clause around is the content."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "conj") or verb.head.i == verb.i or source_head is None:
        return
    subclauses = [child for child in verb.children if child.dep_ in (*_CLAUSES, "dobj", "mark")]
    if any(not _after_comma(verb, child) for child in subclauses):
        return
    own = {token.i for token in verb.subtree} - {token.i for child in subclauses for token in child.subtree}
    content = tuple(token.i for token in verb.head.subtree if token.i not in own)
    if content and source_head.i in own:
        yield Candidate(f"around {verb.lemma_.lower()}", verb.i, group, content, source, source_head.i)


def _deep_as(objects: list[Word]) -> tuple[int, ...]:
    """An object that ends in "as …", which the parse hung too deep ("dismissed the call to close it as naive")."""
    whole = tuple(token.i for child in objects for token in child.subtree)
    found = any(
        token.lower_ == "as" and token.dep_ == "prep" and token.head.pos_ == "VERB"
        for noun in objects
        for token in noun.subtree
    )
    return _sorted(whole) if found else ()


def _after_comma(verb: Word, child: Word) -> bool:
    return child.dep_ == "xcomp" and child.left_edge.i > verb.i + 1 and verb.doc[child.left_edge.i - 1].text == ","


def _from_noun(noun: Word) -> Iterator[Candidate]:
    """ "Poilievre's call for …", "the claim that …", "his decision to …"."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    source: tuple[int, ...] = ()
    if owner is not None:
        source = tuple(token.i for token in owner.subtree if token.tag_ != "POS")
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp") and (
            child.dep_ == "ccomp" or any(inner.lower_ in ("that", "to") for inner in child.children)
        ):
            content, kind = tuple(token.i for token in child.subtree), f"noun-{_clause_kind(child)}"
            cue: tuple[int, ...] = (noun.i,)
        elif child.dep_ == "prep":
            content = tuple(token.i for inner in child.children for token in inner.subtree)
            cue = tuple(range(noun.i, child.i + 1)) if child.i == noun.i + 1 else (noun.i,)
            kind = f"noun-{child.lower_}"
        else:
            continue
        speaker, head = source, owner
        if not speaker and child.lower_ != "by":
            by = next(
                (child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("by", "from")), None
            )
            pobj = (
                next((child for child in by.children if child.dep_ == "pobj"), None)
                if by is not None and by is not child
                else None
            )
            if pobj is not None:
                speaker, head = find_source_phrase(pobj), pobj
        if content:
            yield Candidate(
                f"{kind} {noun.lemma_.lower()}" + (" owned" if speaker else ""),
                noun.i,
                cue,
                content,
                speaker,
                head.i if head is not None and speaker else None,
            )


def _from_according(according: Word) -> Iterator[Candidate]:
    to = according.nbor(1)
    speaker = next((child for child in to.children if child.dep_ in ("pobj", "pcomp")), None)
    if speaker is None:
        return
    own = {token.i for token in according.subtree} | {token.i for token in to.subtree}
    clause = according.head
    while clause.dep_ not in ("ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis") and clause.head.i != clause.i:
        clause = clause.head
    content = tuple(token.i for token in clause.subtree if token.i not in own)
    if content:
        yield Candidate(
            "according to", according.i, (according.i, to.i), content, find_source_phrase(speaker), speaker.i
        )


def _clause_kind(clause: Word) -> str:
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children):
        return "to"
    return "clause" if clause.dep_ == "ccomp" or clause.dep_ == "acl" else f"xcomp-{clause.tag_}"


def _for_to(verb: Word, clause: Word) -> Word | None:
    """The "for" of "called for Ottawa to act", whose infinitive the parse takes for an adverbial clause."""
    if clause.dep_ not in ("advcl", "ccomp", "xcomp") or clause.i < verb.i or _clause_kind(clause) != "to":
        return None
    mark = next((child for child in clause.children if child.dep_ == "mark" and child.lower_ == "for"), None)
    return mark if mark is not None and any(child.dep_ in _SUBJECTS for child in clause.children) else None


def _sorted(indices: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(indices)))
