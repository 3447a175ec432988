"""How alike two names of people are."""

import pytest

from graph.linking.comparing import SAME, compare_names


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Ada Lund", "Ada Lund", True),
        ("Ada Lund", "LUND, Ada", True),
        ("Anders Halvorsen", "Anders Halvorson", True),
        ("Ruáiri Ó Dálaigh", "Ruairi O Dalaigh", True),
        ("President Ada Lund", "Ada Lund", True),
        ("Ada M. Lund", "Ada Lund", True),
        ("A. Lund", "Ada Lund", True),
        ("AdaLund", "Ada Lund", True),
        ("Yusuf bin Tariq", "Yusuf Tariq", True),
        ("Ada Lund", "Bo Lund", False),
        ("Ada Lund", "Ada Marsh", False),
        ("Lund", "Ada Lund", False),
        ("B. Lund", "Ada Lund", False),
        ("Ada Lund", "", False),
    ],
)
def test_two_spellings_of_one_name_are_alike(first, second, same):
    assert (compare_names(first, second) >= SAME) is same
    assert compare_names(first, second) == compare_names(second, first)


def test_names_glued_together_take_no_longer():
    assert 0.0 <= compare_names(" ".join(["Ada"] * 50_000), " ".join(["Bo"] * 50_000)) < SAME
