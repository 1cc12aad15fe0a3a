"""The checks of what is timed: tolerances, solutions in their tiers, cheats that gain nothing."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.course import Assignment
from grader.course.author_module import module_from_text
from grader.course.performance import Performance
from grader.errors import CourseError
from grader.grading.executor import LocalExecutor
from grader.grading.marking import Trial, Work
from grader.grading.timing_plan import TimingPlan
from grader.intake import Submission
from grader.model import PerformanceResult, Record, SourceFile, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.zygote_client import start_zygote
from grader.timing import Benchmark
from grader.timing.paired_benchmark import RuleViolation
from grader.verification.check_result import Report, Step
from grader.verification.control_answers import NULL_ANSWERS, low_precision, null_answer

APART = 100
"""The error of low precision is at least so many times that of honest code, or no tolerance lies between them."""
_SAFE = 10
"""So many times the error of honest code is allowed."""
_SEEDS = 3
_EARNS = re.compile(r"^earns: (\d+(?:\.\d+)?) points?$", re.MULTILINE)
_VERDICT = re.compile(r"^verdict: (.+)$", re.MULTILINE)
_NO_GAIN = "no faster than naive"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A file of ``solutions/`` or ``cheats/``."""

    name: str
    text: str
    said: str
    """What its docstring declares."""


class Speed:
    """Checks of one assignment that has something to time.

    Parameters
    ----------
    assignment : Assignment
    executor : LocalExecutor
        Grading processes of this assignment.
    repeats : int
        How often each solution is timed.
    independent : dict of str
        Sources of right answers, by name: none may break a rule of the clock.
    report : callable
        Told of progress.
    """

    def __init__(
        self,
        assignment: Assignment,
        executor: LocalExecutor,
        repeats: int,
        independent: dict[str, str],
        report: Report,
    ) -> None:
        self._assignment = assignment
        self._executor = executor
        self._repeats = repeats
        self._independent = [_Source(name=name, text=text, said="") for name, text in independent.items()]
        self._report = report
        self._entries = [p for p in assignment.settings.performance if p.device == "cpu"]
        self._solutions = list(_sources(assignment.folder / "solutions", _EARNS))
        self._cheats = list(_sources(assignment.folder / "cheats", _VERDICT))

    def timed(self) -> Step:
        """What timed rounds let pass: honest errors do, low precision and null answers do not."""
        problems: list[str] = []
        figures: dict[str, float] = {}
        for entry in self._entries:
            honest, cheap = self._errors(entry)
            figures |= {"honest error": honest, "float16": cheap}
            problems += _tolerance_problems(entry, honest, cheap)
        problems += self._null_answers()
        return Step(check="timed", problems=tuple(problems), figures=figures)

    def _errors(self, entry: Performance) -> tuple[float, float]:
        """The largest error of honest solutions, and the smallest of one in float16, as the clock counts errors."""
        function, benchmark = self._assignment.function_of(entry), Benchmark(self._assignment, entry)
        reference = self._assignment.reference_of(entry).read_text(encoding="utf-8")
        honest, cheap = 0.0, np.inf
        for size in entry.sizes:
            for seed in range(_SEEDS):
                args = benchmark.inputs(np.random.default_rng(seed), size)
                right = _run(reference, function, [np.asarray(a, np.float64) for a in args])
                scale = float(np.sqrt(np.mean(np.square(right)))) or 1.0
                for solution in self._solutions:
                    made = [
                        _run(t, function, args)
                        for t in (solution.text, low_precision(solution.text, [function]))
                    ]
                    full, half = (float(np.max(np.abs(value - right))) / scale for value in made)
                    honest = max(honest, full)
                    cheap = min(cheap, half if np.isfinite(half) else np.inf)
        return honest, cheap

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

    def tiers(self) -> Step:
        """Every solution earns what it declares, as often as it is tried."""
        if not self._solutions:
            text = "there is no solution that says what it earns. Write solutions/naive.py, middle.py and good.py."
            return Step(check="tiers", problems=(text,))
        sources = [solution for solution in self._solutions for _ in range(self._repeats)]
        problems, figures = [], {}
        for solution in self._solutions:
            figures[solution.name] = 0.0
        for source, record in self._graded("tiers", sources):
            earned = sum(p.points for p in record.report.performance)
            figures[source.name] += earned == float(source.said)
            if earned != float(source.said):
                told = "; ".join(_told(p) for p in record.report.performance)
                problems.append(
                    f"solutions/{source.name}.py earns {earned:g} points, not {source.said}: {told}."
                )
        problems += self._honest()
        return Step(check="tiers", problems=tuple(problems), figures={**figures, "times each": self._repeats})

    def _honest(self) -> Iterator[str]:
        """Right answers, however slow, break no rule of the clock."""
        for source, record in self._graded("honest", self._independent):
            for result in record.report.performance:
                if result.ending in ("forbidden", "failed", "faster than possible"):
                    yield f"the right answer {source.name} ends as '{result.ending}' on the clock: {result.message}"

    def cheats(self) -> Step:
        """No cheat earns a point more than the naive solution, and each meets the verdict it declares."""
        naive = [s for s in self._solutions if s.name == "naive"]
        runs = list(self._graded("cheats", [*naive, *self._cheats]))
        most = max((record.report.score or 0.0 for source, record in runs if source in naive), default=0.0)
        problems = [
            problem
            for source, record in runs
            if source not in naive
            for problem in _gain(source, record, most)
        ]
        if not self._cheats:
            problems.append("there is no cheat. Write some as cheats/<name>.py; CONTRIBUTING.md says how.")
        return Step(check="cheats", problems=tuple(problems), figures={"files": len(self._cheats)})

    def _graded(self, check: str, sources: Sequence[_Source]) -> Iterator[tuple[_Source, Record]]:
        begun: dict[Future[Record], _Source] = {self._executor.submit(self._work(s)): s for s in sources}
        for done, future in enumerate(as_completed(begun), 1):
            self._report(check, done, len(begun))
            yield begun[future], future.result()

    def _work(self, source: _Source) -> Work:
        file = SourceFile(name=self._assignment.settings.module, text=source.text)
        submission = Submission(student=source.name, origin=source.name, sha256="", files=(file,))
        return Work(submission=submission, trial=Trial(salt="speed", timed=True))


def _sources(folder: Path, declared: re.Pattern[str]) -> Iterator[_Source]:
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        said = declared.search(ast.get_docstring(ast.parse(text)) or "")
        if said:
            yield _Source(name=path.stem, text=text, said=said[1])


def _run(text: str, function: str, args: Sequence[Any]) -> npt.NDArray[Any]:
    """The result of staff's own code, in this process."""
    module = module_from_text("solution", text, "solution.py")
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):  # float16 overflows
        try:
            result = getattr(module, function)(*(np.array(a) for a in args))
        except Exception as error:  # reference and solutions may raise anything: the course is at fault
            raise CourseError(
                f"{function} fails on the inputs of hidden/benchmark.py in the reference or a solution: "
                f"{type(error).__name__}: {error}. Correct one of them."
            ) from error
    return np.asarray(result, np.float64)


def _tolerance_problems(entry: Performance, honest: float, cheap: float) -> Iterator[str]:
    if cheap < APART * honest:
        yield (
            f"{entry.id}: float16 errs by {cheap:.1e} and honest code by {honest:.1e}, less than {APART} times apart: "
            "no tolerance separates them. Choose other inputs in hidden/benchmark.py."
        )
    elif not _SAFE * honest <= entry.tolerance < cheap:
        yield (
            f"{entry.id}: tolerance is {entry.tolerance:g}; it should lie between {_SAFE} times the honest error, "
            f"{_SAFE * honest:.1e}, and the error of float16, {cheap:.1e}. Set it to {(honest * cheap) ** 0.5:.0e}."
        )


def _gain(source: _Source, record: Record, most: float) -> Iterator[str]:
    """What is wrong about a cheat's result."""
    score = record.report.score
    if score is not None and score > most:
        yield f"cheats/{source.name}.py scores {score:g}, more than the naive solution's {most:g}. Close that way."
    seen = _seen(record)
    if not seen & set(source.said.split(" | ")):
        yield f"cheats/{source.name}.py meets '{', '.join(sorted(seen))}', not '{source.said}'. Correct its docstring."


def _seen(record: Record) -> set[str]:
    """The verdicts a submission met, in tests and on the clock; or that it had no gain."""
    tests = {str(t.verdict) for t in record.report.tests if t.verdict is not Verdict.PASSED}
    clock = {p.ending for p in record.report.performance if p.ending in ("failed", "forbidden")}
    return {*tests, *clock} or {_NO_GAIN}


def _told(result: PerformanceResult) -> str:
    score = "" if result.score is None else f", score {result.score:.3f} with noise {result.noise or 0:.3f}"
    measured = "".join(f", {e.name} {e.measured:.1f}" for e in result.evidence if e.measured is not None)
    return f"{result.ending}{score}{measured}"
