"""Why a submission is not graded by a packed autograder, as far as the autograder itself can know."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "pack.not_graded.setup": "The autograder could not be set up.",
    "pack.not_graded.memory": "The autograder has less memory than the {memory} MiB that it needs.",
    "pack.not_graded.time": "Grading took longer than {minutes} minutes.",
    "pack.not_graded.work": "No {module} was found, or more than one. Hand in one file {module}, or one notebook of "
    "that name.",
    "pack.not_graded.fault": "The autograder stopped before it had a result.",
}
"""Sentences by id."""
