"""Points of outcomes, and the part of a result that a student may read."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence

from grader.course import Assignment, Task
from grader.messages import join_sentences, say
from grader.model import (
    TOO_STRICT,
    CodeLine,
    Mistake,
    PerformanceResult,
    Policy,
    SourceFile,
    StaffTest,
    TaskResult,
    TestResult,
    Verdict,
    placed,
)  # fmt: skip
from grader.plugin import ItemSpec, Outcome, source_lines
from grader.points import DIGITS, disturbed

_WRONG = (Verdict.FAILED, Verdict.ERROR)


def visible_results(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    mistakes: Mapping[str, Mistake],
    sources: Sequence[SourceFile] = (),
    *,
    loading: str = "",
    calls: Mapping[str, Collection[str]] | None = None,
    public_weight: float | None = None,
) -> list[TestResult]:
    """The results of all tests as the student may see them, with their points.

    Parameters
    ----------
    mistakes : mapping
        The mistake found in a task, by the task's id.
    loading : str
        The error of importing the module, if it failed. It may be shown, since no hidden input was in the worker.
    calls : mapping, optional
        The functions of the module that each function calls. A function may be wrong because of another one.
    public_weight : float, optional
        Overrides the assignment's weight of a public test.
    """
    weight = assignment.settings.public_weight if public_weight is None else public_weight
    points_of_tests = _points_of_tests([o.spec for o in outcomes], assignment, weight)
    strong_tasks = {
        o.spec.mark.id for o in outcomes if o.verdict is Verdict.PASSED and _is_strong(o.spec, weight)
    }
    policy = assignment.settings.feedback.hidden
    callees = _wrong_callees(assignment, outcomes, calls or {})
    public_callees = callees
    if assignment.settings.feedback.visibility != "visible":  # results of hidden tests are not shown yet
        public = [o for o in outcomes if o.spec.origin == "public"]
        public_callees = _wrong_callees(assignment, public, calls or {})
    lines_of_tests = _shown_lines(assignment, outcomes, sources)
    results = []
    for outcome in outcomes:
        spec = outcome.spec
        earned = outcome.verdict is Verdict.PASSED and (not spec.mark.weak or spec.mark.id in strong_tasks)
        max_points = points_of_tests[spec.id]
        feedback = _VisibleFeedback(
            outcome, policy if spec.origin == "hidden" else "full", mistakes.get(spec.mark.id), loading,
            (callees if spec.origin == "hidden" else public_callees).get(spec.mark.id, ""),
            lines_of_tests.get(spec.id, ()),
        )  # fmt: skip
        results.append(
            TestResult(
                id=spec.id, task=spec.mark.id, origin=spec.origin, title=spec.title, verdict=outcome.verdict,
                points=round(max_points, DIGITS) if earned else 0.0, max_points=round(max_points, DIGITS),
                weak=spec.mark.weak,
                visibility=assignment.settings.feedback.visibility if spec.origin == "hidden" else "visible",
                message=feedback.message, hint=feedback.hint, mistake=feedback.mistake,
                lines=placed(feedback.lines, sources), detail=feedback.detail,
                output=outcome.output[:10_000] if spec.origin == "public" else "",
                curve=outcome.curve if spec.origin == "public" else None,
                duration_s=round(outcome.duration_s, 1) if feedback.has_full_details else 0.0,
            )
        )  # fmt: skip
    return [r for r in results if r.origin == "public" or policy != "none"]


class _VisibleFeedback:
    """The feedback on an outcome that the policy allows."""

    def __init__(
        self, outcome: Outcome, policy: Policy, mistake: Mistake | None, loading: str, callee: str,
        lines_of_tests: tuple[CodeLine, ...],
    ) -> None:  # fmt: skip
        bad = outcome.verdict is not Verdict.PASSED
        self.has_full_details = policy == "full"
        explains = policy in ("hint", "full") and bad
        self.message = (
            (loading or (outcome.detail if policy == "full" else outcome.brief)) if explains else ""
        )
        self.hint = outcome.spec.mark.hint if explains and not loading else ""
        self.mistake = mistake if explains and mistake and _is_explained(outcome, mistake) else None
        lines = outcome.lines if self.has_full_details or loading else lines_of_tests
        self.lines = lines if explains else ()
        self.detail = ""
        if callee and explains and not self.mistake and outcome.verdict in _WRONG:
            self.hint = join_sentences(say("outcome.root", function=callee), self.hint)
        if policy == "full" and bad and not loading:
            self.message = outcome.brief or outcome.detail
            self.detail = outcome.detail if outcome.detail != self.message else ""


def _is_explained(outcome: Outcome, mistake: Mistake) -> bool:
    """Whether the mistake of a task can be the reason for this outcome."""
    if outcome.verdict is Verdict.ERROR:
        return mistake.id == TOO_STRICT
    return outcome.call is not None or bool(outcome.rule)


def _shown_lines(
    assignment: Assignment, outcomes: Sequence[Outcome], sources: Sequence[SourceFile]
) -> dict[str, tuple[CodeLine, ...]]:
    """The line of code shown for each hidden test, by test id."""
    found: dict[str, tuple[CodeLine, ...]] = {}
    for task in assignment.settings.tasks:
        own = [o for o in outcomes if o.spec.mark.id == task.id and o.spec.origin == "hidden"]
        found |= source_lines.hidden_test_lines(own, task.function, sources)
    return found


def _wrong_callees(
    assignment: Assignment, outcomes: Sequence[Outcome], calls: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """By task id: a function of another task that the task's function calls and that fails most of its own tests.

    One that fails a few, for special inputs perhaps, is no likely reason.
    """
    verdicts: dict[str, list[bool]] = {}
    for outcome in outcomes:
        verdicts.setdefault(outcome.spec.mark.id, []).append(outcome.verdict is Verdict.PASSED)
    tasks = [task for task in assignment.settings.tasks if not all(verdicts.get(task.id, []))]
    causes = [task for task in tasks if 2 * sum(verdicts[task.id]) < len(verdicts[task.id])]
    return {
        task.id: first.function
        for task in reversed(tasks)
        for first in reversed(causes)
        if first is not task and first.function in calls.get(task.function, ())
        and task.function not in calls.get(first.function, ())
    }  # fmt: skip


def _is_strong(spec: ItemSpec, public_weight: float) -> bool:
    """Whether a test is strong: not weak, and hidden or public with a weight."""
    return not spec.mark.weak and (spec.origin == "hidden" or public_weight > 0)


def _points_of_tests(
    specs: Sequence[ItemSpec], assignment: Assignment, public_weight: float
) -> dict[str, float]:
    weights = {s.id: s.mark.points * (1.0 if s.origin == "hidden" else public_weight) for s in specs}
    totals: dict[str, float] = {}
    for spec in specs:
        totals[spec.mark.id] = totals.get(spec.mark.id, 0.0) + weights[spec.id]
    points = {t.id: t.points for t in assignment.settings.tasks}
    return {
        s.id: points[s.mark.id] * weights[s.id] / totals[s.mark.id] if weights[s.id] else 0.0 for s in specs
    }


def task_results(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    public_weight: float | None = None,
    *,
    advice: Mapping[str, tuple[str, ...]] | None = None,
) -> list[TaskResult]:
    """Points per task from all tests, visible or not, and the advice on its code, which is given by task id."""
    weight = assignment.settings.public_weight if public_weight is None else public_weight
    points_of_tests = _points_of_tests([o.spec for o in outcomes], assignment, weight)
    passed = [o.spec for o in outcomes if o.verdict is Verdict.PASSED]
    strong_tasks = {s.mark.id for s in passed if _is_strong(s, weight)}

    def earned(task: Task) -> float:
        own = (s for s in passed if s.mark.id == task.id and (not s.mark.weak or task.id in strong_tasks))
        return round(sum(points_of_tests[s.id] for s in own), DIGITS)

    return [
        TaskResult(
            id=t.id,
            function=t.function,
            title=t.title or t.function,
            points=earned(t),
            max_points=t.points,
            advice=(advice or {}).get(t.id, ()),
        )
        for t in assignment.settings.tasks
    ]


def reason_not_graded(outcomes: Sequence[Outcome], performance: Sequence[PerformanceResult] = ()) -> str:
    """The reason why there is no score; empty if there is one. An error of the grader never costs points."""
    ours = [o for o in outcomes if o.verdict is Verdict.GRADER_ERROR]
    if not ours:
        return disturbed(performance)
    return say("not_graded.grader_error", failed=len(ours), tests=len(outcomes))


def staff_tests(outcomes: Sequence[Outcome], record: str) -> tuple[StaffTest, ...]:
    """Details of the tests for the staff."""
    return tuple(
        StaffTest(
            id=o.spec.id, seed=o.seed, duration_s=round(o.duration_s, 6), verdict=o.verdict, message=o.detail,
            traceback=o.traceback, output=o.output[:10_000],
            replay=f"grader replay {shlex.quote(record)} --test {shlex.quote(o.spec.id)}",
        )
        for o in outcomes
    )  # fmt: skip


__all__ = ["reason_not_graded", "staff_tests", "task_results", "visible_results"]
