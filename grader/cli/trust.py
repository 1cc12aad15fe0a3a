"""Confirmation of foreign code: code by someone else that ``check`` would run outside the sandbox.

The current folder and the folders above it, by their real paths, are the user's own. ``check`` runs the code there
without asking, as pytest does. Public tests in other folders are foreign, and with ``--debug`` so is the work itself.
The user is asked about foreign code once. It is read into memory and runs from a copy of exactly the files that the
user confirmed, so that no other file, compiled module, link or later change can replace them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.cli import terminal
from grader.course.owner import has_trusted_owner
from grader.errors import OutputError, SubmissionError, UsageError
from grader.intake import DEFAULT_CAPS
from grader.intake.disk import is_folder, read_file, read_folder
from grader.output import write_atomic
from grader.text import count

_MAX_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignFiles:
    """Files of someone else, as they were read."""

    kind: str
    """``tests`` or ``work``."""
    folder: Path
    files: dict[str, bytes]

    @property
    def sha256(self) -> str:
        digest = hashlib.sha256(self.kind.encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def copy(self, place: Path) -> Path:
        """Write the files to a new folder in ``place``, and return that folder."""
        folder = place / self.kind
        for name, content in self.files.items():
            write_atomic(folder / name, content, 0o600)
        return folder


def is_own_folder(folder: Path) -> bool:
    """Whether a folder is the current folder or one above it."""
    return Path.cwd().is_relative_to(folder.resolve())


def are_own_tests(folder: Path) -> bool:
    """Whether the tests of a handout are the user's own: own folder, no links, no files of other users."""
    public = folder / "public"
    files = (folder / "assignment.toml", public, *public.rglob("*"))
    return is_own_folder(folder) and not any(
        path.is_symlink() or not has_trusted_owner(path) for path in files
    )


def read_foreign_tests(folder: Path) -> ForeignFiles:
    """Read all files of a handout that are used when its tests run.

    Raises
    ------
    UsageError
        A file cannot be read, or is a link.
    """
    try:
        if not is_folder(folder / "public"):
            raise SubmissionError("'public' is a link; only plain files and folders are read.")
        found = read_folder(folder / "public", DEFAULT_CAPS)
        files = {f"public/{name}": content for name, content in found.items()}
        files["assignment.toml"] = read_file(folder / "assignment.toml", DEFAULT_CAPS.file_bytes)
    except SubmissionError as error:
        raise UsageError(f"{folder}: the tests there are not run: {error} {_ADVICE}") from None
    return ForeignFiles(kind="tests", folder=folder, files=files)


def read_foreign_work(work: Path) -> ForeignFiles:
    """Read the work with all files beside it, which it may import; only the work if these cannot be read.

    Raises
    ------
    SubmissionError
        The work cannot be read.
    """
    try:
        files = read_folder(work.parent, DEFAULT_CAPS)
    except SubmissionError:
        files = {}
    if work.name not in files:
        try:
            files = {work.name: read_file(work, DEFAULT_CAPS.file_bytes)}
        except SubmissionError as error:
            raise SubmissionError(f"{work}: {error}") from None
    return ForeignFiles(kind="work", folder=work.parent, files=files)


def confirm(found: Iterable[ForeignFiles], *, trust: bool) -> None:
    """Ask whether the files may run, unless they were confirmed before or ``trust`` is set. Store the answer.

    Raises
    ------
    UsageError
        There is no terminal to ask on, or the answer is no.
    """
    known = _load_trusted()
    new = [each for each in found if each.sha256 not in known]
    if not new:
        return
    if not trust:
        _ask_user(new)
    _save_trusted(known | {each.sha256 for each in new})


def _ask_user(new: list[ForeignFiles]) -> None:
    where = " and ".join(f"the {each.kind} in {each.folder}" for each in new)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"{where[0].upper()}{where[1:]} would run outside the sandbox, with all your rights, and may be "
            f"somebody else's. {_ADVICE} If you trust them, add --trust. In your own folder: cd there first."
        )
    for each in new:
        _describe(each)
    terminal.say("They would run outside the sandbox, with all your rights.", err=True)
    terminal.remark(_ADVICE)
    if not terminal.ask("Run them now, and again as long as they do not change?"):
        raise UsageError(f"Not run: {where}.")


_ADVICE = "The course's own tests are the better way: name the assignment with -a ASSIGNMENT."


def _describe(each: ForeignFiles) -> None:
    """Print the owner, the folder and the names of the files."""
    terminal.say(f"{each.folder}: {each.kind} of {_owner(each.folder)}", err=True)
    for name in sorted(each.files)[:_MAX_LISTED]:
        terminal.say(f"  {name} ({count(len(each.files[name]), 'byte')})", err=True)
    if len(each.files) > _MAX_LISTED:
        terminal.say(f"  and {count(len(each.files) - _MAX_LISTED, 'file')} more", err=True)


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except (KeyError, OSError, ImportError, NotImplementedError):  # Windows has no numbers of users
        return f"user {folder.stat().st_uid}"


def _trust_file() -> Path | None:
    """The file with the digests of confirmed code; None if the user has no folder for it.

    A relative XDG_STATE_HOME is ignored, as the XDG specification demands: it could lie among the foreign files.
    """
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    if not named.is_absolute():
        try:
            named = Path.home() / ".local" / "state"
        except RuntimeError:  # the user has neither a name nor HOME
            return None
    return named / "grader" / "trusted" if named.is_absolute() else None


def _load_trusted() -> set[str]:
    path = _trust_file()
    if path is None:
        return set()
    with contextlib.suppress(OSError), path.open(encoding="ascii", errors="replace") as file:
        status = os.fstat(file.fileno())
        own_id = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
        ours = status.st_uid == own_id and stat.S_ISREG(status.st_mode)
        if ours and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return set(file.read().split())
    return set()


def _save_trusted(hashes: set[str]) -> None:
    path = _trust_file()
    try:
        if path is None:
            raise OutputError("There is no home folder.")
        write_atomic(path, "".join(f"{each}\n" for each in sorted(hashes)), 0o600)
    except (OutputError, NotImplementedError) as error:
        terminal.remark(f"Note: this is asked again next time, as it cannot be remembered. {error}")


__all__ = [
    "ForeignFiles",
    "are_own_tests",
    "confirm",
    "is_own_folder",
    "read_foreign_tests",
    "read_foreign_work",
]
