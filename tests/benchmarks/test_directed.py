from tests.benchmarks.directed import unmark


def test_brackets_move_out_to_the_edges_of_words():
    text, places = unmark("[Okoye’s] aide met [Mensah]s twice [sic].")

    assert text == "Okoye’s aide met Mensahs twice [sic]."
    assert [text[start:end] for start, end in places] == ["Okoye", "Mensahs"]
