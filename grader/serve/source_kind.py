"""The kinds of sources by name. A forge adds its line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.errors import UsageError
from grader.serve.bare_source import BareSource
from grader.serve.git_process import GitUser
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import PushSource
from grader.serve.repository_owner import RepositoryOwners
from grader.serve.secret_folder import SecretFolder


def open_source(
    settings: SourceSettings,
    folder: Path,
    assignments: list[str],
    secrets: SecretFolder,
    user: GitUser,
    stopped: Callable[[], bool],
    on_trouble: Callable[[str, str], None],
) -> tuple[PushSource, RepositoryOwners]:
    """A source as `push.toml` describes it, and the owners of its repositories."""
    owners = RepositoryOwners.of(settings, folder, assignments)
    if settings.kind == "git":
        return BareSource(settings, owners, secrets, user, stopped, on_trouble), owners
    if settings.kind in ("github", "gitea"):
        from grader.serve.gitea_source import GITEA  # urllib3 is in the extra "serve"
        from grader.serve.github_source import GITHUB, GitHubSource

        dialect = GITHUB if settings.kind == "github" else GITEA
        return GitHubSource(settings, owners, secrets, user, stopped, on_trouble, dialect), owners
    raise UsageError(f'push.toml: the kind "{settings.kind}" is not there yet. Known: git, github, gitea.')
