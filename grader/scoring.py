"""Outcomes into points, and into what a student may read."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence

from grader.course import Assignment, Task
from grader.model import (
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


def shown_results(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    mistakes: Mapping[str, Mistake],
    sources: Sequence[SourceFile] = (),
    *,
    loading: str = "",
    calls: Mapping[str, Collection[str]] | None = None,
    public_weight: float | None = None,
) -> list[TestResult]:
    """Every test as the student may see it, with its points.

    Parameters
    ----------
    mistakes : mapping
        The mistake found in a task, by the task's id.
    loading : str
        Why the module could not be imported, if so: nothing hidden was near it, so it may be said.
    calls : mapping, optional
        Which functions of the module each function calls: a wrong one may be wrong because of another.
    public_weight : float, optional
        Overrides the assignment's weight of a public test.
    """
    weight = assignment.settings.public_weight if public_weight is None else public_weight
    worth = _worth([o.spec for o in outcomes], assignment, weight)
    proven = {o.spec.mark.id for o in outcomes if o.verdict is Verdict.PASSED and _counts(o.spec, weight)}
    policy = assignment.settings.feedback.hidden
    roots = _roots(assignment, outcomes, calls or {})
    public_roots = roots
    if assignment.settings.feedback.visibility != "visible":  # what hidden tests found is not said yet
        public = [o for o in outcomes if o.spec.origin == "public"]
        public_roots = _roots(assignment, public, calls or {})
    hinted = _hinted(assignment, outcomes, sources)
    results = []
    for outcome in outcomes:
        spec = outcome.spec
        earned = outcome.verdict is Verdict.PASSED and (not spec.mark.weak or spec.mark.id in proven)
        most = worth[spec.id]
        shown = _Shown(
            outcome, policy if spec.origin == "hidden" else "full", mistakes.get(spec.mark.id), loading,
            (roots if spec.origin == "hidden" else public_roots).get(spec.mark.id, ""), hinted.get(spec.id, ()),
        )  # fmt: skip
        results.append(
            TestResult(
                id=spec.id, task=spec.mark.id, origin=spec.origin, title=spec.title, verdict=outcome.verdict,
                points=round(most, DIGITS) if earned else 0.0, max_points=round(most, DIGITS), weak=spec.mark.weak,
                visibility=assignment.settings.feedback.visibility if spec.origin == "hidden" else "visible",
                message=shown.message, hint=shown.hint, mistake=shown.mistake,
                lines=placed(shown.lines, sources), detail=shown.detail,
                output=outcome.output[:10_000] if spec.origin == "public" else "",
                duration_s=round(outcome.duration_s, 1) if shown.whole else 0.0,
            )
        )  # fmt: skip
    return [r for r in results if r.origin == "public" or policy != "none"]


class _Shown:
    """What a policy lets through of an outcome."""

    def __init__(
        self, outcome: Outcome, policy: Policy, mistake: Mistake | None, loading: str, root: str,
        hinted: tuple[CodeLine, ...],
    ) -> None:  # fmt: skip
        bad = outcome.verdict is not Verdict.PASSED
        self.whole = policy == "full"
        teaches = policy in ("hint", "full") and bad
        self.message = (loading or (outcome.detail if policy == "full" else outcome.brief)) if teaches else ""
        self.hint = outcome.spec.mark.hint if teaches and not loading else ""
        self.mistake = mistake if teaches and outcome.call is not None else None
        lines = outcome.lines if self.whole or loading else hinted
        self.lines = lines if teaches else ()
        self.detail = ""
        if root and teaches and not self.mistake and outcome.verdict in _WRONG:
            self.hint = f"It calls {root}, which is not right yet: start there. {self.hint}".rstrip()
        if policy == "full" and bad and not loading:
            self.message = outcome.brief or outcome.detail
            self.detail = outcome.detail if outcome.detail != self.message else ""


def _hinted(
    assignment: Assignment, outcomes: Sequence[Outcome], sources: Sequence[SourceFile]
) -> dict[str, tuple[CodeLine, ...]]:
    """The line that each hidden test may point to, by the test's id."""
    found: dict[str, tuple[CodeLine, ...]] = {}
    for task in assignment.settings.tasks:
        own = [o for o in outcomes if o.spec.mark.id == task.id and o.spec.origin == "hidden"]
        found |= source_lines.hinted(own, task.function, sources)
    return found


def _roots(
    assignment: Assignment, outcomes: Sequence[Outcome], calls: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """For a task, the function of another task that it calls and that is wrong itself."""
    bad = {o.spec.mark.id for o in outcomes if o.verdict is not Verdict.PASSED}
    tasks = [task for task in assignment.settings.tasks if task.id in bad]
    return {
        task.id: first.function
        for task in reversed(tasks)
        for first in reversed(tasks)
        if first is not task and first.function in calls.get(task.function, ())
        and task.function not in calls.get(first.function, ())
    }  # fmt: skip


def _counts(spec: ItemSpec, public_weight: float) -> bool:
    """A strong test: hidden and not weak, or public where public tests have a weight."""
    return not spec.mark.weak and (spec.origin == "hidden" or public_weight > 0)


def _worth(specs: Sequence[ItemSpec], assignment: Assignment, public_weight: float) -> dict[str, float]:
    weights = {s.id: s.mark.points * (1.0 if s.origin == "hidden" else public_weight) for s in specs}
    totals: dict[str, float] = {}
    for spec in specs:
        totals[spec.mark.id] = totals.get(spec.mark.id, 0.0) + weights[spec.id]
    points = {t.id: t.points for t in assignment.settings.tasks}
    return {
        s.id: points[s.mark.id] * weights[s.id] / totals[s.mark.id] if weights[s.id] else 0.0 for s in specs
    }


def task_results(
    assignment: Assignment, outcomes: Sequence[Outcome], public_weight: float | None = None
) -> list[TaskResult]:
    """Points per task, from all tests, shown or not."""
    weight = assignment.settings.public_weight if public_weight is None else public_weight
    worth = _worth([o.spec for o in outcomes], assignment, weight)
    passed = [o.spec for o in outcomes if o.verdict is Verdict.PASSED]
    proven = {s.mark.id for s in passed if _counts(s, weight)}

    def earned(task: Task) -> float:
        own = (s for s in passed if s.mark.id == task.id and (not s.mark.weak or task.id in proven))
        return round(sum(worth[s.id] for s in own), DIGITS)

    return [
        TaskResult(
            id=t.id, function=t.function, title=t.title or t.function, points=earned(t), max_points=t.points
        )
        for t in assignment.settings.tasks
    ]


def not_graded(outcomes: Sequence[Outcome], performance: Sequence[PerformanceResult] = ()) -> str:
    """Why there can be no score, or nothing: our own fault is never a student's zero."""
    ours = [o for o in outcomes if o.verdict is Verdict.GRADER_ERROR]
    if not ours:
        return disturbed(performance)
    return (
        f"{len(ours)} of {len(outcomes)} tests failed by an error of the grader, not of yours. "
        "The staff has been told."
    )


def staff_tests(outcomes: Sequence[Outcome], record: str) -> tuple[StaffTest, ...]:
    """What the staff may see besides."""
    return tuple(
        StaffTest(
            id=o.spec.id, seed=o.seed, duration_s=round(o.duration_s, 6), verdict=o.verdict, message=o.detail,
            traceback=o.traceback, output=o.output[:10_000], draw=o.draw,
            replay=f"grader replay {shlex.quote(record)} --test {shlex.quote(o.spec.id)}",
        )
        for o in outcomes
    )  # fmt: skip


__all__ = ["not_graded", "shown_results", "staff_tests", "task_results"]
