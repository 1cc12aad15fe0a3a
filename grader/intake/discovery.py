"""Find the submissions in the paths that were named, and the student that each belongs to."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from grader.errors import NothingToGrade, UsageError
from grader.intake.file_kind import NOTE_SUFFIXES, disguised_code_name, is_plain_folder, is_submission
from grader.intake.identity import (
    ARCHIVE_SUFFIXES,
    READABLE_SUFFIXES,
    readable_suffix,
    student_id,
    student_name,
)
from grader.intake.reading import fingerprint
from grader.intake.roster import Roster
from grader.intake.selection import contains_module
from grader.intake.submission import FoundSubmission, RejectedSubmission, quoted


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
    submission, too. Any other folder is a class, and each file and folder in it is a submission. If a student
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
        No path was given, or one does not exist or cannot be listed.
    NothingToGrade
        There is no submission at all.
    """
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
    entries = _one_per_student([_identify(candidate, module, roster) for candidate in candidates])
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
) -> FoundSubmission | RejectedSubmission:
    own = student_id(student_name(candidate.name, module, is_folder=candidate.path.is_dir()))
    students = roster.students_of(candidate.name) if roster else [own]
    if len(students) == 1 and not candidate.reason:
        return FoundSubmission(path=candidate.path, student=students[0], origin=candidate.origin)
    reason = candidate.reason
    if roster and not students and not reason:
        reason = (
            f"No line of {roster.path} names it. Add a line with the student and {quoted(candidate.name)}."
        )
    elif roster and len(students) > 1 and not reason:
        reason = (
            f"{roster.path} gives it to several students: {', '.join(students)}. Make the names in it exact."
        )
    return RejectedSubmission(
        student=students[0] if len(students) == 1 else own, origin=candidate.origin, reason=reason
    )


def _one_per_student(
    entries: list[FoundSubmission | RejectedSubmission],
) -> list[FoundSubmission | RejectedSubmission]:
    groups: dict[str, list[FoundSubmission]] = {}
    for each in entries:
        if isinstance(each, FoundSubmission):
            groups.setdefault(_comparison_key(each.student), []).append(each)
    merged = {group[0].origin: _merge_duplicates(group) for group in groups.values()}
    result: list[FoundSubmission | RejectedSubmission] = []
    for each in entries:
        result += [each] if isinstance(each, RejectedSubmission) else merged.pop(each.origin, [])
    return result


def _merge_duplicates(group: list[FoundSubmission]) -> list[FoundSubmission | RejectedSubmission]:
    first, *others = group
    if not others:
        return [first]
    origins = ", ".join(each.origin for each in group)
    digests = {fingerprint(each.path) for each in group}
    if len(digests) == 1 and digests != {""}:
        notice = f"The same work was handed in {len(group)} times ({origins}); it counts once."
        return [
            FoundSubmission(path=first.path, student=first.student, origin=first.origin, notices=(notice,))
        ]
    reason = (
        f"There are {len(group)} different submissions of one student: {origins}. Keep the one that counts."
    )
    return [RejectedSubmission(student=each.student, origin=each.origin, reason=reason) for each in group]


def _comparison_key(student: str) -> str:
    """A key that is equal for ids that a file system may not distinguish, by case or by composed accents."""
    return unicodedata.normalize("NFC", student.casefold())
