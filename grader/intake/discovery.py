"""Find the submissions in the paths that were named, and the student that each belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from grader.errors import NothingToGrade, UsageError
from grader.intake.duplicate import one_per_student
from grader.intake.file_kind import NOTE_SUFFIXES, disguised_code_name, is_plain_folder, is_submission
from grader.intake.identity import (
    ARCHIVE_SUFFIXES,
    READABLE_SUFFIXES,
    readable_suffix,
    student_id,
    student_name,
)
from grader.intake.roster import Roster
from grader.intake.selection import contains_module
from grader.intake.submission import FoundSubmission, RejectedSubmission, quoted
from grader.model import HandIn


class _Candidate(NamedTuple):
    path: Path
    origin: str
    name: str
    reason: str = ""


def discover(
    paths: Sequence[Path],
    module: str,
    *,
    roster: Roster | None = None,
    wrapped: bool = False,
    starter: str = "",
) -> list[FoundSubmission | RejectedSubmission]:
    """Find every submission in the paths. The order is that of the paths, and inside a class that of the names.

    A file is one submission. A folder that contains the starter's module, as ``.py`` or ``.ipynb``, is one
    submission, too. Any other folder is a class, and each file and folder in it is a submission. A file that
    several lines of the roster name is one submission of each of these students. If a student
    has two submissions with the same content, the first one counts; if their contents differ, both are
    rejected. Ids that differ only in case count as one student, because they would share a folder on many file
    systems. An entry that may be someone's work but cannot be accepted is rejected with a reason. `list_ignored`
    lists the other entries.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders as the instructor typed them. Links among them are followed.
    module : str
        File name of the starter's module, ``linear_regression.py``.
    roster : Roster, optional
        Gives the student of each file. Without a roster the file's name does.
    wrapped : bool
        Whether a folder that contains nothing but one other folder is one submission.
    starter : str
        `starter_digest` of what was handed out.

    Raises
    ------
    UsageError
        No path was given, one does not exist or cannot be listed, or the roster has no column for files.
    NothingToGrade
        There is no submission at all.
    """
    if roster is not None:
        roster.require_files()
    if not paths:
        raise UsageError(
            "No submission was named. Name a file or folder: grader grade SUBMISSION… -a ASSIGNMENT -o DIR."
        )
    alone = len(paths) == 1
    candidates = _without_duplicates(
        [p for path in paths for p in _candidates(path, module, roster, alone=alone, wrapped=wrapped)]
    )
    if all(candidate.reason == _EMPTY_FOLDER.format(module=module) for candidate in candidates):
        raise NothingToGrade(
            f"There is no submission in {', '.join(map(str, paths))}. Looked for {module}, or students' "
            f"folders and files ({', '.join(READABLE_SUFFIXES)}); hidden files and notes "
            f"({', '.join(sorted(NOTE_SUFFIXES))}) do not count. Check the path."
        )
    entries = one_per_student([each for one in candidates for each in _identify(one, module, roster)])
    return [replace(e, starter=starter) if isinstance(e, FoundSubmission) else e for e in entries]


_EMPTY_FOLDER = "The folder is empty: it holds neither {module} nor any submission."


def _candidates(
    typed: Path, module: str, roster: Roster | None, *, alone: bool, wrapped: bool
) -> Iterator[_Candidate]:
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
        yield _Candidate(path, _path_text(typed), name)
        return
    if contains_module(path, module):
        yield _Candidate(path, _path_text(typed), name)
        yield from _nested_submissions(typed, entries, module)
        return
    submissions = [candidate for entry in entries if (candidate := _candidate_in_class(typed, entry, roster))]
    if wrapped and len(submissions) == 1 and is_plain_folder(submissions[0].path):
        yield _Candidate(path, _path_text(typed), name)
        return
    if not submissions and not alone:
        yield _Candidate(path, _path_text(typed), name, _EMPTY_FOLDER.format(module=module))
    yield from submissions


def _candidate_in_class(typed: Path, entry: Path, roster: Roster | None) -> _Candidate | None:
    """The candidate for an entry of a class; nothing if the entry is not meant as a submission."""
    origin = _path_text(typed / entry.name)
    if is_submission(entry) or (roster is not None and roster.lists_file(entry.name)):
        return _Candidate(entry, origin, entry.name)
    meant = disguised_code_name(entry)
    if not meant:
        return None
    reason = (
        f"{quoted(entry.name)} looks like code under another ending, which is not read. "
        f"Rename it to {quoted(meant)} (Windows may hide the last ending)."
    )
    return _Candidate(entry, origin, meant, reason)


def _nested_submissions(typed: Path, entries: Sequence[Path], module: str) -> Iterator[_Candidate]:
    """Entries that look like other students' submissions, in a folder that is one submission itself."""
    for entry in entries:
        other = is_plain_folder(entry) and is_submission(entry) and _contains_readable_module(entry, module)
        if other or (readable_suffix(entry.name) in ARCHIVE_SUFFIXES and entry.is_file()):
            reason = (
                f"It lies in {_path_text(typed)}, which counts as one submission because it holds {module}. "
                f"If that folder is a class, put its {module} into a folder of its own; if this is an old "
                "copy, take it out."
            )
            yield _Candidate(entry, _path_text(typed / entry.name), entry.name, reason)


def _contains_readable_module(folder: Path, module: str) -> bool:
    try:
        return contains_module(folder, module)
    except OSError:  # what cannot be read does not count as a submission
        return False


def _path_text(path: Path) -> str:
    """A path as text that can be encoded as UTF-8. Bytes that cannot be decoded would become lone surrogates."""
    return os.fsencode(path).decode("utf-8", "replace")


def _without_duplicates(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Drop a file that was named twice, or that was named together with the class it lies in."""
    first: dict[Path, _Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.path, candidate)
    return list(first.values())


def _identify(
    candidate: _Candidate, module: str, roster: Roster | None
) -> list[FoundSubmission | RejectedSubmission]:
    """The submissions that a candidate stands for: one for each student of a group."""
    own = student_id(student_name(candidate.name, module, is_folder=candidate.path.is_dir()))
    if roster is None:
        return [_entry_of(candidate, own, "", candidate.reason)]
    rows = roster.rows_of(candidate.name)
    reason = candidate.reason
    if not rows and not reason:
        reason = (
            f"No line of {roster.path} names it. Add a line with the student and {quoted(candidate.name)}."
        )
    if len({row.file for row in rows}) > 1:
        students = ", ".join(row.student for row in rows)
        reason = reason or (
            f"{roster.path} gives it to several students: {students}. Make the names in it exact."
        )
    elif rows:
        group = (rows[0].group or rows[0].file) if len(rows) > 1 else ""
        return [_entry_of(candidate, row.student, group, reason) for row in rows]
    return [_entry_of(candidate, own, "", reason)]


def _entry_of(
    candidate: _Candidate, student: str, group: str, reason: str
) -> FoundSubmission | RejectedSubmission:
    if reason:
        return RejectedSubmission(student=student, origin=candidate.origin, reason=reason)
    return FoundSubmission(
        path=candidate.path, student=student, origin=candidate.origin, hand_in=HandIn(group=group)
    )
