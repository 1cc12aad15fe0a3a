"""Gitea and Forgejo: in what they differ from GitHub."""

from __future__ import annotations

from typing import Final

from grader.serve.github_source import ForgeDialect, WebhookHeaders

GITEA: Final = ForgeDialect(
    webhook=(
        WebhookHeaders("x-gitea-signature", "x-gitea-event", "x-gitea-delivery"),
        WebhookHeaders("x-forgejo-signature", "x-forgejo-event", "x-forgejo-delivery"),
    ),
    signature_prefix="",
    scheme="token",
    headers={"Accept": "application/json"},
    page="limit",
    page_length=50,
)
