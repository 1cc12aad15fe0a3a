"""Read files and folders from disk without following links or waiting for pipes."""

from __future__ import annotations

import functools
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from grader.errors import SubmissionError
from grader.intake.archive_limits import FileCollector, is_generated
from grader.intake.submission import Caps, quoted

# O_NONBLOCK: without it, opening a pipe that nobody writes to waits forever. Windows has neither flag.
_OPEN_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)

_CHUNK_BYTES: Final = 1 << 16

_KINDS: Final = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


def special_kind(mode: int) -> str:
    """The kind of a file that is not a plain file, such as ``a link``; empty for a plain file."""
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "")


def special_file_error(name: str, kind: str) -> SubmissionError:
    return SubmissionError(
        f"{quoted(name)} is {kind}; only plain files and folders are read. Hand in the file itself."
    )


def is_folder(path: Path) -> bool:
    """Whether a path is a folder. A link to a folder is not."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError) as error:
        raise _unreadable_error(path.name, error) from None


def read_file(path: Path, limit: int) -> bytes:
    """At most ``limit`` bytes of a plain file.

    Raises
    ------
    SubmissionError
        It is a link, pipe, socket or device, or cannot be read.
    """
    try:
        kind = special_kind(path.lstat().st_mode)
        if kind:
            raise special_file_error(path.name, kind)
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
            # The file may have been replaced since lstat.
            kind = special_kind(os.fstat(file.fileno()).st_mode)
            if kind:
                raise special_file_error(path.name, kind)
            return _first_bytes(file, limit)
    except (OSError, ValueError) as error:
        raise _unreadable_error(path.name, error) from None


def _first_bytes(file: BinaryIO, limit: int) -> bytes:
    # A single read(limit) would allocate 50 MiB for a file of 1 kB.
    chunks = []
    while chunk := file.read(min(limit, _CHUNK_BYTES)):
        chunks.append(chunk)
        limit -= len(chunk)
    return b"".join(chunks)


def read_folder(root: Path, caps: Caps) -> dict[str, bytes]:
    """Read every file below a folder.

    Returns
    -------
    dict of str to bytes
        The contents by relative name.

    Raises
    ------
    SubmissionError
        A file is a link or special file, cannot be read, or the caps are exceeded.
    """
    collector = FileCollector(caps)
    _collect_folder(root, "", collector)
    return collector.files


def _collect_folder(folder: Path, prefix: str, collector: FileCollector) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable_error(prefix or folder.name, error) from None
    for entry in entries:
        # Bytes that cannot be decoded arrive as lone surrogates. A report with those cannot be written.
        name = prefix + os.fsencode(entry.name).decode("utf-8", "replace")
        if is_generated(entry.name):
            continue
        path = Path(entry.path)
        if is_folder(path):
            collector.add_folder(name)
            _collect_folder(path, f"{name}/", collector)
        else:
            collector.add(name, functools.partial(read_file, path))


def _unreadable_error(name: str, error: OSError | ValueError) -> SubmissionError:
    why = getattr(error, "strerror", None) or error
    return SubmissionError(
        f"{quoted(name)} cannot be read: {why}. Check its permissions, or ask for it again."
    )
