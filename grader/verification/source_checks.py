"""The checks that run many sources through ordinary grading processes: stub, reference, wrong, null, mutants."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed

from grader.course import Assignment
from grader.errors import CourseError
from grader.grading.local_executor import LocalExecutor
from grader.grading.mistake_search import overlaid
from grader.grading.process_protocol import Trial, Work
from grader.intake import Submission
from grader.model import Record, SourceFile, Verdict
from grader.text import count
from grader.verification.check_result import Depth, Report, Step
from grader.verification.control_answers import NULL_ANSWERS, null_answer
from grader.verification.equivalent_mutants import load_equivalent, problems_of_entries, survivor_text
from grader.verification.mutants import mutants
from grader.verification.observable_changes import Sieve

_MUTANT_BASE_S, _MUTANT_FACTOR = 0.2, 10

_UNUSABLE = (Verdict.ERROR, Verdict.FORBIDDEN, Verdict.CRASHED, Verdict.TIMEOUT, Verdict.MEMORY)

_Source = tuple[str, str, Trial]


class Trials:
    """Runs of one assignment; all but the mutants are begun at once and looked at later.

    Parameters
    ----------
    assignment : Assignment
    executor : LocalExecutor
        Grading processes of this assignment.
    report : callable
        Told of progress.
    depth : Depth
    """

    def __init__(self, assignment: Assignment, executor: LocalExecutor, report: Report, depth: Depth) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._settings = assignment.settings
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._executor = executor
        self._report = report
        self._depth = depth
        self._wrong = {
            p.stem: overlaid(self._reference, p.read_text(encoding="utf-8"))
            for t in self._settings.tasks
            for p in assignment.wrong_paths(t.id)
        }
        self._begun = {
            "stub": self._begin([("starter", assignment.starter_text(), Trial(salt="stub"))]),
            "reference": self._begin(
                [(f"secret {n}", self._reference, Trial(salt=f"secret {n}")) for n in range(depth.reference)]
            ),
            "wrong": self._begin(list(self._wrong_sources())),
            "null": self._begin(list(self._null_sources())),
        }

    def stub(self) -> Step:
        (record,) = self._records("stub")
        problems = [
            f"{test.id}: {test.verdict} on the starter, not_implemented expected. "
            "Let the starter raise NotImplementedError, and the test call the function."
            for test in record.staff
            if test.verdict is not Verdict.NOT_IMPLEMENTED
        ]
        if _unusable(record):
            problems = [f"the starter cannot be imported: {record.staff[0].message}"]
        if record.report.score:
            problems.append(f"the starter scores {record.report.score:g}, 0 expected")
        return Step(check="stub", problems=tuple(problems), figures={"tests": len(record.staff)})

    def reference(self) -> Step:
        problems, full = [], sum(task.points for task in self._settings.tasks)
        for record in self._records("reference"):
            failed = [t for t in record.staff if t.verdict is not Verdict.PASSED]
            problems += [f"{record.report.student}: {t.id}: {t.verdict}: {t.message}" for t in failed]
            if not failed and record.report.score != full:
                problems.append(
                    f"the reference passes all tests and scores {record.report.score} of {full:g}: the points of "
                    "some task are not given by its tests. Give each task a hidden test that is not weak."
                )
        return Step(
            check="reference",
            problems=tuple(dict.fromkeys(problems)),
            figures={"secrets": self._depth.reference},
        )

    def wrong(self) -> Step:
        problems: dict[str, int] = {}
        pairs: list[str] = []
        for record in self._records("wrong"):
            for problem in self._wrong_problems(record):
                problems[problem] = problems.get(problem, 0) + 1
            pairs += [m for m in _mistakes(record) if "|" in m]
        told = [self._on_some(problem, times) for problem, times in problems.items()]
        told += [
            f"task {task.id} has no wrong answer. Write one as wrong/{task.id}__<slug>.py."
            for task in self._settings.tasks
            if not self._assignment.wrong_paths(task.id)
        ]
        least = self._depth.least_wrong * len(self._settings.tasks)
        if len(self._wrong) < least:
            told.append(
                f"{count(len(self._wrong), 'wrong answer')} found, {least} needed: {self._depth.least_wrong} for each "
                "task. Write down what students get wrong, as wrong/<task>__<slug>.py."
            )
        return Step(
            check="wrong",
            problems=tuple(told),
            figures={"files": len(self._wrong), "secrets": self._depth.wrong},
            remarks=tuple(f"not told apart by any test: {pair}" for pair in dict.fromkeys(pairs)),
        )

    def _wrong_sources(self) -> Iterator[_Source]:
        """Secret by secret, since what wrong answers say to a call is kept for the next; other tasks once."""
        for n in range(self._depth.wrong):
            for name, text in self._wrong.items():
                yield name, text, Trial(salt=f"wrong {n}", task=name.partition("__")[0] if n else "")

    def _wrong_problems(self, record: Record) -> Iterator[str]:
        name = record.report.student
        if _unusable(record):
            yield f"wrong/{name}.py cannot be imported: {record.staff[0].message}"
            return
        task = name.partition("__")[0]
        failed = [t for t in record.report.tests if t.verdict is not Verdict.PASSED]
        for test in failed:
            if test.task != task and not self._is_class(task):
                yield (
                    f"wrong/{name}.py fails {test.id}, of task {test.task}, which it does not touch. "
                    "Let that test not depend on the other task."
                )
        if not any(t.task == task and t.origin == "hidden" for t in failed):
            yield f"wrong/{name}.py passes every hidden test of its task. Write a test that fails it."
            return
        names = _mistakes(record)
        if not any(name in m.split("|") for m in names):
            instead = f"; {', '.join(names)} is" if names else ""
            yield (
                f"wrong/{name}.py is not named in its own report{instead}. Let tests compare at least 3 independent "
                "values over 2 calls of different size."
            )

    def _is_class(self, task: str) -> bool:
        """Whether a task is a class: tests of other tasks may use its objects, and fail with them."""
        function = next((t.function for t in self._settings.tasks if t.id == task), "")
        return any(
            isinstance(n, ast.ClassDef) and n.name == function for n in ast.parse(self._reference).body
        )

    def _on_some(self, problem: str, times: int) -> str:
        """A problem that some inputs have and others have not; what concerns other tasks is tried only once."""
        secrets = self._depth.wrong
        some = times < secrets and "does not touch" not in problem
        return f"{problem} (So on {times} of {secrets} secrets.)" if some else problem

    def null(self) -> Step:
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
        return Step(check="null", problems=tuple(problems), figures=figures)

    def _null_sources(self) -> Iterator[_Source]:
        functions = [t.function for t in self._settings.tasks]
        for kind in NULL_ANSWERS:
            yield kind, null_answer(self._reference, functions, kind), Trial(salt="null")

    def mutants(self, slowest_s: float, sieve: Sieve) -> Step:
        """Hidden tests alone must kill: a public one that fails costs nothing where it has no weight."""
        equivalent = load_equivalent(self._assignment)
        every = [*mutants(self._reference), *(n.mutant for n in sieve.noticed)]
        live = [m for m in every if m.key not in equivalent]
        tasks = {t.function: t.id for t in self._settings.tasks}
        limit = _MUTANT_BASE_S + _MUTANT_FACTOR * slowest_s
        only = "" if self._settings.public_weight else "hidden/"

        def tried(index: int, only: str) -> _Source:
            task = tasks.get(live[index].function, "")
            trial = Trial(salt="mutant", task=task, only=only, stop=True, timeout_s=limit)
            return str(index), live[index].source, trial

        likely = {n.mutant.key: n.alone for n in sieve.noticed}  # one test is faster than all
        first = [tried(i, alone) for i, m in enumerate(live) if (alone := likely.get(m.key, ""))]
        killed = {int(name) for name, *_ in first} - self._passed("mutants", first)
        rest = [tried(i, only) for i in range(len(live)) if i not in killed]
        survivors = [live[i] for i in self._passed("mutants", rest)]
        shown = {n.mutant.key: n.call.origin for n in sieve.noticed}
        problems = [
            survivor_text(self._assignment, m, shown.get(m.key, ""))
            for m in sorted(survivors, key=lambda m: m.line)
        ]
        problems += problems_of_entries(self._assignment, equivalent, [*every, *sieve.made])
        least = self._depth.least_changes * len(tasks)
        if not survivors and len(live) < least:
            problems.append(
                f"only {count(len(live), 'change')} of the reference can be tried, {least} are needed for "
                f"{count(len(tasks), 'task')}. Give the tasks more to compute."
            )
        figures: dict[str, float] = {
            "mutants": len(every),
            "killed": len(live) - len(survivors),
            "equivalent": len(every) - len(live),
            "survivors": len(survivors),
            "without effect": len(sieve.made) - len(sieve.noticed),
        }
        return Step(check="mutants", problems=tuple(problems), figures=figures)

    def _passed(self, check: str, sources: Sequence[_Source]) -> set[int]:
        """The numbers of those that no test fails."""
        self._begun[check] = self._begin(sources)
        return {
            int(record.report.student)
            for record in self._records(check)
            if all(test.verdict is Verdict.PASSED for test in record.staff)
        }

    def _begin(self, sources: Sequence[_Source]) -> list[Future[Record]]:
        return [self._executor.submit(self._work(*source)) for source in sources]

    def _records(self, check: str) -> list[Record]:
        futures = self._begun[check]
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


def _mistakes(record: Record) -> list[str]:
    return list(dict.fromkeys(t.mistake.id for t in record.report.tests if t.mistake))


def _unusable(record: Record) -> bool:
    """The module cannot be imported: one verdict and one message for every test."""
    said = {(test.verdict, test.message) for test in record.staff}
    (verdict, _), *more = said or {(Verdict.PASSED, "")}
    return not more and verdict in _UNUSABLE
