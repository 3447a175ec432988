"""What is only aimed at: deeds that infinitives and gerunds name without anybody saying that they are done or meant."""

from graph.nlp.facts.core.kinds import kind_words
from graph.nlp.facts.core.lexicon import lemma_of
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.tree import Word


def is_aim(verb: Word) -> bool:
    """True if nobody says that it is done or meant: "calls for releasing it", "pushed a plan to repeal it".

    What somebody announces, or plans to do, is meant: "announced plans to give it".
    """
    for one in (verb, *chain_of(verb)):
        above = one.head
        if one.dep_ == "xcomp" and above.lemma_.lower() in kind_words("weighing"):
            return True  # "would consider naming her"
        if one.dep_ == "pcomp":
            return True
        if one.dep_ == "advcl" and is_infinitive(one):
            return above.lemma_.lower() != "vote"
        if one.dep_ in {"acl", "relcl"} and is_infinitive(one):
            if lemma_of(above) not in kind_words("intentions"):
                return True
            denied = any(child.lower_ == "no" for child in above.children)
            owned = has_child(above, "poss") or above.head.lemma_ in kind_words("owning")
            return denied or not owned
    return False
