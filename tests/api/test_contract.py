"""The OpenAPI description against the server: requests that schemathesis makes of it, a bounded number of them."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.api.conftest import serving

schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(store):
    with serving(store) as client:
        yield client


def test_the_server_keeps_to_its_description(server):
    schema = schemathesis.openapi.from_url(f"{server.base_url}/openapi.json")
    failures = {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def check(case):
            case.call_and_validate()

        try:
            check()
        except Exception as error:  # all failures are wanted, not the first alone
            failures[operation.label] = str(error)
    assert failures == {}
