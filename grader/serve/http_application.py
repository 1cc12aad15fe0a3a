"""The HTTP side: webhooks come in, pages go out. Everything else is answered as if it were not there."""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from grader.course import Course
from grader.serve.page_address import PageAddresses
from grader.serve.push_page import PushPages
from grader.serve.push_queue import PushQueue
from grader.serve.push_source import BadSignature, PushSource
from grader.serve.queue_database import QueueDatabase, rows
from grader.serve.queue_rule import ordered
from grader.serve.queue_view import QueuePlace, known_places, place_in, staff_list
from grader.serve.source_watch import SourceWatch
from grader.serve.waiting_page import nothing_page, staff_page, waiting_page

LARGEST: Final = 5 << 20
"""Bytes of a webhook: a larger one is refused, and the poll finds its push."""
_PAGE_HEADERS: Final = {
    "Referrer-Policy": "no-referrer", "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY", "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
}  # fmt: skip
_LOOK_AGAIN_S: Final = "3"
_FINAL: Final = ("done", "rejected", "failed")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpParts:
    """What the HTTP side works with."""

    course: Course
    database: QueueDatabase
    queue: PushQueue
    sources: Mapping[str, tuple[PushSource, SourceWatch]]
    pages: PushPages
    addresses: PageAddresses
    seconds: Mapping[str, float]
    processes: int
    staff_token: bytes
    """Empty: there is no page for the staff."""


class HttpApplication:
    """Answers requests.

    Parameters
    ----------
    parts : HttpParts
    """

    def __init__(self, parts: HttpParts) -> None:
        self._parts = parts
        self._places: dict[str, tuple[str, str]] = {}

    def starlette(self) -> Starlette:
        """The application for a server."""
        routes: list[tuple[str, Callable[[Request], Awaitable[Response]], str]] = [
            ("/hook/{source}", self._hook, "POST"), ("/r/{token}/", self._page, "GET"),
            ("/r/{token}/earlier", self._earlier, "GET"), ("/health", self._health, "GET"),
            ("/staff", self._staff, "GET"),
        ]  # fmt: skip
        application = Starlette(routes=[Route(path, do, methods=[method]) for path, do, method in routes])
        application.router.redirect_slashes = False
        return application

    async def _hook(self, request: Request) -> Response:
        """Answered when it is on the disk: a forge that waits ten seconds and never asks again must not lose a push."""
        found = self._parts.sources.get(request.path_params["source"])
        if found is None:
            return _nothing()
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        source, watch = found
        try:
            delivery = source.verify({key.lower(): value for key, value in request.headers.items()}, body)
        except BadSignature as error:
            log.warning(
                "bad signature", extra={"fields": {"source": source.settings.title, "reason": str(error)}}
            )
            return PlainTextResponse("unauthorized", status_code=401)
        for hint in source.pushes(delivery):
            await run_in_threadpool(watch.take, hint)
        return PlainTextResponse("accepted", status_code=202)

    async def _page(self, request: Request) -> Response:
        return await run_in_threadpool(self._shown_page, request.path_params["token"])

    def _shown_page(self, token: str) -> Response:
        place = self._place(token)
        if place is None:
            return _nothing()
        student, assignment = place
        found = self._queue_place(student, assignment)
        if found is None:
            return _html(nothing_page(self._title(assignment), student))
        path = self._parts.pages.path(student, assignment)
        if (found.state in _FINAL or found.clock) and path.is_file():
            return _html(path.read_text(encoding="utf-8"))
        zone = self._parts.course.settings.time_zone
        page = waiting_page(self._title(assignment), student, found, zone, earlier=path.is_file())
        return _html(page, {"Refresh": _LOOK_AGAIN_S})

    async def _earlier(self, request: Request) -> Response:
        """The page as it was before the commit that waits."""
        return await run_in_threadpool(self._earlier_page, request.path_params["token"])

    def _earlier_page(self, token: str) -> Response:
        place = self._place(token)
        path = self._parts.pages.path(*place) if place else None
        return _html(path.read_text(encoding="utf-8")) if path and path.is_file() else _nothing()

    async def _health(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse(await run_in_threadpool(self._figures), headers={"Cache-Control": "no-store"})

    def _figures(self) -> dict[str, object]:
        with self._parts.database.reading() as connection:
            states = rows(connection, "SELECT state, count(*) AS n FROM job GROUP BY state")
        return {"status": "ok", "jobs": {each["state"]: each["n"] for each in states}}

    async def _staff(self, request: Request) -> Response:
        if not self._parts.staff_token:
            return _nothing()
        if not _knows(request.headers.get("authorization", ""), self._parts.staff_token):
            headers = {"WWW-Authenticate": 'Basic realm="staff", charset="UTF-8"'}
            return PlainTextResponse("unauthorized", status_code=401, headers=headers)
        return await run_in_threadpool(self._staff_page)

    def _staff_page(self) -> Response:
        parts = self._parts
        with parts.database.reading() as connection:
            order = [job.id for job in ordered(parts.queue.waiting(connection), {})]
            listed = staff_list(connection, order, parts.queue.deadlines)
        settings = parts.course.settings
        return _html(staff_page(settings.title, listed, settings.time_zone, parts.addresses))

    def _queue_place(self, student: str, assignment: str) -> QueuePlace | None:
        parts = self._parts
        with parts.database.reading() as connection:
            return place_in(
                connection, parts.queue, student, assignment, seconds=parts.seconds, processes=parts.processes
            )

    def _title(self, assignment: str) -> str:
        return self._parts.course.assignment(assignment).settings.title

    def _place(self, token: str) -> tuple[str, str] | None:
        """The student and the assignment of an address; new ones are looked for when it is not known."""
        if token not in self._places and len(token) == 32:
            self._places = self._known_places()
        return self._places.get(token)

    def _known_places(self) -> dict[str, tuple[str, str]]:
        with self._parts.database.reading() as connection:
            places = known_places(connection, self._parts.course.assignment_ids())
        return {self._parts.addresses.token(*place): place for place in places}


async def _body(request: Request) -> bytes | None:
    """The raw bytes of a request; ``None`` if there are too many, whatever its header says."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > LARGEST:
        return None
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def _knows(header: str, token: bytes) -> bool:
    """Whether a request carries the token, as ``Bearer`` or as the password of a browser."""
    scheme, _, value = header.partition(" ")
    given = value.encode("utf-8", "replace")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given, token)


def _html(page: str, more: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(page, headers={**_PAGE_HEADERS, **(more or {})})


def _nothing() -> Response:
    return PlainTextResponse("not found", status_code=404, headers={"Cache-Control": "no-store"})
