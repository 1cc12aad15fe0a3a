"""Writing a result so that a reader sees the old file or the new one, never half of it, and nowhere else.

Results may lie in a folder that holds a student's files, and a link there would lead a result over a file
elsewhere. So every write names a ``root``, the last folder on the way that is the caller's own. Below it each
folder is opened in the one before, without following links, and the file takes its place by a rename: a link,
a pipe or a second name of another file that was there is replaced, and what it stood for stays as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from grader.errors import OutputError

_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a pipe nobody reads would wait for ever.
_OLD_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MOST_LINKS: Final = 40
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
    errno.ELOOP: "It may lead to a file elsewhere, so it is not followed. Remove it, or name another folder with -o.",
}


def write_atomic(path: Path, data: bytes | str, mode: int = 0o644, *, root: Path | None = None) -> None:
    """Write a file, and its folder if need be, by a temporary name in the same folder.

    Parameters
    ----------
    path : Path
    data : bytes or str
        Text becomes UTF-8. Half a surrogate pair is spelled out: it must not lose the report.
    mode : int
        Permissions, from the first byte on; the user's umask may take some away.
    root : Path, optional
        A folder above ``path`` from which on no link is followed; the file's own folder if absent.

    Raises
    ------
    OutputError
        With the reason, and what to do about it. Nothing is left behind.
    """
    content = data.encode("utf-8", errors="backslashreplace") if isinstance(data, str) else data
    try:
        with folder_below(root or path.parent, path.parent) as folder:
            _replace(folder, path.name, content, mode)
    except OSError as error:
        raise not_written(path, error, f" ({len(content):,} bytes)") from error


def write_json(path: Path, record: object, mode: int = 0o644, *, root: Path | None = None) -> None:
    """`write_atomic` for a record, indented by one blank a level."""
    write_atomic(path, msgspec.json.format(msgspec.json.encode(record), indent=1), mode, root=root)


def append(path: Path, text: str, *, root: Path) -> None:
    """Add text to a file that others write to as well.

    If ``root`` is the path itself, it is the caller's own and may be anything. Otherwise only a plain file of one
    name is written to: a second name could be that of a file elsewhere.
    """
    try:
        if root == path:
            with path.open("a", encoding="utf-8") as file:
                file.write(text)
            return
        with folder_below(root, path.parent) as folder, open_plain(path.name, folder) as file:
            file.write(text)
    except OSError as error:
        raise not_written(path, error) from None


def open_plain(name: str, folder: int) -> IO[str]:
    """Open a file in an opened folder to append to it; it is made if missing.

    Raises
    ------
    OSError
        It is a link, a pipe, a device, or one of several names of a file.
    """
    other = OSError(errno.ELOOP, f"{name} is a link, a pipe, a device or a second name of another file")
    try:
        descriptor = os.open(name, _OLD_FILE, 0o644, dir_fd=folder)
    except OSError as error:
        raise other if error.errno in (errno.ELOOP, errno.ENXIO) else error from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(descriptor)
        raise other
    return os.fdopen(descriptor, "a", encoding="utf-8")


def remove(path: Path, *, root: Path) -> None:
    """Remove a file below ``root`` if it is there; a link is removed, not what it leads to."""
    try:
        with contextlib.suppress(FileNotFoundError), folder_below(root, path.parent, make=False) as folder:
            os.unlink(path.name, dir_fd=folder)
    except OSError as error:
        raise not_written(path, error) from None


def sweep(folder: Path) -> None:
    """Remove the temporary files of a run that was killed while it wrote; nobody else may be writing there."""
    for path in folder.rglob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name) and not path.is_dir():
            remove(path, root=folder)


def check_writable(folder: Path, *, root: Path | None = None) -> None:
    """Make a folder for results and try it, before any work is done for them.

    Raises
    ------
    OutputError
        With the reason, and what to do about it.
    """
    trial = f".{secrets.token_hex(6)}.tmp"
    try:
        with folder_below(root or folder, folder) as opened:
            os.close(os.open(trial, _NEW_FILE, 0o600, dir_fd=opened))
            os.unlink(trial, dir_fd=opened)
    except OSError as error:
        raise not_written(folder, error) from None


@contextlib.contextmanager
def folder_below(root: Path, folder: Path, *, make: bool = True) -> Iterator[int]:
    """A descriptor of ``folder``; links lead to ``root``, and none is followed from there on.

    Raises
    ------
    OSError
        A link is on the way, or a folder cannot be made or opened.
    """
    if make:
        root.mkdir(parents=True, exist_ok=True)
    here = os.open(root, _FOLDER)
    try:
        for name in folder.relative_to(root).parts:
            inner = _inner(here, name, make)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)


def _inner(folder: int, name: str, make: bool) -> int:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, f"{name} is a link") from None
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None


def entry(path: Path, areas: Collection[Path]) -> tuple[Path, Path]:
    """Where a path enters one of ``areas``, in which others may have laid links; and the path from there on.

    Links on the way there are the caller's own and are followed, also from one of them into an area. A path
    that enters none is its own root. The ``areas`` are paths without links.

    Returns
    -------
    root, path : Path
        The ``root`` for the functions of this module, and a path below it or equal to it.

    Raises
    ------
    OutputError
        There are too many links, or one leads into an area and out of it again.
    """
    try:
        here, rest = _followed(Path(os.path.abspath(path)), areas)  # noqa: PTH100 - takes '..' by name
        if ".." in rest:
            raise OSError(errno.ELOOP, "a link on the way leads through a folder of others")
    except OSError as error:
        raise not_written(path, error) from None
    return here, here.joinpath(*rest)


def _followed(path: Path, areas: Collection[Path]) -> tuple[Path, list[str]]:
    """How far a path leads until it is in an area, and the names that are left of it."""
    here, rest, links = Path(path.anchor), list(path.parts[1:]), 0
    while rest and not any(here.is_relative_to(area) for area in areas):
        name, *rest = rest
        step = here.parent if name == ".." else here / name
        if not step.is_symlink():
            here = step
            continue
        links += 1
        if links > _MOST_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = step.readlink()
        here = Path(target.anchor) if target.is_absolute() else here
        rest = [*target.parts[target.is_absolute() :], *rest]
    return here, rest


def not_written(path: Path, error: OSError, size: str = "") -> OutputError:
    """The error to raise where a result cannot be written: why not, and what to do."""
    reason = (error.strerror or str(error)).lower()
    advice = _ADVICE.get(error.errno or 0, "Name another folder with -o.")
    return OutputError(f"{_near(path)}: cannot be written{size}: {reason}. {advice}")


def _near(path: Path) -> Path:
    """The path as it is seen from the current folder, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _replace(folder: int, name: str, content: bytes, mode: int) -> None:
    # A short name of its own: the name may be as long as a name can be.
    temporary = f".{secrets.token_hex(6)}.tmp"
    descriptor = os.open(temporary, _NEW_FILE, mode, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:  # Ctrl-C as well: no stray files
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise


__all__ = [
    "append", "check_writable", "entry", "folder_below", "not_written", "open_plain", "remove", "sweep",
    "write_atomic", "write_json",
]  # fmt: skip
