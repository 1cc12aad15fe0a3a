"""Find submissions, decide which student each belongs to, and read them into memory.

Nothing that a student made is run, imported, parsed as Python or written to disk here.
"""

from __future__ import annotations

from grader.intake.discovery import discover
from grader.intake.file_kind import is_plain_folder
from grader.intake.identity import student_id
from grader.intake.ignored_entries import list_ignored, list_ignored_beside_assignments
from grader.intake.reading import check_readable, holds_only_starter, read_contents, read_submission
from grader.intake.roster import Roster
from grader.intake.selection import contains_module
from grader.intake.starter_choice import chosen_work, notebook_notice, starter_digest
from grader.intake.submission import (
    DEFAULT_CAPS,
    Caps,
    FoundSubmission,
    IgnoredEntry,
    PendingSubmission,
    RejectedSubmission,
    Submission,
)

__all__ = [
    "DEFAULT_CAPS", "Caps", "FoundSubmission", "IgnoredEntry", "PendingSubmission", "RejectedSubmission", "Roster",
    "Submission", "check_readable", "chosen_work", "contains_module", "discover", "holds_only_starter",
    "is_plain_folder", "list_ignored", "list_ignored_beside_assignments", "notebook_notice", "read_contents",
    "read_submission", "starter_digest", "student_id",
]  # fmt: skip
