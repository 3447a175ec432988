"""From the entities of an article to people, parties, places and bodies of the world."""

from dataclasses import replace

from graph.linking.candidates import find_candidates
from graph.linking.context import Context, read_context
from graph.linking.gazetteer import Gazetteer, load_gazetteer
from graph.linking.kin import link_kin
from graph.linking.merging import merge_linked
from graph.linking.offices import find_vacant
from graph.linking.profile import Profile, lend_offices, read_profile
from graph.linking.ranking import KEPT, TOLD, choose, is_common, rank
from graph.model import Annotation, Entity, EntityType

__all__ = ["Gazetteer", "link", "load_gazetteer"]


def link(annotation: Annotation, gazetteer: Gazetteer) -> Annotation:
    """Return the annotation with entities linked where the evidence decides; those with one Wikidata id become one."""
    context = read_context(annotation, gazetteer)
    profiles = [read_profile(entity, annotation.article, gazetteer) for entity in annotation.entities]
    vacant = find_vacant(profiles)
    entities = tuple(_link_entity(lend_offices(profile, vacant), context, gazetteer) for profile in profiles)
    entities = link_kin(entities, profiles, annotation.article, gazetteer)
    return merge_linked(replace(annotation, entities=entities))


def _link_entity(profile: Profile, context: Context, gazetteer: Gazetteer) -> Entity:
    entity = profile.entity
    candidates = rank(find_candidates(profile, context, gazetteer), profile, context, gazetteer)
    chosen = choose(candidates, entity.type)
    kept = tuple(candidate for candidate in candidates[:KEPT] if candidate.score >= TOLD)
    if chosen is None:
        return replace(entity, candidates=kept, common=is_common(profile, candidates, gazetteer))
    is_land = entity.type is EntityType.ORGANIZATION and chosen.wikidata in gazetteer.region_of_id
    return replace(
        entity,
        type=EntityType.PLACE if is_land else entity.type,
        label=chosen.label,
        wikidata=chosen.wikidata,
        confidence=chosen.score,
        candidates=kept,
    )
