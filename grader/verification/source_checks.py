"""Checks that run sources through ordinary grading processes: starter, reference, wrong and null answers, mutants."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed

from grader.changes.mutants import mutants
from grader.course import Assignment
from grader.errors import CourseError
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.intake import Submission
from grader.model import Record, SourceFile, Verdict
from grader.text import count
from grader.verification.check_result import CheckResult, Depth, ReportProgress
from grader.verification.control_answers import NULL_ANSWERS, null_answer
from grader.verification.equivalent_mutants import EquivalentMutants, survivor_text
from grader.verification.observable_changes import ObservableChangeSearch

_MUTANT_BASE_S, _MUTANT_FACTOR = 0.2, 10
"""CPU seconds per call of a mutant: the base, plus a multiple of the reference's slowest call."""

_IMPORT_VERDICTS = (Verdict.ERROR, Verdict.FORBIDDEN, Verdict.CRASHED, Verdict.TIMEOUT, Verdict.MEMORY)

_NamedSource = tuple[str, str, Trial]
"""Name, source text and options of a run."""


class SourceChecks:
    """Runs many sources of one assignment. All runs but those of mutants are submitted at once.

    Parameters
    ----------
    assignment : Assignment
    executor : LocalExecutor
        Grading processes of this assignment.
    report : callable
        Called to report progress.
    depth : Depth
    """

    def __init__(
        self, assignment: Assignment, executor: LocalExecutor, report: ReportProgress, depth: Depth
    ) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._settings = assignment.settings
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._executor = executor
        self._report = report
        self._depth = depth
        self._wrong = {mistake.id: mistake for mistake in assignment.known_mistakes}
        self._futures = {
            "stub": self._submit([("starter", assignment.starter_text(), Trial(salt="stub"))]),
            "reference": self._submit(
                [(f"secret {n}", self._reference, Trial(salt=f"secret {n}")) for n in range(depth.reference)]
            ),
            "wrong": self._submit(list(self._wrong_sources())),
            "null": self._submit(list(self._null_sources())),
        }

    def check_starter(self) -> CheckResult:
        (record,) = self._records("stub")
        problems = [
            f"{test.id}: {test.verdict} on the starter, not_implemented expected. "
            "Let the starter raise NotImplementedError, and the test call the function."
            for test in record.staff
            if test.verdict is not Verdict.NOT_IMPLEMENTED
        ]
        if _cannot_be_imported(record):
            problems = [f"the starter cannot be imported: {record.staff[0].message}"]
        if record.report.score:
            problems.append(f"the starter scores {record.report.score:g}, 0 expected")
        return CheckResult(check="stub", problems=tuple(problems), figures={"tests": len(record.staff)})

    def check_reference(self) -> CheckResult:
        problems, full = [], sum(task.points for task in self._settings.tasks)
        for record in self._records("reference"):
            failed = [t for t in record.staff if t.verdict is not Verdict.PASSED]
            problems += [f"{record.report.student}: {t.id}: {t.verdict}: {t.message}" for t in failed]
            if not failed and record.report.score != full:
                problems.append(
                    f"the reference passes all tests and scores {record.report.score} of {full:g}: the points of "
                    "some task are not given by its tests. Give each task a hidden test that is not weak."
                )
        return CheckResult(
            check="reference",
            problems=tuple(dict.fromkeys(problems)),
            figures={"secrets": self._depth.reference},
        )

    def check_wrong_answers(self) -> CheckResult:
        problems: dict[str, int] = {}
        ambiguous: list[str] = []
        for record in self._records("wrong"):
            for problem in self._wrong_problems(record):
                problems[problem] = problems.get(problem, 0) + 1
            ambiguous += [m for m in _mistake_ids(record) if "|" in m]
        messages = [self._with_frequency(problem, times) for problem, times in problems.items()]
        messages += [
            f"task {task.id} has no known mistake. Write one in mistakes.toml, with the id {task.id}__<slug>."
            for task in self._settings.tasks
            if not any(mistake.task == task.id for mistake in self._wrong.values())
        ]
        needed = self._depth.least_wrong * len(self._settings.tasks)
        if len(self._wrong) < needed:
            messages.append(
                f"{count(len(self._wrong), 'known mistake')} found, {needed} needed: {self._depth.least_wrong} for "
                "each task. Write down in mistakes.toml what students get wrong."
            )
        return CheckResult(
            check="wrong",
            problems=tuple(messages),
            figures={"mistakes": len(self._wrong), "secrets": self._depth.wrong},
            remarks=tuple(f"not told apart by any test: {pair}" for pair in dict.fromkeys(ambiguous)),
        )

    def _wrong_sources(self) -> Iterator[_NamedSource]:
        """Secret by secret, since what wrong answers say to a call is kept for the next; other tasks once."""
        for n in range(self._depth.wrong):
            all_tasks = self._depth.other_tasks and n == 0
            for mistake in self._wrong.values():
                trial = Trial(salt=f"wrong {n}", task="" if all_tasks else mistake.task)
                yield mistake.id, mistake.source, trial

    def _wrong_problems(self, record: Record) -> Iterator[str]:
        name = record.report.student
        origin, task = self._wrong[name].origin, self._wrong[name].task
        if _cannot_be_imported(record):
            yield f"{origin} cannot be imported: {record.staff[0].message}"
            return
        failed = [t for t in record.report.tests if t.verdict is not Verdict.PASSED]
        for test in failed:
            if test.task != task and not self._is_class(task):
                yield (
                    f"{origin} fails {test.id}, of task {test.task}, which it does not touch. "
                    "Let that test not depend on the other task."
                )
        if not any(t.task == task and t.origin == "hidden" for t in failed):
            yield f"{origin} passes every hidden test of its task. Write a test that fails it."
            return
        names = _mistake_ids(record)
        if not any(name in m.split("|") for m in names):
            instead = f"; {', '.join(names)} is" if names else ""
            yield (
                f"{origin} is not named in its own report{instead}. Let at least 2 tests fail it in calls of "
                "different size, 3 where results are single numbers: the first mismatch of each test is evidence, and "
                "all together must show 3 independent values."
            )

    def _is_class(self, task: str) -> bool:
        """Whether a task is a class. Tests of other tasks may use its objects, and fail with them."""
        function = next((t.function for t in self._settings.tasks if t.id == task), "")
        return any(
            isinstance(n, ast.ClassDef) and n.name == function for n in ast.parse(self._reference).body
        )

    def _with_frequency(self, problem: str, times: int) -> str:
        """A problem with the number of secrets on which it occurs, if not all."""
        secrets = self._depth.wrong
        some = times < secrets and "does not touch" not in problem
        return f"{problem} (So on {times} of {secrets} secrets.)" if some else problem

    def check_null_answers(self) -> CheckResult:
        problems: list[str] = []
        weak: set[str] = set()
        for record in self._records("null"):
            kind = record.report.student
            for test in record.report.tests:
                if test.verdict is Verdict.PASSED and test.origin == "hidden":
                    weak.add(test.id)
                    if not test.weak:
                        problems.append(
                            f"{test.id} passes for the null answer '{kind}'. Mark it weak=True, or compare values."
                        )
            problems += [
                f"the null answer '{kind}' earns {task.points:g} points in {task.id}"
                for task in record.report.tasks
                if task.points
            ]
        figures: dict[str, float] = {"kinds": len(NULL_ANSWERS), "weak tests": len(weak)}
        return CheckResult(check="null", problems=tuple(problems), figures=figures)

    def _null_sources(self) -> Iterator[_NamedSource]:
        functions = [t.function for t in self._settings.tasks]
        for kind in NULL_ANSWERS:
            yield kind, null_answer(self._reference, functions, kind), Trial(salt="null")

    def check_mutants(self, slowest_s: float, search: ObservableChangeSearch) -> CheckResult:
        """Every change of the reference costs points: a hidden test, or a weighted public one, must fail it."""
        equivalent = EquivalentMutants(self._assignment)
        all_mutants = [*mutants(self._reference), *(n.mutant for n in search.observable)]
        tried = [m for m in all_mutants if m not in equivalent]
        tasks = {t.function: t.id for t in self._settings.tasks}
        limit = _MUTANT_BASE_S + _MUTANT_FACTOR * slowest_s
        only = "" if self._settings.public_weight else "hidden/"

        def run_of(index: int, only: str) -> _NamedSource:
            task = tasks.get(tried[index].function, "")
            trial = Trial(salt="mutant", task=task, only=only, stop=True, timeout_s=limit)
            return str(index), tried[index].source, trial

        # Running the one hidden test that shows a change is faster than running all.
        hidden_tests = {n.mutant.key: n.hidden_test for n in search.observable}
        first_runs = [
            run_of(i, hidden_test)
            for i, m in enumerate(tried)
            if (hidden_test := hidden_tests.get(m.key, ""))
        ]
        killed = {int(name) for name, *_ in first_runs} - self._undetected("mutants", first_runs)
        other_runs = [run_of(i, only) for i in range(len(tried)) if i not in killed]
        survivors = [tried[i] for i in self._undetected("mutants", other_runs)]
        origins = {n.mutant.key: n.call.origin for n in search.observable}
        problems = [
            survivor_text(self._assignment, m, origins.get(m.key, ""))
            for m in sorted(survivors, key=lambda m: m.line)
        ]
        problems += equivalent.problems([*all_mutants, *search.changes])
        needed = self._depth.least_changes * len(tasks)
        if not survivors and len(tried) < needed:
            problems.append(
                f"only {count(len(tried), 'change')} of the reference can be tried, {needed} are needed for "
                f"{count(len(tasks), 'task')}. Give the tasks more to compute."
            )
        figures: dict[str, float] = {
            "mutants": len(all_mutants),
            "killed": len(tried) - len(survivors),
            "equivalent": len(all_mutants) - len(tried),
            "survivors": len(survivors),
            "without effect": len(search.changes) - len(search.observable),
        }
        return CheckResult(check="mutants", problems=tuple(problems), figures=figures)

    def _undetected(self, check: str, sources: Sequence[_NamedSource]) -> set[int]:
        """The indices of the sources that pass every test."""
        self._futures[check] = self._submit(sources)
        return {
            int(record.report.student)
            for record in self._records(check)
            if all(test.verdict is Verdict.PASSED for test in record.staff)
        }

    def _submit(self, sources: Sequence[_NamedSource]) -> list[Future[Record]]:
        return [self._executor.submit(self._work(*source)) for source in sources]

    def _records(self, check: str) -> list[Record]:
        futures = self._futures[check]
        for done, _ in enumerate(as_completed(futures), 1):
            self._report(check, done, len(futures))
        records = [future.result() for future in futures]
        for record in records:
            if record.report.score is None and not record.staff:
                raise CourseError(
                    f"{self._assignment.id}: {record.report.student}: {record.report.not_graded}"
                )
        return records

    def _work(self, name: str, source: str, trial: Trial) -> Work:
        file = SourceFile(name=self._settings.module, text=source)
        submission = Submission(student=name, origin=name, sha256="", files=(file,))
        return Work(submission=submission, trial=trial)


def _mistake_ids(record: Record) -> list[str]:
    return list(dict.fromkeys(t.mistake.id for t in record.report.tests if t.mistake))


def _cannot_be_imported(record: Record) -> bool:
    """Whether the module cannot be imported: every test has the same verdict and message."""
    results = {(test.verdict, test.message) for test in record.staff}
    (verdict, _), *more = results or {(Verdict.PASSED, "")}
    return not more and verdict in _IMPORT_VERDICTS
