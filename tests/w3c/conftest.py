import pytest

from graph.settings import Settings
from graph.store.opening import open_store
from tests.api.conftest import serving
from tests.w3c.manifests import SUITE

TOKEN = "a token of the tests"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    """A client, which may write, of a server over a store without articles."""
    if not SUITE.exists():
        pytest.skip("the W3C's tests do not lie beside the project")
    path = tmp_path_factory.mktemp("w3c") / "store"
    open_store(path, write=True).close()
    with serving(path, Settings(update_token=TOKEN)) as client:
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        yield client
