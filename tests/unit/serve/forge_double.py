"""A source as a forge is one: signed webhooks, results that are posted, and a forge that can be down or refuse."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import (
    BadSignature,
    Delivery,
    FetchAddress,
    Hint,
    PostedResult,
    PostLater,
    PostRefused,
)
from grader.serve.repository_owner import RepositoryOwners
from grader.serve.source_kind import open_source

SECRET = b"shared with the forge"


def signed(body: bytes, secret: bytes = SECRET) -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def push_payload(repository: str, sha: str, ref: str = "refs/heads/main") -> bytes:
    return json.dumps({"repository": repository, "ref": ref, "after": sha}).encode()


@dataclass
class ForgeDouble:
    """A forge in memory. It takes a status once per commit and context, as GitHub shows the last one."""

    settings: SourceSettings
    fetch: str = ""
    has_hook: bool = True
    targets: tuple[str, ...] = ("status",)
    refs: dict[str, dict[str, str]] = field(default_factory=dict)
    pushed: dict[str, int] = field(default_factory=dict)
    """When the forge says that it had a commit."""
    posted: list[tuple[str, PostedResult, str]] = field(default_factory=list)
    trouble: Exception | None = None

    def verify(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        if not hmac.compare_digest(headers.get("x-signature", "").encode(), signed(body).encode()):
            raise BadSignature("the signature is not ours")
        return Delivery(id=headers.get("x-delivery", ""), event=headers.get("x-event", "push"), body=body)

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        if delivery.event != "push":
            return ()
        found = json.loads(delivery.body)
        return (
            Hint(
                repository=found["repository"], ref=found["ref"], sha=found["after"], via="hook", delivery=delivery.id
            ),
        )  # fmt: skip

    def hints(self) -> Iterator[Hint]:
        return iter(())

    def forget(self, hint: Hint) -> None:
        pass

    def heads(self) -> Iterator[Hint]:
        for repository, refs in self.refs.items():
            for ref, sha in refs.items():
                yield Hint(repository=repository, ref=ref, sha=sha, via="poll")

    def pushed_us(self, hint: Hint) -> int | None:
        return self.pushed.get(hint.sha)

    def fetch_address(self, repository: str) -> FetchAddress:
        return FetchAddress(url=self.fetch.replace("{name}", repository))

    def post(self, target: str, result: PostedResult, remote_id: str) -> str:
        if isinstance(self.trouble, (PostLater, PostRefused)):
            raise self.trouble
        self.posted.append((target, result, remote_id))
        return f"remote {len(self.posted)}"


FORGE_TOML = """
[[source]]
kind = "github"
name = "forge"
api = "https://forge.example.org"
fetch = "{fetch}"
owner = "course"
repositories = "{{assignment}}-{{student}}"
"""


class Forges:
    """Opens doubles in the place of forges, and real sources otherwise: `open_source` with a memory."""

    def __init__(self) -> None:
        self.opened: ForgeDouble | None = None

    def __call__(self, settings: SourceSettings, folder: Path, assignments: list[str], *rest: Any) -> Any:
        if settings.kind == "git":
            return open_source(settings, folder, assignments, *rest)
        self.opened = self.opened or ForgeDouble(settings, fetch=settings.fetch)
        return self.opened, RepositoryOwners.of(settings, folder, assignments)
