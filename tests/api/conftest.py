import threading
import time
from contextlib import contextmanager

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.server import listen, server_config
from graph.settings import Settings
from graph.store.opening import memory_store
from tests.factory import make_annotation


@contextmanager
def serving(store, settings=None):
    """A client of a real server that serves the store in a thread."""
    with listen("127.0.0.1", 0) as listening:
        config = server_config(create_app(store, settings), settings or Settings())
        config.log_level = "critical"
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def store():
    """Two articles that say the same."""
    made = memory_store()
    made.put(make_annotation("a1"))
    made.put(make_annotation("b 2/ü", published=None))
    return made


@pytest.fixture(scope="session")
def client(store):
    """A client of a server with limits small enough to meet."""
    with serving(store, Settings(query_timeout=2.0, max_rows=50, max_body_bytes=10_000)) as made:
        yield made
