"""The OpenAPI description against the server: requests that schemathesis makes of it, a bounded number of them."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.api.conftest import serving

schemathesis = pytest.importorskip("schemathesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")
pytestmark = pytest.mark.slow
# Which texts are SPARQL, RDF, a batch of queries, words to search, an absolute IRI, or choices of which a network has
# edges is more than a schema can say.
_LANGUAGES = ("/sparql", "/graphs", "/reconcile", "/search", "/networks")
_EXCLUDED = [checks.positive_data_acceptance]


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
            case.call_and_validate(excluded_checks=_EXCLUDED if case.path.startswith(_LANGUAGES) else [])

        try:
            check()
        except (Exception, BaseExceptionGroup) as error:  # all failures are wanted, not the first alone
            failures[operation.label] = "; ".join(str(one) for one in getattr(error, "exceptions", [error]))
    assert not failures, "\n".join(f"{label}: {told}" for label, told in failures.items())
