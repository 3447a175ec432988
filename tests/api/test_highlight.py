"""Marked texts: not a character is lost, and each carries the roles that its offsets say."""

from hypothesis import given
from hypothesis import strategies as st

from api.highlight import passage_segments
from graph.lookup.views import Part

TEXT = "“Never,” said Ana Sá, “🎈 never!”"
START = 7


@st.composite
def parts(draw):
    start = draw(st.integers(0, START + len(TEXT) + 3))
    end = draw(st.integers(start + 1, START + len(TEXT) + 5))
    return Part(draw(st.sampled_from(["source", "cue", "content", "negation"])), start, end, "")


@given(st.lists(parts(), max_size=6))
def test_segments_joined_are_the_text_with_the_roles_of_each_character(given_parts):
    segments = passage_segments(Part("sentence", START, START + len(TEXT), TEXT), given_parts)

    roles = [segment.roles for segment in segments for _ in segment.text]
    assert "".join(segment.text for segment in segments) == TEXT
    for offset, found in enumerate(roles, start=START):
        assert set(found) == {p.role for p in given_parts if p.start <= offset < p.end and p.role != "negation"}
