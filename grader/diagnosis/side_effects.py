"""What a function does besides its answer, and answers that do not depend on the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import read
from grader.diagnosis.container import EXACT, numbers_in
from grader.diagnosis.evidence import Candidate, Witnesses, candidate, distinct_values, follows
from grader.diagnosis.failing_calls import ANY_FAMILY, NOT_ASKED, Call, FailingCall, argument_label, equals
from grader.diagnosis.mismatch import close, mismatches
from grader.diagnosis.tolerance import Tolerance


def modified_arguments(calls: Sequence[Call]) -> list[str]:
    """What to call the arguments that a call changed. One call is proof."""
    for call in calls:
        after = call.args_after or ()
        pairs = enumerate(zip(call.args, after, strict=False))
        changed = [argument_label(call, index) for index, (old, new) in pairs if _is_changed(new, old, EXACT)]
        if changed:
            return changed
    return []


def undecided(calls: Sequence[Call], tolerance: Tolerance) -> bool:
    """True if the same question was answered in two ways. One call is proof."""
    return any(
        call.again is not NOT_ASKED and _is_changed(call.again, call.actual, tolerance) for call in calls
    )


def _is_changed(new: object, old: object, tolerance: Tolerance) -> bool:
    """Whether data differs; two objects that cannot be compared count as the same."""
    return any(
        one.kind != "type" or _is_data(one.actual) or _is_data(one.expected)
        for one in mismatches(new, old, tolerance, ANY_FAMILY)
    )


def _is_data(value: object) -> bool:
    return value is None or isinstance(value, (str, bytes, tuple, list, dict)) or read(value) is not None


def zeros(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Nothing but zeros."""
    found = follows(failing, lambda _, leaf: np.zeros_like(leaf.expected))
    yield from candidate("state:zeros", found)


def ones(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Nothing but ones."""
    yield from candidate("state:ones", follows(failing, lambda _, leaf: np.ones_like(leaf.expected)))


def unfilled(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Right where it is not 0, and 0 where it is wrong."""
    gathered: list[Witnesses] = []
    for failed in failing:
        values: list[object] = []
        for leaf in failed.leaves:
            if not leaf.same_shape:
                return
            wrong = ~close(leaf.got, leaf.right, leaf.tolerance)
            filled = ~wrong & (leaf.actual != 0)
            if leaf.actual[wrong].any() or not filled.any():
                return
            values += distinct_values(leaf, leaf.expected[wrong])
        gathered.append(tuple(values))
    yield from candidate("state:unfilled", tuple(gathered))


def zero_rows(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Whole rows of zeros, and all other rows right."""
    gathered: list[Witnesses] = []
    for failed in failing:
        values: list[object] = []
        for leaf in failed.leaves:
            if not leaf.same_shape or leaf.actual.ndim < 2:
                return
            wrong = (~close(leaf.got, leaf.right, leaf.tolerance)).any(axis=-1)
            if leaf.actual[wrong].any():
                return
            values += distinct_values(leaf, leaf.expected[wrong])
        gathered.append(tuple(values))
    yield from candidate("state:zero_rows", tuple(gathered))


def same_answer(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One and the same answer whatever the inputs are."""
    first = failing[0].call
    if not all(equals(failed.call.actual, first.actual, EXACT) for failed in failing[1:]):
        return
    if any(not equals(failed.call.expected, first.expected, failed.tolerance) for failed in failing[1:]):
        witnesses = tuple(numbers_in(failed.call.expected, failed) for failed in failing)
        yield from candidate("state:same_answer", witnesses)


def one_number(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One and the same number at every place of every answer."""
    actual = failing[0].leaves[0].actual
    if actual.size:
        value = actual.ravel()[0]
        found = follows(failing, lambda _, leaf: np.full(leaf.expected.shape, value))
        yield from candidate("state:one_number", found)
