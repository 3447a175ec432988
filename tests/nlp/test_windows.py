import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from graph.nlp.statements.windows import WINDOW, Line, make_lines, pack
from graph.nlp.syntax.paragraphs import find_paragraphs
from tests.nlp.factory import make_doc


@pytest.fixture(scope="module")
def tokenizer():
    pieces = ["[UNK]", *"abc", "##a", "##b", "##c"]
    made = Tokenizer(models.WordPiece({piece: row for row, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def lines_of(doc, tokenizer):
    return make_lines(doc, find_paragraphs(doc.text), tokenizer)


def test_pieces_keep_the_borders_of_tokens_and_skip_white_space(tokenizer):
    doc = make_doc(["ab", "c", "\n\n", "a", "\u200b"], spaces=[True, False, False, True, False])

    lines = lines_of(doc, tokenizer)

    assert [line.tokens for line in lines] == [(0, 1), (3, 4)]
    assert [line.owners for line in lines] == [(0, 0, 1), (0, 1)]
    assert lines[1].pieces[1] == 0, "what has no piece of its own is unknown"


def test_a_long_paragraph_is_cut_to_fit(tokenizer):
    doc = make_doc(["abc"] * 400)

    windows = list(pack(lines_of(doc, tokenizer), 1, 2))

    assert max(len(w.pieces) for w in windows) <= WINDOW
    assert [t for w in windows for t in w.tokens] == list(range(400))


@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=60), max_size=12), st.integers(80, WINDOW))
def test_windows_hold_every_token_once_with_its_first_piece(sizes, room):
    lines, token = [], 0
    for words in sizes:
        owners = tuple(number for number, size in enumerate(words) for _ in range(size))
        lines.append(Line(tuple(range(token, token + len(words))), tuple(range(9, 9 + len(owners))), owners))
        token += len(words)

    windows = list(pack(lines, 1, 2, room))

    assert [t for w in windows for t in w.tokens] == list(range(token))
    for window in windows:
        assert len(window.pieces) == len(window.owners)
        assert [window.owners[place] for place in window.firsts] == list(range(len(window.tokens)))
        assert window.begins[0]
