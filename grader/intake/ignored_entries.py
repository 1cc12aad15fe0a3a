"""List the entries beside submissions that are not graded, so that no student's work is left out silently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from grader.intake.archive_limits import is_generated
from grader.intake.file_kind import disguised_code_name, is_plain_folder, is_submission
from grader.intake.identity import readable_suffix
from grader.intake.roster import Roster
from grader.intake.selection import contains_module
from grader.intake.submission import IgnoredEntry
from grader.text import few

_NOTE = "a note by its name"
_HIDDEN = "a hidden file"


def list_ignored(paths: Sequence[Path], module: str, *, roster: Roster | None = None) -> list[IgnoredEntry]:
    """The entries of the class folders in ``paths`` that `discover` ignores, without generated files."""
    classes = [path for path in paths if path.is_dir() and not contains_module(path, module)]
    return [each for folder in classes for each in _ignored_in_class(folder, roster)]


def _ignored_in_class(folder: Path, roster: Roster | None) -> Iterator[IgnoredEntry]:
    for entry in sorted(folder.iterdir()):
        named = roster is not None and (
            roster.lists_file(entry.name) or entry.resolve() == roster.path.resolve()
        )
        if not (named or is_submission(entry) or disguised_code_name(entry) or is_generated(entry.name)):
            reason = _HIDDEN if entry.name.startswith(".") else _NOTE
            yield IgnoredEntry(origin=str(entry), reason=reason)


def list_ignored_beside_assignments(
    folder: Path, assignments: Collection[str], roster: Roster | None = None
) -> list[IgnoredEntry]:
    """The entries beside the assignments' folders, in a folder that holds one folder for each assignment.

    Parameters
    ----------
    folder : Path
    assignments : collection of str
        All assignments of the course. Folders of assignments that are not graded now are not listed.
    roster : Roster, optional
        Its file is not listed.
    """
    found = []
    for entry in sorted(folder.iterdir()):
        own = roster is not None and entry.resolve() == roster.path.resolve()
        if own or is_generated(entry.name) or (entry.name in assignments and entry.is_dir()):
            continue
        work = is_plain_folder(entry) or bool(readable_suffix(entry.name)) or bool(disguised_code_name(entry))
        work = work and not entry.name.startswith(".")
        reason = (
            _misplaced_reason(entry, assignments)
            if work
            else _HIDDEN
            if entry.name.startswith(".")
            else _NOTE
        )
        found.append(IgnoredEntry(origin=str(entry), reason=reason, may_be_work=work))
    return found


def ignored_lines(ignored: Iterable[IgnoredEntry]) -> list[str]:
    """Entries with one reason on one line: ``class/a.md, class/b.csv (a note by its name)``."""
    by_reason: dict[str, list[str]] = {}
    for each in ignored:
        by_reason.setdefault(each.reason, []).append(each.origin)
    return [f"{few(names)} ({reason})" for reason, names in by_reason.items()]


def _misplaced_reason(entry: Path, assignments: Collection[str]) -> str:
    if not entry.is_dir():
        return "it lies beside the assignments' folders; move it into the one it belongs to"
    match = get_close_matches(entry.name, assignments, n=1)
    meant = f" (is it '{match[0]}'?)" if match else ""
    return f"there is no assignment of that name{meant}; rename the folder or take it out"
