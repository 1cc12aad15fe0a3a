"""The kinds of sources by name. A forge adds its line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
    from grader.serve.gitea_source import GiteaSource  # urllib3 is in the extra "serve"
    from grader.serve.github_source import GitHubSource
    from grader.serve.gitlab_source import GitLabSource

    forge = {"github": GitHubSource, "gitea": GiteaSource, "gitlab": GitLabSource}[settings.kind]
    return forge(settings, owners, secrets, user, stopped, on_trouble), owners
