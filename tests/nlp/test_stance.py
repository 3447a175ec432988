import pytest

from graph.model import CharSpan, Stance, StatementKind
from graph.nlp.findings import FoundStatement
from graph.nlp.lexicons import load_lexicon
from graph.nlp.proposals import find_proposals
from graph.nlp.stance.constructions import find_sides
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.find import find_stances
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from tests.nlp.factory import parse_doc

BLAMED = """
    Lund    PROPN nsubjpass 3
    was     AUX   auxpass 3
    blamed/blame VERB ROOT 0
    by      ADP   agent 3
    Berg    PROPN pobj 4
"""


def sides(doc):
    found = [s for s in find_sides(doc) if s.rule != "asked deed"]
    return [(doc[s.source].text, s.stance.value, doc[s.target].text) for s in found]


def test_the_agent_of_a_passive_takes_the_side():
    doc = parse_doc(BLAMED)

    assert sides(doc) == [("Berg", "opposes", "Lund")]


def test_no_word_of_the_lexicon_is_on_both_sides():
    words = load_lexicon("stance")

    for table, names in (("verbs", ("supports", "opposes")), ("words", ("positive", "negative"))):
        first, second = (set(words[table][name]) for name in names)
        assert not first & second


def test_what_is_done_to_policies_is_not_said_twice():
    verbs, acts, policies = load_lexicon("stance")["verbs"], load_lexicon("stance")["acts"], load_lexicon("policies")
    plain = {*verbs["supports"], *verbs["opposes"], *acts["supports"], *acts["opposes"]}
    plain |= {*verbs["supports_with"], *verbs["opposes_with"]}
    sides = [set(policies[f"{side}{which}"]) for side in ("supports", "opposes") for which in ("", "_any")]

    assert not plain & set().union(*sides)
    assert sum(map(len, sides)) == len(set().union(*sides))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany and France condemned Russia.", [("Germany", "opposes", "Russia"), ("France", "opposes", "Russia")]),
        ("Macron refused to endorse Le Pen.", [("Macron", "opposes", "Pen")]),
        ("Sunak did not attack Starmer.", []),
        ("Kaya, a critic of Erdogan, will run.", [("Kaya", "opposes", "Erdogan")]),
        ("Lula met Petro in Leticia.", []),
        # control, coordination, passives
        ("Kim is set to blame Moon.", [("Kim", "opposes", "Moon")]),
        (
            "Ardern has accused Key and thanked English.",
            [("Ardern", "opposes", "Key"), ("Ardern", "supports", "English")],
        ),
        ("Ahmed was endorsed by Abiy.", [("Abiy", "supports", "Ahmed")]),
        ("Bolsonaro, who had praised Moro, resigned.", [("Bolsonaro", "supports", "Moro")]),
        ("Merz used the debate to attack Scholz.", [("Merz", "opposes", "Scholz")]),
        # who asks others to do it is for it; those who are asked have not said so
        ("Modi urged Gandhi to support Kumar.", [("Modi", "supports", "Kumar")]),
        ("Modi called on Gandhi to reject Kumar.", [("Modi", "opposes", "Kumar")]),
        ("Modi called for Gandhi to slow or reject the treaty.", [("Modi", "opposes", "treaty")]),
        ("Modi said Gandhi should reject Kumar.", [("Modi", "opposes", "Kumar")]),
        ("Modi hoped that Gandhi would support Kumar.", [("Modi", "supports", "Kumar")]),
        ("Modi said Gandhi would support Kumar.", [("Gandhi", "supports", "Kumar")]),
        ("Modi is among those criticising Kumar.", [("those", "opposes", "Kumar")]),
        ("Modi launched a round of attacks on Kumar.", [("Modi", "opposes", "Kumar")]),
        ("Modi came under criticism from Kumar.", [("Kumar", "opposes", "Modi")]),
        (
            "The treaty was backed by Modi but opposed by Gandhi.",
            [("Modi", "supports", "treaty"), ("Gandhi", "opposes", "treaty")],
        ),
        ("Modi is not ready to commit to supporting Kumar.", []),
        ("Modi no longer supports Kumar.", [("Modi", "opposes", "Kumar")]),
        ("Modi did not urge Gandhi to support Kumar.", []),
        ("Gandhi was urged to support Kumar.", []),
        ("Under pressure to back Meloni, Salvini resigned.", []),
        # particles, nouns and adjectives
        ("Morawiecki took aim at Tusk.", [("Morawiecki", "opposes", "Tusk")]),
        ("Mulino threw his support behind Boric.", [("Mulino", "supports", "Boric")]),
        ("Milei is critical of Lula.", [("Milei", "opposes", "Lula")]),
        ("Otieno, one of Ruto's critics, spoke.", [("Otieno", "opposes", "Ruto")]),
        ("Marin's attack on Orpo surprised Helsinki.", [("Marin", "opposes", "Orpo")]),
        ("The remark drew criticism from Orpo.", [("Orpo", "opposes", "remark")]),
        ("Marin investigated the attack on Orpo.", []),
        ("Marin blamed the delay on Orpo.", [("Marin", "opposes", "Orpo")]),
        ("Marin sent a letter accusing Orpo of fraud.", [("Marin", "opposes", "Orpo")]),
        ("Marin sent a letter to Niinisto opposing the reform.", [("Marin", "opposes", "reform")]),
        ("Marin dismissed a letter accusing Orpo of fraud.", [("Marin", "opposes", "letter")]),
        ("Marin was accused of attacking Orpo.", []),
        ("Marin has been aggressive in attacking Orpo.", [("Marin", "opposes", "Orpo")]),
        # policies
        ("Parliament voted to repeal the Fisheries Act.", [("Parliament", "opposes", "Act")]),
        ("Tusk vowed to pull out of the pact.", [("Tusk", "opposes", "pact")]),
        ("Tusk made the case for the treaty.", [("Tusk", "supports", "treaty")]),
        ("The bill passed the Senate.", [("Senate", "supports", "bill")]),
        ("Duda signed the treaty.", [("Duda", "supports", "treaty")]),
        ("Duda signed the book.", []),
        ("Duda called on Tusk to scrap the tariff.", [("Duda", "opposes", "tariff")]),
        # denied twice, supposed, asked
        ("Rutte did not refuse to endorse Wilders.", [("Rutte", "supports", "Wilders")]),
        ("Neither Rutte nor Macron endorsed Wilders.", []),
        ("No minister endorsed Wilders.", []),
        ("Rutte denied that he had attacked Wilders.", []),
        ("Rutte denied endorsing Wilders.", []),
        ("It is untrue that Rutte attacked Wilders.", []),
        ("Rutte may endorse Wilders.", []),
        ("Rutte only occasionally attacked Wilders.", []),
        ("Rutte used to attack Wilders.", []),
        ("If Costa attacks Rio, he will lose.", []),
        ("Does Macron support Barnier?", []),
    ],
)
def test_who_takes_whose_side(parse, text, expected):
    assert sides(parse(text)) == expected


def stances(doc):
    """Stances with every proper noun and pronoun its own entity: who says what of whom, in words."""
    words = {t.text: t.i for t in reversed(doc) if t.pos_ == "PROPN"}
    named = {t.i: words[t.text] for t in doc if t.pos_ == "PROPN"}
    statements = find_statements(read_context(doc, load_encoder()))
    proposals = find_proposals(doc, statements, named)
    at = {**named, **{m.head: len(doc) + i for i, p in enumerate(proposals) for m in p.mentions}}
    labels = {**{i: doc[i].text for i in named.values()}, **{len(doc) + i: p.label for i, p in enumerate(proposals)}}
    setting = StanceContext(at.get, sorted(m.head for p in proposals for m in p.mentions))
    speakers = [at.get(s.source_head) if s.source_head is not None else None for s in statements]
    found = find_stances(doc, statements, speakers, setting, find_sides(doc))
    return [(s.stance.value, labels[s.target]) for several in found for s in several]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Silva called Costa's plan to sell the port of Santos reckless.",
            [("opposes", "proposal to sell the port of Santos")],
        ),
        (
            "Berg called for the bank to close its Oslo branch. Lund dismissed the call as naive.",
            [("supports", "proposal to close its Oslo branch"), ("opposes", "proposal to close its Oslo branch")],
        ),
        (
            '"The only way to save the river is to ban the dam," Okoye said.',
            [("supports", "proposal to ban the dam")],
        ),
        ("Abe accused Kan of hiding the report.", [("opposes", "Kan")]),
        ("Ruto said Odinga is right to worry about prices.", [("supports", "Odinga")]),
        ("Ruto said Odinga is not wise.", [("opposes", "Odinga")]),
        ("Ruto said Odinga would be a great senator.", [("supports", "Odinga")]),
        ("Santos vowed not to close the port.", [("opposes", "proposal to close the port")]),
        ("Lund called for the closure of the port of Oslo.", [("supports", "proposal to close the port of Oslo")]),
        ("Berg opposes the privatisation of the railways.", [("opposes", "proposal to privatise the railways")]),
        ("Lund demanded the resignation of Berg.", [("opposes", "Berg")]),
        ('"I support Odinga," Ruto said.', [("supports", "Odinga")]),
        ("Ruto said he supports Odinga.", []),  # in this test nobody knows who "he" is
        ('"We should reject the treaty with Uganda," Ruto said.', []),  # nor that a treaty is a thing
        ('"We should reject Odinga," Ruto said.', [("opposes", "Odinga")]),
        ('"I may have to support Odinga," Ruto said.', []),
        ('"I would support Odinga if he ran," Ruto said.', []),
        ('"We will be there for Odinga," Ruto said.', []),
        ("Ruto declined to affirm his support for Odinga.", []),
        # rules that few articles need, each with what it must leave alone
        ("Okoye asked whether the best way is to ban the dam.", []),
        ('"The only way to save the river is not to ban the dam," Okoye said.', []),
        (
            "Lund said Berg's plan to close the port of Oslo will not work.",
            [("opposes", "proposal to close the port of Oslo")],
        ),
        (
            "Lund said Berg's plan to close the port of Oslo can be done.",
            [("supports", "proposal to close the port of Oslo")],
        ),
        ("Lund asked whether Berg's plan to close the port of Oslo will work.", []),
        ("Lund said Berg will not work in Oslo.", []),
        ("Ruto said Odinga caused chaos.", [("opposes", "Odinga")]),
        ("Ruto said Odinga has led the country into poverty.", []),
        ("Ruto said Odinga did not cause chaos.", []),
        ("Ruto said Odinga might cause chaos.", []),
        ("Ruto said Odinga caused the rain.", []),
        # what must stay empty
        ("Ruto did not say that Odinga is corrupt.", []),
        ("Ruto does not endorse Odinga.", []),  # nor is he against him
        ("Ruto dismissed Odinga as a dreamer, a man who had great friends.", [("opposes", "Odinga")]),
        ("Had Ruto endorsed Odinga, he would have won.", []),
        ("Ruto called Odinga's plan to sell the port an idea.", []),
        ('"Asking the bank to close its branch?" asked Ruto.', []),
        ("Ruto asked about the closure of the port.", []),
        ("Ruto challenged Odinga to a debate.", []),
        ("Ruto said Odinga would lead the fight against hardship.", []),
        ("Ruto challenged Odinga to prove it.", []),
        ("Ruto wants to attend the meeting.", []),
        ("Ruto may want to close the port.", []),
        ("Ruto hardly criticised Odinga.", []),
        ("Ruto insists Odinga is closing the port.", []),
        ("Ruto sought to regain his footing.", []),
        ("Ruto asked whether Odinga is wise.", []),
        ('"Is Odinga honest?" Ruto asked.', []),
        ("Ruto said that Kenyatta said Odinga is corrupt.", []),
        ("Ruto said Odinga is responsible for the roads.", []),
        ("If Odinga wins, he is a hero, Ruto said.", []),
        ("Ruto said the rain would stop.", []),
        ('"Oh sure, Odinga is a hero," Ruto said.', []),  # mockery
        ('"What a brilliant man, that Odinga!" Ruto said.', []),
        ("Ruto said Odinga could not bear to insult Kenyatta.", []),
        ("Odinga: reckless?", []),
        ("Odinga's plan to sell the port: reckless or wise", []),  # a headline without a verb
        ("Ruto said that Kenyatta opposes Odinga.", []),  # another's stance
        ("Ruto said Odinga is not a liar.", []),  # denied, which is no praise
        ("Ruto said he is honest.", []),  # of himself, or of nobody known
        ("Asked to describe the port, Ruto smiled.", []),  # others asked
        ("Ruto said Odinga is a crucial witness.", []),
        ("Ruto said Odinga is a good microcosm of Nairobi.", []),
        ("Ruto said Odinga must be strong.", []),
        ("Ruto spoke of the perception that Odinga is corrupt.", []),
        ('"You cannot win and say Odinga is corrupt," Ruto said.', []),
        ("Ruto used to support Odinga.", []),
        ("Ruto conceded that Odinga is corrupt.", []),  # which does not say on whose side he is
        ("Ruto said Odinga is on the right.", []),
        ("Ruto said Odinga is the least bad senator.", []),
        ("Ruto praised Odinga as a man without insults.", [("supports", "Odinga")]),
        ("Ruto called for a debate on whether to close the port.", []),
        ("Ruto said it is fair to look into the record of Odinga.", []),
        ("Ruto said he would thank Odinga if the roads were mended.", []),
    ],
)
def test_what_a_statement_is_for_or_against(parse, text, expected):
    assert stances(parse(text)) == expected


@pytest.mark.model
def test_a_description_that_goes_on_in_the_next_sentence_comes_to_an_end(parse):
    doc = parse("Silva dismissed Costa's plan to sell the port of Santos as a reckless gesture. A brave man agrees.")
    content, cue = CharSpan(16, len(doc.text)), CharSpan(6, 15)
    statement = FoundStatement((content,), StatementKind.MIXED, cue=(cue,), source_head=0, cue_head=1)
    plan = next(t.i for t in doc if t.text == "plan")

    (found,) = find_stances(doc, [statement], [0], StanceContext({0: 0, plan: 2}.get, []), find_sides(doc))

    assert [one.stance for one in found] == [Stance.OPPOSES]


@pytest.mark.model
def test_wordings_of_one_proposal_are_one_thing(parse):
    text = (
        "Costa's proposal to close the Tejo bridge angered drivers. Silva said a plan to close the bridge at Tejo "
        "would fail. Costa's idea is bold, Melo said. Such a plan needs money, Melo added."
    )
    doc = parse(text)
    named = {
        t.i: hash_of for t in doc if t.pos_ == "PROPN" for hash_of in [{"Costa": 1, "Tejo": 2}.get(t.text, t.i + 10)]
    }

    proposals = find_proposals(doc, find_statements(read_context(doc, load_encoder())), named)

    assert [(p.action, p.proposer, [doc[m.head].text for m in p.mentions]) for p in proposals] == [
        ("close", 1, ["proposal", "plan", "idea", "plan"])
    ]


@pytest.mark.model
def test_a_noun_and_its_verb_name_one_proposal(parse):
    doc = parse("Lund called for the closure of Kastrup. Berg said a plan to close Kastrup would fail.")
    named = {t.i: {"Lund": 1, "Berg": 2, "Kastrup": 3}[t.text] for t in doc if t.pos_ == "PROPN"}

    proposals = find_proposals(doc, find_statements(read_context(doc, load_encoder())), named)

    assert [(p.action, p.proposer, len(p.mentions)) for p in proposals] == [("close", 1, 2)]


@pytest.mark.model
def test_whoever_vows_not_to_do_it_proposed_nothing(parse):
    doc = parse("Santos vowed not to close the port.")

    assert [p.proposer for p in find_proposals(doc, find_statements(read_context(doc, load_encoder())), {0: 1})] == [
        None
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "action", "proposer"),
    [
        ("Berg announced a proposal for Oslo to close the port.", "close", "Berg"),
        ("Lund slammed Berg's demand that Oslo close the port.", "close", "Berg"),
        ("Berg demanded that Oslo close the port.", "close", "Berg"),
        ("Berg said that Oslo closed the port.", None, None),
        ("Lund called for the closing of the port.", "close", "Lund"),
        ("Berg launched her campaign in Oslo. Her campaign is costly, Lund said.", None, None),
    ],
)
def test_what_somebody_wants_done_is_a_proposal(parse, text, action, proposer):
    doc = parse(text)
    named = {t.i: t.i for t in doc if t.pos_ == "PROPN"}

    found = find_proposals(doc, find_statements(read_context(doc, load_encoder())), named)

    assert [p.action for p in found] == ([action] if action else [])
    assert [doc[p.proposer].text for p in found if p.proposer is not None] == ([proposer] if proposer else [])
