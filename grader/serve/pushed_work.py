"""From a pushed commit to a submission: fetched, read like an archive, and kept by its digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.course import Assignment, Course
from grader.errors import SubmissionError
from grader.gradebook.kept_submission import KeptSubmissions
from grader.grading.gathering import starter_of
from grader.intake import FoundSubmission, RejectedSubmission, Submission, read_contents
from grader.messages import say
from grader.model import HandIn
from grader.serve.commit_fetch import FetchedCommit, fetched_commit
from grader.serve.git_process import GitUser
from grader.serve.push_job import PushJob
from grader.serve.push_source import PushSource


class PushedWork:
    """Reads what was pushed.

    Parameters
    ----------
    course : Course
    results : Path
        The folder of results; submissions are kept in its ``.grader``.
    user : GitUser
    stopped : callable
    """

    def __init__(
        self, course: Course, results: Path, user: GitUser, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._course = course
        self._kept = KeptSubmissions(results)
        self._user = user
        self._stopped = stopped

    def fetch(self, source: PushSource, job: PushJob) -> str:
        """Fetch a commit, keep its contents, and return their digest.

        Raises
        ------
        SubmissionError
            It is rejected; the message is for the student.
        FetchLater
            It could not be fetched now.
        """
        assignment = self._course.assignment(job.assignment)
        address = source.fetch_address(job.repository)
        with fetched_commit(address, job.sha, self._user, self._stopped) as commit:
            return self._keep(commit, source, job, assignment)

    def fetch_all(self, source: PushSource, job: PushJob) -> dict[str, str]:
        """Of a commit with a folder for each assignment: the digest of each that is there, empty if it is rejected."""
        found = {}
        with fetched_commit(
            source.fetch_address(job.repository), job.sha, self._user, self._stopped
        ) as commit:
            folders = {_folder(source, name): name for name in self._course.assignment_ids()}
            for folder in commit.folders(list(folders)):
                name = folders[folder]
                try:
                    found[name] = self._keep(commit, source, job, self._course.assignment(name))
                except SubmissionError:
                    found[name] = ""
        return found

    def load(self, job: PushJob) -> Submission | None:
        """What was kept of a commit, as this student's; ``None`` if it is gone."""
        hand_in = HandIn(received_us=job.received_us, attempt=job.number, via=job.source)
        found = self._kept.load(job.assignment, job.submission_sha256, job.student, hand_in)
        return found and replace(found, origin=f"{job.repository}@{job.sha}")

    def _keep(self, commit: FetchedCommit, source: PushSource, job: PushJob, assignment: Assignment) -> str:
        folder = _folder(source, assignment.id)
        files = commit.files(folder)
        if folder and not files:
            raise SubmissionError(say("push.no_folder", folder=folder))
        place = FoundSubmission(
            path=Path(job.repository), student=job.student, origin=f"{job.repository}@{job.sha}",
            starter=starter_of(assignment),
        )  # fmt: skip
        read = read_contents(files, place, assignment.settings.module)
        if isinstance(read, RejectedSubmission):
            raise SubmissionError(read.reason)
        self._kept.keep(assignment.id, read)
        return read.sha256


def _folder(source: PushSource, assignment: str) -> str:
    return source.settings.folder.replace("{assignment}", assignment).strip("/")
