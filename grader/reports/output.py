"""Writing a result so that a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import errno
import secrets
from pathlib import Path

from grader.errors import OutputError

_ADVICE = {
    errno.ENOSPC: "Free some space and run the command again with --resume: finished results are kept.",
    errno.EDQUOT: "Your quota is used up. Free some and run the command again with --resume.",
    errno.EROFS: "Name a folder on a writable disk with -o.",
    errno.EACCES: "Make the folder writable, or name another one with -o.",
    errno.EPERM: "Make the folder writable, or name another one with -o.",
    errno.ENOTDIR: "Part of this path is a file. Name another folder with -o.",
    errno.EEXIST: "A file is where a folder is needed. Move it away, or name another folder with -o.",
    errno.EISDIR: "A folder is where the file should go. Move it away, or name another folder with -o.",
    errno.ENAMETOOLONG: "Name a folder with a shorter path with -o.",
}


def write_atomic(path: Path, text: str) -> None:
    """Write a text file, and its folder if need be, by a temporary name in the same folder.

    Raises
    ------
    OutputError
        With the reason, and what to do about it. Nothing is left behind.
    """
    content = text.encode("utf-8", errors="backslashreplace")  # a lone surrogate must not lose the report
    # A short name of its own: path.name may be as long as a name can be.
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, path, content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        advice = _ADVICE.get(error.errno or 0, "Name another folder with -o.")
        size = f"{len(content):,} bytes"
        raise OutputError(f"{path}: cannot be written ({size}): {reason}. {advice}") from error


def _write(temporary: Path, path: Path, content: bytes) -> None:
    try:
        with temporary.open("xb") as file:
            file.write(content)
        temporary.replace(path)
    except BaseException:  # Ctrl-C as well: no stray files
        temporary.unlink(missing_ok=True)
        raise
