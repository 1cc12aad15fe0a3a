"""Whose a file is that was found, not named."""

from __future__ import annotations

import os
from pathlib import Path


def is_of_here(path: Path) -> bool:
    """Whether a file belongs to the caller, to root, or to the owner of the current folder.

    What is looked for upwards may be found in a folder that everybody may write to, like ``/tmp``: there it may be
    anybody's. In a folder that was mounted or checked out for another user, its owner counts as the caller.
    """
    return path.lstat().st_uid in (os.geteuid(), 0, Path.cwd().stat().st_uid)


__all__ = ["is_of_here"]
