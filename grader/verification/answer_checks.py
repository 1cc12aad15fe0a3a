"""Checks that run right answers in this process and observe every call: order, time, agreement, tolerance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.course import Assignment
from grader.model import Verdict
from grader.verification.check_result import CheckResult, ReportProgress
from grader.verification.control_answers import low_precision, with_threads
from grader.verification.derived_calls import RecordedCall
from grader.verification.observed_runs import ObservationSession, ObservedRun
from grader.verification.statistics_power import check_likelihood, check_power

MAX_HONEST_USAGE = 0.1
"""Largest fraction of a tolerance that an independent right answer may use."""
_ANSWERS_PER_TASK = 2
"""Independent answers required per task."""
_MIN_TIMEOUT_RATIO = 50
"""The time limit is at least this many times the reference's slowest call."""


def independent_answers(assignment: Assignment) -> dict[str, str]:
    """Sources of the independent right answers ``independent/<style>.py``, by name."""
    return {answer.name: answer.source for answer in assignment.independent_answers}


class AnswerChecks:
    """Runs the reference and the independent answers in an observation session and checks what it sees.

    Parameters
    ----------
    assignment : Assignment
    independent : dict of str
        Sources of the answers, by name.
    report : callable
        Called to report progress.
    secrets : int
        Number of secrets that each independent answer runs on.
    """

    def __init__(
        self, assignment: Assignment, independent: dict[str, str], report: ReportProgress, secrets: int
    ) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._tasks = {t.id: t for t in assignment.settings.tasks}
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._independent = independent
        self._report = report
        self._secrets = secrets
        self._done = 0
        self.results: list[CheckResult] = []
        self.slowest_s = 0.0
        self.reference_runs: list[ObservedRun] = []
        """Runs of the reference on one thread. A second thread waits in a loop, which counts as CPU time."""
        self.independent_runs: list[ObservedRun] = []
        self.float16_run: ObservedRun | None = None
        self.recorded_calls: tuple[RecordedCall, ...] = ()
        """Calls of the reference by the tests."""

    def run(self, session: ObservationSession) -> None:
        """Run all checks and append their results to `results`."""
        self._check_orders(session)
        self._check_independent_answers(session)
        named_runs = zip(self._run_names(), self.independent_runs, strict=True)
        self.results += [check_likelihood(name, [observed]) for name, observed in named_runs]
        self._check_float16(session)

    def measure(self, session: ObservationSession) -> None:
        """Run only what a calibration needs: the independent answers and a float16 answer."""
        self._check_independent_answers(session)
        self._check_float16(session)

    def _check_orders(self, session: ObservationSession) -> None:
        forward = self._observe(session, self._reference, "order", keep=True)
        self.recorded_calls = forward.recorded_calls
        backward = session.observe(self._reference, salt="order", reverse=True)
        threads = session.observe(with_threads(self._reference, 2), salt="order")
        self.reference_runs = [forward, backward]
        runs = {"": forward, " in reverse order": backward, " with two threads": threads}
        problems = [line for how, run in runs.items() for line in _failures(f"the reference{how}", run)]
        problems += [
            f"{test} passes other arguments when the tests run in reverse: it keeps something between runs. "
            "Draw from rng alone, and change nothing outside the test."
            for test, calls in forward.calls.items()
            if calls != backward.calls.get(test)
        ]
        self.results.append(CheckResult(check="reference", problems=tuple(problems)))
        self.results.append(CheckResult(check="files", problems=tuple(self._untested_tasks(forward))))
        self.results += [
            check_power(forward),
            check_likelihood("the reference", [forward, backward, threads]),
        ]
        self.slowest_s = min(forward.slowest_s, backward.slowest_s)
        limit = self._assignment.settings.limits.timeout_s
        ratio = limit / max(self.slowest_s, 1e-6)
        problem = f"timeout_s is {limit:g}, only {ratio:.0f} times the reference's slowest call. Set it to at least "
        problem += f"{_MIN_TIMEOUT_RATIO * self.slowest_s:.1g}, or let that test use smaller inputs."
        self.results.append(
            CheckResult(
                check="time", problems=(problem,) if ratio < _MIN_TIMEOUT_RATIO else (),
                figures={"times the slowest call": round(ratio)},
            )
        )  # fmt: skip

    def _untested_tasks(self, observed: ObservedRun) -> Iterator[str]:
        """Tasks without a public or hidden test, and numeric tasks that no test calls with a float32 array."""
        kinds = {(o.spec.mark.id, o.spec.origin) for o in observed.outcomes}
        for task in self._tasks.values():
            for origin in ("public", "hidden"):
                if (task.id, origin) not in kinds:
                    yield f"task {task.id} has no {origin} test. Write one in {self._assignment.id}/{origin}/."
            inputs = observed.inputs.get(task.function, frozenset())
            if "float64" in observed.legal.get(task.function, ()) and not inputs & {"float32", "float16"}:
                yield (
                    f"{task.function}: no test passes a float32 array, so nothing is known about its precision. "
                    "Add a hidden test that does."
                )

    def _check_independent_answers(self, session: ObservationSession) -> None:
        problems = list(self._missing_answers())
        for name, source in self._independent.items():
            runs = [self._observe(session, source, f"right {n}") for n in range(self._secrets)]
            runs.append(self._observe(session, source, "right 0", with_gaps=True))
            self.independent_runs += runs
            problems += dict.fromkeys(line for run in runs for line in _failures(name, run))
        figures: dict[str, float] = {"answers": len(self._independent), "secrets": self._secrets}
        self.results.append(CheckResult(check="right", problems=tuple(problems), figures=figures))
        self.results.append(self._tolerance_result())

    def _missing_answers(self) -> Iterator[str]:
        defined = [_defined_names(source) for source in self._independent.values()]
        for task in self._tasks.values():
            count = sum(task.function in names for names in defined)
            if count < _ANSWERS_PER_TASK:
                yield (
                    f"{task.function}: {count} independent right answers, {_ANSWERS_PER_TASK} are needed. "
                    f"Write one in another style, as {self._assignment.id}/independent/<style>.py."
                )

    def _tolerance_result(self) -> CheckResult:
        problems = {}
        wide = narrow = 0.0
        for name, observed in zip(self._run_names(), self.independent_runs, strict=True):
            for use in observed.largest.values():
                if use.usage.used > MAX_HONEST_USAGE:
                    problems[name, use.test] = (
                        f"{use.test}: {name} is off by {use.usage.used:.1e} of what is allowed (rtol {use.rtol:g}, "
                        f"atol {use.atol:g}); at most {MAX_HONEST_USAGE:.0e} is right. Loosen it, by hand in a test, "
                        "with 'grader verify --calibrate' in assignment.toml, or make the expected value more exact."
                    )
            wide = max([wide, *(u.usage.used for u in observed.uses if u.usage.is_float64)])
            narrow = max([narrow, *(u.usage.used for u in observed.uses if not u.usage.is_float64)])
        figures = {"share used in float64": wide, "share used in float32": narrow}
        return CheckResult(check="tolerance", problems=tuple(problems.values()), figures=figures)

    def _run_names(self) -> list[str]:
        return [name for name in self._independent for _ in range(self._secrets + 1)]

    def _check_float16(self, session: ObservationSession) -> None:
        """An answer computed in float16 must fail every task in which numbers are compared."""
        functions = [t.function for t in self._tasks.values()]
        self.float16_run = float16_run = self._observe(
            session, low_precision(self._reference, functions), "half"
        )
        numeric = {use.function for run in self.independent_runs for use in run.uses if use.function}
        problems, least = [], float("inf")
        for task in self._tasks.values():
            if task.function not in numeric:
                continue
            strong = [
                o for o in float16_run.failed if o.spec.mark.id == task.id and o.spec.origin == "hidden"
            ]
            used = [u.usage.used for u in float16_run.uses if u.function == task.function]
            least = min([least, max(used, default=float("inf"))])
            if not [o for o in strong if not o.spec.mark.weak] or max(used, default=2.0) <= 1:
                problems.append(
                    f"an answer computed in float16 passes every test of {task.id} (rtol {task.rtol:g}, atol "
                    f"{task.atol:g}). Tighten the tolerance, or run 'grader verify --calibrate'."
                )
        figures = {"share used by float16": least} if least < float("inf") else {}
        self.results.append(CheckResult(check="tolerance", problems=tuple(problems), figures=figures))

    def _observe(
        self,
        session: ObservationSession,
        source: str,
        salt: str,
        *,
        with_gaps: bool = False,
        keep: bool = False,
    ) -> ObservedRun:
        self._report("right", self._done, 2 + len(self._independent) * (self._secrets + 1))
        self._done += 1
        return session.observe(source, salt=salt, with_gaps=with_gaps, keep=keep)


def _failures(name: str, observed: ObservedRun) -> Iterator[str]:
    """Tests that a right answer fails; one message if it cannot be imported."""
    if observed.broken:
        yield f"{name} cannot be imported: {observed.broken}. Mend the file."
        return
    for outcome in observed.failed:
        if outcome.verdict is not Verdict.MISSING:  # an answer may leave tasks out
            yield f"{name}: {outcome.spec.id}: {outcome.verdict}: {outcome.detail}"


def _defined_names(source: str) -> set[str]:
    """Names that a module defines at top level. Another check reports a source that is not valid Python."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    found = {n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for node in body:
        if isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return found
