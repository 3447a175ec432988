"""From an article to its annotation: the stages in their order."""

from dataclasses import dataclass, replace
from importlib.metadata import version

from spacy.language import Language

from graph.cleaning import on_clean_text
from graph.model import Annotation, Article, FactScope
from graph.nlp.assembly import Findings, assemble
from graph.nlp.coreference.names.proper_names import NameFinder
from graph.nlp.coreference.resolve import find_entities, heads
from graph.nlp.coreference.speakers import with_speakers
from graph.nlp.facts.find import find_facts
from graph.nlp.findings import FoundFact, FoundStance
from graph.nlp.parser import parse
from graph.nlp.proposals import find_proposals, source_entities
from graph.nlp.stance.acts import find_acts
from graph.nlp.stance.constructions import find_sides
from graph.nlp.stance.context import StanceContext
from graph.nlp.stance.find import find_stances
from graph.nlp.stance.finder import TargetFinder, load_target_finder
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import Encoder, load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.statements.joint_sources import with_each_source
from graph.nlp.statements.nested import with_nested
from graph.nlp.things.memberships import find_memberships, with_body
from graph.nlp.things.principals import find_principals
from graph.nlp.things.things import Things
from graph.nlp.times.find import find_times
from graph.settings import STANCE_MIN


@dataclass(frozen=True, slots=True)
class Models:
    """What was learned, beside the spaCy pipeline; None: rules alone."""

    encoder: Encoder | None = None  # of statements
    finder: TargetFinder | None = None  # of what they are for and against


def annotate(
    nlp: Language,
    article: Article,
    *,
    learned: bool = True,
    stance_min: float = STANCE_MIN,
    facts: FactScope = FactScope.ALL,
) -> Annotation:
    """Return everything found in the article: entities not yet linked, statements, facts, stances, with evidence.

    Without `learned`, rules alone find statements and stances: faster, and less is found. A stance of less confidence
    than `stance_min` stays with its statement and makes no edge. `facts`: those of core relations, or open triples too.
    The clean text is read; offsets are those of the file.
    """
    models = Models(load_encoder(), load_target_finder()) if learned else Models()
    pipeline = _pipeline_name(nlp)
    return on_clean_text(article, lambda clean: assemble(find_all(nlp, clean, models, facts), pipeline, stance_min))


def find_all(nlp: Language, article: Article, models: Models, scope: FactScope = FactScope.ALL) -> Findings:
    """Return what the stages find in the article, whose text is clean, before it is put in terms of the model."""
    tree = parse(nlp, article.text)
    context = read_context(tree, models.encoder)
    statements = with_each_source(tree, with_nested(context, find_statements(context)))
    names = NameFinder(tree)
    statements = with_speakers(tree, statements, names.find())
    times = find_times(tree, article.published)
    entities = find_entities(tree, statements, names)
    named = heads(entities)
    proposals = find_proposals(tree, statements, named)
    entity_at = {**named, **{m.head: i for i, p in enumerate(proposals, len(entities)) for m in p.mentions}}
    sides = find_sides(tree)
    things = Things(tree, entities, proposals, entity_at, (side.target for side in sides))
    things.actors_for({side.source for side in sides} & {statement.source_head for statement in statements})
    things.parts_for(statement.source_head for statement in statements)
    speakers = source_entities(statements, things.entity_at)
    sites = sorted(m.head for p in proposals for m in p.mentions)
    around = StanceContext(
        things.entity_at.get,
        sites,
        models.finder,
        context.states,
        things.thing_for,
        things.actor_for,
        things.type_of,
        things.is_named,
    )
    stances = find_stances(tree, statements, speakers, around, sides)
    acts = find_acts(tree, statements, speakers, stances, around, sides)
    principals = find_principals(tree, speakers, things)
    facts = find_facts(tree, times, scope)
    facts = [with_body(tree, fact, things) for fact in facts]
    memberships = find_memberships(tree, things)

    def placed(stance: FoundStance) -> FoundStance:
        return replace(stance, target=things.place(stance.target))

    return Findings(
        article,
        tree,
        [*entities, *things.made],
        proposals,
        {head: things.place(entity) for head, entity in things.entity_at.items()},
        statements,
        [None if speaker is None else things.place(speaker) for speaker in speakers],
        [[placed(stance) for stance in found] for found in stances],
        times,
        [_with_entity(fact, things) for fact in (*facts, *memberships)],
        [replace(act, source=things.place(act.source), stance=placed(act.stance)) for act in acts],
        {things.place(speaker): things.place(principal) for speaker, principal in principals.items()},
        scope,
    )


def _pipeline_name(nlp: Language) -> str:
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, spaCy {version('spacy')}"


def _with_entity(fact: FoundFact, things: Things) -> FoundFact:
    """The fact with its object's entity by the place that it has in the annotation."""
    entity = fact.object.entity
    return fact if entity is None else replace(fact, object=replace(fact.object, entity=things.place(entity)))
