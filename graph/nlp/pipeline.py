"""From an article to its annotation: the stages in their order."""

from importlib.metadata import version

from spacy.language import Language

from graph.model import Annotation, Article
from graph.nlp.assembly import Findings, assemble
from graph.nlp.coreference.resolve import find_entities, heads
from graph.nlp.facts.find import find_facts
from graph.nlp.parser import parse
from graph.nlp.proposals import find_proposals, source_entities
from graph.nlp.stance.find import StanceContext, find_stances
from graph.nlp.stance.model import load_stance_model
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.statements.joint_sources import with_each_source
from graph.nlp.statements.nested import with_nested
from graph.nlp.times.find import find_times


def annotate(nlp: Language, article: Article, *, learned: bool = True) -> Annotation:
    """Return everything found in the article: entities not yet linked, statements, facts, stances, with evidence.

    Without `learned`, rules alone find statements and stances: faster, and less is found.
    """
    tree = parse(nlp, article.text)
    context = read_context(tree, load_encoder() if learned else None)
    statements = with_each_source(tree, with_nested(context, find_statements(context)))
    times = find_times(tree, article.published)
    entities = find_entities(tree, statements)
    named = heads(entities)
    proposals = find_proposals(tree, statements, named)
    entity_at = {**named, **{m.head: i for i, p in enumerate(proposals, len(entities)) for m in p.mentions}}
    speakers = source_entities(statements, entity_at)
    model = load_stance_model() if learned else None
    sites = sorted(m.head for p in proposals for m in p.mentions)
    stances = find_stances(tree, statements, speakers, StanceContext(entity_at.get, sites, model, context.states))
    facts = find_facts(tree, times)
    return assemble(
        Findings(article, tree, entities, proposals, entity_at, statements, speakers, stances, times, facts),
        _pipeline_name(nlp),
    )


def _pipeline_name(nlp: Language) -> str:
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, spaCy {version('spacy')}"
