"""Who is whose spouse, child, parent or other kin: "his wife, Inga", "Ruiz's son Tom", "is married to"."""

from collections.abc import Iterator

from graph.nlp.facts.core.lexicon import lemma_of, roles, table
from graph.nlp.facts.parts import extent, is_person, part
from graph.nlp.findings import FoundFact
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core
from graph.nlp.syntax.tree import Tree, Word

_SURE = 0.85
LABELS = {
    "spouseOf": ("spouse of", "be spouse of"),
    "childOf": ("child of", "be child of"),
    "parentOf": ("parent of", "be parent of"),
    "siblingOf": ("sibling of", "be sibling of"),
    "relatedTo": ("related to", "be related to"),
}


def find_kin(doc: Tree) -> Iterator[FoundFact]:
    """Yield the relation of each noun of kinship with an owner to whoever is named with it."""
    known = table("kin")
    for noun in doc:
        if noun.pos_ not in {"NOUN", "PROPN"} or lemma_of(noun) not in known:
            continue
        owner = find_child(noun, "poss")
        named = _named_with(noun)
        if noun.dep_ in {"compound", "nmod"} and is_person(noun.head):
            owner = owner or find_child(noun.head, "poss")
            named = named or [noun.head]
        if owner is None or not named or owner.i >= noun.i:
            continue
        relation = str(known[lemma_of(noun)])
        former = {word.lower_ for word in noun.children} & (roles("past") | {"first", "late", "second"})
        for name in named:
            if name is owner or (owner.pos_ == "PRON" and owner.tag_ != "PRP$"):
                continue
            words = tuple(i for i in _bare(name) if i not in {owner.i, noun.i})
            if owner.tag_ == "WP$":
                described = next((word.head for word in noun.ancestors if word.dep_ == "relcl"), None)
                if described is None:
                    continue
                owner = described
            subject = part(doc, tuple(i for i in find_core(owner) if doc[i].tag_ != "POS"), owner)
            whole = extent(doc, (owner.i, noun.i, name.i))
            label, lemma = LABELS[relation]
            yield FoundFact(
                subject, label, lemma, part(doc, words, name), whole, relation=relation, by="kin", confidence=_SURE,
                status="former" if former & roles("past") else "current",
            )  # fmt: skip


def _named_with(noun: Word) -> list[Word]:
    """ "his wife, Inga", "their sons, Tom and Jim"; of "his wife is Inga" too."""
    for child in noun.children:
        if child.dep_ == "appos" and is_person(child):
            many = noun.tag_ in {"NNS", "NNPS"}
            return [one for one in find_conjuncts(child) if is_person(one)] if many else [child]
    if noun.dep_ == "appos" and is_person(noun.head):
        return [noun.head]
    following = noun.i + 1
    if following < len(noun.doc) and is_person(noun.doc[following]) and noun.doc[following].ent_iob_ == "B":
        end = following
        while end + 1 < len(noun.doc) and noun.doc[end + 1].ent_iob_ == "I":
            end += 1
        return [noun.doc[end]]
    return []


def _bare(name: Word) -> tuple[int, ...]:
    doc, start = name.doc, name.i
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    return tuple(i for i in range(start, name.i + 1) if doc[i].tag_ != "POS")
