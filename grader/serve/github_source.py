"""GitHub, and what forges share that took over its interface: signed webhooks, a poll, a status of each commit."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from grader.errors import CourseError, UsageError
from grader.serve.forge_client import ForgeClient
from grader.serve.git_process import GitUser
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import (
    ZERO,
    BadSignature,
    Delivery,
    FetchAddress,
    Hint,
    PostedResult,
    PostLater,
    PostRefused,
)
from grader.serve.repository_owner import RepositoryOwners
from grader.serve.repository_reading import MOST_REPOSITORIES, address_of, polled_heads
from grader.serve.secret_folder import SecretFolder

_PUSH: Final = "push"
_NAME: Final = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_OBJECT_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TOKEN: Final = re.compile(rb"[!-~]+")
_DELIVERY: Final = 100
"""Figures of a delivery's id that are kept."""


class WebhookHeaders(NamedTuple):
    """Headers of a webhook, in small letters."""

    signature: str
    event: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgeDialect:
    """In what forges differ."""

    webhook: tuple[WebhookHeaders, ...]
    """What a webhook may carry; the first whose signature is there counts."""
    signature_prefix: str
    """What the hexadecimal figures of a signature follow."""
    scheme: str
    """How a token is called in the header ``Authorization`` of the interface."""
    headers: Mapping[str, str]
    page: str
    """How the length of a page is called."""
    page_length: int


GITHUB: Final = ForgeDialect(
    webhook=(WebhookHeaders("x-hub-signature-256", "x-github-event", "x-github-delivery"),),
    signature_prefix="sha256=",
    scheme="Bearer",
    headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
    page="per_page",
    page_length=100,
)


class _PushedRepository(msgspec.Struct):
    full_name: str


class _PushPayload(msgspec.Struct):
    ref: str
    after: str
    repository: _PushedRepository
    deleted: bool = False


class _ListedRepository(msgspec.Struct):
    name: str


class GitHubSource:
    """An organisation on GitHub, or on a forge that speaks nearly as GitHub does.

    Parameters
    ----------
    settings : SourceSettings
    owners : RepositoryOwners
    secrets : SecretFolder
    user : GitUser
        As whom git runs.
    stopped : callable
    on_trouble : callable
        Told what could not be read: a repository and the reason.
    dialect : ForgeDialect

    Raises
    ------
    UsageError
        The token is missing, though something is to be posted, or it cannot be sent in a header.
    CourseError
        The list of repositories holds a name that no repository can have.
    """

    def __init__(
        self,
        settings: SourceSettings,
        owners: RepositoryOwners,
        secrets: SecretFolder,
        user: GitUser,
        stopped: Callable[[], bool] = lambda: False,
        on_trouble: Callable[[str, str], None] = lambda _, __: None,
        dialect: ForgeDialect = GITHUB,
    ) -> None:
        self._settings = settings
        self._owners = owners
        self._secrets = secrets
        self._user = user
        self._stopped = stopped
        self._on_trouble = on_trouble
        self._dialect = dialect
        self._hook_secret = secrets.read(settings.title, "hook")
        self._token = _token(settings, secrets)
        authorization = {"Authorization": f"{dialect.scheme} {self._token}"} if self._token else {}
        self._client = ForgeClient(settings.api, {**dialect.headers, **authorization})
        _check_list(settings, owners)

    @property
    def settings(self) -> SourceSettings:
        return self._settings

    @property
    def has_hook(self) -> bool:
        return bool(self._hook_secret)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._settings.report))

    def verify(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """Check a webhook; the names of its headers are in small letters."""
        if not self._hook_secret:
            raise BadSignature(f"there is no secret to check it with: {self._settings.title}.hook")
        names = next((each for each in self._dialect.webhook if each.signature in headers), None)
        if names is None:
            raise BadSignature("it is not signed")
        right = self._dialect.signature_prefix + hmac.new(self._hook_secret, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers[names.signature].encode("utf-8", "replace"), right.encode()):
            raise BadSignature("the signature is not that of this body and our secret")
        delivery = headers.get(names.delivery, "")[:_DELIVERY]
        return Delivery(id=delivery, event=headers.get(names.event, ""), body=body)

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        """The ref that a push moved. A payload of another shape is told to the staff, and the poll finds its push."""
        if delivery.event != _PUSH:
            return ()
        try:
            found = msgspec.json.decode(delivery.body, type=_PushPayload)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self._on_trouble("", "a webhook is not read; its content type must be application/json")
            return ()
        owner, _, name = found.repository.full_name.partition("/")
        ours = owner.lower() == self._settings.owner.lower() and _NAME.fullmatch(name)
        if not ours or not _OBJECT_ID.fullmatch(found.after):
            return ()
        sha = ZERO * len(found.after) if found.deleted else found.after
        return (
            Hint(repository=self._owners.listed_as(name), ref=found.ref, sha=sha, via="hook", delivery=delivery.id),
        )  # fmt: skip

    def hints(self) -> Iterator[Hint]:
        return iter(())

    def forget(self, hint: Hint) -> None:
        """There is no spool folder."""

    def heads(self) -> Iterator[Hint]:
        names = self._owners.names() or list(self._repositories())
        return polled_heads(names, self.fetch_address, self._user, self._stopped, self._on_trouble)

    def fetch_address(self, repository: str) -> FetchAddress:
        """Where a repository is read; in place of ``{name}`` stand the owner and its name."""
        url = self._settings.fetch.replace("{name}", f"{self._settings.owner}/{repository}")
        encoded = base64.b64encode(f"x-access-token:{self._token}".encode()).decode()
        return address_of(url, self._settings.title, self._secrets, f"Basic {encoded}" if self._token else "")

    def post(self, target: str, result: PostedResult, remote_id: str) -> str:  # noqa: ARG002
        """Write the status of a commit; of those with the same context the forge shows the last."""
        if target not in self.targets:
            raise PostRefused(f'"{target}" is not in report any more')
        status = {
            "state": result.state,
            "context": f"grader/{result.assignment}",
            "description": result.description,
            **({"target_url": result.page_url} if result.page_url else {}),
        }
        answer = self._client.post(
            "repos", self._settings.owner, result.repository, "statuses", result.sha, given=status
        )
        return str(answer.get("id", "")) if isinstance(answer, dict) else ""

    def _repositories(self) -> Iterator[str]:
        """The repositories of the organisation that have an owner; what could not be listed is told."""
        pages = MOST_REPOSITORIES // self._dialect.page_length
        try:
            for page in range(1, pages + 1):
                names = self._page(page)
                if not names:
                    return
                yield from (
                    name for name in names if _NAME.fullmatch(name) and self._owners.owner(name).known
                )
        except (PostLater, PostRefused) as error:
            self._on_trouble("", f"the repositories of {self._settings.owner} are not listed: {error}")
            return
        self._on_trouble("", f"more than {MOST_REPOSITORIES} repositories; the rest is not looked at")

    def _page(self, page: int) -> list[str]:
        length = {self._dialect.page: self._dialect.page_length}
        answer = self._client.get("orgs", self._settings.owner, "repos", **length, page=page)
        try:
            return [each.name for each in msgspec.convert(answer, list[_ListedRepository])]
        except msgspec.ValidationError:
            raise PostLater("the answer is not a list of repositories") from None


def _token(settings: SourceSettings, secrets: SecretFolder) -> str:
    read = secrets.required if settings.report else secrets.read
    token = read(settings.title, "token")
    if token and not _TOKEN.fullmatch(token):
        raise UsageError(
            f"{secrets.path(settings.title, 'token')}: expected one line of ASCII without spaces."
        )
    return token.decode("ascii")


def _check_list(settings: SourceSettings, owners: RepositoryOwners) -> None:
    odd = next((name for name in owners.names() if not _NAME.fullmatch(name)), None)
    if odd is not None:
        raise CourseError(
            f'{settings.roster}: "{odd}" cannot be a repository of {settings.owner}. '
            "Write its name without the organisation: letters, digits, dots, dashes and underscores."
        )
