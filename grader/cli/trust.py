"""Code of somebody else that would run outside the sandbox: asked about once, and run as it was then.

In one's own folder ``check`` runs what lies there, as pytest would: there is nobody else to ask about. Own is
the current folder and what is above it, by their real paths. Public tests elsewhere, and with ``--debug`` the work
itself, are somebody else's. They are read into memory, and run from a copy of exactly that, so that what was
confirmed is what runs: nothing that lies beside it, was compiled before, hides behind a link or changes meanwhile.
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
from grader.course.owner import is_of_here
from grader.errors import OutputError, SubmissionError, UsageError
from grader.intake import DEFAULT_CAPS
from grader.intake.disk import is_folder, read_file, read_folder
from grader.output import write_atomic
from grader.text import count

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """Files of somebody else, as they were read."""

    what: str
    """``tests`` or ``work``."""
    folder: Path
    files: dict[str, bytes]

    @property
    def sha256(self) -> str:
        digest = hashlib.sha256(self.what.encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def copy(self, place: Path) -> Path:
        """Write the files to a folder of their own; the folder."""
        folder = place / self.what
        for name, content in self.files.items():
            write_atomic(folder / name, content, 0o600)
        return folder


def is_own(folder: Path) -> bool:
    """Whether it is the current folder, or one above it."""
    return Path.cwd().is_relative_to(folder.resolve())


def own_tests(folder: Path) -> bool:
    """Whether a handout is one's own: no link in it leads elsewhere, no other user has put it there."""
    public = folder / "public"
    files = (folder / "assignment.toml", public, *public.rglob("*"))
    return is_own(folder) and not any(path.is_symlink() or not is_of_here(path) for path in files)


def their_tests(folder: Path) -> Theirs:
    """Everything of a handout that runs with its tests."""
    try:
        if not is_folder(folder / "public"):
            raise SubmissionError("'public' is a link; only plain files and folders are read.")
        found = read_folder(folder / "public", DEFAULT_CAPS)
        files = {f"public/{name}": content for name, content in found.items()}
        files["assignment.toml"] = read_file(folder / "assignment.toml", DEFAULT_CAPS.file_bytes)
    except SubmissionError as error:
        raise UsageError(f"{folder}: the tests there are not run: {error} {_BETTER}") from None
    return Theirs(what="tests", folder=folder, files=files)


def their_work(work: Path) -> Theirs:
    """The work with all that lies beside it, which it may import; alone if that cannot be read."""
    try:
        files = read_folder(work.parent, DEFAULT_CAPS)
    except SubmissionError:
        files = {}
    if work.name not in files:
        try:
            files = {work.name: read_file(work, DEFAULT_CAPS.file_bytes)}
        except SubmissionError as error:
            raise SubmissionError(f"{work}: {error}") from None
    return Theirs(what="work", folder=work.parent, files=files)


def confirm(found: Iterable[Theirs], *, trust: bool) -> None:
    """Ask whether these may run, unless they were confirmed before or ``trust`` says so; remember it.

    Raises
    ------
    UsageError
        There is no terminal to ask on, or the answer is no.
    """
    known = _remembered()
    new = [each for each in found if each.sha256 not in known]
    if not new:
        return
    if not trust:
        _ask(new)
    _remember(known | {each.sha256 for each in new})


def _ask(new: list[Theirs]) -> None:
    where = " and ".join(f"the {each.what} in {each.folder}" for each in new)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"{where[0].upper()}{where[1:]} would run outside the sandbox, with all your rights, and may be "
            f"somebody else's. {_BETTER} If you trust them, add --trust. In your own folder: cd there first."
        )
    for each in new:
        _show(each)
    terminal.say("They would run outside the sandbox, with all your rights.", err=True)
    terminal.say(_BETTER, err=True)
    if not terminal.ask("Run them now, and again as long as they do not change?"):
        raise UsageError(f"Not run: {where}.")


_BETTER = "The course's own tests are the better way: name the assignment with -a ASSIGNMENT."


def _show(each: Theirs) -> None:
    """Whose it is, where it lies, and what it is."""
    terminal.say(f"{each.folder}: {each.what} of {_owner(each.folder)}", err=True)
    for name in sorted(each.files)[:_MOST_SHOWN]:
        terminal.say(f"  {name} ({count(len(each.files[name]), 'byte')})", err=True)
    if len(each.files) > _MOST_SHOWN:
        terminal.say(f"  and {count(len(each.files) - _MOST_SHOWN, 'file')} more", err=True)


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except (KeyError, OSError):
        return f"user {folder.stat().st_uid}"


def _state() -> Path | None:
    """The file of what was confirmed; none where the user has no folder for such things.

    A relative folder, which the rules of XDG say to pass over, could lie among the files that are asked about.
    """
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    if not named.is_absolute():
        try:
            named = Path.home() / ".local" / "state"
        except RuntimeError:  # a user without a name and without HOME
            return None
    return named / "grader" / "trusted" if named.is_absolute() else None


def _remembered() -> set[str]:
    path = _state()
    if path is None:
        return set()
    with contextlib.suppress(OSError), path.open(encoding="ascii", errors="replace") as file:
        status = os.fstat(file.fileno())
        ours = status.st_uid == os.geteuid() and stat.S_ISREG(status.st_mode)
        if ours and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return set(file.read().split())
    return set()


def _remember(hashes: set[str]) -> None:
    path = _state()
    try:
        if path is None:
            raise OutputError("There is no home folder.")
        write_atomic(path, "".join(f"{each}\n" for each in sorted(hashes)), 0o600)
    except OutputError as error:
        terminal.say(f"Note: this is asked again next time, as it cannot be remembered. {error}", err=True)


__all__ = ["Theirs", "confirm", "is_own", "own_tests", "their_tests", "their_work"]
