from graph.training.directed import Line, purge, unmark


def line(marked, label=0):
    return Line(*unmark(marked), label)


def test_held_out_and_repeated_sentences_are_left_out():
    lines = [line("[Okoye] met [Mensah] in Lagos.", 0), line("[Silva] sat by [Costa].", 1)]
    held_out = [line("[Okoye] met [Mensah], in Lagos")]

    assert purge([*lines, lines[1]], held_out) == [lines[1]]


def test_brackets_move_out_to_the_edges_of_words():
    text, places = unmark("[Okoye’s] aide met [Mensah]s twice [sic].")

    assert text == "Okoye’s aide met Mensahs twice [sic]."
    assert [text[start:end] for start, end in places] == ["Okoye", "Mensahs"]
