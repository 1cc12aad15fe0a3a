"""Gitea and Forgejo: in what they differ from GitHub."""

from __future__ import annotations

from grader.serve.forge_source import Move
from grader.serve.github_source import GitHubSource, WebhookHeaders


class GiteaSource(GitHubSource):
    """An organisation on Gitea or Forgejo."""

    page_length = 50
    webhook = (
        WebhookHeaders("x-gitea-signature", "x-gitea-event", "x-gitea-delivery"),
        WebhookHeaders("x-forgejo-signature", "x-forgejo-event", "x-forgejo-delivery"),
    )
    signature_prefix = ""
    scheme = "token"
    headers = {"Accept": "application/json"}  # noqa: RUF012 - typed in the class above
    page_key = "limit"

    def _moves(self, repository: str, ref: str) -> list[Move]:  # noqa: ARG002
        """Its list of activities is made for people: it is not asked."""
        return []
