"""Made-up gazetteers and articles for the tests of linking."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from graph.linking import Gazetteer
from graph.model import Annotation, Article, CharSpan, Entity, EntityType, Mention, MentionKind

HEADERS = {
    "persons": "qid,name,aliases,gender,born,died,countries,parties",
    "positions": "id,qid,title,jurisdiction",
    "offices": "person,position,start,end,as_of",
    "parties": "qid,name,acronyms,aliases,countries,founded,dissolved",
    "countries": "qid,iso2,iso3,name,aliases,capital",
    "subdivisions": "qid,code,name,aliases,abbreviations,country,type",
    "cities": "qid,name,aliases,country,admin1,capital,population",
    "bodies": "qid,name,acronyms,aliases,country",
    "country_names": "country,label,names",
    "demonyms": "country,words",
    "party_words": "country,party,words",
    "metonyms": "country,names",
    "international": "name,aliases",
}

# Two countries that do not exist, and who governs them.
WORLD: dict[str, list[str]] = {
    "persons": [
        "Q1,Ada Lund,,f,1970-01-01,,AQ,Q50",
        "Q2,Bo Lund,,m,1971-01-01,,AQ,Q51",
        "Q3,Cy Marsh,,m,1960-01-01,,BQ,",
        "Q4,Cy Marsh,,m,1965-01-01,,AQ,",
        "Q5,Dee Ruth,Deirdre Ruth,f,1980-01-01,,AQ,Q50",
        "Q6,Eve Ruth,,f,1980-01-01,,BQ,",
    ],
    "positions": [
        "1,Q900,Prime Minister of Arcadia,Q10",
        '2,Q901,"Minister of Fisheries, Ports and Lakes",Q10',
        "3,Q902,Minister of Finance,Q10",
        "4,Q903,Premier of Northmark,Q10",
        "5,Q904,President of Borduria,Q11",
    ],
    "offices": [
        "Q1,1,2019-05-01,,2022-07-01",
        "Q2,1,2015-05-01,2019-05-01,2022-07-01",
        "Q5,2,2020-01-01,,2022-07-01",
        "Q2,3,2020-01-01,2021-01-01,2022-07-01",
        "Q4,4,2020-01-01,,2022-07-01",
        "Q3,5,2018-01-01,,2022-07-01",
        "Q6,5,2010-01-01,2018-01-01,2022-07-01",
    ],
    "parties": [
        "Q50,Liberal Party,LP,,AQ,1900,",
        "Q51,Farmers' Party,FP,,AQ,1900,2000",
        "Q52,Liberal Party,LP,,BQ,1900,",
    ],
    "countries": ["Q10,AQ,ARC,Arcadia,,Port Ada", "Q11,BQ,BOR,Borduria,,Szohod", "Q12,CQ,MRK,Marka,,Marka City"],
    "subdivisions": ["Q20,AQ-N,Northmark,,N.M.|NM,AQ,state", "Q21,BQ-M,Marka,,Mk.,BQ,state"],
    "cities": [
        "Q30,Port Ada,,AQ,Northmark,country,900000",
        "Q31,Eastham,,AQ,Northmark,,200000",
        "Q32,Eastham,,BQ,Marka,,180000",
    ],
    "bodies": ["Q40,Arcadia Coast Guard,ACG,,AQ", "Q41,Department of Tides,DT,,AQ", "Q42,World Tide Board,WTB,,BQ"],
    "country_names": ["AQ,Arcadia,the Arcadian lands"],
    "demonyms": ["AQ,Arcadian", "BQ,Bordurian"],
    "party_words": ["AQ,Liberal Party,Liberal|Liberals", "BQ,Liberal Party,Liberal|Liberals"],
    "metonyms": ["BQ,Szohod"],
    "international": ["World Tide Board,WTB"],
}

TYPES = {"place": EntityType.PLACE, "party": EntityType.PARTY, "body": EntityType.ORGANIZATION}


def write_world(folder: Path, tables: dict[str, list[str]]) -> Gazetteer:
    for name, header in HEADERS.items():
        (folder / f"{name}.csv").write_text("\n".join([header, *tables.get(name, [])]) + "\n", encoding="utf-8")
    return Gazetteer(folder)


@pytest.fixture
def world(tmp_path: Path) -> Gazetteer:
    return write_world(tmp_path, WORLD)


@pytest.fixture
def make_world(tmp_path: Path) -> Callable[[dict[str, list[str]]], Gazetteer]:
    return lambda tables: write_world(tmp_path, WORLD | tables)


def find_mentions(text: str, words: Iterable[str], kind: MentionKind) -> list[Mention]:
    """The first place of each of the words."""
    return [Mention(CharSpan(text.index(word), text.index(word) + len(word)), kind) for word in words]


def annotated(
    text: str,
    names: Iterable[str] = (),
    *,
    kind: EntityType = EntityType.PERSON,
    nominals: Iterable[str] = (),
    pronouns: Iterable[str] = (),
    published: str | None = "2022-01-01",
) -> Annotation:
    """An article with one entity."""
    mentions = (
        *find_mentions(text, names, MentionKind.NAME),
        *find_mentions(text, nominals, MentionKind.NOMINAL),
        *find_mentions(text, pronouns, MentionKind.PRONOUN),
    )
    article = Article("a", text, date.fromisoformat(published) if published else None)
    label = article.text_of(mentions[0].span)
    return Annotation(article, (Entity("e1", label, kind, tuple(sorted(mentions))),))
