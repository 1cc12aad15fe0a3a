"""Which changes of a reference can be noticed at all: each is tried on calls made for it, beside the reference.

Many changes of the kinds in `numeric` and `border` alter nothing: a constant added to a sum that is never small, two
axes that have no way to be equally long. Nobody has to prove that. A change counts where its answer to some call
differs from the reference's by more than the task's tolerance; then a hidden test has to fail it.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.course import Assignment
from grader.diagnosis import Tolerance, difference
from grader.sandbox.call_failure import StudentError, Unpassable, WorkerFailure
from grader.sandbox.worker_client import Worker
from grader.verification.check_result import Report
from grader.verification.derived_calls import Calls, Made, is_array, is_data, leaves
from grader.verification.mutants import Mutant, mutants
from grader.verification.near_right_answers import border_variants
from grader.verification.numeric_mutations import NUMERIC
from grader.verification.observed_runs import Bench

_MADE_FOR = {
    "tiny": ("scale",), "narrow": ("types",), "truncate": ("steps",), "clip": ("scale", "steps"),
    "condition": ("scale",), "shuffle": ("steps",), "transposed": ("sizes",), "exchanged": ("sizes",),
    "coincidence": ("sizes",), "mask_axis": ("sizes",), "first_only": ("order",), "clip_result": ("scale",),
    "floor_result": ("scale",),
}  # fmt: skip
"""The calls on which a change shows, if it can."""
_PER_WORKER = 40
_REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Noticed:
    """A change that some call shows."""

    mutant: Mutant
    call: Made

    @property
    def alone(self) -> str:
        """The test that makes this very call, if it is a hidden one."""
        origin = self.call.origin
        return origin if origin.startswith("hidden/") and not self.call.derived else ""


class Sieve:
    """Makes the changes of an assignment's reference, and finds those that matter.

    Parameters
    ----------
    assignment : Assignment
    report : callable
        Told of progress.
    """

    def __init__(self, assignment: Assignment, report: Report) -> None:
        assert assignment.reference_path is not None
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._tasks = {t.function: t for t in assignment.settings.tasks}
        self._callers = _callers(self._reference, list(self._tasks))
        self._report = report
        self.made: list[Mutant] = []
        self.noticed: list[Noticed] = []

    def run(self, bench: Bench, made: Sequence[Made]) -> None:
        """Try every change on calls that tests ``made``, and on calls made from them."""
        calls = {name: Calls([m for m in made if m.function == name]) for name in self._tasks}
        self.made = list(mutants(self._reference, NUMERIC))
        for name, own in calls.items():
            self.made += border_variants(self._reference, name, own)
        answers = _Answers(bench, self._reference)
        try:
            for index, mutant in enumerate(self.made):
                self._report("mutants", index, len(self.made))
                shown = next(self._shown(answers, mutant, calls), None)
                if shown is not None:
                    self.noticed.append(Noticed(mutant, shown))
        finally:
            answers.close()

    def _shown(self, answers: _Answers, mutant: Mutant, calls: dict[str, Calls]) -> Iterator[Made]:
        """Where an answer differs; first among the calls of tests, which cost nothing to make."""
        functions = [mutant.function] if mutant.function in calls else self._callers.get(mutant.function, [])
        own = [calls[name] for name in functions]
        refusal = mutant.operator == "first_only"
        drawn = (call for one in own for call in (one.refused if refusal else one.legal))
        made = (call for one in own for what in _MADE_FOR[mutant.operator] for call in one.made_for(what))
        for call in itertools.chain(drawn, made):
            task = self._tasks[call.function]
            if answers.differ(mutant.source, call, Tolerance(rtol=task.rtol, atol=task.atol)):
                yield call


class _Answers:
    """What changed references say to a call, and what the reference does, all in one worker."""

    def __init__(self, bench: Bench, reference: str) -> None:
        self._bench = bench
        self._reference = reference
        self._worker: Worker | None = None
        self._loaded: dict[str, str] = {}
        self._right: dict[int, tuple[Made, Any]] = {}

    def differ(self, source: str, call: Made, tolerance: Tolerance) -> bool:
        if id(call) not in self._right:  # the call is kept with it, so that its id stays its own
            self._right[id(call)] = call, self._ask(self._reference, call)
        right = self._right[id(call)][1]
        if isinstance(right, Exception):
            if not call.refused or not isinstance(right, StudentError):
                return False
            return not isinstance(self._ask(source, call), Exception)
        if not is_data(right) or _holds_nan(right):
            return False
        value = self._ask(source, call)
        return isinstance(value, Exception) or difference(value, right, tolerance) is not None

    def _ask(self, source: str, call: Made) -> Any:
        try:
            name = self._ready(source)
            assert self._worker is not None
            return self._worker.call(f"{name}:{call.function}", [], call.arguments).value
        except (StudentError, WorkerFailure, Unpassable) as error:
            return error

    def _ready(self, source: str) -> str:
        if self._worker is None or not self._worker.alive or len(self._loaded) > _PER_WORKER:
            self.close()
            self._worker, self._loaded = self._bench.worker(), {}
        if source not in self._loaded:
            name = f"change_{len(self._loaded)}"
            self._worker.load([(f"{name}.py", source, [])], name)
            self._loaded[source] = name
        return self._loaded[source]

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()


def _holds_nan(value: Any) -> bool:
    """A result nobody has said anything of."""
    for _, leaf in leaves(value):
        if isinstance(leaf, float) and leaf != leaf:
            return True
        if is_array(leaf) and bool(np.any(np.asarray(leaf != leaf))):
            return True
    return False


def _callers(source: str, functions: Sequence[str]) -> dict[str, list[str]]:
    """For each function of a module, those of ``functions`` that come to it."""
    defined = {n.name: n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)}
    uses = {
        name: {n.id for n in ast.walk(body) if isinstance(n, ast.Name)} & set(defined)
        for name, body in defined.items()
    }
    found: dict[str, list[str]] = {}
    for function in functions:
        seen, waiting = set(), [function]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += uses.get(name, ())
        for name in seen:
            found.setdefault(name, []).append(function)
    return found
