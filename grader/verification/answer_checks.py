"""The checks in which right answers are watched, in this process: order, time, agreement and tolerance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.course import Assignment
from grader.model import Verdict
from grader.verification.check_result import Report, Step
from grader.verification.control_answers import low_precision, with_threads
from grader.verification.derived_calls import Made
from grader.verification.observed_runs import Bench, Watched
from grader.verification.statistics_power import power, unlikely

HONEST = 0.1
"""Share of a tolerance an independent right answer may use up."""
_ANSWERS = 2
"""Independent answers to each task."""
_PATIENCE = 50


def independent_answers(assignment: Assignment) -> dict[str, str]:
    """Right answers written independently, by name: ``independent/<style>.py``."""
    paths = sorted(assignment.independent_dir.glob("*.py"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


class Witness:
    """Watches the reference and independent answers on a bench.

    Parameters
    ----------
    assignment : Assignment
    independent : dict of str
        Sources of the answers, by name.
    report : callable
        Told of progress.
    secrets : int
        How many an independent answer is run on.
    """

    def __init__(
        self, assignment: Assignment, independent: dict[str, str], report: Report, secrets: int
    ) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._tasks = {t.id: t for t in assignment.settings.tasks}
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._independent = independent
        self._report = report
        self._secrets = secrets
        self._done = 0
        self.steps: list[Step] = []
        self.slowest_s = 0.0
        self.honest: list[Watched] = []
        self.half: Watched | None = None
        self.made: tuple[Made, ...] = ()
        """The calls that the tests make of the reference."""

    def run(self, bench: Bench) -> None:
        """All checks of this kind, each into `steps`."""
        self._orders(bench)
        self._right(bench)
        named = zip(self._run_names(), self.honest, strict=True)
        self.steps += [unlikely(name, [watched]) for name, watched in named]
        self._half(bench)

    def measure(self, bench: Bench) -> None:
        """Only what a calibration needs: honest answers, and one in float16."""
        self._right(bench)
        self._half(bench)

    def _orders(self, bench: Bench) -> None:
        forward = self._watch(bench, self._reference, "order", keep=True)
        self.made = forward.made
        backward = bench.watch(self._reference, salt="order", reverse=True)
        threads = bench.watch(with_threads(self._reference, 2), salt="order")
        runs = {"": forward, " in reverse order": backward, " with two threads": threads}
        problems = [line for how, run in runs.items() for line in _refused(f"the reference{how}", run)]
        problems += [
            f"{test} passes other arguments when the tests run in reverse: it keeps something between runs. "
            "Draw from rng alone, and change nothing outside the test."
            for test, calls in forward.calls.items()
            if calls != backward.calls.get(test)
        ]
        self.steps.append(Step(check="reference", problems=tuple(problems)))
        self.steps.append(Step(check="files", problems=tuple(self._untested(forward))))
        self.steps += [power(forward), unlikely("the reference", [forward, backward, threads])]
        self.slowest_s = min(forward.slowest_s, backward.slowest_s)
        limit = self._assignment.settings.limits.timeout_s
        ratio = limit / max(self.slowest_s, 1e-6)
        late = f"timeout_s is {limit:g}, only {ratio:.0f} times the reference's slowest call. Set it to at least "
        late += f"{_PATIENCE * self.slowest_s:.1g}, or let that test use smaller inputs."
        self.steps.append(
            Step(
                check="time", problems=(late,) if ratio < _PATIENCE else (),
                figures={"times the slowest call": round(ratio)},
            )
        )  # fmt: skip

    def _untested(self, watched: Watched) -> Iterator[str]:
        """Tasks without a public or hidden test, and numeric ones that no float32 array ever reaches."""
        kinds = {(o.spec.mark.id, o.spec.origin) for o in watched.outcomes}
        for task in self._tasks.values():
            for origin in ("public", "hidden"):
                if (task.id, origin) not in kinds:
                    yield f"task {task.id} has no {origin} test. Write one in {self._assignment.id}/{origin}/."
            inputs = watched.inputs.get(task.function, frozenset())
            if "float64" in watched.legal.get(task.function, ()) and not inputs & {"float32", "float16"}:
                yield (
                    f"{task.function}: no test passes a float32 array, so nothing is known about its precision. "
                    "Add a hidden test that does."
                )

    def _right(self, bench: Bench) -> None:
        problems = list(self._too_few())
        for name, source in self._independent.items():
            runs = [self._watch(bench, source, f"right {n}") for n in range(self._secrets)]
            runs.append(self._watch(bench, source, "right 0", scattered=True))
            self.honest += runs
            problems += dict.fromkeys(line for run in runs for line in _refused(name, run))
        figures: dict[str, float] = {"answers": len(self._independent), "secrets": self._secrets}
        self.steps.append(Step(check="right", problems=tuple(problems), figures=figures))
        self.steps.append(self._shares())

    def _too_few(self) -> Iterator[str]:
        defined = [_names(source) for source in self._independent.values()]
        for task in self._tasks.values():
            count = sum(task.function in names for names in defined)
            if count < _ANSWERS:
                yield (
                    f"{task.function}: {count} independent right answers, {_ANSWERS} are needed. "
                    f"Write one in another style, as {self._assignment.id}/independent/<style>.py."
                )

    def _shares(self) -> Step:
        problems = {}
        wide = narrow = 0.0
        for name, watched in zip(self._run_names(), self.honest, strict=True):
            for use in watched.largest.values():
                if use.share.used > HONEST:
                    problems[name, use.test] = (
                        f"{use.test}: {name} is off by {use.share.used:.1e} of what is allowed (rtol {use.rtol:g}, "
                        f"atol {use.atol:g}); at most {HONEST:.0e} is right. Loosen it, by hand in a test, with "
                        "'grader verify --calibrate' in assignment.toml, or make the expected value more exact."
                    )
            wide = max([wide, *(u.share.used for u in watched.uses if u.share.precise)])
            narrow = max([narrow, *(u.share.used for u in watched.uses if not u.share.precise)])
        figures = {"share used in float64": wide, "share used in float32": narrow}
        return Step(check="tolerance", problems=tuple(problems.values()), figures=figures)

    def _run_names(self) -> list[str]:
        return [name for name in self._independent for _ in range(self._secrets + 1)]

    def _half(self, bench: Bench) -> None:
        """An answer in float16 must fail every task in which numbers are compared."""
        functions = [t.function for t in self._tasks.values()]
        self.half = half = self._watch(bench, low_precision(self._reference, functions), "half")
        numeric = {use.function for run in self.honest for use in run.uses if use.function}
        problems, least = [], float("inf")
        for task in self._tasks.values():
            if task.function not in numeric:
                continue
            strong = [o for o in half.failed if o.spec.mark.id == task.id and o.spec.origin == "hidden"]
            used = [u.share.used for u in half.uses if u.function == task.function]
            least = min([least, max(used, default=float("inf"))])
            if not [o for o in strong if not o.spec.mark.weak] or max(used, default=2.0) <= 1:
                problems.append(
                    f"an answer computed in float16 passes every test of {task.id} (rtol {task.rtol:g}, atol "
                    f"{task.atol:g}). Tighten the tolerance, or run 'grader verify --calibrate'."
                )
        figures = {"share used by float16": least} if least < float("inf") else {}
        self.steps.append(Step(check="tolerance", problems=tuple(problems), figures=figures))

    def _watch(
        self, bench: Bench, source: str, salt: str, *, scattered: bool = False, keep: bool = False
    ) -> Watched:
        self._report("right", self._done, 2 + len(self._independent) * (self._secrets + 1))
        self._done += 1
        return bench.watch(source, salt=salt, scattered=scattered, keep=keep)


def _refused(name: str, watched: Watched) -> Iterator[str]:
    """What a right answer did not get; said once if it cannot be imported at all."""
    if watched.broken:
        yield f"{name} cannot be imported: {watched.broken}. Mend the file."
        return
    for outcome in watched.failed:
        if outcome.verdict is not Verdict.MISSING:  # an answer need not be to all tasks
            yield f"{name}: {outcome.spec.id}: {outcome.verdict}: {outcome.detail}"


def _names(source: str) -> set[str]:
    """What a module defines at its top; nothing of one that is no Python, which is told elsewhere."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    found = {n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for node in body:
        if isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return found
