"""What a result depends on: for the record, and as a key that says whether it has to be made again."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from pathlib import Path

import grader
from grader.course import Assignment, Course
from grader.intake import PendingSubmission, Submission
from grader.model import Provenance
from grader.sandbox import libraries


def provenance(assignment: Assignment, submission_sha256: str) -> Provenance:
    """What a score depends on, for the record."""
    return Provenance(
        submission_sha256=submission_sha256, assignment_sha256=assignment.sha256,
        reference_sha256=assignment.reference_sha256, grader=grader.__version__,
        python=platform.python_version(), libraries=libraries.versions(judging_packages(assignment)),
    )  # fmt: skip


def judging_packages(assignment: Assignment) -> tuple[str, ...]:
    """The libraries whose versions a result depends on."""
    return tuple(dict.fromkeys(("numpy", "pytest", "msgspec", *assignment.settings.preload)))


def unit_key(
    course: Course,
    assignment: Assignment,
    seed_key: bytes,
    submission: Submission | PendingSubmission,
    level: int,
) -> str:
    """Digest of everything a result depends on: an equal key need not be graded again."""
    known = provenance(assignment, submission.sha256)
    parts = [
        submission.student, known.submission_sha256, known.assignment_sha256,
        known.reference_sha256, known.grader, engine_sha256(), known.python, sorted(known.libraries.items()),
        level, assignment.settings.feedback.hidden, course.settings.seed,
        hashlib.sha256(seed_key).hexdigest(),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@functools.cache
def engine_sha256() -> str:
    """The engine as it is, not as its version says: an instructor may be changing it."""
    digest = hashlib.sha256()
    for path in sorted(Path(grader.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
