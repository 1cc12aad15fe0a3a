"""All checks of one assignment, each with what it found."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass, field
from pathlib import Path

from grader.course import Assignment, Course
from grader.errors import CourseError
from grader.grading.marking import Trial, Work
from grader.grading.mistake import overlaid
from grader.grading.run import LocalExecutor
from grader.intake import Submission
from grader.model import Record, SourceFile, Verdict
from grader.verification.mutant import Mutant, mutants
from grader.verification.observation import Bench, with_bench
from grader.verification.static import static_problems
from grader.verification.variant import NULL_ANSWERS, low_precision, null_answer, with_threads

CHECKS = {
    "files": "starter, statement and reference fit together",
    "stub": "the starter scores 0, and every test says not implemented",
    "reference": "the reference scores all on every secret, in any order",
    "wrong": "every wrong answer is caught and named",
    "null": "answers nobody worked for earn nothing",
    "right": "independent right answers score all",
    "tolerance": "honest errors are far below the tolerance, float16 is above",
    "time": "the limit leaves room for slow machines",
    "mutants": "every change of the reference costs points",
}
SECRETS = 20
_HONEST = 0.1
"""Share of the tolerance an independent right answer may use."""
_PATIENCE = 50
_MUTANT_BASE_S, _MUTANT_FACTOR = 0.2, 10

Report = Callable[[str, int, int], None]
"""Called with the name of a check, runs done and runs in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One check's result. ``problems`` is empty if it holds."""

    check: str
    problems: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    assignment: str
    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        return not any(step.problems for step in self.steps)


def prove(course: Course, assignment: Assignment, independent: Path, jobs: int, report: Report) -> Proof:
    """Put an assignment through every check.

    Parameters
    ----------
    course, assignment : Course, Assignment
    independent : Path
        Folder of right answers written independently: ``<assignment>_<style>.py`` or ``<assignment>.py``.
    jobs : int
        Processes at a time.
    report : callable
        Told of progress.

    Raises
    ------
    CourseError
        The tests cannot be collected, or the reference does not pass them.
    """
    steps = [Step(check="files", problems=tuple(static_problems(assignment)))]
    answers = _independent(assignment, independent)
    watching = _Watching(assignment, answers, report)
    with_bench(course, assignment, watching.run, torch=any("import torch" in a for a in answers.values()))
    with LocalExecutor(course, assignment, jobs) as executor:
        trials = _Trials(assignment, executor, report, watching)
        steps += [trials.stub(), trials.reference(), trials.wrong(), trials.null()]
        steps += watching.steps
        steps += [trials.mutants()]
    steps = [_merged([s for s in steps if s.check == name]) for name in CHECKS]
    return Proof(assignment=assignment.id, steps=tuple(steps))


def _merged(parts: Sequence[Step]) -> Step:
    figures: dict[str, float] = {}
    for part in parts:
        figures |= part.figures
    return Step(
        check=parts[0].check,
        problems=tuple(p for part in parts for p in part.problems),
        figures=figures,
        remarks=tuple(r for part in parts for r in part.remarks),
    )


def _independent(assignment: Assignment, folder: Path) -> dict[str, str]:
    others = {f"{assignment.id}.py"}
    paths = [
        p
        for p in sorted(folder.glob(f"{assignment.id}*.py"))
        if p.name in others or p.stem.startswith(f"{assignment.id}_")
    ]
    return {p.stem: p.read_text(encoding="utf-8") for p in paths}


class _Watching:
    """The checks in which right answers are watched, in this process."""

    def __init__(self, assignment: Assignment, independent: dict[str, str], report: Report) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._independent = independent
        self._report = report
        self.steps: list[Step] = []
        self.slowest_s = 0.0
        self.numeric: set[str] = set()

    def run(self, bench: Bench) -> None:
        self._orders(bench)
        self._right(bench)

    def _orders(self, bench: Bench) -> None:
        forward = bench.watch(self._reference, salt="order")
        backward = bench.watch(self._reference, salt="order", reverse=True)
        threads = bench.watch(with_threads(self._reference, 2), salt="order")
        problems = [
            f"{o.spec.id} does not pass: {o.verdict}: {o.detail}"
            for watched in (forward, backward, threads)
            for o in watched.failed
        ]
        problems += [
            f"{test} passes other arguments when the tests run in reverse: it keeps something between runs"
            for test, calls in forward.calls.items()
            if calls != backward.calls.get(test)
        ]
        self.steps.append(Step(check="reference", problems=tuple(problems)))
        self.numeric = set(forward.errors)
        self.slowest_s = min(forward.slowest_s, backward.slowest_s)
        limit = self._assignment.settings.limits.timeout_s
        ratio = limit / max(self.slowest_s, 1e-6)
        late = (
            [f"timeout_s is {limit:g}, only {ratio:.0f} times the reference's slowest call"]
            if ratio < _PATIENCE
            else []
        )
        self.steps.append(
            Step(check="time", problems=tuple(late), figures={"times the slowest call": round(ratio)})
        )

    def _right(self, bench: Bench) -> None:
        problems, honest, exact = [], 0.0, []
        if not self._independent:
            problems.append("no independent right answer was found")
        for done, (name, source) in enumerate(self._independent.items()):
            self._report("right", done, len(self._independent))
            watched = bench.watch(source, salt="right")
            problems += [f"{name}: {o.spec.id}: {o.verdict}: {o.detail}" for o in watched.failed]
            for function, share in watched.errors.items():
                honest = max(honest, share)
                if share > _HONEST:
                    exact.append(
                        f"{name}: {function} uses {share:.2g} of the tolerance; at most {_HONEST} is right"
                    )
        self.steps.append(
            Step(check="right", problems=tuple(problems), figures={"answers": len(self._independent)})
        )
        self.steps.append(
            Step(check="tolerance", problems=tuple(exact), figures={"largest share used": round(honest, 4)})
        )


class _Trials:
    """The checks that run many sources through ordinary grading processes."""

    def __init__(
        self, assignment: Assignment, executor: LocalExecutor, report: Report, watched: _Watching
    ) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._settings = assignment.settings
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._executor = executor
        self._report = report
        self._mutant_s = _MUTANT_BASE_S + _MUTANT_FACTOR * watched.slowest_s
        self._numeric = watched.numeric
        self._functions = [t.function for t in self._settings.tasks]

    def stub(self) -> Step:
        (record,) = self._run(
            "stub", [("starter", self._assignment.starter_path.read_text(), Trial(salt="stub"))]
        )
        problems = [
            f"{test.id}: {test.verdict} on the starter, not_implemented expected"
            for test in record.staff
            if test.verdict is not Verdict.NOT_IMPLEMENTED
        ]
        if record.report.score:
            problems.append(f"the starter scores {record.report.score:g}")
        return Step(check="stub", problems=tuple(problems), figures={"tests": len(record.staff)})

    def reference(self) -> Step:
        sources = [(f"secret {n}", self._reference, Trial(salt=f"secret {n}")) for n in range(SECRETS)]
        problems = [
            f"{record.report.student}: {test.id}: {test.verdict}: {test.message}"
            for record in self._run("reference", sources)
            for test in record.staff
            if test.verdict is not Verdict.PASSED
        ]
        return Step(check="reference", problems=tuple(problems), figures={"secrets": SECRETS})

    def wrong(self) -> Step:
        paths = [p for task in self._settings.tasks for p in self._assignment.wrong_paths(task.id)]
        texts = {p.stem: overlaid(self._reference, p.read_text(encoding="utf-8")) for p in paths}
        records = self._run("wrong", [(name, text, Trial(salt="wrong")) for name, text in texts.items()])
        problems: list[str] = []
        pairs: list[str] = []
        for record in records:
            problems += self._wrong_problems(record)
            pairs += [m for m in _mistakes(record) if "|" in m]
        for task in self._settings.tasks:
            if not self._assignment.wrong_paths(task.id):
                problems.append(f"task {task.id} has no wrong answer")
        return Step(
            check="wrong",
            problems=tuple(problems),
            figures={"files": len(paths)},
            remarks=tuple(f"not told apart by any test: {pair}" for pair in dict.fromkeys(pairs)),
        )

    def _wrong_problems(self, record: Record) -> Iterator[str]:
        name = record.report.student
        task = name.partition("__")[0]
        failed = [t for t in record.report.tests if t.verdict is not Verdict.PASSED]
        if not any(t.task == task and t.origin == "hidden" for t in failed):
            yield f"{name} passes every hidden test of its task"
        for test in failed:
            if test.task != task:
                yield f"{name} fails {test.id}, of task {test.task}, which it does not touch"
        names = _mistakes(record)
        if not any(name in m.split("|") for m in names):
            yield f"{name} is not named" + (f"; {', '.join(names)} is" if names else "")

    def null(self) -> Step:
        sources = [
            (kind, null_answer(self._reference, self._functions, kind), Trial(salt="null"))
            for kind in NULL_ANSWERS
        ]
        problems: list[str] = []
        weak: set[str] = set()
        for record in self._run("null", sources):
            kind = record.report.student
            for test in record.report.tests:
                if test.verdict is Verdict.PASSED and test.origin == "hidden":
                    weak.add(test.id)
                    if not test.weak:
                        problems.append(f"{test.id} passes for the null answer '{kind}': mark it weak=True")
            problems += [
                f"the null answer '{kind}' earns {task.points:g} points in {task.id}"
                for task in record.report.tasks
                if task.points
            ]
        problems += list(self._half())
        return Step(
            check="null", problems=tuple(problems), figures={"kinds": len(sources), "weak tests": len(weak)}
        )

    def _half(self) -> Iterator[str]:
        source = low_precision(self._reference, self._functions)
        (record,) = self._run("null", [("float16", source, Trial(salt="half"))])
        exact = {t.id for t in self._settings.tasks if t.function in self._numeric}
        for task in record.report.tasks:
            hidden = [
                t for t in record.report.tests if t.task == task.id and t.origin == "hidden" and not t.weak
            ]
            if task.id in exact and all(t.verdict is Verdict.PASSED for t in hidden):
                yield f"an answer computed in float16 passes every test of {task.id}"

    def mutants(self) -> Step:
        equivalent = _equivalent(self._assignment)
        every = list(mutants(self._reference))
        live = [m for m in every if m.key not in equivalent]
        tasks = {t.function: t.id for t in self._settings.tasks}
        sources = [
            (
                str(i),
                m.source,
                Trial(salt="mutant", task=tasks.get(m.function, ""), stop=True, timeout_s=self._mutant_s),
            )
            for i, m in enumerate(live)
        ]
        survivors = []
        for record in self._run("mutants", sources):
            if all(test.verdict is Verdict.PASSED for test in record.staff):
                survivors.append(live[int(record.report.student)])
        unused = set(equivalent) - {m.key for m in every}
        problems = [_survivor(self._assignment, m) for m in sorted(survivors, key=lambda m: m.line)]
        problems += [
            f"equivalent.toml names a mutant that does not exist: {' | '.join(key)}" for key in sorted(unused)
        ]
        figures: dict[str, float] = {
            "mutants": len(every),
            "killed": len(live) - len(survivors),
            "equivalent": len(every) - len(live),
            "survivors": len(survivors),
        }
        return Step(check="mutants", problems=tuple(problems), figures=figures)

    def _run(self, check: str, sources: Sequence[tuple[str, str, Trial]]) -> list[Record]:
        futures = [self._executor.submit(self._work(*source)) for source in sources]
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


def _equivalent(assignment: Assignment) -> dict[tuple[str, str, str, str], str]:
    """Mutants an author has shown to change nothing: ``equivalent.toml``, each with one sentence why."""
    path = assignment.folder / "equivalent.toml"
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("mutants", [])
        return {(e["function"], e["operator"], e["before"], e["after"]): e["why"] for e in entries}
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise CourseError(
            f"{assignment.id}/equivalent.toml: {error}. Each [[mutants]] has function, operator, before, after, why."
        ) from None


def _survivor(assignment: Assignment, mutant: Mutant) -> str:
    name = assignment.reference_path.name if assignment.reference_path else ""
    return f"survivor: reference/{name}, line {mutant.line}, {mutant.function}, {mutant.operator}:\n{mutant.diff}"
