"""Who is for or against whom by a verb: "A slammed B", "B was blamed by A", "after being rejected by A"."""

from collections.abc import Iterator
from functools import lru_cache

from graph.model import EntityType, Stance
from graph.nlp.lexicons import load_lexicon
from graph.nlp.stance.policy_verbs import find_dealings, find_passing
from graph.nlp.stance.sides import Side, by_side, listed, take_side, taken_by
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.control import find_owner
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import find_agent, find_antecedent, find_doer, find_subjects, writings
from graph.nlp.syntax.tree import Word
from graph.nlp.things.groups import find_actor_type

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_AGENT = frozenset({"VBN", "VBD"})
_NO_ACTOR = frozenset({"CARDINAL", "PERCENT", "QUANTITY", "DATE", "TIME", "MONEY", "ORDINAL"})


@lru_cache(maxsize=1)
def _sides() -> dict[str, tuple[Stance, str]]:
    """Verb lemma, or verb lemma with preposition, to side and rule."""
    words = load_lexicon("stance")
    tables = (("acts", "", "act"), ("verbs", "", "verb"), ("verbs", "_with", "verb"))
    sides = {
        lemma: (stance, rule)
        for table, ending, rule in tables
        for stance in Stance
        for lemma in words[table][f"{stance.value}{ending}"]
    }
    accusing = (*words["accuse"]["opposes"], *words["accuse"]["charges"])
    return sides | dict.fromkeys(accusing, (Stance.OPPOSES, "accusation"))


def sides_of_verb(verb: Word) -> Iterator[Side]:
    """The sides that one verb takes, its objects' conjuncts included."""
    sides = _sides()
    lemma = verb.lemma_.lower()
    if verb.dep_ == "pcomp" and verb.head.dep_ == "agent":
        return  # "was interrupted by protesting lawmakers": they are who protests
    if verb.tag_ == "VBG" and verb.i > 0 and _is_possessed(verb):
        return  # "their standing with voters": no verb
    source = _doer(verb)
    objects = find_objects(verb)
    if lemma in sides and not _means_else(verb, lemma):
        side, rule = sides[lemma]
        for target in (t for t in objects if _is_acted_on(lemma, t, rule)):
            yield from taken_by(verb, source, side, target, rule)
    if lemma in listed("verbs", "opposes_things"):
        for target in filter(_is_doubted, objects):
            yield from taken_by(verb, source, Stance.OPPOSES, target, "verb")
    yield from _moved(verb)
    yield from _accused_act(verb, source)
    for side, rule, target, also in _with_preposition(verb):
        yield from taken_by(verb, source, side, target, rule, also=also)
    for side, target, also in find_dealings(verb, objects):
        yield from taken_by(verb, source, side, target, "policy", also=also)
    for chamber, target in find_passing(verb):
        yield from taken_by(verb, chamber, Stance.SUPPORTS, target, "passing")


def _is_possessed(noun: Word) -> bool:
    before = noun.doc[noun.i - 1]
    return before.tag_ in ("POS", "PRP$") or before.text in ("'", "’")


def _is_doubted(target: Word) -> bool:
    """Whether to question it is to be against it: neither witnesses are questioned so, nor somebody's health."""
    named = target.ent_type_ == "PERSON" or find_actor_type(target) is not None
    return not named and target.lemma_.lower() not in listed("verbs", "states")


def _is_acted_on(lemma: str, target: Word, rule: str) -> bool:
    """Whether it takes a side on that: "fired the minister", but not "fired a shot", "fought the battle"."""
    if rule != "act" and lemma not in listed("verbs", "to_people"):
        return True
    if lemma in listed("acts", "to_people") | listed("verbs", "to_people"):
        named = target.pos_ == "PROPN" and target.ent_type_ in ("PERSON", "NORP", "GPE")
        return named or find_actor_type(target) in (EntityType.PERSON, EntityType.GROUP)
    return target.lemma_.lower() not in listed("acts", "idle")


def _moved(verb: Word) -> Iterator[Side]:
    """ "were angered by the deal": the subject undergoes it, and is against what stands after "by"."""
    side = by_side("moved").get(verb.lower_)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    agent = find_agent(verb)
    if side is not None and subject is not None and agent is not None:
        source = find_antecedent(subject)
        if factuality_of(verb).is_likely and not factuality_of(verb).is_negative and source is not None:
            yield from take_side(source, side, agent, (verb.i,), "moved")


def _accused_act(verb: Word, source: Word | None) -> Iterator[Side]:
    """ "accused her of closing it", "criticised her for closing it": against the deed, too."""
    lemma = verb.lemma_.lower()
    led_by = "of" if lemma == "accuse" else "for" if _sides().get(lemma, (None, ""))[0] is Stance.OPPOSES else None
    for of in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == led_by):
        for deed in (c for c in of.children if _is_gerund(c) and not has_child(c, "neg")):
            yield from taken_by(verb, source, Stance.OPPOSES, deed, "accused act", 0.6)


def _doer(verb: Word) -> Word | None:
    """Who does it; no number: "adopted by 433 votes to 174"."""
    if verb.dep_ == "xcomp" and verb.head.dep_ == "parataxis":  # "work is under way, she noted, to fund it"
        return None
    doer = _sender(verb) or find_doer(verb)
    if doer is None or doer.lemma_.lower() in listed("votes", "counted") or doer.ent_type_ in _NO_ACTOR - {"CARDINAL"}:
        return None
    return doer


def _sender(verb: Word) -> Word | None:
    """ "sent a letter to the senators opposing it": who sent it, not who got it."""
    to = verb.head.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.head.dep_ != "pobj" or to.lower_ != "to":
        return None
    sent = to.head if to.head.pos_ != "VERB" else next((c for c in to.head.children if c.dep_ == "dobj"), None)
    if sent is None or sent.lemma_.lower() not in writings():
        return None
    return find_doer(sent.head) if sent.dep_ == "dobj" else find_owner(sent)


def _means_else(verb: Word, lemma: str) -> bool:
    """ "challenged him to a debate", "challenged him to answer", "attacked the ship, killing seventeen"."""
    if any(c.dep_ == "advcl" and c.lemma_.lower() in listed("words", "harming") for c in verb.children):
        return True
    below = (*verb.children, *(c for other in verb.children if other.dep_ == "xcomp" for c in other.children))
    followed = (c for c in below if c.dep_ in ("prep", "dative", "aux", "agent", "prt"))
    if any(f"{lemma} {c.lower_}" in listed("verbs", "unless") for c in followed):
        return True
    kept = (c for o in verb.children if o.dep_ == "dobj" for c in o.children if c.dep_ == "prep" and c.lower_ == "from")
    return lemma in listed("verbs", "keeping") and any(kept)


def _with_preposition(verb: Word) -> Iterator[tuple[Stance, str, Word, tuple[int, ...]]]:
    """ "lashed out at X", "came out against X", "took aim at X": verb, particle or noun, preposition."""
    sides, lemma = _sides(), verb.lemma_.lower()
    between = {c.lower_ if c.dep_ in ("prt", "advmod", "prep") else c.lemma_.lower(): c for c in verb.children}
    for child in verb.children:
        if child.dep_ not in ("prep", "prt", "agent", "advmod", "dobj"):
            continue
        inner = [c for c in child.children if c.dep_ == "prep"]
        for preposition in (child, *inner) if child.dep_ != "dobj" else inner:
            keys: dict[str, tuple[int, ...]] = {
                f"{lemma} {word} {preposition.lower_}": (between[word].i, preposition.i)
                for word in between
                if between[word] is not preposition
            }
            plain = f"{lemma} {preposition.lower_}"
            if child.dep_ != "dobj" or plain in listed("accuse", "charges"):
                keys[plain] = (preposition.i,)
            key = next((k for k in keys if k in sides), None)
            if key is not None:
                side, rule = sides[key]
                objects = (c for c in preposition.children if c.dep_ == "pobj" or _is_gerund(c))
                for target in (c for c in objects if not _is_beside_the_point(plain, c)):
                    yield side, rule, target, keys[key]


def _is_beside_the_point(key: str, target: Word) -> bool:
    """ "spoke against the backdrop of the museum", "believes in the devil"."""
    lemma = target.lemma_.lower()
    if key == "believe in" and lemma in listed("verbs", "existence"):
        return True
    return target.ent_type_ in ("DATE", "TIME") or lemma in listed("verbs", "scenery")


def find_objects(verb: Word) -> list[Word]:
    """What the verb is done to: its object, of a passive what it is said of, of a gerund clause the gerund."""
    if _charges(verb):
        return []
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    clauses = (c for c in verb.children if c.dep_ == "ccomp")
    objects += [named for c in clauses if (named := find_named_so(c)) is not None]
    objects += [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and _is_deed(c)]
    passive = [] if objects else _undergoing(verb)
    return [_told_by(found) for o in objects or passive if (found := find_antecedent(o)) is not None]


def _told_by(noun: Word) -> Word:
    """ "the idea of a common army": the army."""
    if noun.lemma_.lower() not in listed("words", "vessels"):
        return noun
    of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
    return next((t for c in of for t in c.children if t.dep_ in ("pobj", "pcomp")), noun)


def find_named_so(clause: Word) -> Word | None:
    """What "what he called a breach" is: the breach."""
    if clause.lemma_.lower() not in listed("name", "verbs") or not any(c.lower_ == "what" for c in clause.children):
        return None
    named = (c for c in clause.children if c.dep_ in ("oprd", "dobj", "attr") and c.i > clause.i and c.pos_ in _NOUNS)
    below = (
        t for c in clause.children if c.dep_ == "prep" and c.lower_ == "as" for t in c.children if t.pos_ in _NOUNS
    )
    return next((c for found in (named, below) for c in found), None)


def _is_gerund(verb: Word) -> bool:
    """ "voted against closing it"; but not "raised questions about whether she closed it"."""
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and not any(c.dep_ == "nsubj" for c in verb.children)


def _is_deed(verb: Word) -> bool:
    """ "supports lowering the voting age"; but not "defended himself, saying", where a mark or a subject stands."""
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark", "neg") for c in verb.children)
    return verb.tag_ == "VBG" and bare and verb.i > verb.head.i and verb.doc[verb.i - 1].text != ","


def _undergoing(verb: Word) -> list[Word]:
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if passive:
        return passive
    if verb.dep_ == "relcl":  # "the deal that she backs"
        active = any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.children)
        return (
            [verb.head] if active and not any(c.dep_ == "prep" and not len(c.children) for c in verb.children) else []
        )
    if verb.tag_ not in _BEFORE_AGENT or find_agent(verb) is None:
        return [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
    if verb.dep_ == "conj":  # "backed by some but opposed by others"
        return [c for c in verb.head.children if c.dep_ == "nsubjpass"] or _undergoing(verb.head)
    if verb.dep_ == "acl":
        return [verb.head]
    if verb.dep_ == "advcl" and verb.i > 0 and verb.doc[verb.left_edge.i].lower_ in ("as", "than", "like"):
        return []  # "will act as recommended by the panel"
    if verb.dep_ in ("advcl", "pcomp"):  # "endorsed by A, B entered the race", "collapsed after being rejected by A"
        above = verb.head if verb.dep_ == "advcl" else verb.head.head
        subjects = find_subjects(above) if above.pos_ in ("VERB", "AUX") else ()
        return list(subjects[:1])
    return []


def _charges(verb: Word) -> bool:
    """ "blamed the attack on him": not against the attack."""
    lemma = verb.lemma_.lower()
    below = (*verb.children, *(c for o in verb.children if o.dep_ == "dobj" for c in o.children))
    return any(c.dep_ == "prep" and f"{lemma} {c.lower_}" in listed("accuse", "charges") for c in below)
