"""What the parser reads in the place of words that would lead it astray."""

import pytest

from graph.nlp.stand_ins import with_stand_ins


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # Surnames that are words, after a given name or a title and then alone.
        ("Nora May spoke. May left.", "Nora Kim spoke. Kim left."),
        ("Mr. Law spoke. “No,” Law said.", "Mr. Kim spoke. “No,” Kim said."),
        ("Paul A. Price spoke.", "Paul A. Patel spoke."),
        ("Minister Karl Sunday spoke.", "Minister Karl Nguyen spoke."),
        # The same words as words.
        ("Nora May spoke in May.", "Nora Kim spoke in May."),
        ("Nora May spoke on May 5.", "Nora Kim spoke on May 5."),
        ("May I ask Nora May?", "May I ask Nora Kim?"),
        ("Paul Price spoke of the Price Act.", "Paul Patel spoke of the Price Act."),
        ("Karl Green left the Green Party.", "Karl Patel left the Green Party."),
        ("The price rose in May.", "The price rose in May."),
        ("Nora said in Boston Friday that it rained.", "Nora said in Boston Friday that it rained."),
        ("Rose Garden parties are over.", "Rose Garden parties are over."),
        # Letters after a name.
        ("Nora Dahl MSP spoke.", "Nora Dahl     spoke."),
        ("Nora Dahl, MEP, spoke.", "Nora Dahl,    , spoke."),
        ("A Labour MP spoke.", "A Labour MP spoke."),
        ("The Green MSP Nora Dahl spoke.", "The Green MSP Nora Dahl spoke."),
        # Parties of ordinary or foreign words.
        ("Fine Gael won.", "NATO Bank won."),
        ("In Warsaw, Law and Justice won.", "In Warsaw, Fox Fox Council won."),
        ("They spoke of Law and Justice.", "They spoke of Law and Justice."),
        ("The Forest Party won.", "The Forest Party won."),
        ("", ""),
    ],
)
def test_the_parser_reads_a_plain_name_of_the_same_length(text, read):
    assert with_stand_ins(text) == read
    assert len(read) == len(text)


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["Nora May spoke. May left.", "Fine Gael won.", "Nora Dahl MSP spoke; Rui Silva TD, too.", "Nora Dahl MP"]
)
def test_the_tree_has_the_words_of_the_text(parse, text):
    tree = parse(text)

    assert tree.text == text
    assert all(text[word.idx : word.idx + len(word.text)] == word.text for word in tree)


@pytest.mark.model
def test_names_with_letters_after_them_are_a_list(parse):
    tree = parse("Nora Dahl MSP, Rui Silva MEP and Karl Moss TD refused the offer.")

    assert {word.text for word in tree if word.dep_ in ("nsubj", "conj")} == {"Dahl", "Silva", "Moss"}


@pytest.mark.model
def test_letters_after_a_name_stand_beside_it(parse):
    tree = parse("Nora Dahl MSP spoke.")

    assert [(word.text, word.dep_, word.head.text) for word in tree[1:3]] == [
        ("Dahl", "nsubj", "spoke"),
        ("MSP", "appos", "Dahl"),
    ]
