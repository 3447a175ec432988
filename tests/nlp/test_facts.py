"""Facts: open triples, core relations, time, negation and modality."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.frames import all_frames
from graph.nlp.facts.find import find_facts
from graph.nlp.facts.triples import find_triples
from graph.nlp.findings import FoundFact
from graph.nlp.parser import load_nlp
from graph.nlp.syntax.tree import Tree
from graph.nlp.times.find import find_times
from ontology import terms
from tests.nlp.factory import make_doc, parse_doc

PUBLISHED = date(2024, 5, 15)
Parse = Callable[[str], Tree]


def _facts(doc: Tree) -> list[FoundFact]:
    """All but those that hold only where the subject turns out to be somebody with a name."""
    return [fact for fact in find_facts(doc, find_times(doc, PUBLISHED)) if not fact.named_only]


def _rows(doc: Tree) -> list[tuple[str, str, str]]:
    return [(fact.subject.text, fact.label, fact.object.text) for fact in _facts(doc)]


SIGNED = """
    The    DET   det/DT        2
    pact   NOUN  nsubjpass/NN  5
    was    AUX   auxpass/VBD   5
    first  ADV   advmod/RB     5
    signed/sign VERB ROOT/VBN  0
    in     ADP   prep/IN       5
    2002   NUM   pobj/CD       6  B-DATE
    .      PUNCT punct/.       5
"""


def test_a_fact_has_words_normal_form_relation_literal_and_time() -> None:
    (fact,) = _facts(parse_doc(SIGNED))

    assert (fact.subject.text, fact.label, fact.lemma, fact.relation) == (
        "The pact",
        "was first signed in",
        "sign in",
        "signed",
    )
    assert (fact.object.literal, fact.object.datatype) == ("2002", "gYear")
    assert fact.time is not None
    assert (fact.time.earliest, fact.time.latest) == (date(2002, 1, 1), date(2002, 12, 31))


def test_every_span_cuts_the_words_it_stands_for() -> None:
    doc = parse_doc(SIGNED)
    (fact,) = _facts(doc)

    def cut(spans: Sequence[CharSpan]) -> str:
        return " ".join(doc.text[span.start : span.end] for span in spans)

    assert cut(fact.subject.spans) == "The pact"
    assert cut(fact.predicate_spans) == "was first signed in"
    assert cut(fact.object.spans) == "2002"
    assert cut(fact.spans) == "The pact was first signed in 2002"


# sentence, subject, predicate, object
OPEN = [
    ("Peru and Chile closed the border.", "Peru", "closed", "the border"),
    ("Peru and Chile closed the border.", "Chile", "closed", "the border"),
    ("Peru closed the border and opened a port.", "Peru", "opened", "a port"),
    ("The bridge was destroyed by the army.", "The bridge", "was destroyed by", "the army"),
    ("The minister, who opposed the tax, left the party.", "The minister", "opposed", "the tax"),
    ("The tax that the minister opposed hurt farmers.", "the minister", "opposed", "The tax"),
    ("The government began turning away boats.", "The government", "began turning away", "boats"),
    ("The rule was kept in place until late 2021.", "The rule", "was kept in place until", "late 2021"),
    ("Talks about it have been ongoing since 2018.", "Talks about it", "have been ongoing since", "2018"),
    ("In March 2020, Ghana closed its schools.", "Ghana", "closed", "its schools"),
    ("The union plans to boycott the vote.", "The union", "plans to boycott", "the vote"),
    ("The new law allows police to search homes.", "The new law", "allows police to search", "homes"),
    ("The rule applies only to small farms.", "The rule", "applies only to", "small farms"),
    ("The judge did not sign the order.", "The judge", "did not sign", "the order"),
    ("The ban resulted in 500 boats being turned back.", "The ban", "resulted in", "500 boats being turned back"),
    ("Critics called the plan reckless.", "Critics", "called the plan", "reckless"),
    ("The king visits next month.", "The king", "visits", "next month"),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "subject", "predicate", "target"), OPEN)
def test_an_open_fact_is_minimal_and_complete(
    parse: Parse, sentence: str, subject: str, predicate: str, target: str
) -> None:
    assert (subject, predicate, target) in _rows(parse(sentence))


# sentence, relation, subject, object
CORE = [
    ("Prime Minister Ana Ruiz left Lima.", "holdsOffice", "Ana Ruiz", "Prime Minister"),
    ("Quebec Premier Jean Roy left Lima.", "holdsOffice", "Jean Roy", "Quebec Premier"),
    ("Secretary of State Helen Moor left Lima.", "holdsOffice", "Helen Moor", "Secretary of State"),
    ("Ana Ruiz, the health minister of Peru, left Lima.", "holdsOffice", "Ana Ruiz", "health minister of Peru"),
    ("Ana Ruiz is the mayor of Lima.", "holdsOffice", "Ana Ruiz", "mayor of Lima"),
    ("Conservative Leader Tom Hale lost the vote.", "leads", "Tom Hale", "Conservative Party"),
    ("Anna Berg, head of the Central Bank of Norway, left Oslo.", "leads", "Anna Berg", "the Central Bank of Norway"),
    ("Inga Holm, a member of the Farmers' Alliance, left Oslo.", "memberOf", "Inga Holm", "the Farmers' Alliance"),
    ("The Norway-Sweden fishing pact failed.", "partyTo", "Norway", "The Norway-Sweden fishing pact"),
    ("The Norway-Sweden fishing pact failed.", "partyTo", "Sweden", "The Norway-Sweden fishing pact"),
    ("The treaty between Peru and Chile failed.", "partyTo", "Chile", "The treaty"),
    ("The bridge in Mostar was closed.", "locatedIn", "The bridge", "Mostar"),
    ("Peru and Chile signed the fishing accord in 1994.", "signed", "Chile", "the fishing accord"),
    ("The accord was signed on March 3, 2021.", "signed", "The accord", "March 3, 2021"),
    ("The treaty came into force in 2005.", "inForce", "The treaty", "2005"),
    ("The king appointed Maria Oliveira.", "appointed", "The king", "Maria Oliveira"),
    ("The mayor voted for the budget.", "votedFor", "The mayor", "the budget"),
    ("The mayor voted against the budget.", "votedAgainst", "The mayor", "the budget"),
    ("The chancellor resigned on Monday.", "resigned", "The chancellor", "chancellor"),
    ("Henrik Dahl married Inga Holm in 2011.", "spouseOf", "Henrik Dahl", "Inga Holm"),
    ("The auditor wrote the report.", "authorOf", "The auditor", "the report"),
    ("The report was written by the auditor.", "authorOf", "the auditor", "The report"),
    ("The accord was signed by Peru in 1994.", "signed", "Peru", "The accord"),
    ("Maria Oliveira was appointed finance minister by the king.", "appointed", "the king", "Maria Oliveira"),
    ("Maria Oliveira was appointed finance minister by the king.", "holdsOffice", "Maria Oliveira", "finance minister"),
    ("The senate voted to approve the budget.", "votedFor", "The senate", "the budget"),
    ("The senate voted to reject the budget.", "votedAgainst", "The senate", "the budget"),
    ("The finance minister resigned.", "resigned", "The finance minister", "finance minister"),
    ("Tom Hale resigned.", "resigned", "Tom Hale", "true"),
    ("Rep. Ana Ruiz (D-Ohio) left Lima.", "memberOf", "Ana Ruiz", "Democratic Party"),
    ("Rep. Ana Ruiz (D-Ohio) left Lima.", "represents", "Ana Ruiz", "Ohio"),
    ("Sen. Tom Hale (R., Tex.) rejected the bill.", "memberOf", "Tom Hale", "Republican Party"),
    ("The Labour MP Tom Hale rejected the bill.", "memberOf", "Tom Hale", "Labour Party"),
    (
        "Anna Brito, an economist at the University of Porto, left Lisbon.",
        "affiliatedWith",
        "Anna Brito",
        "the University of Porto",
    ),
    ("Tom Hale, a lawyer for the mayor, rejected the claim.", "affiliatedWith", "Tom Hale", "the mayor"),
    ("Former president Jorge Vela left.", "heldOffice", "Jorge Vela", "Former president"),
    ("Deputy Attorney General Sally Yarrow left Accra.", "holdsOffice", "Sally Yarrow", "Deputy Attorney General"),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "relation", "subject", "target"), CORE)
def test_a_core_relation_is_one_fact(parse: Parse, sentence: str, relation: str, subject: str, target: str) -> None:
    found = [(f.relation, f.subject.text, f.object.text) for f in _facts(parse(sentence))]

    assert found.count((relation, subject, target)) == 1
    assert (None, subject, target) not in found


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said that the border was safe.",
        "Nobody knows what it is.",
        "BORDER CLOSED: MINISTER",
        "For example, prices fell as a result.",
        "There is a problem.",
    ],
)
def test_what_says_nothing_or_is_a_statement_makes_no_fact_with_its_verb(parse: Parse, sentence: str) -> None:
    rows = [row for row in _rows(parse(sentence)) if row[1] != "was"]

    assert rows == []


# sentence, what would be a poor fact
POOR = [
    ("The question is how to close the port.", "close"),
    ("Ana Ruiz, the mayor, is aware that prices rose.", "is"),
    ("The judges barely mentioned the treaty.", "mentioned"),
    ("Peru or Chile will sign the pact.", "will sign"),
    ("A plan that hurts farmers failed.", "hurts"),
    ("Few people understood the vote.", "understood"),
    ("The firm fared well in Peru.", "fared in"),
    ("The heat forced the city to close the schools.", "forced"),
    ("The law does not mean that farmers are criminals.", "are"),
    ("It is unclear what the mayor saw.", "saw"),
    ("The club did not hire a coach with a view to the cup.", "did not hire"),
    ("When the lake reaches its limit, the farmers suffer.", "reaches"),
    ("Ruiz gave the unions a hearing.", "gave"),
    ("Ruiz and Hale are rivals.", "are"),
    ("Guests rated the hotel above the inn.", "rated"),
    ("In the study, 41 percent would choose Hale.", "would choose"),
    ("Output rose with orders coming from Peru.", "rose with"),
    ("The office wants to make sure that guards do not open the gate.", "do not open"),
    ("It is unclear whether that means he would sign the pact.", "would sign"),
    ("The plan was to build a bridge.", "was to build"),
    ("The tour takes you behind the palace.", "takes you behind"),
    ("The port ranks third with forty cranes.", "ranks with"),
    ("Ruiz is the first leader since Hale who is fond of jazz.", "is fond of"),
    ("The mayor believes in sharing power.", "sharing"),
    ("How deep the well goes into the rock is unclear.", "goes into"),
    ("Hale all but accused the bank of fraud.", "accused"),
    ("Rivals kept their search for it in the hills from the shore.", "kept their search from"),
    ("On the stage, the poet compared him to a king.", "compared him on"),
]


@pytest.mark.model
def test_an_object_joined_without_its_own_words_is_left_out(parse: Parse) -> None:
    rows = _rows(parse("Hale is a gifted painter and sculptor."))

    assert rows == [("Hale", "is", "a gifted painter")]


@pytest.mark.model
def test_an_amount_of_time_is_no_time(parse: Parse) -> None:
    (fact,) = _facts(parse("The envoy published 30 years of letters."))

    assert (fact.object.text, fact.time, fact.object.literal) == ("30 years of letters", None, None)


@pytest.mark.model
def test_a_verb_that_negates_is_no_part_of_the_normal_form(parse: Parse) -> None:
    (fact,) = _facts(parse("The ushers forgot to greet Hale."))

    assert (fact.label, fact.lemma, bool(fact.negation)) == ("forgot to greet", "greet", True)


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "label"), POOR)
def test_no_fact_is_better_than_a_poor_one(parse: Parse, sentence: str, label: str) -> None:
    assert label not in [row[1] for row in _rows(parse(sentence))]


@pytest.mark.model
def test_who_is_described_is_the_subject_of_what_describes_him(parse: Parse) -> None:
    rows = _rows(parse("Ruiz is the only candidate that has a plan."))

    assert ("Ruiz", "has", "a plan") in rows


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "negated", "modality"),
    [
        ("Peru did not sign the pact.", True, Modality.ASSERTED),
        ("Peru may sign the pact.", False, Modality.POSSIBLE),
        ("Peru will not sign the pact.", True, Modality.INTENDED),
        ("Peru must sign the pact.", False, Modality.OBLIGATION),
        ("If Peru signs the pact, Chile wins.", False, Modality.CONDITIONAL),
        ("The mayor insisted that Peru sign the pact.", False, Modality.OBLIGATION),
        ("The fine may make Peru sign the pact.", False, Modality.POSSIBLE),
    ],
)
def test_negation_and_modality_stand_beside_the_relation(
    parse: Parse, sentence: str, negated: bool, modality: Modality
) -> None:
    (fact,) = [fact for fact in _facts(parse(sentence)) if fact.lemma.split()[-1] == "sign"]

    assert (bool(fact.negation), fact.modality) == (negated, modality)


@pytest.mark.model
def test_a_time_dates_the_fact_of_its_verb_only(parse: Parse) -> None:
    facts = _facts(parse("Malta, which left the union in 1999, will join the fund next year."))

    times = {fact.label: fact.time.earliest if fact.time else None for fact in facts}
    assert times == {"left": date(1999, 1, 1), "will join": date(2025, 1, 1)}


@pytest.mark.model
def test_the_same_text_gives_the_same_facts_wherever_it_stands(parse: Parse) -> None:
    once = "Peru closed the port in 2002. Chile did not sign the pact."
    first = _rows(parse(once))

    assert _rows(parse(f"{once}\n\n{once}")) == first * 2


@pytest.mark.model
def test_a_sentence_without_end_has_a_bounded_number_of_triples(parse: Parse) -> None:
    doc = parse(" and ".join(["Peru closed the border in Lima"] * 60))

    longest = max(sent.end - sent.start for sent in doc.sents)
    assert longest > 200
    assert 0 < len(find_triples(doc)) <= 300


@pytest.mark.model
def test_tables_and_headlines_do_no_harm(parse: Parse) -> None:
    text = "MINISTER | PARTY | 12\n- May\n- 30 Feb\n\ufffd§ | | \n\nVOTE FAILS AFTER BORDER ROW\n\n(((\n"

    assert all(fact.subject.spans and fact.object.spans for fact in _facts(parse(text)))


DEPS = st.sampled_from(
    [
        "nsubj",
        "nsubjpass",
        "dobj",
        "attr",
        "oprd",
        "prep",
        "pobj",
        "pcomp",
        "conj",
        "cc",
        "relcl",
        "acl",
        "advcl",
        "ccomp",
        "xcomp",
        "appos",
        "poss",
        "aux",
        "auxpass",
        "neg",
        "mark",
        "npadvmod",
        "acomp",
        "agent",
        "dative",
        "expl",
        "det",
        "amod",
        "compound",
        "punct",
        "case",
    ]
)
TAGS = st.sampled_from(
    ["VB", "VBD", "VBG", "VBN", "VBZ", "NN", "NNP", "NNS", "IN", "TO", "MD", "WDT", "PRP", "RB", "JJ", ",", "DT"]
)
POS = st.sampled_from(["VERB", "AUX", "NOUN", "PROPN", "PRON", "ADP", "ADJ", "ADV", "PUNCT", "NUM", "SCONJ"])
WORDS = st.sampled_from(
    [
        "minister",
        "Peru",
        "that",
        "to",
        "not",
        "signed",
        ",",
        '"',
        "2002",
        "May",
        "between",
        "in",
        "leader",
        "wife",
        "who",
        "said",
    ]
)


@settings(max_examples=150)
@given(st.lists(st.tuples(WORDS, st.integers(0, 30), DEPS, TAGS, POS), min_size=1, max_size=25))
def test_no_tree_breaks_the_rules(rows: list[tuple[str, int, str, str, str]]) -> None:
    heads = [0 if index == 0 else row[1] % index for index, row in enumerate(rows)]
    doc = make_doc(
        [row[0] for row in rows],
        heads=heads,
        deps=["ROOT", *(row[2] for row in rows[1:])],
        tags=[row[3] for row in rows],
        pos=[row[4] for row in rows],
    )

    for fact in _facts(doc):
        assert fact.subject.spans
        assert fact.object.spans
        assert all(span.end <= len(doc.text) for span in fact.spans)


def test_relations_of_the_lexicon_are_properties_of_the_ontology() -> None:
    names = {term.name.rpartition(":")[2] for term in terms()}

    assert {frame.relation for frame in all_frames()} <= names


@pytest.mark.model
def test_a_tag_or_a_party_word_of_the_past_makes_no_member(parse: Parse) -> None:
    doc = parse("Former Labour MP Tom Hale left. Ana Ruiz (left) met Tom Hale (D) in Lima.")

    assert [(f.subject.text, f.object.literal) for f in _facts(doc) if f.relation == "memberOf"] == [
        ("Tom Hale", "Democratic Party")
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "MINISTER | PARTY | VOTES\n" * 40,
        "- Ruiz (D)\n- Hale (R\n- ((((\n" * 20,
        "THE MINISTER DID NOT SIGN THE PACT IN MAY. " * 10,
        "Signed. In 2002. The pact, which. Because of. Of the of the. " * 10,
        "Th\u00e2\u20ac\u2122e pact\ufffd\ufffd was s\u00edgned \x00 in 2002\u200b \ud7ff " * 10,
        "\n\n \t \n",
        "",
    ],
)
def test_bad_input_breaks_nothing(parse: Parse, text: str) -> None:
    doc = parse(text) if text.strip() else Tree(Doc(load_nlp().vocab))

    for fact in _facts(doc):
        assert all(0 <= span.start < span.end <= len(doc.text) for span in (*fact.spans, *fact.subject.spans))


@pytest.mark.model
def test_what_is_found_grows_with_the_length_of_the_text(parse: Parse) -> None:
    once = "Peru closed the port in 2002, and Chile did not sign the pact. "

    assert len(_facts(parse(once * 40))) <= 40 * len(_facts(parse(once)))
