"""Each filter of facts alone: a sentence of which it rejects a triple, and one like it that it lets pass."""

import pytest

from graph.nlp.facts.filters.apply import ALL
from graph.nlp.facts.triples import find_triples

CHECKS = {f"{check.__module__.rpartition('.')[2]}.{check.__name__.lstrip('_')}": check for check in ALL}

ROWS = [
    # filter, rejects a triple of this, and none of this
    ("attachment.hangs_far", "Rivals kept their search for it from the shore.", "Rivals kept their search on Monday."),
    ("attachment.is_fronted_elsewhere", "On the stage, the poet compared him to a king.", "In Lima, the poet sang."),
    (
        "assertion.is_scope_cut",
        "The club did not hire a coach with a view to the cup.",
        "The club did not hire a coach.",
    ),
    (
        "assertion.is_future_condition",
        "When the lake reaches its limit, farmers leave.",
        "When the lake reached its limit, farmers left.",
    ),
    ("attachment.lacks_its_receiver", "Ruiz gave the unions a hearing.", "Ruiz gave a hearing."),
    (
        "attachment.is_some_of_them",
        "Republicans who refused the deal left Lima.",
        "The Republicans who refused the deal left Lima.",
    ),
    ("attachment.is_shared", "Ruiz and Hale are rivals.", "Ruiz and Hale are in Lima."),
    ("attachment.lacks_its_clause", "The mayor imagined in Lima that prices rose.", "The mayor sang in Lima."),
    (
        "assertion.is_denied_in_words_only",
        "The firm sold not only ships to Peru.",
        "The firm did not sell ships to Peru.",
    ),
    ("attachment.is_tail_of_list", "Hale is a gifted painter and sculptor.", "Hale met farmers and miners."),
    ("attachment.is_wrapped", "The mayor put the plan before the council off.", "The mayor put off the plan."),
    ("attachment.is_reduced", "Whether Hale gains from the pact is unclear.", "Hale gains from the pact."),
    ("attachment.is_broken_by_mark", "The mayor sold - the ship.", "The mayor sold the ship."),
    ("attachment.is_half_judged", "Guests rated the hotel above the inn.", "Guests praised the hotel."),
    ("assertion.is_role_of_plan", "The plan was to build a bridge.", "The plan is good."),
    (
        "attachment.speaks_to_reader",
        "The tour takes you behind the palace.",
        "The tour takes guests behind the palace.",
    ),
    (
        "attachment.is_bare_share",
        "In May, 41 percent would choose Hale.",
        "In May, 41 percent of the voters would choose Hale.",
    ),
    (
        "attachment.is_part_of_amount",
        "The cash came from Peru in the form of ships and gold.",
        "The cash came from Peru.",
    ),
    ("attachment.is_absolute", "Output rose with orders coming from Peru.", "Output rose with orders from Peru."),
    (
        "assertion.is_made_sure",
        "The office makes sure that guards do not open the gate.",
        "The guards do not open the gate.",
    ),
    (
        "assertion.is_under_doubt",
        "It is unclear whether that means he would sign the pact.",
        "It is clear that he would sign the pact.",
    ),
    ("parse_errors.is_order", "The danger facing Peru hurt farmers.", "The danger hurts farmers."),
    ("parse_errors.lacks_adverb", "The port ranks third with forty cranes.", "The port ranks with forty rivals."),
    ("parse_errors.lacks_manner", "Ruiz treated her family badly.", "Ruiz treated her family."),
    (
        "parse_errors.is_cut_at_front",
        "The envoy's tweet yesterday was all about ships.",
        "The envoy's tweet was about ships.",
    ),
    (
        "parse_errors.is_gap",
        "The differences he has with her hurt Peru.",
        "The tax that the minister opposed hurt farmers.",
    ),
    ("parse_errors.is_deep", "The mayor said the bank which Peru founded owns the ship.", "Peru founded the bank."),
    ("parse_errors.is_gerund_after_preposition", "By sharing power, the mayor calmed Lima.", "The mayor shared power."),
    (
        "parse_errors.is_of_inner_noun",
        "The judge saw the firm on the record endorsing Ruiz.",
        "The judge endorsed Ruiz.",
    ),
    ("parse_errors.is_cut_behind", "Ruiz has done nothing wrong.", "Ruiz has done nothing."),
    (
        "parse_errors.crosses_a_quotation",
        "The mayor “of the hills sold the ship” to Peru.",
        "The mayor of the hills sold the ship to Peru.",
    ),
    ("parse_errors.is_first_of_pair", "Hale lost time and a half.", "Hale lost time."),
    ("arguments.leads_on", "Ruiz is aware that prices rose.", "Ruiz is aware."),
    ("arguments.is_no_participant", "Everything damaged the bridge.", "Ruiz damaged the bridge."),
    ("arguments.points_elsewhere", "Not every envoy signed the pact.", "Every envoy signed the pact."),
    ("arguments.is_excluded", "Hale met Ruiz but not Berg.", "Hale met Ruiz and Berg."),
    ("arguments.is_first_of_two", "The heat forced the city to close the schools.", "The heat hurt the city."),
    ("arguments.is_misjoined", "Ruiz went from bad to worse.", "Ruiz went from Lima to Oslo."),
    ("arguments.is_bare_state", "The envoy was in detail.", "The envoy was in prison."),
    ("arguments.stands_for_another", "Ruiz put it in a letter.", "Ruiz put the claim in a letter."),
    ("arguments.is_joined_first", "Ruiz sold the port and the ship to Peru.", "Ruiz sold the ship to Peru."),
    (
        "arguments.is_connective",
        "The mayor closed the port in addition to the bank.",
        "The mayor closed the port in Lima.",
    ),
    ("arguments.is_scarce", "Few people understood the vote.", "A few people understood the vote."),
    ("arguments.is_bare_quality", "Ruiz was 48.", "Ruiz was a judge."),
    ("arguments.is_alternative", "Peru or Chile will sign the pact.", "Peru and Chile will sign the pact."),
    ("arguments.is_out_of_order", "The firm sold not only ships to Peru.", "The firm sold ships to Peru."),
    ("arguments.is_half_word", "Ruiz met a co-founder of the bank.", "Ruiz met a founder of the bank."),
    ("clause.is_asked_for", "The question is how to close the port.", "The plan is to close the port."),
    ("clause.is_preposition_like", "Hale read a book concerning Peru.", "Hale read a book covering Peru."),
    ("clause.is_near_negated", "The judges barely mentioned the treaty.", "The judges mentioned the treaty."),
    (
        "clause.is_rejected",
        "Hale wrongly asserts that Peru signed the pact.",
        "Hale asserts that Peru signed the pact.",
    ),
    ("clause.disagrees", "The mayors has a plan.", "The mayors have a plan."),
    ("clause.is_inclusion", "Her powers include sending troops.", "Hale hates sending troops."),
    ("clause.is_turned", "The firm fared well in Peru.", "The firm fared in Peru."),
    ("clause.is_speech", "Hale replied in an interview.", "Hale sang in an interview."),
    ("clause.is_shouted", "The mayor SOLD the ship.", "The mayor sold the ship."),
    (
        "clause.is_noun_complement",
        "Rumours that Peru signed the pact spread.",
        "The fact that Peru signed the pact hurt Chile.",
    ),
    (
        "clause.is_stretched",
        "The mayor of the small town in the far north of the hot country beyond the seven high hills sold it to Peru.",
        "The mayor of the small town sold the ship.",
    ),
    ("clause.is_loose_participle", "A danger facing the world is war.", "The danger facing the world is war."),
    (
        "clause.is_denied_above",
        "The law does not mean that farmers are criminals.",
        "The law means that farmers are criminals.",
    ),
    ("clause.is_weak_copula", "The sea is like a wall.", "Ruiz is in Lima."),
]


def rejected(parse, name, sentence):
    doc = parse(sentence)
    return [triple for triple in find_triples(doc) if CHECKS[name](doc, triple)]


def test_every_filter_has_its_rows():
    assert sorted(name for name, _, _ in ROWS) == sorted(CHECKS)


@pytest.mark.model
@pytest.mark.parametrize(("name", "poor", "good"), ROWS, ids=[name for name, _, _ in ROWS])
def test_a_filter_rejects_what_it_is_for_and_nothing_like_it(parse, name, poor, good):
    assert rejected(parse, name, poor)
    assert find_triples(parse(good))
    assert not rejected(parse, name, good)
