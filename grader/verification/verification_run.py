"""An assignment put through all checks."""

from __future__ import annotations

import resource
import time

from grader.course import Assignment, Course
from grader.grading.local_executor import LocalExecutor
from grader.verification.answer_checks import Witness, independent_answers
from grader.verification.check_result import CHECKS, CLOCK_CHECKS, FULL, Depth, Proof, Report, Step, merged
from grader.verification.observable_changes import Sieve
from grader.verification.observed_runs import Bench, with_bench
from grader.verification.source_checks import Trials
from grader.verification.statement_checks import statement_step
from grader.verification.static_checks import static_problems
from grader.verification.timing_checks import Speed


def prove(
    course: Course,
    assignment: Assignment,
    jobs: int,
    report: Report,
    *,
    depth: Depth = FULL,
    repeats: int = 0,
) -> Proof:
    """Put an assignment through every check.

    Parameters
    ----------
    course, assignment : Course, Assignment
    jobs : int
        Processes at a time.
    report : callable
        Told of progress.
    depth : Depth
        How much is tried.
    repeats : int
        How often each solution of what is timed is timed; 0 leaves out the checks that need the clock.

    Raises
    ------
    CourseError
        The tests cannot be collected, or the reference does not pass them.
    """
    wall, cpu = time.perf_counter(), _cpu_s()
    steps = [
        Step(check="files", problems=tuple(static_problems(assignment))),
        statement_step(course, assignment),
    ]
    answers = independent_answers(assignment)
    witness = Witness(assignment, answers, report, depth.right)
    sieve = Sieve(assignment, report) if depth.mutants else None

    def watch(bench: Bench) -> None:
        witness.run(bench)
        if sieve is not None:
            sieve.run(bench, witness.made)

    with LocalExecutor(course, assignment, jobs) as executor:
        trials = Trials(
            assignment, executor, report, depth
        )  # they run while the right answers are watched here
        with_bench(course, assignment, watch, torch=any("import torch" in a for a in answers.values()))
        steps += [trials.stub(), trials.reference(), trials.wrong(), trials.null()]
        steps += witness.steps
        if sieve is not None:
            steps.append(trials.mutants(witness.slowest_s, sieve))
        if assignment.settings.performance:
            speed = Speed(assignment, executor, repeats, answers, report)
            steps += [speed.timed(), *([speed.tiers(), speed.cheats()] if repeats else [])]
    return Proof(
        assignment=assignment.id,
        steps=tuple(
            merged(parts)
            for name in (*CHECKS, *CLOCK_CHECKS)
            if (parts := [s for s in steps if s.check == name])
        ),
        wall_s=round(time.perf_counter() - wall, 1),
        cpu_s=round(_cpu_s() - cpu, 1),
    )


def _cpu_s() -> float:
    """CPU time of this process and of all its children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
