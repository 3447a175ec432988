"""The annotation of an article, each of its parts made by a module of its own."""

from importlib.metadata import version

from graph.model import Annotation, CharSpan
from graph.nlp.assembly.entities import to_entities
from graph.nlp.assembly.facts import to_facts
from graph.nlp.assembly.joint import Findings, Joint
from graph.nlp.assembly.stances import edges_of_acts, edges_of_statements
from graph.nlp.assembly.statements import to_statements
from graph.nlp.syntax.tree import Tree


def assemble(findings: Findings, pipeline: str, stance_min: float) -> Annotation:
    """Return the annotation that the findings make; `pipeline` names what parsed the text.

    A stance of less confidence than `stance_min` stays with its statement and makes no edge.
    """
    joint = Joint(findings)
    statements = to_statements(joint)
    facts, deeds = to_facts(joint, statements, [a for a in findings.acts if a.stance.confidence >= stance_min])
    return Annotation(
        article=findings.article,
        entities=to_entities(joint),
        statements=statements,
        facts=facts,
        stances=(*edges_of_statements(joint, statements, stance_min), *edges_of_acts(joint, deeds)),
        sentences=find_sentences(findings.tree),
        software=f"hustings {version('hustings')}",
        pipeline=pipeline,
    )


def find_sentences(doc: Tree) -> tuple[CharSpan, ...]:
    """The sentences of the parse, without white space around them."""
    found = []
    for sentence in doc.sents:
        inner = sentence.text.strip()
        if inner:
            start = sentence.start_char + sentence.text.index(inner[0])
            found.append(CharSpan(start, start + len(inner)))
    return tuple(found)
