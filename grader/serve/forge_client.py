"""Requests to a forge: only to the address that `push.toml` names, within limits of time and size."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import msgspec
import urllib3
from urllib3.exceptions import HTTPError

from grader.serve.push_source import PostLater, PostRefused

_CONNECT_S: Final = 5.0
_SILENT_S: Final = 10.0
_WHOLE_S: Final = 30.0
_MOST_BYTES: Final = 4 << 20
_PIECE: Final = 1 << 16
_UNSAID_S: Final = 60.0
"""How long a forge is left alone that does not say for how long."""
_LONGEST_S: Final = 3600.0
_NUMBER: Final = re.compile(r"[0-9]{1,12}")
_REASONS: Final = {
    401: "the token is not accepted",
    403: "the token may not do this",
    404: "there is no such repository, or the token may not see it",
    422: "the commit is not there, or the forge takes no more statuses for it",
}


class ForgeClient:
    """Asks one forge. The token is in a header of its requests and in nothing that is shown.

    Parameters
    ----------
    api : str
        Address of its interface, from `push.toml`.
    headers : mapping
        Sent with every request, the token among them.
    clock : callable
    """

    def __init__(self, api: str, headers: Mapping[str, str], clock: Callable[[], float] = time.time) -> None:
        self._api = api.rstrip("/")
        self._headers = {"User-Agent": "grader", "Accept-Encoding": "identity", **headers}
        self._clock = clock
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=_CONNECT_S, read=_SILENT_S), retries=False
        )

    def get(self, *names: str, **query: str | int) -> Any:
        """What the forge says, as JSON; ``None`` if it is none.

        Raises
        ------
        PostLater, PostRefused
        """
        return self._ask("GET", names, query, None)

    def post(self, *names: str, given: Mapping[str, str]) -> Any:
        """Write something; what the forge answers, as `get` returns it.

        Raises
        ------
        PostLater, PostRefused
        """
        return self._ask("POST", names, {}, msgspec.json.encode(given))

    def _ask(
        self, method: str, names: tuple[str, ...], query: Mapping[str, object], body: bytes | None
    ) -> Any:
        path = "/".join(quote(name, safe="") for name in names)
        url = f"{self._api}/{path}{'?' + urlencode(query) if query else ''}"
        headers = {**self._headers, **({} if body is None else {"Content-Type": "application/json"})}
        try:
            answer = self._pool.request(
                method, url, body=body, headers=headers, redirect=False, preload_content=False, decode_content=False
            )  # fmt: skip
            content = _content(answer)
        except HTTPError as error:
            raise PostLater(f"the forge was not reached: {type(error).__name__}") from None
        if not 200 <= answer.status < 300:
            raise _trouble(answer.status, answer.headers, content, self._clock())
        return _decoded(content)


def _content(answer: urllib3.BaseHTTPResponse) -> bytes:
    """The bytes of an answer. The connection is used again only if all was read."""
    until, found = time.monotonic() + _WHOLE_S, bytearray()
    try:
        while piece := answer.read1(_PIECE):
            found += piece
            if len(found) > _MOST_BYTES or time.monotonic() > until:
                raise PostLater("the forge's answer is too large or too slow")
    except BaseException:  # Ctrl-C as well: half an answer is left in the connection
        answer.close()
        raise
    answer.release_conn()
    return bytes(found)


def _decoded(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _trouble(status: int, headers: Mapping[str, str], content: bytes, now: float) -> Exception:
    """What an answer means that is no success. Nothing of its text is told."""
    wait = _wait_s(headers, now)
    limited = wait is not None or b"rate limit" in content.lower()
    if status == 429 or (status == 403 and limited):
        return PostLater(f"{status}: too many requests", wait or _UNSAID_S)
    if status >= 500:
        return PostLater(f"{status}: the forge has a fault", wait)
    if 300 <= status < 400:
        return PostRefused(
            f"{status}: the forge sends elsewhere; the repository may have another name now", status
        )
    return PostRefused(f"{status}: {_REASONS.get(status, 'the forge refuses this')}", status)


def _wait_s(headers: Mapping[str, str], now: float) -> float | None:
    """How long the forge wants to be left alone; ``None`` if it does not say that it wants to be."""
    after, reset = headers.get("Retry-After", ""), headers.get("X-RateLimit-Reset", "")
    if after:
        return _bounded(int(after)) if _NUMBER.fullmatch(after) else _UNSAID_S
    if headers.get("X-RateLimit-Remaining") == "0" and _NUMBER.fullmatch(reset):
        return _bounded(int(reset) - now)
    return None


def _bounded(seconds: float) -> float:
    return min(max(seconds, 1.0), _LONGEST_S)
