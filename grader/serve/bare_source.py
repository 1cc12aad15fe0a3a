"""Plain git: bare repositories on this machine or another one, with a spool folder, a poll, or both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from grader.serve.feedback_branch import push_feedback
from grader.serve.git_process import GitUser
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import BadSignature, Delivery, FetchAddress, Hint, PostedResult, PostRefused
from grader.serve.repository_owner import RepositoryOwners
from grader.serve.repository_reading import MOST_REPOSITORIES, address_of, polled_heads
from grader.serve.secret_folder import SecretFolder
from grader.serve.spool_folder import hint_of, spooled

_FILE: Final = "file://"


class BareSource:
    """A plain git server.

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
    """

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
        self._waiting: dict[str, Path] = {}

    @property
    def settings(self) -> SourceSettings:
        return self._settings

    @property
    def has_hook(self) -> bool:
        return bool(self._settings.spool)

    @property
    def targets(self) -> tuple[str, ...]:
        return self._settings.targets

    def verify(self, headers: Mapping[str, str], body: bytes) -> Delivery:  # noqa: ARG002
        raise BadSignature("a plain git server sends no webhooks")

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:  # noqa: ARG002
        return ()

    def hints(self) -> Iterator[Hint]:
        """What the hook wrote. Its files stay until `forget`."""
        if not self._settings.spool:
            return
        for found in spooled(Path(self._settings.spool)):
            if isinstance(found, Path):
                self._on_trouble("", f"{found.name}: not a file that the hook wrote; it is kept as .bad")
                found.rename(found.with_suffix(".bad"))
                continue
            name = self._name(found.repository)
            if name is None:
                self._on_trouble(found.repository[:200], "lies elsewhere than fetch says")
            hint = hint_of(found, name or found.repository)
            self._waiting[hint.delivery] = found.path
            yield hint

    def forget(self, hint: Hint) -> None:
        path = self._waiting.pop(hint.delivery, None)
        if path is not None:
            path.unlink(missing_ok=True)

    def heads(self) -> Iterator[Hint]:
        return polled_heads(
            self._repositories(), self.fetch_address, self._user, self._stopped, self._on_trouble
        )

    def pushed_us(self, hint: Hint) -> int | None:  # noqa: ARG002
        """Git keeps no such time."""
        return None

    def fetch_address(self, repository: str) -> FetchAddress:
        title = self._settings.title
        token = self._secrets.read(title, "token").decode("ascii", "replace")
        return address_of(self._settings.fetch.replace("{name}", repository), title, self._secrets, token)

    def post(self, target: str, result: PostedResult, remote_id: str) -> str:  # noqa: ARG002
        """Push feedback: a plain git server takes nothing else."""
        if target not in self.targets:
            raise PostRefused(f'"{target}" is not in report any more')
        return push_feedback(self.fetch_address(result.repository), result, self._user, self._stopped)

    def _repositories(self) -> Iterator[str]:
        """Those of the list, or what lies where `fetch` says."""
        listed = self._owners.names()
        if listed or not self._settings.fetch.startswith(_FILE):
            yield from listed
            return
        before, after = self._settings.fetch.removeprefix(_FILE).split("{name}")
        folder, _, prefix = before.rpartition("/")
        for number, path in enumerate(sorted(Path(folder or "/").glob(f"{prefix}*{after}"))):
            if number == MOST_REPOSITORIES:
                self._on_trouble("", f"more than {MOST_REPOSITORIES} repositories; the rest is not looked at")
                return
            name = str(path)[len(before) :].removesuffix(after)
            if self._owners.owner(name).known:
                yield name

    def _name(self, place: str) -> str | None:
        """The name of a repository from its path on this machine, or as gitolite calls it."""
        if not place.startswith("/"):
            return place
        before, after = self._settings.fetch.split("{name}")
        before = before.removeprefix(_FILE)
        for start in (before, str(Path(before).resolve()) + "/" if before.endswith("/") else before):
            match = re.fullmatch(f"{re.escape(start)}(.+){re.escape(after)}", place)
            if match:
                return match[1]
        return None
