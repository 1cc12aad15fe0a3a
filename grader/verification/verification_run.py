"""Runs all checks of an assignment."""

from __future__ import annotations

import resource
import time

from grader.course import Assignment, Course
from grader.grading.local_executor import LocalExecutor
from grader.verification.answer_checks import AnswerChecks, independent_answers
from grader.verification.check_result import (
    CHECKS,
    CLOCK_CHECKS,
    FULL,
    CheckResult,
    Depth,
    ReportProgress,
    VerificationResult,
    merge_results,
)
from grader.verification.observable_changes import ObservableChangeSearch
from grader.verification.observed_runs import ObservationSession, with_observation_session
from grader.verification.source_checks import SourceChecks
from grader.verification.statement_checks import check_statement
from grader.verification.static_checks import static_problems
from grader.verification.timing_checks import TimingChecks
from grader.verification.training_checks import TrainingChecks


def verify_assignment(
    course: Course,
    assignment: Assignment,
    jobs: int,
    report: ReportProgress,
    *,
    depth: Depth = FULL,
    repeats: int = 0,
) -> VerificationResult:
    """Run every check of an assignment.

    Parameters
    ----------
    course, assignment : Course, Assignment
    jobs : int
        Number of processes.
    report : callable
        Called to report progress.
    depth : Depth
        How thorough the checks are.
    repeats : int
        How often each solution is timed; 0 leaves out the checks that measure time.

    Raises
    ------
    CourseError
        The tests cannot be collected, or the reference does not pass them.
    """
    wall, cpu = time.perf_counter(), _cpu_s()
    results = [
        CheckResult(check="files", problems=tuple(static_problems(assignment))),
        check_statement(course, assignment),
    ]
    answers = independent_answers(assignment)
    checks = AnswerChecks(assignment, answers, report, depth.right)
    trainings = TrainingChecks(assignment, answers, report)
    search = ObservableChangeSearch(assignment, report) if depth.mutants else None

    def observe(session: ObservationSession) -> None:
        checks.run(session)
        right = [*checks.reference_runs, *checks.independent_runs]
        if (trained := trainings.check(session, right, depth.wrong)) is not None:
            results.append(trained)
        if search is not None:
            search.run(session, checks.recorded_calls)

    with LocalExecutor(course, assignment, jobs) as executor:
        source_checks = SourceChecks(
            assignment, executor, report, depth
        )  # they run while the right answers are watched here
        with_observation_session(
            course, assignment, observe, torch=any("import torch" in a for a in answers.values())
        )
        results += [
            source_checks.check_starter(),
            source_checks.check_reference(),
            source_checks.check_wrong_answers(),
            source_checks.check_null_answers(),
        ]
        results += checks.results
        if search is not None:
            results.append(source_checks.check_mutants(checks.slowest_s, search))
        if assignment.settings.performance:
            timing_checks = TimingChecks(assignment, executor, repeats, answers, report)
            results += [
                timing_checks.check_rounds(),
                *([timing_checks.check_tiers(), timing_checks.check_cheats()] if repeats else []),
            ]
    return VerificationResult(
        assignment=assignment.id,
        steps=tuple(
            merge_results(parts)
            for name in (*CHECKS, *CLOCK_CHECKS)
            if (parts := [s for s in results if s.check == name])
        ),
        wall_s=round(time.perf_counter() - wall, 1),
        cpu_s=round(_cpu_s() - cpu, 1),
    )


def _cpu_s() -> float:
    """CPU time of this process and of its finished children."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
