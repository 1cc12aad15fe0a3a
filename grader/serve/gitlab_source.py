"""GitLab: webhooks that are signed or carry a token, a poll of a group, a status of each commit."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.errors import UsageError
from grader.serve.forge_source import ForgeSource, Move
from grader.serve.push_source import BadSignature, Delivery, Hint, PostedResult, PostRefused, PostState

_PUSHES: Final = frozenset({"push", "tag_push"})
_SIGNED: Final = "webhook-signature"
_UNSIGNED: Final = "x-gitlab-token"
_VERSION: Final = "v1,"
_ENCODED: Final = b"whsec_"
"""What a signing token begins with that GitLab made: the key follows in base64."""
_STATES: Final[Mapping[PostState, str]] = {
    "pending": "pending", "success": "success", "failure": "failed", "error": "canceled"
}  # fmt: skip
_WAITING: Final = frozenset({"pending", "running"})
_CANNOT_CHANGE: Final = 400


class _Kind(msgspec.Struct):
    object_kind: str = ""


class _PushedProject(msgspec.Struct):
    path_with_namespace: str


class _GitLabPush(msgspec.Struct):
    ref: str
    after: str
    project: _PushedProject
    checkout_sha: str | None = None
    """The commit that a tag names; ``after`` is the tag itself, if it is an object of its own."""


class _ListedProject(msgspec.Struct):
    path: str


class _FoundStatus(msgspec.Struct):
    status: str


class _PushData(msgspec.Struct):
    ref: str
    """Name of the branch alone."""
    ref_type: str
    commit_to: str | None = None


class _PushEvent(msgspec.Struct):
    """What happened in a project; its time is the forge's own, not that of a commit."""

    created_at: datetime
    push_data: _PushData


class GitLabSource(ForgeSource):
    """A group on GitLab; its subgroups are groups of their own."""

    fetch_name = "oauth2"
    page_length = 100

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._signing_key = _decoded(self._hook_secret, self._secrets.path(self._settings.title, "hook"))

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        kind = self._read(delivery.body, _Kind)
        if kind is None or kind.object_kind not in _PUSHES:
            return ()
        found = self._read(delivery.body, _GitLabPush)
        if found is None:
            return ()
        return self._hint(
            delivery, found.project.path_with_namespace, found.ref, found.after, commit=found.checkout_sha
        )

    def _headers(self, token: str) -> Mapping[str, str]:
        return {"Accept": "application/json", **({"PRIVATE-TOKEN": token} if token else {})}

    def _verified(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """A signature counts where there is one; older webhooks carry the secret itself."""
        if _SIGNED in headers:
            ident = headers.get("webhook-id", "")
            said = f"{ident}.{headers.get('webhook-timestamp', '')}.".encode("utf-8", "replace") + body
            right = base64.b64encode(hmac.new(self._signing_key, said, hashlib.sha256).digest())
            signatures = headers[_SIGNED].split(" ")
            if not any([_is_signature(each, right) for each in signatures]):  # noqa: C419 - all are compared
                raise BadSignature("the signature is not that of this body and our secret")
            return Delivery(id=ident, event="", body=body)
        if _UNSIGNED not in headers:
            raise BadSignature("it is not signed")
        if not hmac.compare_digest(headers[_UNSIGNED].encode("utf-8", "replace"), self._hook_secret):
            raise BadSignature("its token is not our secret")
        return Delivery(id=headers.get("idempotency-key", ""), event="", body=body)

    def _post_status(self, result: PostedResult, name: str) -> Any:
        project = f"{self._settings.owner}/{result.repository}"
        status = {
            "state": _STATES[result.state],
            "name": name,
            "description": result.description,
            **({"target_url": result.page_url} if result.page_url else {}),
        }
        try:
            return self._client.post("projects", project, "statuses", result.sha, given=status)
        except PostRefused as error:
            # GitLab refuses "pending" for a status that is pending already: it is what we wanted.
            if (
                result.state == "pending"
                and error.status == _CANNOT_CHANGE
                and self._waits(project, result.sha, name)
            ):
                return None
            raise

    def _waits(self, project: str, sha: str, name: str) -> bool:
        """Whether a status of this name, of those that count, is one of work that is not done."""
        answer = self._client.get("projects", project, "repository", "commits", sha, "statuses", name=name)
        try:
            found = msgspec.convert(answer, list[_FoundStatus])
        except msgspec.ValidationError:
            return False
        return any(each.status in _WAITING for each in found)

    def _moves(self, repository: str, ref: str) -> list[Move]:  # noqa: ARG002
        project = f"{self._settings.owner}/{repository}"
        answer = self._client.get("projects", project, "events", action="pushed", per_page=self.page_length)
        try:
            found = msgspec.convert(answer, list[_PushEvent])
        except msgspec.ValidationError:
            return []
        return [
            Move(f"refs/heads/{each.push_data.ref}", each.push_data.commit_to or "", each.created_at)
            for each in found
            if each.push_data.ref_type == "branch" and each.created_at.tzinfo
        ]

    def _page(self, page: int) -> list[str] | None:
        answer = self._client.get(
            "groups", self._settings.owner, "projects", per_page=self.page_length, page=page, simple="true"
        )
        try:
            return [each.path for each in msgspec.convert(answer, list[_ListedProject])]
        except msgspec.ValidationError:
            return None


def _decoded(secret: bytes, path: Path | None) -> bytes:
    """The key in a signing token that GitLab made; another secret is the key itself."""
    if not secret.startswith(_ENCODED):
        return secret
    try:
        return base64.b64decode(secret.removeprefix(_ENCODED), validate=True)
    except binascii.Error:
        raise UsageError(f"{path}: expected base64 after whsec_, as GitLab shows a signing token.") from None


def _is_signature(given: str, right: bytes) -> bool:
    return given.startswith(_VERSION) and hmac.compare_digest(
        given.removeprefix(_VERSION).encode("utf-8", "replace"), right
    )
