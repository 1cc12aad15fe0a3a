"""What lies among the submissions and is none: told to whoever grades, so that nobody is lost in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from grader.intake.archive_limits import is_litter
from grader.intake.file_kind import counts, disguise, is_plain_folder
from grader.intake.identity import form_of
from grader.intake.roster import Roster
from grader.intake.selection import holds_module
from grader.intake.submission import Ignored
from grader.text import few

_NOTE = "a note by its name"
_HIDDEN = "a hidden file"


def ignored(paths: Sequence[Path], module: str, *, roster: Roster | None = None) -> list[Ignored]:
    """The entries of the classes among ``paths`` that `discover` passes over, but for what tools leave behind."""
    classes = [path for path in paths if path.is_dir() and not holds_module(path, module)]
    return [each for folder in classes for each in _passed_over(folder, roster)]


def _passed_over(folder: Path, roster: Roster | None) -> Iterator[Ignored]:
    for entry in sorted(folder.iterdir()):
        named = roster is not None and (roster.names(entry.name) or entry.resolve() == roster.path.resolve())
        if not (named or counts(entry) or disguise(entry) or is_litter(entry.name)):
            reason = _HIDDEN if entry.name.startswith(".") else _NOTE
            yield Ignored(origin=str(entry), reason=reason)


def beside_assignments(
    folder: Path, assignments: Collection[str], roster: Roster | None = None
) -> list[Ignored]:
    """What lies beside the folders of the assignments, in a folder that holds one for each.

    Parameters
    ----------
    folder : Path
    assignments : collection of str
        All of the course: what is not asked for is no surprise.
    roster : Roster, optional
        Its own file is no surprise either.
    """
    found = []
    for entry in sorted(folder.iterdir()):
        own = roster is not None and entry.resolve() == roster.path.resolve()
        if own or is_litter(entry.name) or (entry.name in assignments and entry.is_dir()):
            continue
        work = is_plain_folder(entry) or bool(form_of(entry.name)) or bool(disguise(entry))
        work = work and not entry.name.startswith(".")
        reason = _stray(entry, assignments) if work else _HIDDEN if entry.name.startswith(".") else _NOTE
        found.append(Ignored(origin=str(entry), reason=reason, may_be_work=work))
    return found


def ignored_lines(ignored: Iterable[Ignored]) -> list[str]:
    """Entries with one reason on one line: ``class/a.md, class/b.csv (a note by its name)``."""
    by_reason: dict[str, list[str]] = {}
    for each in ignored:
        by_reason.setdefault(each.reason, []).append(each.origin)
    return [f"{few(names)} ({reason})" for reason, names in by_reason.items()]


def _stray(entry: Path, assignments: Collection[str]) -> str:
    if not entry.is_dir():
        return "it lies beside the assignments' folders; move it into the one it belongs to"
    match = get_close_matches(entry.name, assignments, n=1)
    meant = f" (is it '{match[0]}'?)" if match else ""
    return f"there is no assignment of that name{meant}; rename the folder or take it out"
