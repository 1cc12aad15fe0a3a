"""Which submissions are there, and whose they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from grader.errors import NothingToGrade, UsageError
from grader.intake.contents import LITTER
from grader.intake.identity import FORMS, student_id, student_name
from grader.intake.reading import fingerprint
from grader.intake.roster import Roster
from grader.intake.submission import Found, Rejected, shown

_NOTES: Final = frozenset({".md", ".toml", ".csv", ".json", ".txt"})
"""Files beside the submissions of a class that are none: rosters, expected scores, remarks."""


class _Place(NamedTuple):
    path: Path
    origin: str
    name: str
    reason: str = ""


def discover(paths: Sequence[Path], module: str, *, roster: Roster | None = None) -> list[Found | Rejected]:
    """Every submission the paths stand for, in the order typed, a class in order of its names.

    A file is one submission. So is a folder that holds the starter's module, as ``.py`` or ``.ipynb``; any
    other folder is a class, and each file and folder in it is one. Of two submissions of one student with the
    same content the first counts; with different content, both are rejected. Ids that differ in case only
    count as one student: they would share a folder on many file systems.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders as the instructor typed them; a link among them is followed.
    module : str
        File name of the starter's module, ``linear_regression.py``.
    roster : Roster, optional
        Says whose each file is; without it the file's name does.

    Raises
    ------
    UsageError
        No path was given, or one does not exist or cannot be listed.
    NothingToGrade
        There is no submission at all.
    """
    if not paths:
        raise UsageError(
            "No submission was named. Name a file or folder: grader grade SUBMISSION… -a ASSIGNMENT -o DIR."
        )
    places = _once([place for path in paths for place in _places(path, module, alone=len(paths) == 1)])
    if not any(not place.reason for place in places):
        raise NothingToGrade(
            f"There is no submission in {', '.join(map(str, paths))}. Looked for {module}, or students' "
            f"folders and files ({', '.join(FORMS)}); hidden files and notes "
            f"({', '.join(sorted(_NOTES))}) do not count. Check the path."
        )
    return _one_each([_identified(place, module, roster) for place in places])


def _places(typed: Path, module: str, *, alone: bool) -> Iterator[_Place]:
    try:
        path = typed.resolve(strict=True)
        entries = sorted(path.iterdir()) if path.is_dir() else None
    except FileNotFoundError:
        raise UsageError(f"{typed}: no such file or folder. Check the path of the submission.") from None
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{typed}: cannot be read: {why}. Check the path and its permissions.") from None
    name = typed.name if typed.name not in ("", "..") else path.name
    if entries is None or _holds(entries, module):
        yield _Place(path, _writable(typed), name)
        return
    submissions = [entry for entry in entries if _counts(entry)]
    if not submissions and not alone:
        yield _Place(
            path,
            _writable(typed),
            name,
            f"The folder is empty: it holds neither {module} nor any submission.",
        )
    for entry in submissions:
        yield _Place(entry, _writable(typed / entry.name), entry.name)


def _writable(path: Path) -> str:
    """A path as text that any file takes: undecodable bytes would be lone surrogates."""
    return os.fsencode(path).decode("utf-8", "replace")


def _holds(entries: Sequence[Path], module: str) -> bool:
    wanted = (module.lower(), module.lower().removesuffix(".py") + ".ipynb")
    return any(entry.name.lower() in wanted for entry in entries)


def _counts(entry: Path) -> bool:
    if entry.name.startswith(".") or entry.name in LITTER:
        return False
    is_note = PurePath(entry.name).suffix.lower() in _NOTES or entry.name.upper().startswith("README")
    return not is_note or (entry.is_dir() and not entry.is_symlink())


def _once(places: Sequence[_Place]) -> list[_Place]:
    """A file named twice, or named beside its class, is one submission."""
    first: dict[Path, _Place] = {}
    for place in places:
        first.setdefault(place.path, place)
    return list(first.values())


def _identified(place: _Place, module: str, roster: Roster | None) -> Found | Rejected:
    own = student_id(student_name(place.name, module, is_folder=place.path.is_dir()))
    students = roster.students_of(place.name) if roster else [own]
    if len(students) == 1 and not place.reason:
        return Found(path=place.path, student=students[0], origin=place.origin)
    reason = place.reason
    if roster and not students:
        reason = f"It is in no line of {roster.path}. Add a line with the student and {shown(place.name)}."
    elif roster and len(students) > 1:
        reason = (
            f"{roster.path} gives it to several students: {', '.join(students)}. Make the names in it exact."
        )
    return Rejected(student=students[0] if len(students) == 1 else own, origin=place.origin, reason=reason)


def _one_each(listed: list[Found | Rejected]) -> list[Found | Rejected]:
    groups: dict[str, list[Found]] = {}
    for each in listed:
        if isinstance(each, Found):
            groups.setdefault(each.student.casefold(), []).append(each)
    settled = {group[0].origin: _settled(group) for group in groups.values()}
    result: list[Found | Rejected] = []
    for each in listed:
        result += [each] if isinstance(each, Rejected) else settled.pop(each.origin, [])
    return result


def _settled(group: list[Found]) -> list[Found | Rejected]:
    first, *others = group
    if not others:
        return [first]
    origins = ", ".join(each.origin for each in group)
    digests = {fingerprint(each.path) for each in group}
    if len(digests) == 1 and digests != {""}:
        notice = f"The same work was handed in {len(group)} times ({origins}); it counts once."
        return [Found(path=first.path, student=first.student, origin=first.origin, notices=(notice,))]
    reason = (
        f"There are {len(group)} different submissions of one student: {origins}. Keep the one that counts."
    )
    return [Rejected(student=each.student, origin=each.origin, reason=reason) for each in group]
