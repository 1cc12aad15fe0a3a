"""Writing a result so that a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import errno
import re
import secrets
import tempfile
from pathlib import Path

import msgspec

from grader.errors import OutputError

_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")
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


def write_atomic(path: Path, data: bytes | str, mode: int = 0o644) -> None:
    """Write a file, and its folder if need be, by a temporary name in the same folder.

    Parameters
    ----------
    path : Path
    data : bytes or str
        Text becomes UTF-8. Half a surrogate pair is spelled out: it must not lose the report.
    mode : int
        Permissions, from the first byte on; the user's umask may take some away.

    Raises
    ------
    OutputError
        With the reason, and what to do about it. Nothing is left behind.
    """
    content = data.encode("utf-8", errors="backslashreplace") if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content, mode)
    except OSError as error:
        raise not_written(path, error, f" ({len(content):,} bytes)") from error


def write_json(path: Path, record: object, mode: int = 0o644) -> None:
    """`write_atomic` for a record, indented by one blank a level."""
    write_atomic(path, msgspec.json.format(msgspec.json.encode(record), indent=1), mode)


def sweep(folder: Path) -> None:
    """Remove the temporary files of a run that was killed while it wrote; nobody else may be writing there."""
    for path in folder.rglob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name):
            path.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Make a folder for results and try it, before any work is done for them.

    Raises
    ------
    OutputError
        With the reason, and what to do about it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise not_written(folder, error) from None


def not_written(path: Path, error: OSError, size: str = "") -> OutputError:
    """The error to raise where a result cannot be written: why not, and what to do."""
    reason = (error.strerror or str(error)).lower()
    advice = _ADVICE.get(error.errno or 0, "Name another folder with -o.")
    return OutputError(f"{path}: cannot be written{size}: {reason}. {advice}")


def _write(path: Path, content: bytes, mode: int) -> None:
    # A short name of its own: path.name may be as long as a name can be.
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    temporary.touch(mode, exist_ok=False)
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:  # Ctrl-C as well: no stray files
        temporary.unlink(missing_ok=True)
        raise


__all__ = ["check_writable", "not_written", "sweep", "write_atomic", "write_json"]
