"""What the kinds of forges share: who owns a repository, where it is read, which repositories there are."""

from __future__ import annotations

import base64
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

import msgspec

from grader.errors import CourseError, UsageError
from grader.gradebook.point_in_time import moment_us
from grader.serve.feedback_branch import push_feedback
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

_Shape = TypeVar("_Shape")
_NAME: Final = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_TAG: Final = "refs/tags/"
_HEADS: Final = "refs/heads/"
_OBJECT_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TOKEN: Final = re.compile(rb"[!-~]+")
_DELIVERY: Final = 100
"""Figures of a delivery's id that are kept."""


class Move(NamedTuple):
    """A branch was moved to a commit."""

    ref: str
    sha: str
    moment: datetime
    """When the forge moved it."""


class ForgeSource(ABC):
    """An organisation on a forge.

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

    Raises
    ------
    UsageError
        The token is missing, though something is to be posted, or it cannot be sent in a header.
    CourseError
        The list of repositories holds a name that no repository can have.
    """

    fetch_name: ClassVar[str]
    """The user that is sent with the token where a repository is fetched."""
    page_length: ClassVar[int]
    """How many repositories are on a page of the forge's list."""

    def __init__(
        self,
        settings: SourceSettings,
        owners: RepositoryOwners,
        secrets: SecretFolder,
        user: GitUser,
        stopped: Callable[[], bool] = lambda: False,
        on_trouble: Callable[[str, str], None] = lambda _, __: None,
    ) -> None:
        self._settings = settings
        self._owners = owners
        self._secrets = secrets
        self._user = user
        self._stopped = stopped
        self._on_trouble = on_trouble
        self._hook_secret = secrets.read(settings.title, "hook")
        self._token = _token(settings, secrets)
        self._client = ForgeClient(settings.api, self._headers(self._token))
        _check_list(settings, owners)

    @property
    def settings(self) -> SourceSettings:
        return self._settings

    @property
    def has_hook(self) -> bool:
        return bool(self._hook_secret)

    @property
    def targets(self) -> tuple[str, ...]:
        return self._settings.targets

    def verify(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """Check a webhook; the names of its headers are in small letters."""
        if not self._hook_secret:
            raise BadSignature(f"there is no secret to check it with: {self._settings.title}.hook")
        signed = self._verified(headers, body)
        return replace(signed, id=signed.id[:_DELIVERY])

    @abstractmethod
    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        """The ref that a push moved. A payload of another shape is told to the staff, and the poll finds its push."""

    def hints(self) -> Iterator[Hint]:
        return iter(())

    def forget(self, hint: Hint) -> None:  # noqa: B027 - nothing is there to forget, on any forge
        """There is no spool folder."""

    def heads(self) -> Iterator[Hint]:
        names = self._owners.names() or list(self._repositories())
        return polled_heads(
            names, self.fetch_address, self._user, self._stopped, self._on_trouble, peeled=True
        )  # a status is of a commit, never of a tag

    def pushed_us(self, hint: Hint) -> int | None:
        """When the forge had what a poll found; ``None`` for tags, and where the forge does not say so."""
        if not hint.ref.startswith(_HEADS):
            return None
        try:
            moves = self._moves(hint.repository, hint.ref)
        except (PostLater, PostRefused) as error:
            self._on_trouble(hint.repository, f"the forge does not say when it was pushed: {error}")
            return None
        return next(
            (moment_us(move.moment) for move in moves if move.ref == hint.ref and move.sha == hint.sha), None
        )

    def fetch_address(self, repository: str) -> FetchAddress:
        """Where a repository is read; in place of ``{name}`` stand the owner and its name."""
        url = self._settings.fetch.replace("{name}", f"{self._settings.owner}/{repository}")
        encoded = base64.b64encode(f"{self.fetch_name}:{self._token}".encode()).decode()
        return address_of(url, self._settings.title, self._secrets, f"Basic {encoded}" if self._token else "")

    def post(self, target: str, result: PostedResult, remote_id: str) -> str:  # noqa: ARG002
        """Write the status of a commit; of those with the same name the forge shows the last. Or push feedback."""
        if target not in self.targets:
            raise PostRefused(f'"{target}" is not in report any more')
        if target == "branch":
            return push_feedback(self.fetch_address(result.repository), result, self._user, self._stopped)
        answer = self._post_status(result, f"grader/{result.assignment}")
        return str(answer.get("id", "")) if isinstance(answer, dict) else ""

    @abstractmethod
    def _headers(self, token: str) -> Mapping[str, str]:
        """What is sent with every request; without a token if it is empty."""

    @abstractmethod
    def _verified(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """A delivery that is signed with the secret of the webhook."""

    @abstractmethod
    def _post_status(self, result: PostedResult, name: str) -> Any:
        """Write a status of this name; what the forge answers."""

    @abstractmethod
    def _page(self, page: int) -> list[str] | None:
        """The names of the repositories on a page of the forge's list; ``None`` if the answer is no list."""

    @abstractmethod
    def _moves(self, repository: str, ref: str) -> list[Move]:
        """The last moves of a branch, the newest first; none if the forge does not list them."""

    def _read(self, body: bytes, shape: type[_Shape]) -> _Shape | None:
        """A payload; ``None`` and a word to the staff if it is of another shape."""
        try:
            return msgspec.json.decode(body, type=shape)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self._on_trouble("", "a webhook is not read; its content type must be application/json")
            return None

    def _hint(
        self,
        delivery: Delivery,
        full_name: str,
        ref: str,
        after: str,
        *,
        commit: str | None,
        deleted: bool = False,
    ) -> tuple[Hint, ...]:
        """The hint of a push to one of our repositories. A tag stands for its commit, as in a poll."""
        owner, _, name = full_name.rpartition("/")
        ours = owner.lower() == self._settings.owner.lower() and _NAME.fullmatch(name)
        sha = commit if commit and ref.startswith(_TAG) else after
        if not ours or not _OBJECT_ID.fullmatch(sha):
            return ()
        sha = ZERO * len(sha) if deleted else sha
        return (
            Hint(repository=self._owners.listed_as(name), ref=ref, sha=sha, via="hook", delivery=delivery.id),
        )

    def _repositories(self) -> Iterator[str]:
        """The repositories of the organisation that have an owner; what could not be listed is told."""
        unlisted = f"the repositories of {self._settings.owner} are not listed: "
        try:
            for page in range(1, MOST_REPOSITORIES // self.page_length + 1):
                names = self._page(page)
                if names is None:
                    self._on_trouble("", f"{unlisted}the answer is not a list of repositories")
                    return
                if not names:
                    return
                yield from (
                    name for name in names if _NAME.fullmatch(name) and self._owners.owner(name).known
                )
        except (PostLater, PostRefused) as error:
            self._on_trouble("", f"{unlisted}{error}")
            return
        self._on_trouble("", f"more than {MOST_REPOSITORIES} repositories; the rest is not looked at")


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
