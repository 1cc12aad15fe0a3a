"""Finding submissions, telling whose they are, and reading them into memory.

Nothing a student made is run, imported, parsed as Python or written to disk here.
"""

from __future__ import annotations

from grader.intake.discovery import discover
from grader.intake.identity import student_id
from grader.intake.reading import read
from grader.intake.roster import Roster
from grader.intake.source import locate
from grader.intake.submission import DEFAULT_CAPS, Caps, Found, Rejected, Submission

__all__ = [
    "DEFAULT_CAPS", "Caps", "Found", "Rejected", "Roster", "Submission",
    "discover", "locate", "read", "student_id",
]  # fmt: skip
