"""The grammar, asked of trees made by hand: no pipeline is loaded, so a new one changes nothing here."""

from collections.abc import Callable

import pytest

from graph.model import Modality
from graph.nlp.lexicons import listed, load_lexicon, load_words
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.actions import action_lemma, action_of, is_nominal, is_unwanted, object_of, wanted_of
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.clauses import chain_of, find_clauses, find_group, find_predicate, find_verb_run, is_infinitive
from graph.nlp.syntax.commitment import find_asking, find_introducers, is_left_open
from graph.nlp.syntax.control import find_called_on, find_owner
from graph.nlp.syntax.modality import find_signs
from graph.nlp.syntax.negation import is_negated
from graph.nlp.syntax.noun_phrases import (
    fill_gaps,
    find_conjuncts,
    find_core,
    find_full_phrase,
    find_phrase,
    find_readings,
    find_source_phrase,
    is_coordinated,
    to_spans,
    to_words,
    without_lone_quote,
)
from graph.nlp.syntax.subjects import find_actor, find_doer, find_subjects, is_passive, own_subject
from graph.nlp.syntax.tree import Tree, Word
from tests.nlp.factory import make_doc, parse_doc

# Ruiz called on Friday on the mayor to resign.
CALLED_ON = """
Ruiz/Ruiz PROPN nsubj/NNP 2 B-PERSON
called/call VERB ROOT/VBD 0
on ADP prep/IN 2
Friday/Friday PROPN pobj/NNP 3 B-DATE
on ADP prep/IN 2
the DET det/DT 7
mayor NOUN pobj/NN 5
to PART aux/TO 9
resign VERB xcomp/VB 2
. PUNCT punct/. 2
"""
# Hale praised her for resisting the plan.
PRAISED = """
Hale/Hale PROPN nsubj/NNP 2 B-PERSON
praised/praise VERB ROOT/VBD 0
her/she PRON dobj/PRP 2
for ADP prep/IN 2
resisting/resist VERB pcomp/VBG 4
the DET det/DT 7
plan NOUN dobj/NN 5
. PUNCT punct/. 2
"""
# Her attempt to block the road failed.
ATTEMPT = """
Her PRON poss/PRP$ 2
attempt NOUN nsubj/NN 7
to PART aux/TO 4
block VERB acl/VB 2
the DET det/DT 6
road NOUN dobj/NN 4
failed/fail VERB ROOT/VBD 0
. PUNCT punct/. 7
"""
# The first woman to lead the port spoke.
FIRST = """
The DET det/DT 3
first ADJ amod/JJ 3 B-ORDINAL
woman NOUN nsubj/NN 8
to PART aux/TO 5
lead VERB relcl/VB 3
the DET det/DT 7
port NOUN dobj/NN 5
spoke/speak VERB ROOT/VBD 0
. PUNCT punct/. 8
"""
# Critics neither liked nor trusted the mayor.
NEITHER = """
Critics/critic NOUN nsubj/NNS 3
neither CCONJ preconj/CC 3
liked/like VERB ROOT/VBD 0
nor CCONJ cc/CC 3
trusted/trust VERB conj/VBD 3
the DET det/DT 7
mayor NOUN dobj/NN 5
. PUNCT punct/. 3
"""
# It is untrue that she left.
UNTRUE = """
It PRON nsubj/PRP 2
is/be AUX ROOT/VBZ 0
untrue ADJ acomp/JJ 2
that SCONJ mark/IN 6
she PRON nsubj/PRP 6
left/leave VERB ccomp/VBD 2
. PUNCT punct/. 2
"""
# If the court agrees, the ferry must stop.
CONDITION = """
If SCONJ mark/IN 4
the DET det/DT 3
court NOUN nsubj/NN 4
agrees/agree VERB advcl/VBZ 9
, PUNCT punct/, 9
the DET det/DT 7
ferry NOUN nsubj/NN 9
must AUX aux/MD 9
stop VERB ROOT/VB 0
. PUNCT punct/. 9
"""
# The prime minister of Peru and the mayor met the striking workers of the port.
MET = """
The DET det/DT 3
prime ADJ amod/JJ 3
minister NOUN nsubj/NN 9
of ADP prep/IN 3
Peru/Peru PROPN pobj/NNP 4 B-GPE
and CCONJ cc/CC 3
the DET det/DT 8
mayor NOUN conj/NN 3
met/meet VERB ROOT/VBD 0
the DET det/DT 12
striking/strike VERB amod/VBG 12
workers/worker NOUN dobj/NNS 9
of ADP prep/IN 12
the DET det/DT 15
port NOUN pobj/NN 13
. PUNCT punct/. 9
"""
# Guards kept the crowd from entering the hall.
KEPT = """
Guards/guard NOUN nsubj/NNS 2
kept/keep VERB ROOT/VBD 0
the DET det/DT 4
crowd NOUN dobj/NN 2
from ADP prep/IN 2
entering/enter VERB pcomp/VBG 5
the DET det/DT 8
hall NOUN dobj/NN 6
. PUNCT punct/. 2
"""
# The council presented a plan to close the old port.
PLAN = """
The DET det/DT 2
council NOUN nsubj/NN 3
presented/present VERB ROOT/VBD 0
a DET det/DT 5
plan NOUN dobj/NN 3
to PART aux/TO 7
close VERB acl/VB 5
the DET det/DT 10
old ADJ amod/JJ 10
port NOUN dobj/NN 7
. PUNCT punct/. 3
"""
# She was banned from voting on the closure of the port.
BANNED = """
She PRON nsubjpass/PRP 3
was/be AUX auxpass/VBD 3
banned/ban VERB ROOT/VBN 0
from ADP prep/IN 3
voting/vote VERB pcomp/VBG 4
on ADP prep/IN 5
the DET det/DT 8
closure NOUN pobj/NN 6
of ADP prep/IN 8
the DET det/DT 11
port NOUN pobj/NN 9
. PUNCT punct/. 3
"""
# Did the mayor sign the pact?
ASKED = """
Did/do AUX aux/VBD 4
the DET det/DT 3
mayor NOUN nsubj/NN 4
sign VERB ROOT/VB 0
the DET det/DT 6
pact NOUN dobj/NN 4
? PUNCT punct/. 4
"""
# Ministers began turning away ships that carried oil.
BEGAN = """
Ministers/minister NOUN nsubj/NNS 2
began/begin VERB ROOT/VBD 0
turning/turn VERB xcomp/VBG 2
away ADP advmod/RP 3
ships/ship NOUN dobj/NNS 3
that PRON nsubj/WDT 7
carried/carry VERB relcl/VBD 5
oil NOUN dobj/NN 7
. PUNCT punct/. 2
"""
# He warned that the union would not sign.
WARNED = """
He PRON nsubj/PRP 2
warned/warn VERB ROOT/VBD 0
that SCONJ mark/IN 8
the DET det/DT 5
union NOUN nsubj/NN 8
would AUX aux/MD 8
not PART neg/RB 8
sign VERB ccomp/VB 2
. PUNCT punct/. 2
"""


def word_in(table: str, text: str) -> Word:
    return next(word for word in parse_doc(table) if word.text == text)


def text_of(word: Word | None) -> str | None:
    return word.text if word is not None else None


def words_of(doc: Tree, places: tuple[int, ...]) -> str:
    return " ".join(doc[place].text for place in places)


@pytest.mark.parametrize(
    ("table", "word", "relations", "child"),
    [
        (MET, "met", ("nsubj",), "minister"),
        (MET, "met", ("dobj", "nsubj"), "minister"),
        (MET, "minister", ("prep",), "of"),
        (MET, "minister", ("dobj",), None),
        (MET, "Peru", ("prep", "conj"), None),
    ],
)
def test_the_first_word_that_hangs_by_one_of_the_relations(
    table: str, word: str, relations: tuple[str, ...], child: str | None
) -> None:
    assert text_of(find_child(word_in(table, word), *relations)) == child
    assert has_child(word_in(table, word), *relations) == (child is not None)


@pytest.mark.parametrize(
    ("table", "verb", "asked"),
    [(CALLED_ON, "called", "mayor"), (PRAISED, "praised", None), (KEPT, "kept", None), (MET, "met", None)],
)
def test_who_is_called_on_to_do_something(table: str, verb: str, asked: str | None) -> None:
    assert text_of(find_called_on(word_in(table, verb))) == asked


@pytest.mark.parametrize(("table", "noun", "owner"), [(ATTEMPT, "attempt", "Her"), (PLAN, "plan", None)])
def test_whose_a_noun_is(table: str, noun: str, owner: str | None) -> None:
    assert text_of(find_owner(word_in(table, noun))) == owner


@pytest.mark.parametrize(
    ("table", "verb", "doer", "subjects"),
    [
        (CALLED_ON, "resign", "mayor", ["mayor"]),
        (PRAISED, "resisting", "her", ["her"]),
        (ATTEMPT, "block", "Her", ["Her"]),
        (NEITHER, "trusted", "Critics", ["Critics"]),
        (PLAN, "close", "council", ["council"]),
        (BANNED, "voting", "She", ["She"]),
        (BEGAN, "turning", "Ministers", ["Ministers"]),
        (BEGAN, "carried", "ships", ["ships"]),
        (MET, "met", "minister", ["minister", "mayor"]),
    ],
)
def test_who_does_what_a_verb_says(table: str, verb: str, doer: str | None, subjects: list[str]) -> None:
    word = word_in(table, verb)

    assert text_of(find_doer(word)) == doer
    assert [subject.text for subject in find_subjects(word)] == subjects


@pytest.mark.parametrize(
    ("table", "verb", "actor"),
    [(BEGAN, "carried", "that"), (NEITHER, "trusted", "Critics"), (ATTEMPT, "block", None), (BANNED, "banned", None)],
)
def test_who_does_it_as_the_words_stand(table: str, verb: str, actor: str | None) -> None:
    assert text_of(find_actor(word_in(table, verb))) == actor


def test_what_a_passive_is_said_of_undergoes_it() -> None:
    banned, praised = word_in(BANNED, "banned"), word_in(PRAISED, "praised")

    assert (is_passive(banned), is_passive(praised)) == (True, False)
    assert text_of(own_subject(banned)) == "She"


@pytest.mark.parametrize(
    ("find", "head", "words"),
    [
        (find_core, "minister", "The prime minister"),
        (find_phrase, "minister", "The prime minister of Peru"),
        (find_full_phrase, "minister", "The prime minister of Peru"),
        (find_source_phrase, "mayor", "the mayor"),
        (find_core, "workers", "the striking workers"),
        (find_phrase, "workers", "the striking workers of the port"),
        (find_full_phrase, "workers", "the striking workers of the port"),
        (find_phrase, "Peru", "Peru"),
    ],
)
def test_how_far_a_noun_phrase_goes(find: Callable[[Word], tuple[int, ...]], head: str, words: str) -> None:
    doc = parse_doc(MET)

    assert words_of(doc, find(next(word for word in doc if word.text == head))) == words


def test_a_full_phrase_takes_in_what_restricts_the_noun_and_a_source_phrase_no_clause() -> None:
    doc = parse_doc(PLAN)
    plan = doc[4]

    assert words_of(doc, find_full_phrase(plan)) == "a plan to close the old port"
    assert words_of(doc, find_source_phrase(plan)) == "a plan"


def test_joined_nouns_come_in_text_order() -> None:
    minister = word_in(MET, "minister")

    assert [word.text for word in find_conjuncts(minister)] == ["minister", "mayor"]
    assert find_readings(minister) == [find_phrase(minister)]
    assert not is_coordinated(word_in(MET, "of"))


def test_words_of_a_phrase_with_their_characters() -> None:
    doc = parse_doc(PLAN)

    assert to_words(doc, (3, 4)) == "a plan"
    assert [doc.text[span.start : span.end] for span in to_spans(doc, (0, 1, 3, 4))] == ["The council", "a plan"]


@pytest.mark.parametrize(
    ("words", "chosen", "filled"),
    [
        (["her", "14", "-", "year"], (0, 1, 3), (0, 1, 2, 3)),
        (["the", "old", "port"], (0, 2), (0, 2)),
        (["Peru", "'", "mayor"], (0, 2), (0, 1, 2)),
    ],
)
def test_a_hyphen_left_out_between_two_words_is_filled_in(
    words: list[str], chosen: tuple[int, ...], filled: tuple[int, ...]
) -> None:
    assert fill_gaps(make_doc(words), chosen) == filled


@pytest.mark.parametrize(
    ("words", "kept"),
    [(["“", "fair", "pact"], (1, 2)), (["“", "fair", "”"], (0, 1, 2)), (["fair", "pact"], (0, 1)), (["”"], (0,))],
)
def test_a_quotation_mark_without_its_partner_is_left_out(words: list[str], kept: tuple[int, ...]) -> None:
    assert without_lone_quote(make_doc(words), tuple(range(len(words)))) == kept


@pytest.mark.parametrize(
    ("table", "verb", "predicate", "chain"),
    [
        (BEGAN, "turning", "began turning away", ["began"]),
        (BANNED, "voting", "was banned from voting", ["banned"]),
        (WARNED, "sign", "would not sign", []),
        (CALLED_ON, "resign", "to resign", []),
        (CONDITION, "stop", "must stop", []),
    ],
)
def test_a_predicate_takes_in_the_verbs_that_its_verb_completes(
    table: str, verb: str, predicate: str, chain: list[str]
) -> None:
    doc = parse_doc(table)
    word = next(word for word in doc if word.text == verb)

    assert words_of(doc, find_predicate(word)) == predicate
    assert [above.text for above in chain_of(word)] == chain


@pytest.mark.parametrize(
    ("table", "verb", "group", "run"),
    [
        (BEGAN, "turning", "turning away", "turning"),
        (WARNED, "sign", "would not sign", "would not sign"),
        (BANNED, "banned", "was banned", "was banned"),
    ],
)
def test_a_verb_stands_with_its_auxiliaries(table: str, verb: str, group: str, run: str) -> None:
    doc = parse_doc(table)
    word = next(word for word in doc if word.text == verb)

    assert words_of(doc, find_group(word)) == group
    assert words_of(doc, find_verb_run(word)) == run


def test_clauses_are_the_verbs_with_subjects_but_for_the_idle() -> None:
    doc = parse_doc(BEGAN)

    assert [clause.verb.text for clause in find_clauses(doc)] == ["began", "turning", "carried"]
    assert [c.verb.text for c in find_clauses(doc, lambda verb: verb.lemma_ == "begin")] == ["turning", "carried"]


@pytest.mark.parametrize(
    ("table", "verb", "marked"), [(PLAN, "close", True), (FIRST, "lead", True), (BEGAN, "turning", False)]
)
def test_an_infinitive_stands_with_to(table: str, verb: str, marked: bool) -> None:
    assert is_infinitive(word_in(table, verb)) is marked


@pytest.mark.parametrize(
    ("table", "verb", "negators", "modalities"),
    [
        (NEITHER, "liked", ["neither"], []),
        (NEITHER, "trusted", ["nor"], []),
        (UNTRUE, "left", ["untrue"], []),
        (KEPT, "entering", ["kept"], []),
        (BANNED, "voting", ["banned"], []),
        (CONDITION, "agrees", [], [("if", Modality.CONDITIONAL)]),
        (CONDITION, "stop", [], [("must", Modality.OBLIGATION), ("if", Modality.CONDITIONAL)]),
        (ASKED, "sign", [], [("?", Modality.QUESTION)]),
        (PLAN, "close", [], [("plan", Modality.INTENDED)]),
        (FIRST, "lead", [], []),
        (WARNED, "sign", ["not"], [("would", Modality.INTENDED)]),
    ],
)
def test_the_words_that_deny_a_verb_or_leave_it_open(
    table: str, verb: str, negators: list[str], modalities: list[tuple[str, Modality]]
) -> None:
    doc = parse_doc(table)
    signs = find_signs(next(word for word in doc if word.text == verb))

    assert [doc.text[negator.span.start : negator.span.end] for negator in signs.negators] == negators
    found = {(doc.text[sign.span.start : sign.span.end].lower(), sign.modality) for sign in signs.modals}
    assert found == set(modalities)


def test_only_a_word_that_hangs_on_the_verb_negates_it_itself() -> None:
    assert is_negated(word_in(WARNED, "sign"))
    assert not is_negated(word_in(KEPT, "entering"))


@pytest.mark.parametrize(
    ("table", "verb", "introducers", "asking", "is_open"),
    [
        (WARNED, "sign", ["warned"], None, False),
        (UNTRUE, "left", [], None, False),
        (CALLED_ON, "resign", [], "called", True),
        (PLAN, "close", [], None, True),
        (CONDITION, "agrees", [], None, True),
        (KEPT, "entering", [], None, True),
        (ASKED, "sign", [], None, True),
        (PRAISED, "resisting", [], None, False),
    ],
)
def test_who_is_committed_to_a_clause(
    table: str, verb: str, introducers: list[str], asking: str | None, is_open: bool
) -> None:
    word = word_in(table, verb)

    assert [above.text for above in find_introducers(word)] == introducers
    assert text_of(find_asking(word)) == asking
    assert is_left_open(word) is is_open


@pytest.mark.parametrize(
    ("table", "word", "action", "done_to"),
    [(PLAN, "close", "close", "port"), (BEGAN, "turning", "turn away", "ships"), (ATTEMPT, "block", "block", "road")],
)
def test_an_action_is_a_verb_and_what_it_is_done_to(table: str, word: str, action: str, done_to: str) -> None:
    verb = word_in(table, word)

    assert action_lemma(verb) == action
    assert text_of(object_of(verb)) == done_to
    assert action_of(verb) is not None


def test_an_action_may_lie_in_a_noun() -> None:
    closure = word_in(BANNED, "closure")

    assert (is_nominal(closure), action_lemma(closure), text_of(object_of(closure))) == (True, "close", "port")
    assert text_of(wanted_of(word_in(PLAN, "plan"))) == "close"
    assert text_of(action_of(word_in(PLAN, "presented"))) == "close"


def test_an_action_that_is_denied_is_unwanted() -> None:
    assert is_unwanted(word_in(WARNED, "sign"))
    assert not is_unwanted(word_in(PLAN, "close"))


def test_lists_of_a_lexicon_are_sets() -> None:
    assert "urge" in listed("control", "told")
    assert listed("control", "speech", "verbs") == frozenset(load_lexicon("control")["speech"]["verbs"])
    assert load_words("modality")["modals"]["possible"] == listed("modality", "modals", "possible")


@pytest.mark.parametrize("path", [("speech",), ("speech", "nothing"), ()])
def test_a_list_that_no_lexicon_has_is_an_error(path: tuple[str, ...]) -> None:
    with pytest.raises(KeyError):
        listed("control", *path)


def test_the_lexicon_of_relations_has_its_lists_as_sets() -> None:
    words = load_relations()

    assert isinstance(words["doubtful"], frozenset)
    assert words["scales"]["hundred"] == 2
