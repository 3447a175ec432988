"""Who and what the made-up articles tell of: people with names in common, and names that are hard to write."""

from dataclasses import dataclass

from graph.model import Candidate, EntityType


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody or something that articles name, with what the annotation says of it."""

    label: str
    type: EntityType = EntityType.PERSON
    wikidata: str | None = None
    short: str | None = None  # what the text says from the second time on
    common: bool = False  # another person bears the same full name
    candidates: tuple[Candidate, ...] = ()


LONG = (
    "Maria Theodora Wilhelmina Konstantia Anneliese Bartholomea von und zu Hohenfels-Tannenberg-Oberwiesen of the "
    "Seven Lower Valleys and the Northern Skerries"
)

# Most articles take their people from the front of this list.
PEOPLE = (
    Figure("Ilse Varga", wikidata="Q990001", short="Varga"),
    Figure("Tomas Varga", short="Varga"),  # the same surname
    Figure("José Ibáñez", wikidata="Q990002", short="Ibáñez"),
    Figure("Niamh O’Dowd", short="O’Dowd"),
    Figure("Peter Lund", common=True, short="Lund"),  # one full name, two people: another one in each article
    Figure("Zoë Ångström", short="Ångström"),
    Figure("Varga"),  # by surname alone: nobody knows which
    Figure('Kit <b>"Ace"</b> & Sons', short='<b>"Ace"</b>'),
    Figure(LONG),
    Figure(
        "Ana Kovač",
        candidates=(
            Candidate("Q990010", "Ana Kovač", 0.41, "same name, another country"),
            Candidate("Q990011", "Ana Kovac & <i>daughter</i>", 0.2, 'a "near" name'),
        ),
    ),
)
PLACES = (
    Figure("Port Ember", EntityType.PLACE, "Q990101"),
    Figure("Grey Harbour", EntityType.PLACE),
    Figure("Vík", EntityType.PLACE),
)
PARTIES = (Figure("Harbour Union", EntityType.PARTY, "Q990201"), Figure("Coastal Greens", EntityType.PARTY))
BODIES = (Figure("Senate of the Isles", EntityType.ORGANIZATION, short="the Senate"),)
AGREEMENTS = (
    Figure("Ember Accord", EntityType.AGREEMENT, "Q990301"),
    Figure("Skerries Fishing Treaty", EntityType.AGREEMENT),
)
BILLS = (Figure("Clean Quay Bill", EntityType.POLICY), Figure("Night Ferry Act", EntityType.POLICY))

OUTLETS = ("Ember Post", "The Skerries Herald", "Radio Vík", 'Harbour & "Sea" <Weekly>')
WISHES = (
    ("close", "fish market"),
    ("widen", "quay"),
    ("sell", "old ferry"),
    ("rebuild", "sea wall"),
)
OPINIONS = (
    "the harbour needs new cranes before winter",
    "no family should pay twice for the same ferry",
    "wages on the quay have not risen in ten years",
    "the islands can feed themselves again",
    "prices will fall < 5 % & stay there",
    "nobody asked the fishermen",
    "the budget leaves the schools without heat",
    "a second lighthouse would save lives",
)
QUOTED = ("a gift to nobody", "bold & fair", "the last straw", "naïve", "good for <all>")
