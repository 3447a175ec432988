"""An article as windows of word pieces: whole paragraphs packed together, as many as a window holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import CharSpan
from graph.nlp.syntax.tree import Tree

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 256  # pieces, with those that open the window and close each paragraph
_SHORTEST = 32  # pieces: a long paragraph is not cut for the sake of a smaller rest


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or as much of it as fits a window."""

    tokens: tuple[int, ...]  # of the Tree, white space left out
    pieces: tuple[int, ...]  # rows of the vocabulary
    owners: tuple[int, ...]  # for each piece the number of its token within the line


@dataclass(frozen=True, slots=True)
class Window:
    """What the network sees at once: rows of pieces, and where each token's first piece is."""

    pieces: tuple[int, ...]
    tokens: tuple[int, ...]  # of the Tree
    owners: tuple[int, ...]  # for each piece the number of its token within the window; -1: a piece of no token
    firsts: tuple[int, ...]  # for each token the place of its first piece
    begins: tuple[bool, ...]  # for each token, whether a paragraph begins with it


def make_lines(doc: Tree, paragraphs: Sequence[CharSpan], tokenizer: "Tokenizer") -> list[Line]:
    """The paragraphs in word pieces, the long ones cut at the end of a sentence where there is one."""
    lines: list[Line] = []
    unknown = row_of(tokenizer, "[UNK]")
    for tokens in _tokens_of(doc, paragraphs):
        encoded = tokenizer.encode([doc[i].text for i in tokens], is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in tokens]
        for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
            if word is not None:
                pieces[word].append(piece)
        lines += _cut(doc, tokens, [tuple(p) or (unknown,) for p in pieces])
    return lines


def row_of(tokenizer: "Tokenizer", piece: str) -> int:
    """The row of a piece that every vocabulary has."""
    row = tokenizer.token_to_id(piece)
    if row is None:
        raise ValueError(f"the vocabulary has no {piece}")
    return int(row)


def _tokens_of(doc: Tree, paragraphs: Sequence[CharSpan]) -> Iterator[list[int]]:
    index = 0
    for paragraph in paragraphs:
        tokens = []
        while index < len(doc) and doc[index].idx < paragraph.end:
            if not doc[index].is_space:
                tokens.append(index)
            index += 1
        if tokens:
            yield tokens


def _cut(doc: Tree, tokens: Sequence[int], pieces: Sequence[tuple[int, ...]]) -> Iterator[Line]:
    room = WINDOW - 2
    start = size = 0
    border = 0  # where the last sentence began
    for number, token in enumerate(tokens):
        if doc[token].is_sent_start and size >= _SHORTEST:
            border = number
        if size + len(pieces[number]) > room:
            cut = border if border > start else number
            yield _line(tokens[start:cut], pieces[start:cut])
            start, size = cut, sum(map(len, pieces[cut:number]))
        size += len(pieces[number])
    yield _line(tokens[start:], pieces[start:])


def shift(line: Line, by: int) -> Line:
    """The line with its tokens counted from further on, as where articles stand one after the other."""
    return Line(tuple(token + by for token in line.tokens), line.pieces, line.owners)


def _line(tokens: Sequence[int], pieces: Sequence[tuple[int, ...]]) -> Line:
    owners = tuple(number for number, own in enumerate(pieces) for _ in own)
    return Line(tuple(tokens), tuple(p for own in pieces for p in own), owners)


def pack(lines: Sequence[Line], opening: int, closing: int, first_room: int = WINDOW) -> Iterator[Window]:
    """Windows of as many following lines as fit; the first may hold less, so that training sees other neighbours."""
    waiting: list[Line] = []
    size, room = 1, first_room
    for line in lines:
        if waiting and size + len(line.pieces) + 1 > room:
            yield _window(waiting, opening, closing)
            waiting, size, room = [], 1, WINDOW
        waiting.append(line)
        size += len(line.pieces) + 1
    if waiting:
        yield _window(waiting, opening, closing)


def _window(lines: Sequence[Line], opening: int, closing: int) -> Window:
    pieces, owners = [opening], [-1]
    tokens: list[int] = []
    firsts: list[int] = []
    begins: list[bool] = []
    for line in lines:
        before, place = len(tokens), len(pieces)
        for number, owner in enumerate(line.owners):
            if number == 0 or owner != line.owners[number - 1]:
                firsts.append(place + number)
                begins.append(number == 0)
        tokens += line.tokens
        pieces += [*line.pieces, closing]
        owners += [*(before + owner for owner in line.owners), -1]
    return Window(tuple(pieces), tuple(tokens), tuple(owners), tuple(firsts), tuple(begins))
