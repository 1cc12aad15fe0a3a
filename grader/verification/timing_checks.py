"""Checks of timed exercises: tolerances, solutions in their tiers, cheats that gain nothing."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.course import Assignment
from grader.course.author_module import module_from_text
from grader.course.performance import Performance
from grader.errors import CourseError
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.grading.timing_plan import TimingPlan
from grader.intake import Submission
from grader.model import PerformanceResult, Record, SourceFile, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.zygote_client import start_zygote
from grader.timing import Benchmark
from grader.timing.paired_benchmark import RuleViolation
from grader.verification.cheats import cheats_of
from grader.verification.check_result import CheckResult, ReportProgress
from grader.verification.control_answers import NULL_ANSWERS, low_precision, null_answer

MIN_ERROR_RATIO = 100
"""Smallest ratio of the float16 error to the error of right code. Otherwise no tolerance separates them."""
_TOLERANCE_FACTOR = 10
"""The tolerance is at least this many times the error of right code."""
_ATTEMPTS = 3
"""Most runs of a solution while other processes disturb its timing."""
_SEEDS = 3
_EARNS = re.compile(r"^earns: (\d+(?:\.\d+)?) points?$", re.MULTILINE)
_NO_GAIN = "no faster than naive"


@dataclass(frozen=True, slots=True, kw_only=True)
class _TimedSolution:
    """A solution, a cheat or an independent answer."""

    name: str
    text: str
    declared: str
    """The points or verdicts that its docstring declares."""


class TimingChecks:
    """Checks one assignment with timed exercises.

    Parameters
    ----------
    assignment : Assignment
    executor : LocalExecutor
        Grading processes of this assignment.
    repeats : int
        How often each solution is timed.
    independent : dict of str
        Sources of right answers, by name. None may break a rule of timing.
    report : callable
        Called to report progress.
    """

    def __init__(
        self,
        assignment: Assignment,
        executor: LocalExecutor,
        repeats: int,
        independent: dict[str, str],
        report: ReportProgress,
    ) -> None:
        self._assignment = assignment
        self._executor = executor
        self._repeats = repeats
        self._independent = [
            _TimedSolution(name=name, text=text, declared="") for name, text in independent.items()
        ]
        self._report = report
        self._entries = [p for p in assignment.settings.performance if p.device == "cpu"]
        self._solutions = list(_solutions(assignment.folder / "solutions"))

    def check_rounds(self) -> CheckResult:
        """Timed rounds accept right answers, and reject low precision and null answers."""
        problems: list[str] = []
        figures: dict[str, float] = {}
        for entry in self._entries:
            honest_error, float16_error = self._errors(entry)
            figures |= {"honest error": honest_error, "float16": float16_error}
            problems += _tolerance_problems(entry, honest_error, float16_error)
        problems += self._null_answers()
        return CheckResult(check="timed", problems=tuple(problems), figures=figures)

    def _errors(self, entry: Performance) -> tuple[float, float]:
        """The largest error of a solution and the smallest error of one in float16, measured as in timed rounds."""
        function, benchmark = self._assignment.function_of(entry), Benchmark(self._assignment, entry)
        reference = self._assignment.reference_of(entry).read_text(encoding="utf-8")
        honest_error, float16_error = 0.0, np.inf
        for size in entry.sizes:
            for seed in range(_SEEDS):
                args = benchmark.inputs(np.random.default_rng(seed), size)
                right = _run_staff_code(reference, function, [np.asarray(a, np.float64) for a in args])
                scale = float(np.sqrt(np.mean(np.square(right)))) or 1.0
                for solution in self._solutions:
                    results = [
                        _run_staff_code(t, function, args)
                        for t in (solution.text, low_precision(solution.text, [function]))
                    ]
                    error, rounded_error = (float(np.max(np.abs(value - right))) / scale for value in results)
                    honest_error = max(honest_error, error)
                    float16_error = min(
                        float16_error, rounded_error if np.isfinite(rounded_error) else np.inf
                    )
        return honest_error, float16_error

    def _null_answers(self) -> Iterator[str]:
        settings = self._assignment.settings
        with (
            contextlib.closing(start_zygote(settings.preload, settings.imports.allowed, (3, 2))) as zygote,
            contextlib.closing(TimingPlan(self._assignment, zygote)) as plan,
        ):
            for entry in self._entries:
                reference = self._assignment.reference_of(entry).read_text(encoding="utf-8")
                for kind in NULL_ANSWERS:
                    text = null_answer(reference, [self._assignment.function_of(entry)], kind)
                    run = plan.timing_run(entry, (SourceFile(name=settings.module, text=text),))
                    for size in entry.sizes:
                        try:
                            run.verify_result(size)
                        except (RuleViolation, StudentError, WorkerFailure):
                            continue
                        yield f"{entry.id}: the null answer '{kind}' passes the timed rounds of size {size}."

    def check_tiers(self) -> CheckResult:
        """Every solution earns what it declares in every run."""
        if not self._solutions:
            text = "there is no solution that says what it earns. Write solutions/naive.py, middle.py and good.py."
            return CheckResult(check="tiers", problems=(text,))
        sources = [solution for solution in self._solutions for _ in range(self._repeats)]
        problems, figures = [], {}
        for solution in self._solutions:
            figures[solution.name] = 0.0
        for source, record in self._graded("tiers", sources):
            if _is_disturbed(record):
                problems.append(_disturbed_text(f"solutions/{source.name}.py"))
                continue
            earned = sum(p.points for p in record.report.performance)
            figures[source.name] += earned == float(source.declared)
            if earned != float(source.declared):
                measured = "; ".join(_timing_text(p) for p in record.report.performance)
                problems.append(
                    f"solutions/{source.name}.py earns {earned:g} points, not {source.declared}: {measured}."
                )
        problems += self._honest_problems()
        return CheckResult(
            check="tiers", problems=tuple(problems), figures={**figures, "times each": self._repeats}
        )

    def _honest_problems(self) -> Iterator[str]:
        """Right answers that break a rule of timing. Slow ones do not."""
        for source, record in self._graded("honest", self._independent):
            for result in record.report.performance:
                if result.ending in ("forbidden", "failed", "faster than possible"):
                    yield f"the right answer {source.name} ends as '{result.ending}' on the clock: {result.message}"

    def check_cheats(self) -> CheckResult:
        """No cheat earns more than the naive solution, and each gets the verdict it declares."""
        naive_solutions = [s for s in self._solutions if s.name == "naive"]
        if not naive_solutions:
            text = "there is no solutions/naive.py that says what it earns. Write it: cheats are written over it."
            return CheckResult(check="cheats", problems=(text,))
        cheats = self._cheats()
        runs = list(self._graded("cheats", [*naive_solutions, *cheats]))
        if any(_is_disturbed(record) for source, record in runs if source in naive_solutions):
            return CheckResult(check="cheats", problems=(_disturbed_text("solutions/naive.py"),))
        naive_score = max(record.report.score or 0.0 for source, record in runs if source in naive_solutions)
        problems = [
            problem
            for source, record in runs
            if source not in naive_solutions
            for problem in _cheat_problems(source, record, naive_score)
        ]
        return CheckResult(check="cheats", problems=tuple(problems), figures={"files": len(cheats)})

    def _cheats(self) -> list[_TimedSolution]:
        """The cheats for the first timed function. They attack the timing, not the function."""
        found = [cheat for entry in self._entries[:1] for cheat in cheats_of(self._assignment, entry)]
        return [_TimedSolution(name=cheat.name, text=cheat.text, declared=cheat.verdict) for cheat in found]

    def _graded(
        self, check: str, sources: Sequence[_TimedSolution]
    ) -> Iterator[tuple[_TimedSolution, Record]]:
        """The record of each source. A run that other processes disturbed is repeated."""
        total, left = len(sources), list(sources)
        for attempt in range(_ATTEMPTS):
            futures = {self._executor.submit(self._work(s)): s for s in left}
            left = []
            for future in as_completed(futures):
                source, record = futures[future], future.result()
                if _is_disturbed(record) and attempt + 1 < _ATTEMPTS:
                    left.append(source)
                    continue
                total -= 1
                self._report(check, len(sources) - total, len(sources))
                yield source, record

    def _work(self, source: _TimedSolution) -> Work:
        file = SourceFile(name=self._assignment.settings.module, text=source.text)
        submission = Submission(student=source.name, origin=source.name, sha256="", files=(file,))
        return Work(submission=submission, trial=Trial(salt="speed", timed=True))


def _solutions(folder: Path) -> Iterator[_TimedSolution]:
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        match = _EARNS.search(ast.get_docstring(ast.parse(text)) or "")
        if match:
            yield _TimedSolution(name=path.stem, text=text, declared=match[1])


def _run_staff_code(text: str, function: str, args: Sequence[Any]) -> npt.NDArray[Any]:
    """The result of a function of the course, run in this process."""
    module = module_from_text("solution", text, "solution.py")
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):  # float16 overflows
        try:
            result = getattr(module, function)(*(np.array(a) for a in args))
        except Exception as error:  # code of the course may raise anything
            raise CourseError(
                f"{function} fails on the inputs of hidden/benchmark.py in the reference or a solution: "
                f"{type(error).__name__}: {error}. Correct one of them."
            ) from error
    return np.asarray(result, np.float64)


def _tolerance_problems(entry: Performance, honest_error: float, float16_error: float) -> Iterator[str]:
    if float16_error < MIN_ERROR_RATIO * honest_error:
        yield (
            f"{entry.id}: float16 errs by {float16_error:.1e} and honest code by {honest_error:.1e}, less "
            f"than {MIN_ERROR_RATIO} times apart: no tolerance separates them. "
            "Choose other inputs in hidden/benchmark.py."
        )
    elif not _TOLERANCE_FACTOR * honest_error <= entry.tolerance < float16_error:
        yield (
            f"{entry.id}: tolerance is {entry.tolerance:g}; it should lie between {_TOLERANCE_FACTOR} times the honest "
            f"error, {_TOLERANCE_FACTOR * honest_error:.1e}, and the error of float16, {float16_error:.1e}. Set it to "
            f"{(honest_error * float16_error) ** 0.5:.0e}."
        )


def _is_disturbed(record: Record) -> bool:
    return any(result.ending == "disturbed" for result in record.report.performance)


def _disturbed_text(what: str) -> str:
    return (
        f"{what} could not be timed: other processes disturbed {_ATTEMPTS} runs of it. "
        "Verify again on a quiet machine."
    )


def _cheat_problems(source: _TimedSolution, record: Record, naive_score: float) -> Iterator[str]:
    """Problems of a cheat's result."""
    if _is_disturbed(record):
        yield _disturbed_text(f"the cheat {source.name}")
        return
    score = record.report.score
    if score is not None and score > naive_score:
        yield (
            f"the cheat {source.name} scores {score:g}, more than the naive solution's {naive_score:g}. "
            "Close that way."
        )
    verdicts = _verdicts_of(record)
    if not verdicts & set(source.declared.split(" | ")):
        met = f"the cheat {source.name} meets '{', '.join(sorted(verdicts))}', not '{source.declared}'"
        yield f"{met}. Correct its docstring, or write cheats/{source.name}.py for this exercise."


def _verdicts_of(record: Record) -> set[str]:
    """The verdicts of a submission in tests and in timing, or `_NO_GAIN` if all passed."""
    tests = {str(t.verdict) for t in record.report.tests if t.verdict is not Verdict.PASSED}
    clock = {p.ending for p in record.report.performance if p.ending in ("failed", "forbidden")}
    return {*tests, *clock} or {_NO_GAIN}


def _timing_text(result: PerformanceResult) -> str:
    score = "" if result.score is None else f", score {result.score:.3f} with noise {result.noise or 0:.3f}"
    measured = "".join(f", {e.name} {e.measured:.1f}" for e in result.evidence if e.measured is not None)
    return f"{result.ending}{score}{measured}"
