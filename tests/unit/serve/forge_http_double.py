"""A forge on loopback that takes statuses and lists repositories. It refuses what a forge may let pass unseen."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

TOKEN = "ghp_t0kenThatNobodySees"
SECRET = b"shared with the forge"
OWNER = "course"
_SHA = "([0-9a-f]{40}|[0-9a-f]{64})"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    body: bytes = b"{}"


class Status(NamedTuple):
    repository: str
    sha: str
    body: dict[str, str]


class Move(NamedTuple):
    """A branch was moved to a commit."""

    repository: str
    ref: str
    sha: str
    moment: str
    """As the forge writes it, such as 2026-11-03T23:59:00Z."""


class Kind(NamedTuple):
    """In what the kinds of forges differ."""

    prefix: str
    header: str
    before: str
    """What the token follows in its header."""
    status: str
    """Address of a status, with the parts of the repository and the commit."""
    listed: str
    query: frozenset[str]
    length: str
    most: int
    states: dict[str, str]
    """What each of our states is called."""
    moves: str = ""
    """Address of the moves of branches; empty where there is none."""
    moves_query: frozenset[str] = frozenset()
    name: str = "context"
    """Key of a status's name."""
    repository: str = "name"
    """Key of a repository's name in a list."""


_GITHUB = Kind(
    prefix="", header="authorization", before="Bearer ", status=f"/repos/([^/]+/[^/]+)/statuses/{_SHA}",
    listed=f"/orgs/{OWNER}/repos", query=frozenset({"per_page", "page"}), length="per_page", most=100,
    states={each: each for each in ("pending", "success", "failure", "error")},
    moves="/repos/([^/]+/[^/]+)/activity", moves_query=frozenset({"ref", "per_page"}),
)  # fmt: skip
KINDS = {
    "github": _GITHUB,
    "gitea": _GITHUB._replace(
        prefix="/api/v1", before="token ", query=frozenset({"limit", "page"}), length="limit", most=50, moves=""
    ),
    "gitlab": _GITHUB._replace(
        prefix="/api/v4", header="private-token", before="", status=f"/projects/([^/]+)/statuses/{_SHA}",
        listed=f"/groups/{OWNER}/projects", query=frozenset({"per_page", "page", "simple"}), name="name",
        repository="path", moves="/projects/([^/]+)/events", moves_query=frozenset({"action", "per_page"}),
        states={"pending": "pending", "success": "success", "failure": "failed", "error": "canceled"},
    ),
}  # fmt: skip


def webhook(
    kind: str, body: bytes, *, event: str = "push", secret: bytes = SECRET, delivery: str = "d-1"
) -> dict[str, str]:
    """The headers that a forge sends with a body."""
    if kind == "gitlab":
        text = f"{delivery}.1790000000.".encode() + body
        figures = base64.b64encode(hmac.digest(secret, text, hashlib.sha256)).decode()
        return {
            "webhook-id": delivery, "webhook-timestamp": "1790000000", "webhook-signature": f"v1,{figures}",
            "X-Gitlab-Event": "Push Hook", "Idempotency-Key": delivery,
        }  # fmt: skip
    figures = hmac.new(secret, body, hashlib.sha256).hexdigest()
    if kind == "github":
        return {
            "X-Hub-Signature-256": f"sha256={figures}", "X-GitHub-Event": event, "X-GitHub-Delivery": delivery
        }  # fmt: skip
    return {"X-Gitea-Signature": figures, "X-Gitea-Event": event, "X-Gitea-Delivery": delivery}


def push_payload(repository: str, sha: object, ref: str = "refs/heads/main", /, **more: Any) -> bytes:
    """A payload with the names that forges use, and some that are not read."""
    named = {"id": 7, "name": repository, "full_name": f"{OWNER}/{repository}", "private": True}
    payload = {
        "ref": ref, "before": "1" * 40, "after": sha, "deleted": False, "repository": named,
        "pusher": {"name": "ada"}, "commits": [], "head_commit": None, "object_kind": "push",
        "project": {"id": 7, "name": repository, "path_with_namespace": f"{OWNER}/{repository}"},
    }  # fmt: skip
    return json.dumps({**payload, **more}).encode()


@dataclass
class ForgeServer:
    """What a test says to the double, and what the double got."""

    kind: Kind
    port: int = 0
    repositories: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    """Given in place of the right answers, one after the other."""
    silent: threading.Event | None = None
    """Nothing is answered before this is set."""
    moves: list[Move] = field(default_factory=list)
    """The newest first."""
    statuses: list[Status] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.kind.prefix}"

    def answer(self, method: str, address: str, headers: dict[str, str], body: bytes) -> Answer:
        self.requests.append(f"{method} {address}")
        if self.silent is not None:
            self.silent.wait(30)
        if headers.get(self.kind.header) != f"{self.kind.before}{TOKEN}":
            return self._refused(401, "the token is missing or wrong")
        if not headers.get("user-agent"):
            return self._refused(403, "no User-Agent")
        if self.answers:
            return self.answers.pop(0)
        parts = urlsplit(address)
        status = re.fullmatch(self.kind.prefix + self.kind.status, parts.path)
        if method == "POST" and status and not parts.query:
            return self._status(unquote(status[1]), status[2], headers, body)
        if method == "GET" and parts.path == self.kind.prefix + self.kind.listed:
            return self._list(dict(parse_qsl(parts.query)))
        moves = re.fullmatch(self.kind.prefix + self.kind.moves, parts.path) if self.kind.moves else None
        if method == "GET" and moves:
            return self._moved(unquote(moves[1]), dict(parse_qsl(parts.query)))
        return self._refused(404, f"no such address: {method} {address}")

    def _status(self, full_name: str, sha: str, headers: dict[str, str], body: bytes) -> Answer:
        owner, _, name = full_name.partition("/")
        found = json.loads(body)
        required = {"state", self.kind.name, "description"}
        for wrong, words in (
            (owner != OWNER, "another owner"),
            (headers.get("content-type") != "application/json", "not JSON"),
            (set(found) - required - {"target_url"}, f"unknown keys: {set(found)}"),
            (not required <= set(found), "a key is missing"),
            (found.get("state") not in self.kind.states.values(), "no such state"),
            (not re.fullmatch(r"grader/[^/]+", found.get(self.kind.name, "")), "odd context"),
            (not 0 < len(found.get("description", "")) <= 140, "no description, or a long one"),
            (not found.get("target_url", "http://").startswith("http"), "odd target_url"),
        ):
            if wrong:
                return self._refused(422, words)
        self.statuses.append(Status(name, sha, found))
        return Answer(201, body=json.dumps({"id": len(self.statuses), "state": found["state"]}).encode())

    def _list(self, query: dict[str, str]) -> Answer:
        if set(query) != self.kind.query:
            return self._refused(422, f"unknown keys: {query}")
        length, page = min(int(query[self.kind.length]), self.kind.most), int(query["page"])
        names = self.repositories[(page - 1) * length : page * length]
        named = [
            {self.kind.repository: name, "full_name": f"{OWNER}/{name}", "private": True} for name in names
        ]
        return Answer(200, body=json.dumps(named).encode())

    def _moved(self, full_name: str, query: dict[str, str]) -> Answer:
        if set(query) != self.kind.moves_query or query.get("action", "pushed") != "pushed":
            return self._refused(422, f"unknown keys: {query}")
        own = [move for move in self.moves if f"{OWNER}/{move.repository}" == full_name]
        if "ref" in query:
            found: list[dict[str, Any]] = [
                {"id": 7, "node_id": "x", "before": "1" * 40, "after": move.sha, "ref": move.ref,
                 "timestamp": move.moment, "activity_type": "push", "actor": None}
                for move in own if move.ref == query["ref"]
            ]  # fmt: skip
        else:
            found = [
                {"id": 7, "action_name": "pushed to", "created_at": move.moment, "author_id": 1,
                 "push_data": {"commit_count": 1, "action": "pushed", "ref_type": "branch", "commit_from": "1" * 40,
                               "commit_to": move.sha, "ref": move.ref.removeprefix("refs/heads/"), "commit_title": "x"}}
                for move in own
            ]  # fmt: skip
        return Answer(200, body=json.dumps(found).encode())

    def _refused(self, status: int, words: str) -> Answer:
        self.faults.append(words)
        return Answer(status, body=json.dumps({"message": words}).encode())


class _Handler(BaseHTTPRequestHandler):
    forge: ForgeServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.forge.answer(self.command, self.path, headers, body)
        with contextlib.suppress(OSError):  # the client hung up
            self._send(answer)

    do_POST = do_GET  # noqa: N815 - the name that http.server calls

    def _send(self, answer: Answer) -> None:
        """In one chunk: a forge does not say before how long a list is."""
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.body:
            self.wfile.write(f"{len(answer.body):x}\r\n".encode() + answer.body + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


@contextlib.contextmanager
def forge_server(kind: str) -> Iterator[ForgeServer]:
    """A forge that listens on loopback."""
    forge = ForgeServer(KINDS[kind])
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"forge": forge}))
    server.daemon_threads = True
    forge.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
