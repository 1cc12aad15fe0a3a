"""Ownership of files that were found by a search and not named by the user."""

from __future__ import annotations

import os
from pathlib import Path


def has_trusted_owner(path: Path) -> bool:
    """Whether a file belongs to the caller, to root, or to the owner of the current folder.

    A search through parent folders may find a file of any user in a folder that everybody can write to, such as
    ``/tmp``. If the current folder was mounted or checked out for another user, its owner counts as the caller.
    """
    if not hasattr(
        os, "geteuid"
    ):  # Windows: files have no user ids, and folders of others are not ours to write
        return True
    return path.lstat().st_uid in (os.geteuid(), 0, Path.cwd().stat().st_uid)


__all__ = ["has_trusted_owner"]
