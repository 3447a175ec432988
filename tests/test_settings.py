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
        "export_timeout": "1.25",
        "first_slice": "0.25",
        "queue_timeout": "2.5",
        "queue_length": "10",
        "client_queue_length": "4",
        "query_workers": "1",
        "long_query_workers": "3",
        "query_megabytes": "512",
        "max_rows": "6",
        "max_answer_bytes": "70",
        "max_body_bytes": "7",
        "max_query_length": "80",
        "max_graph_bytes": "90",
        "head_timeout": "1.5",
        "body_timeout": "3.5",
        "write_timeout": "4.5",
        "max_connections": "20",
        "update_token": "long enough a token",
        "hosts": "a.example,b.example",
        "url": "https://graph.example",
        "proxies": "10.0.0.1",
        "origins": "*",
        "remote_kind": "fuseki",
        "remote_user": "ana",
        "remote_password": "pw",
        "remote_token": "t",
        "remote_timeout": "6.5",
        "remote_cache": "there",
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
        1.25,
        0.25,
        2.5,
        10,
        4,
        1,
        3,
        512,
        6,
        70,
        7,
        80,
        90,
        1.5,
        3.5,
        4.5,
        20,
        "long enough a token",
        "a.example,b.example",
        "https://graph.example",
        "10.0.0.1",
        "*",
        "fuseki",
        "ana",
        "pw",
        "t",
        6.5,
        Path("there"),
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
