"""Read updates strictly by the grammar of the recommendation: what is not understood here is refused.

Groups after WHERE are taken as they are, but for SERVICE and LOAD.
"""

from collections.abc import Iterator, Sequence

from graph.errors import InvalidQuery
from graph.store.guard import Token, refuse_keywords, tokenize, unambiguous
from graph.store.updates import ALL, DEFAULT, LOAD, NAMED, Operation, ParsedUpdate

_TRANSFERS = frozenset({"ADD", "MOVE", "COPY"})
_PROLOGUE = {"PREFIX": 2, "BASE": 1, "VERSION": 1}  # pieces after the word
_WORDS_OF_DATA = frozenset({"a", "true", "false"})
_UNCLOSED = frozenset("'\"\\`")


def parse_update(update: str) -> ParsedUpdate:
    """Return the operations of an update. Raises InvalidQuery for one that is not understood, fetches or asks."""
    tokens = list(tokenize(update))
    telling = [token for token in tokens if token.kind not in ("comment", "space")]
    for token in telling:
        if token.kind == "mark" and token.text in _UNCLOSED:
            raise InvalidQuery(f"SPARQL syntax error: {token.text} opens what is not closed")
    parser = _Parser(tokens)
    operations = tuple(parser.operations())
    silent = [(operation.start, operation.end) for operation in operations if operation.word == LOAD]
    kept = [t for place, t in enumerate(tokens) if not any(start <= place < end for start, end in silent)]
    refuse_keywords([token for token in kept if token.kind not in ("comment", "space")])
    return ParsedUpdate(tuple(unambiguous(token) for token in tokens), operations, parser.prologue)


class _Parser:
    """Goes through the pieces once, from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._declared: dict[str, str] = {}  # prefix → its IRI, as written
        self.prologue = ""
        self._skip()

    def operations(self) -> Iterator[Operation]:
        self._declarations(first=True)
        while self._at < len(self._tokens):
            yield self._operation()
            if self._at == len(self._tokens):
                return
            self._take_mark(";")
            self._declarations(first=False)

    def _declarations(self, *, first: bool) -> None:
        while (word := self._word()) in _PROLOGUE:
            parts = [unambiguous(self._next()) for _ in range(1 + _PROLOGUE[word])]
            known = self._declared.get(parts[1]) if word == "PREFIX" else None
            if known == parts[-1] and not first:
                continue
            if not first and (known is not None or word != "PREFIX"):
                raise InvalidQuery(f"{word} {parts[1]} is declared again between operations; send them one by one")
            if word == "PREFIX":
                self._declared[parts[1]] = parts[-1]
            self.prologue += " ".join(parts) + "\n"

    def _operation(self) -> Operation:
        word = self._word()
        made = Operation(word, self._at)
        if word in ("CLEAR", "DROP", "CREATE"):
            self._on_graph(made)
        elif word in _TRANSFERS:
            self._transfer(made)
        elif word in ("INSERT", "DELETE", "WITH"):
            self._modify(made)
        elif word == LOAD:
            self._load()
        else:
            raise self._unexpected("INSERT, DELETE, CLEAR, DROP, CREATE, ADD, MOVE or COPY")
        made.end = self._at
        return made

    def _on_graph(self, made: Operation) -> None:
        self._next()
        self._take("SILENT", optional=True)
        if self._word() in (DEFAULT, NAMED, ALL) and made.word != "CREATE":
            made.written.append(self._next().text.upper())
        else:
            self._take("GRAPH")
            made.written.append(self._iri())

    def _load(self) -> None:
        """LOAD is refused; LOAD SILENT, which may fail without a word, does nothing."""
        self._next()
        if not self._take("SILENT", optional=True):
            raise InvalidQuery("updates may not fetch documents: LOAD is refused")
        self._iri()
        if self._take("INTO", optional=True):
            self._take("GRAPH")
            self._iri()

    def _transfer(self, made: Operation) -> None:
        self._next()
        self._take("SILENT", optional=True)
        source = self._graph_or_default()
        self._take("TO")
        target = self._graph_or_default()
        made.written += [source, target] if made.word == "MOVE" else [target]

    def _graph_or_default(self) -> str:
        if self._word() == DEFAULT:
            return self._next().text.upper()
        self._take("GRAPH", optional=True)
        return self._iri()

    def _modify(self, made: Operation) -> None:
        if self._take("WITH", optional=True):
            made.with_graph = self._iri()
        verb = self._word()
        self._take(verb if verb in ("INSERT", "DELETE") else "INSERT")
        following = self._word()
        if following == "DATA" and made.with_graph is None:
            self._next()
            made.written += self._quads()
        elif following == "WHERE" and verb == "DELETE" and made.with_graph is None:
            made.where_word, made.short = self._at, True
            self._next()
            made.where = (self._at, self._at)
            made.written += self._quads()
            made.where = (made.where[0], self._at)
        else:
            self._templates(made, verb)

    def _templates(self, made: Operation, verb: str) -> None:
        graphs = self._quads()
        if verb == "DELETE" and self._take("INSERT", optional=True):
            graphs += self._quads()
        made.written += [made.with_graph or DEFAULT if graph == DEFAULT else graph for graph in graphs]
        while self._take("USING", optional=True):
            (made.using_named if self._take("NAMED", optional=True) else made.using).append(self._iri())
        made.where_word = self._at
        self._take("WHERE")
        start = self._at
        self._group()
        made.where = (start, self._at)

    def _quads(self) -> list[str]:
        """The graphs that a block of quads names, DEFAULT where triples stand outside of all."""
        self._take_mark("{")
        found: list[str] = []
        while not self._is_mark("}"):
            if self._take("GRAPH", optional=True):
                found.append(self._next().text if self._kind() == "variable" else self._iri())
                self._take_mark("{")
                while not self._is_mark("}"):
                    self._piece_of_triple()
                self._take_mark("}")
                while self._is_mark("."):
                    self._next()
            else:
                self._piece_of_triple()
                found.append(DEFAULT)
        self._take_mark("}")
        return found

    def _piece_of_triple(self) -> None:
        token = self._next()
        is_word = (
            token.kind == "word" and token.text not in _WORDS_OF_DATA and token.text.lower() not in ("true", "false")
        )
        # Of numbers, as 1e3, the tokens are a mark and a word.
        if is_word and not (token.text[0] in "eE" and self._after_digit()):
            raise InvalidQuery(f"SPARQL syntax error: {token.text} cannot stand among triples")
        if token.kind == "mark" and token.text == "{":
            raise InvalidQuery("SPARQL syntax error: { opens no graph here; write GRAPH <name> { … }")

    def _after_digit(self) -> bool:
        before = self._tokens[self._previous - 1] if self._previous else None
        return before is not None and (before.text.isdigit() or before.text == ".")

    def _group(self) -> None:
        self._take_mark("{")
        depth = 1
        while depth:
            token = self._next()
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0

    def _iri(self) -> str:
        if self._kind() not in ("iri", "name"):
            raise self._unexpected("the name of a graph")
        return unambiguous(self._next())

    def _take(self, word: str, *, optional: bool = False) -> bool:
        if self._word() == word:
            self._next()
            return True
        if not optional:
            raise self._unexpected(word)
        return False

    def _take_mark(self, mark: str) -> None:
        if not self._is_mark(mark):
            raise self._unexpected(mark)
        self._next()

    def _is_mark(self, mark: str) -> bool:
        if self._at >= len(self._tokens):
            raise self._unexpected("more")
        return self._kind() == "mark" and self._tokens[self._at].text == mark

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else "end"

    def _word(self) -> str:
        return self._tokens[self._at].text.upper() if self._kind() == "word" else ""

    def _next(self) -> Token:
        if self._at >= len(self._tokens):
            raise self._unexpected("more")
        token = self._tokens[self._at]
        self._previous = self._at
        self._at += 1
        self._skip()
        return token

    def _skip(self) -> None:
        while self._at < len(self._tokens) and self._tokens[self._at].kind in ("comment", "space"):
            self._at += 1

    def _unexpected(self, wanted: str) -> InvalidQuery:
        found = self._tokens[self._at].text if self._at < len(self._tokens) else "the end"
        return InvalidQuery(f"SPARQL syntax error: {wanted} is needed, not {found[:60]}")
