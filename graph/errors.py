"""Everything that can go wrong, in one tree.

    HustingsError
    ├── InputError            what the user gave cannot be used
    │   ├── UnreadableArticle     missing, empty, binary, not UTF-8, too large, no article in a folder
    │   ├── UnsupportedLanguage   the text is not in a language that the pipeline reads
    │   ├── InvalidDate           a date that is not one
    │   ├── InvalidSetting        an option or environment variable with a value that it cannot have
    │   ├── InvalidModel          a value that the data model does not allow
    │   ├── InvalidDecision       a merge or split that contradicts what was decided before
    │   ├── InvalidSeeds          a file of people, offices or parties that cannot be taken in
    │   ├── InvalidQuery          SPARQL that does not parse, or that asks for what is refused
    │   ├── ProtectedGraph        a change of what building wrote, which no update may change
    │   ├── InvalidNetwork        a network that cannot be computed: unknown choices, a window too long, no edges
    │   ├── InvalidGraph          RDF that does not parse, or cannot be a graph of a store
    │   └── UnknownIri            nothing in the store has this name
    ├── StoreError            the store cannot be opened, read or written
    │   ├── StoreUnreadable       not a store, damaged, or no permission
    │   │   └── StoreDamaged          the files do not hold what was written to them
    │   ├── StoreTooNew           written by a later version of Hustings
    │   └── StoreBusy             another process holds it for writing
    ├── QueryTimeout          a query took longer than it may
    ├── QueryTooLarge         a query needs more memory, or gives a larger answer, than it may
    ├── ServerBusy            no worker came free for a query in time
    │   └── TooManyQueries        one client has more queries waiting than it may
    ├── CannotServe           the server cannot listen where it was told to
    └── ModelUnavailable      the spaCy pipeline is not installed

Every message is one line that says what is wrong and what to do.
"""


class HustingsError(Exception):
    """The root: what a command reports in one line, never as a traceback."""


class InputError(HustingsError):
    """What the user gave cannot be used."""


class UnreadableArticle(InputError):
    """A path that holds no article: missing, empty, binary, not UTF-8 or too large."""


class UnsupportedLanguage(InputError):
    """A text in a language that the pipeline does not read."""


class InvalidDate(InputError):
    """A date that is not one."""


class InvalidSetting(InputError):
    """An option or environment variable with a value that it cannot have."""


class InvalidModel(InputError):
    """A value that the data model does not allow."""


class InvalidDecision(InputError):
    """A merge or split that contradicts what was decided before."""


class InvalidSeeds(InputError):
    """A file of people, offices or parties that cannot be taken in."""


class InvalidQuery(InputError):
    """SPARQL that does not parse, or that asks for what is refused."""


class ProtectedGraph(InputError):
    """A change of what building wrote, which no update may change."""


class InvalidNetwork(InputError):
    """A network that cannot be computed: a choice that is unknown, a window longer than the range, nothing to count."""


class InvalidGraph(InputError):
    """RDF that does not parse, or that cannot be a graph of a store."""


class UnknownIri(InputError):
    """Nothing in the store has this name."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"nothing named {iri} in the store")
        self.iri = iri


class StoreError(HustingsError):
    """The store cannot be opened, read or written."""


class StoreUnreadable(StoreError):
    """Not a store, damaged, or no permission."""


class StoreDamaged(StoreUnreadable):
    """The files of a store do not hold what was written to them."""


class StoreTooNew(StoreError):
    """Written by a later version of Hustings."""


class StoreBusy(StoreError):
    """Another process holds the store for writing."""


class QueryTimeout(HustingsError):
    """A query took longer than it may."""


class QueryTooLarge(HustingsError):
    """A query needs more memory, or gives a larger answer, than it may."""


class ServerBusy(HustingsError):
    """No worker came free for a query in time; `retry_after` seconds from now one may."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyQueries(ServerBusy):
    """One client has more queries waiting than it may."""


class CannotServe(HustingsError):
    """The server cannot listen where it was told to."""


class ModelUnavailable(HustingsError):
    """The spaCy pipeline is not installed."""
