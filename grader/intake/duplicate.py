"""Several submissions of one student: equal ones count once, and of different ones none does."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from grader.intake.reading import fingerprint
from grader.intake.submission import FoundSubmission, RejectedSubmission


def one_per_student(
    entries: Sequence[FoundSubmission | RejectedSubmission],
) -> list[FoundSubmission | RejectedSubmission]:
    """The entries in their order. If the contents of a student's submissions differ, all of them are rejected.

    Ids that differ only in case count as one student, because they would share a folder on many file systems.
    """
    groups: dict[str, list[FoundSubmission]] = {}
    for each in entries:
        if isinstance(each, FoundSubmission):
            groups.setdefault(_comparison_key(each.student), []).append(each)
    merged = {key: _merge(group) for key, group in groups.items()}
    result: list[FoundSubmission | RejectedSubmission] = []
    for each in entries:
        if isinstance(each, RejectedSubmission):
            result.append(each)
        else:
            result += merged.pop(_comparison_key(each.student), [])
    return result


def _merge(group: list[FoundSubmission]) -> list[FoundSubmission | RejectedSubmission]:
    first, *others = group
    if not others:
        return [first]
    origins = ", ".join(each.origin for each in group)
    digests = {fingerprint(each) for each in group}
    if len(digests) == 1 and digests != {""}:
        notice = f"The same work was handed in {len(group)} times ({origins}); it counts once."
        return [replace(first, notices=(*first.notices, notice))]
    reason = (
        f"There are {len(group)} different submissions of one student: {origins}. Keep the one that counts."
    )
    return [RejectedSubmission(student=each.student, origin=each.origin, reason=reason) for each in group]


def _comparison_key(student: str) -> str:
    """A key that is equal for ids that a file system may not distinguish, by case or by composed accents."""
    return unicodedata.normalize("NFC", student.casefold())
