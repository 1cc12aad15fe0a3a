"""Write results atomically, and never through a link that a student made.

A reader sees the old file or the new one, never a part of it. Results may be written to a folder with a student's
files. A link there could redirect a result to a file in another place. So every write names a ``root``: the last
folder on the path that belongs to the caller. Below it each folder is opened relative to its parent, without
following links, and the new file is renamed to its final name. The rename replaces a link, a pipe or a hard link of
that name, and does not change the file that it refers to.
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


def _flag(name: str) -> int:
    """A flag of `os.open`; nothing on Windows, which has none of them and where only `grader check` runs."""
    return int(getattr(os, name, 0))


_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")
_FOLDER: Final = os.O_RDONLY | _flag("O_DIRECTORY") | _flag("O_CLOEXEC")
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_NOFOLLOW") | _flag("O_CLOEXEC")
# O_NONBLOCK: without it, opening a pipe that nobody reads waits forever.
_OLD_FILE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_APPEND | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_CLOEXEC")
)
_MAX_LINKS: Final = 40
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
    """Write a file under a temporary name and rename it. The folder is created if it is missing.

    Parameters
    ----------
    path : Path
    data : bytes or str
        Text is encoded as UTF-8. Half a surrogate pair is written as an escape sequence, so that it cannot make the
        write fail.
    mode : int
        Permissions of the file, from its creation on. The user's umask may remove some.
    root : Path, optional
        A folder above ``path``. Links below it are not followed. The default is the file's own folder.

    Raises
    ------
    OutputError
        The file cannot be written. The message says why and what to do. No temporary file remains.
    """
    content = data.encode("utf-8", errors="backslashreplace") if isinstance(data, str) else data
    try:
        with folder_below(root or path.parent, path.parent) as folder:
            _replace(folder, path.name, content, mode)
    except OSError as error:
        raise write_error(path, error, f" ({len(content):,} bytes)") from error


def write_json(path: Path, record: object, mode: int = 0o644, *, root: Path | None = None) -> None:
    """Write a record as JSON with `write_atomic`, indented by one blank for each level."""
    write_atomic(path, msgspec.json.format(msgspec.json.encode(record), indent=1), mode, root=root)


def append(path: Path, text: str, *, root: Path) -> None:
    """Append text to a file that other programs write to as well.

    If ``root`` equals ``path``, the file belongs to the caller and may be of any kind. Otherwise it must be a plain
    file without further hard links: such a link could lead to a file in another place.
    """
    try:
        if root == path:
            with path.open("a", encoding="utf-8") as file:
                file.write(text)
            return
        with folder_below(root, path.parent) as folder, open_plain(path.name, folder) as file:
            file.write(text)
    except OSError as error:
        raise write_error(path, error) from None


def open_plain(name: str, folder: int) -> IO[str]:
    """Open a file for appending. It is created if it is missing.

    Parameters
    ----------
    name : str
        Name of the file in the folder.
    folder : int
        Descriptor of the folder.

    Raises
    ------
    OSError
        The file is a link, a pipe or a device, or has several hard links.
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
    """Remove a file below ``root`` if it exists. Of a link, only the link itself is removed."""
    try:
        with contextlib.suppress(FileNotFoundError), folder_below(root, path.parent, make=False) as folder:
            os.unlink(path.name, dir_fd=folder)
    except OSError as error:
        raise write_error(path, error) from None


def remove_temporary_files(folder: Path) -> None:
    """Remove the temporary files of a run that was killed while writing. No other run may write to the folder."""
    for path in folder.rglob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name) and not path.is_dir():
            remove(path, root=folder)


def check_writable(folder: Path, *, root: Path | None = None) -> None:
    """Create a folder for results and check that files can be written there, before any grading starts.

    Raises
    ------
    OutputError
        The folder cannot be written to. The message says why and what to do.
    """
    trial = f".{secrets.token_hex(6)}.tmp"
    try:
        with folder_below(root or folder, folder) as opened:
            os.close(os.open(trial, _NEW_FILE, 0o600, dir_fd=opened))
            os.unlink(trial, dir_fd=opened)
    except OSError as error:
        raise write_error(folder, error) from None


@contextlib.contextmanager
def folder_below(root: Path, folder: Path, *, make: bool = True) -> Iterator[int]:
    """Open ``folder`` and give its descriptor. Links are followed up to ``root``, but not below it.

    Raises
    ------
    OSError
        There is a link below ``root``, or a folder cannot be created or opened.
    """
    if make:
        root.mkdir(parents=True, exist_ok=True)
    opened = [os.open(root, _FOLDER)]
    try:
        for name in folder.relative_to(root).parts:
            opened.append(_open_inner(opened[-1], name, make))
        yield opened[-1]
    finally:  # each is closed once, also where Ctrl-C comes between two of them
        while opened:
            os.close(opened.pop())


def _open_inner(folder: int, name: str, make: bool) -> int:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, f"{name} is a link") from None
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None


def split_at_area(path: Path, areas: Collection[Path]) -> tuple[Path, Path]:
    """Split a path where it enters one of ``areas``, the folders in which other people may have made links.

    Links before that point belong to the caller and are followed, also if they lead into an area. A path that enters
    no area is its own root. The ``areas`` must be paths without links.

    Returns
    -------
    root, path : Path
        The ``root`` for the functions of this module, and the path, which is below the root or equal to it.

    Raises
    ------
    OutputError
        There are too many links, or a link leads into an area and out of it again.
    """
    try:
        here, rest = _follow_links(Path(os.path.abspath(path)), areas)  # noqa: PTH100 - takes '..' by name
        if ".." in rest:
            raise OSError(errno.ELOOP, "a link on the way leads through a folder of others")
    except OSError as error:
        raise write_error(path, error) from None
    return here, here.joinpath(*rest)


def _follow_links(path: Path, areas: Collection[Path]) -> tuple[Path, list[str]]:
    """Follow a path until it is in an area. Returns the folder reached, and the names that remain."""
    here, rest, links = Path(path.anchor), list(path.parts[1:]), 0
    while rest and not any(here.is_relative_to(area) for area in areas):
        name, *rest = rest
        step = here.parent if name == ".." else here / name
        if not step.is_symlink():
            here = step
            continue
        links += 1
        if links > _MAX_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = step.readlink()
        here = Path(target.anchor) if target.is_absolute() else here
        rest = [*target.parts[target.is_absolute() :], *rest]
    return here, rest


def write_error(path: Path, error: OSError, size: str = "") -> OutputError:
    """The error for a result that cannot be written. Its message says why and what to do."""
    reason = (error.strerror or str(error)).lower()
    advice = _ADVICE.get(error.errno or 0, "Name another folder with -o.")
    return OutputError(f"{_relative_to_here(path)}: cannot be written{size}: {reason}. {advice}")


def _relative_to_here(path: Path) -> Path:
    """The path relative to the current folder if it is below that folder, else the path itself."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _replace(folder: int, name: str, content: bytes, mode: int) -> None:
    # The temporary name is short and independent of the name, which may have the maximal length.
    temporary = f".{secrets.token_hex(6)}.tmp"
    descriptor = os.open(temporary, _NEW_FILE, mode, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:  # also after Ctrl-C no temporary file may remain
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise


__all__ = [
    "append", "check_writable", "folder_below", "open_plain", "remove", "remove_temporary_files", "split_at_area",
    "write_atomic", "write_error", "write_json",
]  # fmt: skip
