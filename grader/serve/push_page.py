"""Students' pages: what became of the newest commit, with the report. A page follows from records, queue and gradebook.

A page is written before anything is posted, where ``grader grade`` writes it, and ``.pages/r/<token>`` leads to it: a
web server may serve that folder while no ``grader serve`` runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from grader.budget import within_budget
from grader.course import Assignment, Course
from grader.course.statement import picture_files
from grader.gradebook.point_in_time import moment_text, now_us
from grader.grading import RecordStore
from grader.grading.ungraded import ungraded_report
from grader.messages import say
from grader.model import Report, report_path
from grader.output import folder_below, write_atomic, write_error, write_json
from grader.release import withheld
from grader.reports import report_html
from grader.serve.due_dates import Deadlines
from grader.serve.feedback_text import with_details, without_details
from grader.serve.page_address import PageAddresses
from grader.serve.page_release import released
from grader.serve.push_gradebook import PushGradebook
from grader.serve.push_job import JobState
from grader.serve.push_source import PostState
from grader.text import number

PAGES: Final = ".pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestCommit:
    """What became of the newest commit of a student in an assignment."""

    student: str
    assignment: str
    sha: str
    received_us: int
    state: JobState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """What may be said of a result outside the page: no more than the page says."""

    state: PostState
    description: str
    summary: str = ""
    """The same with the reasons, as a section of the branch ``feedback``."""


class PushPages:
    """Writes students' pages.

    Parameters
    ----------
    course : Course
    store : RecordStore
    book : PushGradebook
    addresses : PageAddresses
    deadlines : callable
        The due dates that hold now.
    """

    def __init__(
        self,
        course: Course,
        store: RecordStore,
        book: PushGradebook,
        addresses: PageAddresses,
        deadlines: Callable[[], Deadlines],
    ) -> None:
        self._course = course
        self._store = store
        self._book = book
        self._addresses = addresses
        self._deadlines = deadlines
        self._statement = cache(_statement)

    def write(self, commit: NewestCommit, report: Report | None = None) -> ShownResult:
        """Write the page of a student in an assignment, and say what may be posted.

        Parameters
        ----------
        commit : NewestCommit
        report : Report, optional
            Of this commit, where the store does not hold it.
        """
        assignment = self._course.assignment(commit.assignment)
        found = report or self._kept_report(commit)
        graded = found is not None and (report is not None or commit.state == "done")
        shown = self._shown(found, commit) if found else _without_result(assignment, commit)
        page = within_budget(
            replace(shown, notices=(*self._notices(assignment, commit, graded), *shown.notices))
        )
        path, root = self._store.folder / report_path(page), self._store.folder
        write_json(path.with_suffix(".json"), withheld(page), root=root)
        statement, pictures = self._statement(assignment.statement_path)
        grade = self._book.grade(commit.student, commit.assignment)
        write_atomic(path, report_html(page, statement=statement, pictures=pictures, grade=grade), root=root)
        self._link(commit)
        return self._posted(withheld(within_budget(shown)), commit) if graded else self.without_result(commit)

    def shown(self, report: Report, commit: NewestCommit) -> ShownResult:
        """What may be posted of a report, without a page."""
        return self._posted(withheld(within_budget(self._shown(report, commit))), commit)

    def without_result(self, commit: NewestCommit) -> ShownResult:
        """What may be posted of a commit that has no result."""
        words = commit.reason if commit.state == "rejected" else say("push.our_fault")
        title = self._course.assignment(commit.assignment).settings.title
        return ShownResult(
            state="error", description=words if len(words) <= 140 else f"{words[:139]}…",
            summary=without_details(title, self._commit(commit), words),
        )  # fmt: skip

    def path(self, student: str, assignment: str) -> Path:
        """The file of a page."""
        return self._store.folder / student / assignment / "report.html"

    def _kept_report(self, commit: NewestCommit) -> Report | None:
        record = self._store.load(commit.assignment, commit.student)
        return record.report if record else None

    def _shown(self, report: Report, commit: NewestCommit) -> Report:
        place = commit.student, commit.assignment
        return released(
            report, is_due=lambda: self._deadlines().is_over(*place, now_us()),
            is_published=lambda: commit.assignment in self._book.published(),
        )  # fmt: skip

    def _notices(self, assignment: Assignment, commit: NewestCommit, graded: bool) -> tuple[str, ...]:
        if graded:
            return (self._commit(commit),)
        if self._store.holds(assignment.id, commit.student):
            return (
                say(f"push.newest_{commit.state}", reason=commit.reason, **self._named(commit)),
                say("push.earlier_result"),
            )
        return (self._commit(commit),)

    def _commit(self, commit: NewestCommit) -> str:
        return say("push.commit", **self._named(commit))

    def _named(self, commit: NewestCommit) -> Mapping[str, str]:
        when = moment_text(commit.received_us // 1_000_000 * 1_000_000, self._course.settings.time_zone)
        return {"commit": commit.sha[:10], "when": when}

    def _posted(self, shown: Report, commit: NewestCommit) -> ShownResult:
        """What may be said of a report as the student may see it now."""
        about = self._commit(commit)
        if shown.score is None:
            state: PostState = "success" if shown.visibility != "visible" else "error"
            words = shown.not_graded[:140] or say("push.our_fault")
            return ShownResult(
                state=state, description=words, summary=without_details(shown.title, about, words)
            )
        words = say("push.points", points=number(shown.score), most=number(shown.max_score))
        return ShownResult(
            state="success" if shown.score >= shown.max_score else "failure", description=words,
            summary=with_details(shown, about, words),
        )  # fmt: skip

    def _link(self, commit: NewestCommit) -> None:
        """Let the address lead to the folder of the page."""
        folder = self._store.folder / PAGES / "r"
        token = self._addresses.token(commit.student, commit.assignment)
        target = f"../../{commit.student}/{commit.assignment}"
        try:
            with folder_below(self._store.folder, folder) as inner:
                os.symlink(target, token, dir_fd=inner)
        except FileExistsError:
            pass
        except OSError as error:
            raise write_error(folder / token, error) from None


def _without_result(assignment: Assignment, commit: NewestCommit) -> Report:
    reason = commit.reason if commit.state == "rejected" else say("push.our_fault")
    return ungraded_report(assignment, commit.student, reason)


def _statement(path: Path) -> tuple[str, dict[str, bytes]]:
    return path.read_text(encoding="utf-8"), picture_files(path)
