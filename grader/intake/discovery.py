"""Which submissions are there, and whose they are."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.errors import NothingToGrade, UsageError
from grader.intake.file_kind import NOTES, counts, disguise, is_plain_folder
from grader.intake.identity import ARCHIVES, FORMS, form_of, student_id, student_name
from grader.intake.reading import fingerprint
from grader.intake.roster import Roster
from grader.intake.selection import holds_module
from grader.intake.submission import Found, Rejected, shown


class _Place(NamedTuple):
    path: Path
    origin: str
    name: str
    reason: str = ""


def discover(
    paths: Sequence[Path], module: str, *, roster: Roster | None = None, wrapped: bool = False
) -> list[Found | Rejected]:
    """Every submission the paths stand for, in the order typed, a class in order of its names.

    A file is one submission. So is a folder that holds the starter's module, as ``.py`` or ``.ipynb``; any
    other folder is a class, and each file and folder in it is one. Of two submissions of one student with the
    same content the first counts; with different content, both are rejected. Ids that differ in case only
    count as one student: they would share a folder on many file systems. What could be someone's work and
    cannot be taken as such is rejected with the reason; `ignored` tells of the rest.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders as the instructor typed them; a link among them is followed.
    module : str
        File name of the starter's module, ``linear_regression.py``.
    roster : Roster, optional
        Says whose each file is; without it the file's name does.
    wrapped : bool
        A folder that holds nothing but one folder is one submission, too: the student's, wrapped once more.

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
    alone = len(paths) == 1
    places = _once([p for path in paths for p in _places(path, module, roster, alone=alone, wrapped=wrapped)])
    if all(place.reason == _EMPTY.format(module=module) for place in places):
        raise NothingToGrade(
            f"There is no submission in {', '.join(map(str, paths))}. Looked for {module}, or students' "
            f"folders and files ({', '.join(FORMS)}); hidden files and notes "
            f"({', '.join(sorted(NOTES))}) do not count. Check the path."
        )
    return _one_each([_identified(place, module, roster) for place in places])


_EMPTY = "The folder is empty: it holds neither {module} nor any submission."


def _places(
    typed: Path, module: str, roster: Roster | None, *, alone: bool, wrapped: bool
) -> Iterator[_Place]:
    try:
        path = typed.resolve(strict=True)
        entries = sorted(path.iterdir()) if path.is_dir() else None
    except FileNotFoundError:
        raise UsageError(f"{typed}: no such file or folder. Check the path of the submission.") from None
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{typed}: cannot be read: {why}. Check the path and its permissions.") from None
    name = typed.name if typed.name not in ("", "..") else path.name
    if entries is None:
        yield _Place(path, _writable(typed), name)
        return
    if holds_module(path, module):
        yield _Place(path, _writable(typed), name)
        yield from _swallowed(typed, entries, module)
        return
    submissions = [place for entry in entries if (place := _entry(typed, entry, roster))]
    if wrapped and len(submissions) == 1 and is_plain_folder(submissions[0].path):
        yield _Place(path, _writable(typed), name)
        return
    if not submissions and not alone:
        yield _Place(path, _writable(typed), name, _EMPTY.format(module=module))
    yield from submissions


def _entry(typed: Path, entry: Path, roster: Roster | None) -> _Place | None:
    """A file or folder of a class, if it is a submission or could be meant as one."""
    origin = _writable(typed / entry.name)
    if counts(entry) or (roster is not None and roster.names(entry.name)):
        return _Place(entry, origin, entry.name)
    meant = disguise(entry)
    if not meant:
        return None
    reason = (
        f"{shown(entry.name)} looks like code under another ending, which is not read. "
        f"Rename it to {shown(meant)} (Windows may hide the last ending)."
    )
    return _Place(entry, origin, meant, reason)


def _swallowed(typed: Path, entries: Sequence[Path], module: str) -> Iterator[_Place]:
    """What looks like other students' submissions in a folder that is one submission itself."""
    for entry in entries:
        other = is_plain_folder(entry) and counts(entry) and _readable_module(entry, module)
        if other or (form_of(entry.name) in ARCHIVES and entry.is_file()):
            reason = (
                f"It lies in {_writable(typed)}, which counts as one submission because it holds {module}. "
                f"If that folder is a class, put its {module} into a folder of its own; if this is an old "
                "copy, take it out."
            )
            yield _Place(entry, _writable(typed / entry.name), entry.name, reason)


def _readable_module(folder: Path, module: str) -> bool:
    try:
        return holds_module(folder, module)
    except OSError:  # nobody's then, as far as can be told
        return False


def _writable(path: Path) -> str:
    """A path as text that any file takes: undecodable bytes would be lone surrogates."""
    return os.fsencode(path).decode("utf-8", "replace")


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
    if roster and not students and not reason:
        reason = f"It is in no line of {roster.path}. Add a line with the student and {shown(place.name)}."
    elif roster and len(students) > 1 and not reason:
        reason = (
            f"{roster.path} gives it to several students: {', '.join(students)}. Make the names in it exact."
        )
    return Rejected(student=students[0] if len(students) == 1 else own, origin=place.origin, reason=reason)


def _one_each(listed: list[Found | Rejected]) -> list[Found | Rejected]:
    groups: dict[str, list[Found]] = {}
    for each in listed:
        if isinstance(each, Found):
            groups.setdefault(_folded(each.student), []).append(each)
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


def _folded(student: str) -> str:
    """The same for ids that a file system may take for one: in case, or in how an accent is composed."""
    return unicodedata.normalize("NFC", student.casefold())
