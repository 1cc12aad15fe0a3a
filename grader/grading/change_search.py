"""The search for the change of a reference that gives a student's numbers: one, or two together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

import numpy as np

from grader.changes.candidates import CandidateChange
from grader.diagnosis import Call, Raised, Tolerance
from grader.diagnosis.as_numbers import readings
from grader.diagnosis.evidence import hopeless
from grader.diagnosis.failing_calls import FailingCall, equals, failing_calls_of
from grader.diagnosis.known_answers import explains_all
from grader.diagnosis.quantities import words_for
from grader.grading.combined_changes import ChangePair, Vector, coefficients, pairs, vector_of, wrong_terms
from grader.sandbox.call_failure import StudentError, UnsupportedArgument, WorkerFailure
from grader.wire import Unsendable
from grader.wire.structure import leaves

_BATCH = 64
"""Changes tried in one request."""
_CONSTANT = 1e-4
"""Coefficients that differ by less are one number."""
_FEWEST_CALLS = 2
"""Wrong calls in which a coefficient has to be found."""


@dataclass(frozen=True, slots=True)
class FoundChanges:
    """What gives a student's numbers: a change, two together, or terms with a wrong coefficient."""

    changes: tuple[CandidateChange, ...]
    coefficients: tuple[float, ...] = ()
    """Of the terms that the changes leave out; empty if the changes themselves are meant."""
    factors: tuple[str, ...] = ()
    """Words for each coefficient that differs between calls; empty where there are none."""


class _Evidence(NamedTuple):
    calls: Sequence[Call]
    failing: Sequence[FailingCall]
    order: list[int]
    """Numbers of the calls as they are tried: a small wrong one first."""


class ChangeRunner(Protocol):
    """Makes calls of changed functions."""

    @property
    def changes(self) -> Sequence[CandidateChange]:
        """The likeliest first."""

    @property
    def left_s(self) -> float:
        """CPU seconds that are left."""

    def answers(self, numbers: Sequence[int], call: Call) -> list[object]:
        """What some changes give for a call, each a value or `Raised`."""

    def fitting(self, call: Call) -> list[int]:
        """The numbers of the changes that exchange only values of one shape, as they are in a call."""


class ChangeSearch:
    """One search: what the changes of a function give is kept for the parts of a result.

    Parameters
    ----------
    runner : ChangeRunner
    calls : sequence of Call
        Right and wrong.
    tolerance : Tolerance
    """

    def __init__(self, runner: ChangeRunner, calls: Sequence[Call], tolerance: Tolerance) -> None:
        self._runner = runner
        self._calls = calls
        self._tolerance = tolerance
        self._granted = Tolerance(rtol=max(tolerance.rtol, 1e-6), atol=tolerance.atol)
        self._known: dict[tuple[int, int], object] = {}

    def one(self, part: int | None = None, *, known: bool = True) -> FoundChanges | None:
        """The likeliest change that gives the student's numbers in every call, on enough evidence."""
        asked, failing, order = self._evidence(part)
        if not failing or self._runner.left_s < 0:
            return None
        left: Sequence[int] = self._numbers(order[0], known=known)
        for number in order:
            values = self._values(number, left)
            left = [
                each for each in left
                if each in values and self._agrees(asked[number], part_of(values[each], part))
            ]  # fmt: skip
            if not left:
                return None
        integers = _are_integers(failing)
        for each in left:  # the likeliest comes first
            change = self._runner.changes[each]
            given = [part_of(self._known[each, number], part) for number in range(len(asked))]
            if not (integers and change.is_numeric_guess) and explains_all("", given, failing):
                return FoundChanges((change,))
        return None

    def combined(self, part: int | None = None, *, known: bool = True) -> FoundChanges | None:
        """Terms with wrong coefficients, or two changes that together give the student's numbers in every call."""
        evidence = self._evidence(part)
        asked, failing, order = evidence
        if not failing or _are_integers(failing) or self._runner.left_s < 0:
            return None
        first = order[0]
        student, right = vector_of(asked[first].actual), vector_of(asked[first].expected)
        if student is None or right is None or student.shape != right.shape:
            return None
        given = [
            (each, vector)
            for each, value in self._values(first, self._numbers(first, known=known)).items()
            if (vector := vector_of(part_of(value, part))) is not None
        ]
        return self._terms(given, evidence, part) or next(
            self._pairs(pairs(student, right, given), evidence, part), None
        )

    def _numbers(self, first: int, *, known: bool) -> list[int]:
        """The changes that are tried, as far as they fit the shapes in the first call."""
        changes = self._runner.changes
        fitting = self._runner.fitting(self._calls[first])
        return [each for each in fitting if known or changes[each].operator != "known"]

    def _pairs(
        self, found: Iterable[ChangePair], evidence: _Evidence, part: int | None
    ) -> Iterator[FoundChanges]:
        asked, failing, order = evidence
        for pair in found:
            both: dict[int, object] = {}
            for number in order:
                values = self._values(number, (pair.first, pair.second))
                if len(values) < 2 or any(isinstance(value, Raised) for value in values.values()):
                    break
                parts = (part_of(values[each], part) for each in (pair.first, pair.second))
                both[number] = pair.combine(asked[number].expected, *parts)
                if not self._agrees(asked[number], both[number]):
                    break
            else:
                if explains_all("", [both[number] for number in range(len(asked))], failing):
                    yield FoundChanges((self._runner.changes[pair.first], self._runner.changes[pair.second]))

    def _terms(
        self, given: Iterable[tuple[int, Vector]], evidence: _Evidence, part: int | None
    ) -> FoundChanges | None:
        """Terms that explain the first call have to explain all, and with constant coefficients the right ones too."""
        asked, failing, order = evidence
        changes = self._runner.changes
        dropped = [
            each for each, _ in given if changes[each].operator == "term_dropped" and changes[each].own
        ]
        wrong = {each.number for each in failing}
        chosen: tuple[int, ...] = ()
        fitted: list[tuple[float, ...]] = []
        fitted_calls: list[int] = []
        refuting: list[Vector] = []
        for number in order:
            student, right = vector_of(asked[number].actual), vector_of(asked[number].expected)
            without = {
                each: vector for each, value in self._values(number, chosen or dropped).items()
                if (vector := vector_of(part_of(value, part))) is not None and right is not None
                and vector.shape == right.shape
            }  # fmt: skip
            if (
                student is None
                or right is None
                or _shapes(asked[number].actual) != _shapes(asked[number].expected)
            ):
                return None
            chosen = chosen or wrong_terms(student, right, list(without.items()))
            if not chosen or not all(each in without for each in chosen):
                return None
            if number not in wrong:
                terms = np.stack([right - without[each] for each in chosen], axis=1)
                refuting.append(terms / max(np.abs(right).max(), self._tolerance.atol))
            elif right.size > len(chosen):
                found = coefficients(student, right, [without[each] for each in chosen])
                if found is None or np.allclose(found, 1.0, rtol=0.0, atol=_CONSTANT):
                    return None
                fitted.append(found)
                fitted_calls.append(number)
        table = np.array(fitted)
        constant = np.ptp(table, axis=0) < _CONSTANT
        if len(fitted) < _FEWEST_CALLS:
            return None
        means = np.where(constant, table.mean(axis=0), np.nan)
        shown = (np.abs(terms @ (means - 1)).max() > self._granted.rtol for terms in refuting)
        if constant.all() and any(shown):
            return None
        of_number = {each.number: each for each in failing}
        used = [of_number[number] for number in fitted_calls]
        factors = tuple(
            "" if same else words_for(column, used) for same, column in zip(constant, table.T, strict=True)
        )
        return FoundChanges(tuple(changes[each] for each in chosen), tuple(means.tolist()), factors)

    def _evidence(self, part: int | None) -> _Evidence:
        asked = self._calls if part is None else [projected(call, part) for call in self._calls]
        failing = failing_calls_of(asked, self._tolerance)
        if not failing or hopeless(failing) or all(each.kinds == {"dtype"} for each in failing):
            return _Evidence(asked, (), [])
        first = min((each.number for each in failing), key=lambda number: size_of(self._calls[number]))
        return _Evidence(asked, failing, [first, *(n for n in range(len(asked)) if n != first)])

    def _agrees(self, call: Call, value: object) -> bool:
        if isinstance(value, Raised):
            return False
        granted = self._granted.or_wider(call.tolerance)
        if equals(call.actual, value, granted):
            return True
        return call.right and equals(value, call.expected, granted)

    def _values(self, number: int, changes: Sequence[int]) -> dict[int, object]:
        """What changes give for a call; those that could not be tried in time are left out."""
        missing = [each for each in changes if (each, number) not in self._known]
        for start in range(0, len(missing), _BATCH):
            if self._runner.left_s < 0:
                break
            batch = missing[start : start + _BATCH]
            try:
                values = self._runner.answers(batch, self._calls[number])
            except (
                StudentError,
                WorkerFailure,
                Unsendable,
                UnsupportedArgument,
            ):  # what cannot be tried is no explanation
                continue
            for each, value in zip(batch, values, strict=True):
                self._known[each, number] = value
        return {each: self._known[each, number] for each in changes if (each, number) in self._known}


def part_of(value: object, part: int | None) -> object:
    """One part of a tuple; the value itself for ``None``."""
    if part is None or isinstance(value, Raised):
        return value
    return value[part] if isinstance(value, (tuple, list)) and part < len(value) else Raised("IndexError")


def projected(call: Call, part: int) -> Call:
    """The call as if its function gave one part of the result only."""
    return replace(call, actual=part_of(call.actual, part), expected=part_of(call.expected, part))


def calls_of_part(calls: Sequence[Call], part: int, tolerance: Tolerance) -> Iterator[Call]:
    """The calls as if their function gave one part of the result only, each right or wrong by this part."""
    asked = [projected(call, part) for call in calls]
    wrong = {each.number for each in failing_calls_of(asked, tolerance)}
    return (replace(call, right=number not in wrong) for number, call in enumerate(asked))


def wrong_parts(calls: Sequence[Call], tolerance: Tolerance) -> list[int]:
    """The parts of a tuple that are wrong in some call, if every result is a tuple of the same length."""
    lengths = {len(v) if isinstance(v, tuple) else 0 for call in calls for v in (call.actual, call.expected)}
    if len(lengths) != 1 or lengths == {0}:
        return []
    return [
        part for part in range(max(lengths))
        if failing_calls_of([projected(call, part) for call in calls], tolerance)
    ]  # fmt: skip


def _shapes(value: object) -> list[tuple[int, ...]]:
    return [reading.array.shape for reading in readings(value)]


def size_of(call: Call) -> int:
    """Numbers among the arguments and in the right result of a call."""
    return sum(map(_elements, leaves((call.args, call.kwargs, call.expected))))


def _elements(leaf: Any) -> int:
    if isinstance(leaf, (np.ndarray, np.generic)):
        return int(leaf.size)
    return int(leaf.numel()) if hasattr(leaf, "numel") else 1


def _are_integers(failing: Sequence[FailingCall]) -> bool:
    return all(
        reading.kind in ("integer", "bool") for each in failing for reading in readings(each.call.expected)
    )
