"""Finding submissions, telling whose they are, and reading them into memory.

Nothing a student made is run, imported, parsed as Python or written to disk here.
"""

from __future__ import annotations

from grader.intake.discovery import discover
from grader.intake.file_kind import is_plain_folder
from grader.intake.identity import student_id
from grader.intake.ignored_entries import beside_assignments, ignored
from grader.intake.reading import noted, read
from grader.intake.roster import Roster
from grader.intake.selection import holds_module, listing
from grader.intake.submission import (
    DEFAULT_CAPS,
    Caps,
    Found,
    Ignored,
    Noted,
    Rejected,
    Submission,
    shown,
)

__all__ = [
    "DEFAULT_CAPS", "Caps", "Found", "Ignored", "Noted", "Rejected", "Roster", "Submission",
    "beside_assignments", "discover", "holds_module", "ignored", "is_plain_folder", "listing", "noted",
    "read", "shown", "student_id",
]  # fmt: skip
