"""Changes of a reference that some call can show: each is run beside the reference on calls derived for it.

Many changes of `numeric_mutations` and `near_right_answers` have no effect: a constant is added to a sum that is never
small, or two axes can never be equally long. Authors need not prove that. A change is observable if its result for
some call differs from the reference's by more than the task's tolerance. Then a hidden test has to fail it.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.changes.mutants import Mutant, mutants
from grader.course import Assignment
from grader.diagnosis import Tolerance, difference
from grader.sandbox.call_failure import StudentError, UnsupportedArgument, WorkerFailure
from grader.sandbox.worker_client import Worker
from grader.verification.check_result import ReportProgress
from grader.verification.derived_calls import (
    FunctionCalls,
    RecordedCall,
    is_array,
    is_data,
    leaves_with_paths,
)
from grader.verification.near_right_answers import near_right_mutants
from grader.verification.numeric_mutations import NUMERIC_OPERATORS
from grader.verification.observed_runs import ObservationSession

_DERIVED_CALLS = {
    "tiny": ("scale",), "narrow": ("types",), "truncate": ("steps",), "clip": ("scale", "steps"),
    "condition": ("scale",), "shuffle": ("steps",), "transposed": ("sizes",), "exchanged": ("sizes",),
    "coincidence": ("sizes",), "mask_axis": ("sizes",), "first_only": ("order",), "clip_result": ("scale",),
    "floor_result": ("scale",),
}  # fmt: skip
"""Kinds of derived calls that may show a change, by operator."""
_PER_WORKER = 40
_REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class ObservableChange:
    """A change and a call that shows it."""

    mutant: Mutant
    call: RecordedCall

    @property
    def hidden_test(self) -> str:
        """The id of the hidden test that makes this call; empty for other calls."""
        origin = self.call.origin
        return origin if origin.startswith("hidden/") and not self.call.derived else ""


class ObservableChangeSearch:
    """Generates the changes of an assignment's reference and finds the observable ones.

    Parameters
    ----------
    assignment : Assignment
    report : callable
        Called to report progress.
    """

    def __init__(self, assignment: Assignment, report: ReportProgress) -> None:
        assert assignment.reference_path is not None
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._tasks = {t.function: t for t in assignment.settings.tasks}
        self._callers = _callers(self._reference, list(self._tasks))
        self._report = report
        self.changes: list[Mutant] = []
        self.observable: list[ObservableChange] = []

    def run(self, session: ObservationSession, recorded_calls: Sequence[RecordedCall]) -> None:
        """Try every change on the recorded calls of the tests and on calls derived from them."""
        calls = {
            name: FunctionCalls([c for c in recorded_calls if c.function == name]) for name in self._tasks
        }
        self.changes = list(mutants(self._reference, NUMERIC_OPERATORS))
        for name, function_calls in calls.items():
            self.changes += near_right_mutants(self._reference, name, function_calls)
        answers = _AnswerComparison(session, self._reference)
        try:
            for index, mutant in enumerate(self.changes):
                self._report("mutants", index, len(self.changes))
                call = next(self._distinguishing_calls(answers, mutant, calls), None)
                if call is not None:
                    self.observable.append(ObservableChange(mutant, call))
        finally:
            answers.close()

    def _distinguishing_calls(
        self, answers: _AnswerComparison, mutant: Mutant, calls: dict[str, FunctionCalls]
    ) -> Iterator[RecordedCall]:
        """Calls on which a change differs from the reference: first calls of tests, then derived ones."""
        functions = [mutant.function] if mutant.function in calls else self._callers.get(mutant.function, [])
        function_calls = [calls[name] for name in functions]
        refusal = mutant.operator == "first_only"
        recorded = (call for one in function_calls for call in (one.refused if refusal else one.legal))
        derived = (
            call
            for one in function_calls
            for what in _DERIVED_CALLS[mutant.operator]
            for call in one.derived(what)
        )
        for call in itertools.chain(recorded, derived):
            task = self._tasks[call.function]
            if answers.differs(mutant.source, call, Tolerance(rtol=task.rtol, atol=task.atol)):
                yield call


class _AnswerComparison:
    """Compares changed references with the reference, call by call, in one worker."""

    def __init__(self, session: ObservationSession, reference: str) -> None:
        self._session = session
        self._reference = reference
        self._worker: Worker | None = None
        self._module_names: dict[str, str] = {}
        self._expected: dict[int, tuple[RecordedCall, Any]] = {}

    def differs(self, source: str, call: RecordedCall, tolerance: Tolerance) -> bool:
        if id(call) not in self._expected:  # keeping the call keeps its id unique
            self._expected[id(call)] = call, self._answer(self._reference, call)
        expected = self._expected[id(call)][1]
        if isinstance(expected, Exception):
            if not call.refused or not isinstance(expected, StudentError):
                return False
            return not isinstance(self._answer(source, call), Exception)
        if not is_data(expected) or _holds_nan(expected):
            return False
        value = self._answer(source, call)
        return isinstance(value, Exception) or difference(value, expected, tolerance) is not None

    def _answer(self, source: str, call: RecordedCall) -> Any:
        try:
            name = self._load(source)
            assert self._worker is not None
            return self._worker.call(f"{name}:{call.function}", [], call.arguments).value
        except (StudentError, WorkerFailure, UnsupportedArgument) as error:
            return error

    def _load(self, source: str) -> str:
        if self._worker is None or not self._worker.alive or len(self._module_names) > _PER_WORKER:
            self.close()
            self._worker, self._module_names = self._session.new_worker(), {}
        if source not in self._module_names:
            name = f"change_{len(self._module_names)}"
            self._worker.load([(f"{name}.py", source, [])], name)
            self._module_names[source] = name
        return self._module_names[source]

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()


def _holds_nan(value: Any) -> bool:
    """Whether a result contains NaN. Such a result defines no expected value."""
    for _, leaf in leaves_with_paths(value):
        if isinstance(leaf, float) and leaf != leaf:
            return True
        if is_array(leaf) and bool(np.any(np.asarray(leaf != leaf))):
            return True
    return False


def _callers(source: str, functions: Sequence[str]) -> dict[str, list[str]]:
    """For each function of a module, those of ``functions`` that call it, directly or through others."""
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
