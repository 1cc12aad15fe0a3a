"""A folder in which a worker without its own scratch folder can write files. The grader creates the files empty."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path


def make_output_files(names: Sequence[str]) -> tempfile.TemporaryDirectory[str]:
    """Create a folder with an empty file for each name. The worker may write the files; nobody may list the folder.

    If the grader runs as root, a worker has its own user id. It opens the files by a path that others do not know.
    """
    folder = tempfile.TemporaryDirectory(prefix="grader-files-")
    is_root = hasattr(os, "getuid") and os.getuid() == 0
    for name in names:
        path = Path(folder.name, name)
        path.touch()
        if is_root:
            path.chmod(0o666)
    if is_root:
        Path(folder.name).chmod(0o711)
    return folder
