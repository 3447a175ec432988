"""Serve a store on another server: from a copy, which follows it."""

import logging
import time
from threading import Lock, Thread

from graph.errors import StoreError
from graph.store.base import Store
from graph.store.opening import open_store
from graph.store.remote.addresses import Address
from graph.store.serving import Edition, ServedCopy

log = logging.getLogger(__name__)

_REMOTE_SECONDS = 30.0  # between looks at the other server


class ServedRemote:
    """A copy of a store on another server, made again in the background once articles there have changed."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = Lock()
        self._checked = time.monotonic()
        self._seen, self._copy = self._take()
        self._old: ServedCopy | None = None

    def edition(self) -> Edition:
        """Return the latest copy; while another one is made, the last one."""
        if time.monotonic() - self._checked > _REMOTE_SECONDS and self._lock.acquire(blocking=False):
            self._checked = time.monotonic()
            Thread(target=self._try_to_renew, daemon=True).start()
        return self._copy.edition()

    def known(self) -> Edition | None:
        """Return the latest copy, which takes no time."""
        return self.edition()

    def renew(self) -> None:
        """Make a new copy now."""
        with self._lock:
            self._renew()

    def close(self) -> None:
        """Remove the copies."""
        for copy in filter(None, (self._old, self._copy)):
            copy.close()

    def _try_to_renew(self) -> None:
        try:
            self._renew()
        except StoreError as error:  # what is served goes on being served
            log.warning("store not renewed", extra={"address": str(self._address), "reason": str(error)})
        finally:
            self._lock.release()

    def _renew(self) -> None:
        with open_store(self._address) as store:
            if _state(store) == self._seen:
                return
        seen, copy = self._take()
        if self._old:
            self._old.close()
        self._seen, self._old, self._copy = seen, self._copy, copy

    def _take(self) -> tuple[str, ServedCopy]:
        with open_store(self._address) as store:
            copy = ServedCopy(store)
            copy.edition()
            return _state(store), copy


def _state(store: Store) -> str:
    """What tells one state of a store from another: its articles by what they were built from, and all decisions."""
    return repr(([(name, store.fingerprint(name)) for name in store.articles()], store.decisions()))
