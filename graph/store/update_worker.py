"""The process that writes what users send: opens the store, changes it, and lets go of it, until it is killed.

Started by `graph.store.worker_process` as `python -m graph.store.update_worker STORE MEGABYTES SOCKET`, as the worker
of queries is. The engine cannot stop an update that it has begun; a killed process leaves the store as it was before,
and the next one to open it finishes what belongs to a change that was written. Requests are JSON: `update`, the text of
`UpdateRequest`, or `graph`, a `GraphChange` with its documents in Base64.
"""

import gc
import sys
import traceback
from base64 import b64decode, b64encode
from dataclasses import asdict
from json import dumps, loads
from pathlib import Path
from typing import Any

from graph.errors import HustingsError
from graph.store.frames import CHUNK, END, FAILED, HEADER, READY, frame, open_connection
from graph.store.opening import open_store
from graph.store.sandbox import deny_sockets, die_with_parent, limit_memory, step_back
from graph.store.updating import UpdateRequest
from graph.store.user_graphs import GraphChange, change_graph


def encode(request: UpdateRequest | GraphChange) -> bytes:
    """Return a request as the process reads it."""
    if isinstance(request, UpdateRequest):
        return dumps({"update": asdict(request)}).encode()
    documents = request.documents and [[kind, b64encode(data).decode()] for kind, data in request.documents]
    return dumps({"graph": asdict(request) | {"documents": documents}}).encode()


def decode(data: bytes) -> UpdateRequest | GraphChange:
    """Return the request that `encode` wrote."""
    request: dict[str, Any] = loads(data)
    if values := request.get("update"):
        return UpdateRequest(values["text"], values["base_iri"], tuple(values["using"]), tuple(values["using_named"]))
    values = request["graph"]
    documents = values["documents"]
    if documents is not None:
        documents = tuple((kind, b64decode(text)) for kind, text in documents)
    return GraphChange(values["graph"], documents, values["replace"])


def main(arguments: list[str]) -> None:
    """Carry out requests from the socket until the other side closes it."""
    store, megabytes, descriptor = arguments
    die_with_parent()
    connection = open_connection(descriptor)
    step_back()
    limit_memory(int(megabytes))
    deny_sockets()
    connection.sendall(frame(READY))
    with connection, connection.makefile("rb") as requests:
        while header := requests.read(HEADER.size):
            _, length = HEADER.unpack(header)
            said = answer(Path(store), requests.read(length))
            gc.collect()  # what an error still holds of the store keeps others out of it
            connection.sendall(said)


def answer(store: Path, data: bytes) -> bytes:
    """Return the frames of what came of a request: a chunk of JSON and an end, or what went wrong."""
    try:
        return frame(CHUNK, dumps(carry_out(store, decode(data))).encode()) + frame(END)
    except Exception as error:  # what is none of ours is a defect, and the asker's answer says 500
        if not isinstance(error, HustingsError | MemoryError):
            traceback.print_exc()
        return frame(FAILED, dumps({"kind": type(error).__name__, "message": str(error)}).encode())


def carry_out(store: Path, request: UpdateRequest | GraphChange) -> dict[str, Any]:
    """Change the store: the graphs that were named for writing, or whether the graph was there before."""
    with open_store(store, write=True) as opened:
        if isinstance(request, UpdateRequest):
            done: dict[str, Any] = {"graphs": sorted(opened.update(request))}
        else:
            there: list[bool] = []
            opened.change_graphs(lambda engine: there.append(change_graph(engine, opened.base, request)))
            done = {"there": there[0]}
        opened.flush()
    return done


if __name__ == "__main__":
    main(sys.argv[1:])
