"""What Classroom 50 tells a job about the submission: variables of the environment, and the commit's date."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from grader.cli import terminal
from grader.errors import UsageError
from grader.exporters import ClassroomSubmission, classroom50_json, release_body
from grader.exporters.visible_tests import not_graded_reason
from grader.model import Report
from grader.output import write_atomic
from grader.release import withheld

_VARIABLES = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
}
_GIT_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""The repository is the student's: its configuration must start no other program."""
_GIT_S = 20


def classroom_submission(checkout: Path) -> ClassroomSubmission | None:
    """The submission of this job, or ``None`` where the job is not one of Classroom 50.

    Raises
    ------
    UsageError
        A variable is missing, or the commit's date cannot be read.
    """
    if not (os.environ.get("CLASSROOM") and os.environ.get("SUBMISSION_TAG")):
        return None
    missing = [name for name in _VARIABLES.values() if not os.environ.get(name)]
    if missing:
        raise UsageError(
            f"Classroom 50 sets CLASSROOM and SUBMISSION_TAG, and {', '.join(missing)} is not set. Run 'grader ci' "
            "in the environment that Classroom 50 starts autograder.py with."
        )
    return ClassroomSubmission(
        **{field: os.environ[name] for field, name in _VARIABLES.items()},
        review=os.environ.get("REVIEW_URL") or os.environ["COMMIT_URL"],
        assignment_type=os.environ.get("ASSIGNMENT_TYPE", ""),
        owner=os.environ.get("OWNER") or os.environ.get("USERNAME", ""),
        datetime=commit_date(checkout),
    )


def commit_date(checkout: Path) -> str:
    """The committer date of the commit that is checked out, as ``2026-11-23T09:30:00Z``.

    Raises
    ------
    UsageError
        There is no repository, no commit, or no ``git``.
    """
    command = ["git", "-C", str(checkout), "-c", "core.fsmonitor=false", "cat-file", "commit", "HEAD"]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=_GIT_S, env={**os.environ, **_GIT_ENVIRONMENT}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_date(checkout, str(error)) from None
    header = done.stdout.partition(b"\n\n")[0]
    for line in header.split(b"\n"):
        if line.startswith(b"committer "):
            seconds = line.rsplit(b" ", 2)[1]
            if seconds.isdigit():
                return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    raise _no_date(checkout, done.stderr.decode(errors="replace").strip() or "there is no commit")


def write_classroom_files(
    reports: list[Report], submission: ClassroomSubmission | None, output: Path, root: Path
) -> None:
    """Write ``result.json`` and ``release-body.md`` of each report that has a score to show."""
    for report in map(withheld, reports if submission else []):
        folder = output / report.assignment
        if submission and report.score is not None:
            write_atomic(folder / "result.json", classroom50_json(report, submission), root=root)
            write_atomic(folder / "release-body.md", release_body(report), root=root)
        else:
            terminal.remark(f"No result.json: {report.assignment}: {not_graded_reason(report)}")


def _no_date(checkout: Path, reason: str) -> UsageError:
    return UsageError(
        f"{checkout}: the date of the commit cannot be read: {reason}. Classroom 50's result.json holds it. Check the "
        "work out with git, so that the folder .git is there."
    )
