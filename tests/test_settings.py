from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import InvalidSetting
from graph.settings import Settings, from_environment, variable


def test_without_variables_the_defaults_hold() -> None:
    assert from_environment({"HOME": "/home/ada"}) == Settings()


def test_every_setting_can_be_set() -> None:
    values = {
        "base": "https://graph.example/id/",
        "store": "elsewhere",
        "model": "en_core_web_sm",
        "statements": "rules",
        "stance_min": "0.7",
        "facts": "all",
        "workers": "3",
        "seeds": "people",
        "max_article_bytes": "5",
        "query_timeout": "0.5",
        "max_rows": "6",
        "max_body_bytes": "7",
        "host": "0.0.0.0",
        "port": "8080",
    }

    settings = from_environment({variable(name): value for name, value in values.items()})

    assert list(values) == [field.name for field in fields(Settings)]
    assert settings == Settings(
        "https://graph.example/id/",
        Path("elsewhere"),
        "en_core_web_sm",
        "rules",
        0.7,
        "all",
        3,
        Path("people"),
        5,
        0.5,
        6,
        7,
        "0.0.0.0",
        8080,
    )


def test_an_empty_variable_is_not_set() -> None:
    assert from_environment({"HUSTINGS_PORT": "", "HUSTINGS_STORE": " "}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUSTINGS_PORT", "http"),
        ("HUSTINGS_PORT", "65536"),
        ("HUSTINGS_MAX_ROWS", "1.5"),
        ("HUSTINGS_MAX_ROWS", "0"),
        ("HUSTINGS_WORKERS", "-1"),
        ("HUSTINGS_STATEMENTS", "guesses"),
        ("HUSTINGS_STANCE_MIN", "1.1"),
        ("HUSTINGS_STANCE_MIN", "nan"),
        ("HUSTINGS_STANCE_MIN", "sure"),
        ("HUSTINGS_QUERY_TIMEOUT", "-1"),
        ("HUSTINGS_QUERY_TIMEOUT", "nan"),
        ("HUSTINGS_BASE", "graph.example"),
        ("HUSTINGS_BASE", "https://graph.example/id"),
        ("HUSTINGS_BASE", "https://graph.example/<id>/"),
        ("HUSTINGS_BASE", "file:///id/"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        from_environment({name: value})
