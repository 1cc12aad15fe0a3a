"""Secrets of ``grader serve``: files in the folder that ``GRADER_PUSH_SECRETS`` names, and nowhere else.

A secret is never an argument, part of an address, a row of the queue or a line of a log.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from grader.course import from_environment
from grader.errors import UsageError

VARIABLE: Final = "GRADER_PUSH_SECRETS"
_LARGEST: Final = 1 << 16

SecretKind = Literal["token", "hook", "pem", "key"]
"""A token for fetching and posting, the key of webhooks, that of a GitHub App, that of ssh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretFolder:
    """The folder with secrets; without one there are none."""

    folder: Path | None = None

    @classmethod
    def from_environment(cls) -> SecretFolder:
        """The folder that the environment names, closed to others.

        Raises
        ------
        UsageError
            It is not there, or others may look into it.
        """
        folder = from_environment(VARIABLE)
        if folder is None:
            return cls()
        if not folder.is_dir():
            raise UsageError(
                f"{VARIABLE}={folder}: there is no such folder. Create it with: mkdir -m 700 {folder}"
            )
        if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError(f"{folder}: others may look into it. Close it with: chmod 700 {folder}")
        return cls(folder=folder)

    def read(self, source: str, kind: SecretKind) -> bytes:
        """A secret without white space around it; empty if there is none.

        Raises
        ------
        UsageError
            The file cannot be read, is empty or too large.
        """
        path = self.path(source, kind)
        if path is None or not path.exists():
            return b""
        try:
            secret = path.read_bytes()[: _LARGEST + 1].strip()
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be read: {error.strerror}. Make it a file that this user may read."
            ) from None
        if not secret or len(secret) > _LARGEST:
            raise UsageError(
                f"{path}: holds {len(secret)} bytes; expected a secret. Write it again, or remove the file."
            )
        return secret

    def path(self, source: str, kind: SecretKind) -> Path | None:
        """Where a secret lies or would lie."""
        return None if self.folder is None else self.folder / f"{source}.{kind}"

    def required(self, source: str, kind: SecretKind) -> bytes:
        """A secret that a source cannot do without."""
        secret = self.read(source, kind)
        if not secret:
            where = self.path(source, kind) or f"${VARIABLE}{os.sep}{source}.{kind}"
            raise UsageError(
                f"{where}: this secret is missing. Write it to that file, in a folder closed to others."
            )
        return secret
