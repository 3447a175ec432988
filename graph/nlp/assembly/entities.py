"""Entities and proposals with all their mentions."""

from collections.abc import Iterable

from graph.model import Entity, Mention
from graph.nlp.assembly.joint import Joint
from graph.nlp.findings import FoundMention

_PROPOSED = 0.8  # confidence of a proposal: that its mentions are one


def to_entities(joint: Joint) -> tuple[Entity, ...]:
    """Return everything that the article speaks of, in order of first mention."""
    made = [
        Entity(
            joint.ids[index],
            entity.label,
            entity.type,
            _mentions(joint, entity.mentions),
            round(entity.confidence, 2),
            key=entity.key,
            about=joint.id(entity.about),
        )
        for index, entity in enumerate(joint.entities)
    ]
    for index, proposal in enumerate(joint.proposals, len(joint.entities)):
        made.append(
            Entity(
                joint.ids[index],
                proposal.label,
                proposal.type,
                _mentions(joint, proposal.mentions),
                _PROPOSED,
                proposer=joint.id(proposal.proposer),
                action=proposal.action,
                object=joint.id(proposal.object),
                addressee=joint.id(proposal.addressee),
            )
        )
    return tuple(sorted(made, key=lambda e: int(e.id[1:])))


def _mentions(joint: Joint, mentions: Iterable[FoundMention]) -> tuple[Mention, ...]:
    return tuple(sorted({Mention(joint.chars(m.start, m.end), m.kind) for m in mentions}))
