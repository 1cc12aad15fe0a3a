"""Explain wrong numbers by a changed reference: what reproduces a student's numbers is what the student wrote.

Changed references run in a worker of their own, never in the student's. They are made once for a function, tried on the
smallest failing call, and what is left on all other calls, wrong and right. See `grader.changes.candidates`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from grader.changes.candidates import CandidateChange, candidate_changes
from grader.course import Assignment, Limits, Task
from grader.diagnosis import Call, Raised, Tolerance
from grader.diagnosis.as_numbers import readings
from grader.diagnosis.evidence import hopeless
from grader.diagnosis.failing_calls import equals, failing_calls_of
from grader.diagnosis.known_answers import explains_all
from grader.messages import join_sentences, say
from grader.model import Mistake
from grader.sandbox.call_failure import StudentError, UnsupportedArgument, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote
from grader.testing.result_names import result_names
from grader.testing.subject import FilePath
from grader.wire import Own, Unsendable
from grader.wire.generator import is_generator
from grader.wire.structure import leaves

_DRIVER = "changed_references_driver"
_BATCH = 64
"""Changed references tried in one request."""
_SENT_AT_ONCE = 200
_BATCH_S = 20.0
_SEARCH_S, _SUBMISSION_S = 4.0, 8.0
"""CPU seconds of the worker after which a search gives up, and after which those of a submission do."""
_MOST_CALLS = 60
"""Calls on which what is left is tried."""
_LARGEST_INPUT = 1 << 16
"""Most numbers among the arguments of a call that is tried."""
VAGUE = frozenset({
    "swap", "other_name", "step_dropped", "order", "power_added", "constant", "index", "condition_fixed", "border",
})  # fmt: skip
"""Operators whose sentence says less than a proved relation between the numbers."""


class _Explained(NamedTuple):
    change: CandidateChange
    parts: tuple[int, ...]
    """The wrong parts of a tuple that it explains; empty if the result has no parts."""
    complete: bool
    """No other part is wrong."""


class ChangedReferences:
    """Tries the changed references of an assignment.

    Parameters
    ----------
    assignment : Assignment
    zygote : Zygote
        The worker is forked from it.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        assert assignment.reference_path is not None
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._statement = _text_of(assignment)
        self._functions = {task.function for task in assignment.settings.tasks}
        self._zygote = zygote
        self._limits = Limits(timeout_s=_BATCH_S, reply_mib=assignment.settings.limits.reply_mib)
        self._worker: Worker | None = None
        self._changes: dict[str, list[CandidateChange]] = {}
        self._prepared: dict[str, int] = {}
        self._left_s = _SUBMISSION_S

    def begin(self) -> None:
        """A new submission, with its whole time."""
        self._left_s = _SUBMISSION_S

    def find(self, task: Task, calls: Sequence[Call]) -> Mistake | None:
        """The mistake that the likeliest fitting change of the reference names, if there is one.

        Parameters
        ----------
        task : Task
        calls : sequence of Call
            All calls of its tests, right and wrong.
        """
        usable = [call for call in calls if call.function == task.function and _can_be_tried(call)]
        wrong = [call for call in usable if not call.right]
        if not wrong or len(wrong) < sum(not call.right for call in calls):
            return None
        right = sorted((call for call in usable if call.right), key=_size)
        kept = [*sorted(wrong, key=_size)[:_MOST_CALLS], *right[:_MOST_CALLS]]
        tolerance = Tolerance(rtol=task.rtol, atol=task.atol)
        found = self._explained(task.function, kept, tolerance)
        return None if found is None else self._mistake(task.function, found)

    @property
    def left_s(self) -> float:
        """CPU seconds that are left for the submission."""
        return self._left_s

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()

    def _explained(self, function: str, calls: Sequence[Call], tolerance: Tolerance) -> _Explained | None:
        search = _Search(self, function, tolerance)
        with np.errstate(all="ignore"):
            wrong_parts = _wrong_parts(calls, tolerance)
            whole = search.best(calls)
            if whole is not None:
                return _Explained(whole, tuple(wrong_parts), complete=True)
            for part in wrong_parts:
                change = search.best(calls, part)
                if change is not None:
                    return _Explained(change, (part,), complete=len(wrong_parts) == 1)
        return None

    def _mistake(self, function: str, found: _Explained) -> Mistake:
        change = found.change
        sentences = [say(change.message_id, **change.values)]
        if change.names and not change.values:
            sentences.append(say("change.place", names=", ".join(change.names)))
        if not change.own and change.function in self._functions:
            sentences.append(say("change.in_function", function=change.function))
        names = self._result_names(function)
        if found.parts and len(found.parts) < len(names) and max(found.parts) < len(names):
            parts = ", ".join(names[part] for part in found.parts)
            sentences.append(say("change.part" if found.complete else "change.part_alone", parts=parts))
        return Mistake(id=f"change:{change.operator}", sentence=join_sentences(*sentences))

    def _result_names(self, function: str) -> tuple[str, ...]:
        nodes = ast.parse(self._reference).body
        node = next(n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == function)
        return result_names(ast.get_docstring(node) or "")

    def changes_of(self, function: str) -> list[CandidateChange]:
        if function not in self._changes:
            self._changes[function] = candidate_changes(self._reference, function, self._statement)
        return self._changes[function]

    def answers(self, function: str, numbers: Sequence[int], call: Call) -> tuple[float, list[object]]:
        """What some changes of a function give for a call, a value or `Raised`, and the CPU seconds it took."""
        first = self._prepare(function)
        assert self._worker is not None
        cpu_s, found = self._worker.call(
            f"{_DRIVER}:answers",
            ([first + number for number in numbers], call.function, list(call.args), call.kwargs),
        ).value
        self._left_s -= cpu_s
        return cpu_s, [value if kind == "value" else Raised(value) for kind, value in found]

    def _prepare(self, function: str) -> int:
        """Send the changes of a function to the worker; the number of the first of them there."""
        if self._worker is None or not self._worker.alive:
            self._worker, self._prepared = Worker(self._zygote, self._limits), {}
            text = resources.files("grader.changes").joinpath("driver.py").read_text(encoding="utf-8")
            self._worker.load([(f"{_DRIVER}.py", text, [])], _DRIVER)
        if function not in self._prepared:
            definitions = [change.definition for change in self.changes_of(function)]
            firsts = [
                self._worker.call(
                    f"{_DRIVER}:prepare", (self._reference, definitions[start : start + _SENT_AT_ONCE])
                ).value
                for start in range(0, len(definitions), _SENT_AT_ONCE)
            ]
            self._prepared[function] = firsts[0] if firsts else 0
        return self._prepared[function]


class _Search:
    """One search: what the changes of a function give is kept for the parts of a result."""

    def __init__(self, owner: ChangedReferences, function: str, tolerance: Tolerance) -> None:
        self._owner = owner
        self._function = function
        self._tolerance = tolerance
        self._granted = Tolerance(rtol=max(tolerance.rtol, 1e-6), atol=tolerance.atol)
        self._changes = owner.changes_of(function)
        self._known: dict[tuple[int, int], object] = {}
        self._left_s = min(_SEARCH_S, owner.left_s)

    def best(self, calls: Sequence[Call], part: int | None = None) -> CandidateChange | None:
        """The likeliest change that gives the student's numbers in every call, on enough evidence."""
        asked = calls if part is None else [_projected(call, part) for call in calls]
        failing = failing_calls_of(asked, self._tolerance)
        if not failing or hopeless(failing) or all(each.kinds == {"dtype"} for each in failing):
            return None
        left: Sequence[int] = range(len(self._changes))
        first = min((each.number for each in failing), key=lambda number: _size(calls[number]))
        order = [first, *(number for number in range(len(calls)) if number != first)]
        for number in order:
            call = asked[number]
            values = self._values(calls[number], number, left)
            left = [
                each for each in left
                if (value := values.get(each, _UNKNOWN)) is not _UNKNOWN and self._agrees(call, _part(value, part))
            ]  # fmt: skip
            if not left:
                return None
        integers = all(
            reading.kind in ("integer", "bool")
            for each in failing
            for reading in readings(each.call.expected)
        )
        for each in left:  # the likeliest comes first
            change = self._changes[each]
            given = [_part(self._known[each, number], part) for number in range(len(calls))]
            if not (integers and change.is_numeric_guess) and explains_all("", given, failing):
                return change
        return None

    def _agrees(self, call: Call, value: object) -> bool:
        if isinstance(value, Raised):
            return False
        if equals(call.actual, value, self._granted):
            return True
        return call.right and equals(value, call.expected, self._granted)

    def _values(self, call: Call, number: int, changes: Sequence[int]) -> dict[int, object]:
        missing = [each for each in changes if (each, number) not in self._known]
        for start in range(0, len(missing), _BATCH):
            if self._left_s < 0:
                break
            batch = missing[start : start + _BATCH]
            try:
                cpu_s, values = self._owner.answers(self._function, batch, call)
            except (
                StudentError,
                WorkerFailure,
                Unsendable,
                UnsupportedArgument,
            ):  # what cannot be tried is no explanation
                continue
            self._left_s -= cpu_s
            for each, value in zip(batch, values, strict=True):
                self._known[each, number] = value
        return {each: self._known[each, number] for each in changes if (each, number) in self._known}


_UNKNOWN = object()


def _part(value: object, part: int | None) -> object:
    if part is None or isinstance(value, Raised):
        return value
    return value[part] if isinstance(value, (tuple, list)) and part < len(value) else Raised("IndexError")


def _projected(call: Call, part: int) -> Call:
    """The call as if its function gave one part of the result only."""
    return replace(call, actual=_part(call.actual, part), expected=_part(call.expected, part))


def _wrong_parts(calls: Sequence[Call], tolerance: Tolerance) -> list[int]:
    """The parts of a tuple that are wrong in some call, if every result is a tuple of the same length."""
    lengths = {len(v) if isinstance(v, tuple) else 0 for call in calls for v in (call.actual, call.expected)}
    if len(lengths) != 1 or lengths == {0}:
        return []
    return [
        part for part in range(max(lengths))
        if failing_calls_of([_projected(call, part) for call in calls], tolerance)
    ]  # fmt: skip


def _can_be_tried(call: Call) -> bool:
    values = list(leaves((call.args, call.kwargs)))
    if any(isinstance(leaf, (Callback, Own, FilePath)) or is_generator(leaf) for leaf in values):
        return False
    return _size(call) <= _LARGEST_INPUT


def _size(call: Call) -> int:
    return sum(map(_elements, leaves((call.args, call.kwargs, call.expected))))


def _elements(leaf: Any) -> int:
    return int(getattr(leaf, "size", 1)) if isinstance(leaf, (np.ndarray, np.generic)) else _numel(leaf)


def _numel(leaf: Any) -> int:
    return int(leaf.numel()) if hasattr(leaf, "numel") else 1


def _text_of(assignment: Assignment) -> str:
    path = assignment.folder / "README.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
