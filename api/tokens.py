"""Who may write: whoever shows the token that the owner has set. What is written leaves a line in the audit log."""

import logging
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest

from fastapi import Request
from starlette.exceptions import HTTPException

from api.dependencies import Desk
from graph.settings import variable

audit = logging.getLogger("hustings.audit")
audit.setLevel(logging.INFO)  # whatever else a command keeps quiet about
_SHOWN = 300  # characters of what was asked


def check_token(request: Request, desk: Desk) -> None:
    """Pass whoever may write; 403 where nobody may, 401 where the token is missing or wrong."""
    if desk.updater is None:
        _note(request, "refused", "updates are off")
        raise HTTPException(
            403, f"updates are refused: they are off until the server is started with {variable('update_token')}"
        )
    if not shows_token(request.headers.get("authorization"), desk.settings.update_token):
        _note(request, "refused", "no or a wrong token")
        raise HTTPException(
            401,
            "writing needs the header Authorization: Bearer with the server's token",
            {"WWW-Authenticate": "Bearer"},
        )


def shows_token(authorization: str | None, token: str) -> bool:
    """Whether a header shows the token; takes as long for a wrong one as for the right one."""
    kind, _, given = (authorization or "").partition(" ")
    # Of hashes: not even the length of the token can be told from the time.
    same = compare_digest(sha256(given.strip().encode(errors="replace")).digest(), sha256(token.encode()).digest())
    return bool(token) and kind.lower() == "bearer" and same


def note_written(request: Request, asked: str, outcome: str) -> None:
    """Leave the line that tells of a change, or of one that failed."""
    _note(request, outcome, asked)


def _note(request: Request, outcome: str, asked: str) -> None:
    client = request.client.host if request.client else "?"
    # ascii(): whatever was sent, it stays one line and steers no terminal.
    when, path = datetime.now(UTC).isoformat(timespec="seconds"), ascii(request.url.path)
    audit.warning("%s %s %s %s %s %s", when, client, request.method, path, outcome, ascii(asked[:_SHOWN]))
