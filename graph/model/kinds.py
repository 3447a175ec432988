"""The kinds that values are of: closed lists of words, as they stand in JSON."""

from enum import StrEnum


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "Person"
    PARTY = "Party"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    AGREEMENT = "Agreement"
    PROPOSAL = "Proposal"
    POLICY = "Policy"
    ISSUE = "Issue"  # what ordinary nouns name: "nuclear power", "a carbon tax", "the airstrikes"
    EVENT = "Event"
    GROUP = "Group"
    WORK = "Work"
    OTHER = "Other"


class MentionKind(StrEnum):
    """How words refer: by a proper name, a common noun, or a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class StatementKind(StrEnum):
    """All of the content in quotation marks, none of it, or part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """For or against."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"


class Strength(StrEnum):
    """Whether the words say the stance, or it follows from what they say."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"


class Evidence(StrEnum):
    """What shows a stance: what somebody said, or an act that the article tells in its own voice."""

    STATEMENT = "statement"
    ACT = "act"


class Modality(StrEnum):
    """In which mood something is put forward."""

    ASSERTED = "asserted"
    PRESUPPOSED = "presupposed"
    POSSIBLE = "possible"
    OBLIGATION = "obligation"
    INTENDED = "intended"
    CONDITIONAL = "conditional"
    QUESTION = "question"
