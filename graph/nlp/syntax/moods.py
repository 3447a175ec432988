"""What makes a clause a question, a condition, or only possible, wanted or due: its modal verb, its "if", its "?"."""

from graph.model import Modality
from graph.nlp.lexicons import listed, load_words
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.signs import Signs, modal_sign
from graph.nlp.syntax.subjects import SUBJECTS_AND_EXPLETIVES
from graph.nlp.syntax.tree import Word

_MAX_QUESTION = 60  # tokens from the verb to the question mark


def condition_of_pair(verb: Word) -> Signs:
    """Return the marker of the first of two joined clauses: "if he loses and she wins"."""
    if verb.dep_ != "conj" or has_child(verb, "mark") or verb.head.dep_ != "advcl":
        return Signs()
    return sum((sign_of_marker(verb.head, child) for child in verb.head.children if child.dep_ == "mark"), Signs())


def sign_of_modal(verb: Word, modal: Word) -> Signs:
    """Return the modality that "may", "must" or "would" gives its verb; none for "had" in "he'd fought"."""
    if modal.lower_ in {"'d", "’d"} and verb.tag_ == "VBN":  # "he'd fought": had
        return Signs()
    for name, forms in load_words("modality")["modals"].items():
        if modal.lower_ in forms:
            modality = Modality(name)
            if modal.lower_ == "should" and _is_inverted(verb, modal):  # "should the court strike it down"
                modality = Modality.CONDITIONAL
            if modality is Modality.CONDITIONAL and _is_reported_in_past(verb):
                modality = Modality.INTENDED
            return modal_sign(modality, modal)
    return Signs()


def _is_inverted(verb: Word, modal: Word) -> bool:
    """True if the modal stands before the subject and the sentence asks nothing."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS_AND_EXPLETIVES]
    return any(modal.i < child.i < verb.i for child in subjects) and verb.sent[-1].text != "?"


def _is_reported_in_past(verb: Word) -> bool:
    head = verb.head
    governors = load_words("modality")["governors"]
    if verb.dep_ == "acl" and head.pos_ == "NOUN":  # "his promise that he would sign"
        return head.lemma_ in governors["report_nouns"]
    reported = verb.dep_ == "ccomp" and (
        head.tag_ in {"VBD", "VBN"} or (head.tag_ == "VBG" and head.head.tag_ == "VBD")
    )
    return reported and head.lemma_ in governors["past_reports"]


def sign_of_marker(verb: Word, mark: Word) -> Signs:
    """Return the question or condition that the first word of a clause makes of its verb: "whether", "if"."""
    markers = load_words("modality")["markers"]
    asked = verb.dep_ == "ccomp"  # "asked if Peru signed"
    if mark.lower_ in markers["question"] or (asked and mark.lower_ == "if"):
        return modal_sign(Modality.QUESTION, mark)
    if mark.lower_ in markers["conditional"] and verb.dep_ != "ccomp":
        return modal_sign(Modality.CONDITIONAL, mark)
    return Signs()


def sign_of_condition(clause: Word) -> Signs:
    """Return the marker of an if-clause that the verb depends on; "even if" sets no condition."""
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in listed("modality", "markers", "conditional"):
            even = child.i > 0 and child.nbor(-1).lower_ == "even"
            return Signs() if even else modal_sign(Modality.CONDITIONAL, child)
    return Signs()


def is_asked(verb: Word) -> bool:
    """True if the verb heads a sentence that ends in a question mark, quotation marks aside."""
    helper, subject = find_child(verb, "aux", "auxpass"), find_child(verb, *SUBJECTS_AND_EXPLETIVES)
    inverted = helper is not None and subject is not None and helper.i < subject.i
    if inverted and verb.sent[-1].i - verb.i < _MAX_QUESTION:
        return any(token.text == "?" for token in verb.doc[verb.i : verb.sent.end])
    return verb.dep_ == "ROOT" and _ends_in_question(verb)


def _ends_in_question(verb: Word) -> bool:
    ending = [token for token in verb.sent[-3:] if not token.is_quote and not token.is_space]
    return bool(ending) and ending[-1].text == "?" and verb.sent[-1].i - ending[-1].i < 2
