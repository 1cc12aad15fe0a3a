"""GitHub, and what forges share that took over its interface: signed webhooks, a poll, a status of each commit."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple

import msgspec

from grader.serve.forge_source import ForgeSource, Move
from grader.serve.push_source import BadSignature, Delivery, Hint, PostedResult

_PUSH: Final = "push"


class WebhookHeaders(NamedTuple):
    """Headers of a webhook, in small letters."""

    signature: str
    event: str
    delivery: str


class _PushedRepository(msgspec.Struct):
    full_name: str


class _HeadCommit(msgspec.Struct):
    id: str


class _GitHubPush(msgspec.Struct):
    ref: str
    after: str
    repository: _PushedRepository
    deleted: bool = False
    head_commit: _HeadCommit | None = None
    """The commit that a tag names; ``after`` is the tag itself, if it is an object of its own."""


class _ListedRepository(msgspec.Struct):
    name: str


class _Activity(msgspec.Struct):
    """A change of a repository; its time is the forge's own, not that of a commit."""

    ref: str
    after: str
    timestamp: datetime


class GitHubSource(ForgeSource):
    """An organisation on GitHub, or on a forge that speaks nearly as GitHub does."""

    fetch_name = "x-access-token"
    page_length = 100
    webhook: ClassVar[tuple[WebhookHeaders, ...]] = (
        WebhookHeaders("x-hub-signature-256", "x-github-event", "x-github-delivery"),
    )
    """What a webhook may carry; the first whose signature is there counts."""
    signature_prefix: ClassVar[str] = "sha256="
    """What the hexadecimal figures of a signature follow."""
    scheme: ClassVar[str] = "Bearer"
    """How a token is called in the header ``Authorization`` of the interface."""
    headers: ClassVar[Mapping[str, str]] = {
        "Accept": "application/vnd.github+json, application/json", "X-GitHub-Api-Version": "2022-11-28"
    }  # fmt: skip
    page_key: ClassVar[str] = "per_page"
    """How the length of a page is called."""

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        if delivery.event != _PUSH:
            return ()
        found = self._read(delivery.body, _GitHubPush)
        if found is None:
            return ()
        commit = found.head_commit.id if found.head_commit else None
        return self._hint(
            delivery, found.repository.full_name, found.ref, found.after, commit=commit, deleted=found.deleted
        )

    def _headers(self, token: str) -> Mapping[str, str]:
        return {**self.headers, **({"Authorization": f"{self.scheme} {token}"} if token else {})}

    def _verified(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        names = next((each for each in self.webhook if each.signature in headers), None)
        if names is None:
            raise BadSignature("it is not signed")
        right = self.signature_prefix + hmac.new(self._hook_secret, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers[names.signature].encode("utf-8", "replace"), right.encode()):
            raise BadSignature("the signature is not that of this body and our secret")
        return Delivery(id=headers.get(names.delivery, ""), event=headers.get(names.event, ""), body=body)

    def _post_status(self, result: PostedResult, name: str) -> Any:
        status = {
            "state": result.state,
            "context": name,
            "description": result.description,
            **({"target_url": result.page_url} if result.page_url else {}),
        }
        return self._client.post(
            "repos", self._settings.owner, result.repository, "statuses", result.sha, given=status
        )

    def _moves(self, repository: str, ref: str) -> list[Move]:
        answer = self._client.get(
            "repos", self._settings.owner, repository, "activity", ref=ref, per_page=self.page_length
        )
        try:
            found = msgspec.convert(answer, list[_Activity])
        except msgspec.ValidationError:
            return []
        return [Move(each.ref, each.after, each.timestamp) for each in found if each.timestamp.tzinfo]

    def _page(self, page: int) -> list[str] | None:
        length = {self.page_key: self.page_length}
        answer = self._client.get("orgs", self._settings.owner, "repos", **length, page=page)
        try:
            return [each.name for each in msgspec.convert(answer, list[_ListedRepository])]
        except msgspec.ValidationError:
            return None
