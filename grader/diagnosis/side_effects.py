"""What a function does besides its answer, and answers that do not depend on the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import read
from grader.diagnosis.container import EXACT, numbers_in
from grader.diagnosis.evidence import Candidate, candidate, follows
from grader.diagnosis.failing_calls import ANY_FAMILY, NOT_ASKED, Call, Trial, equals, position
from grader.diagnosis.mismatch import mismatches
from grader.diagnosis.tolerance import Tolerance


def modified_arguments(calls: Sequence[Call]) -> list[str]:
    """What to call the arguments that a call changed. One call is proof."""
    for call in calls:
        after = call.args_after or ()
        pairs = enumerate(zip(call.args, after, strict=False))
        changed = [position(call, index) for index, (old, new) in pairs if _changed(new, old, EXACT)]
        if changed:
            return changed
    return []


def undecided(calls: Sequence[Call], tolerance: Tolerance) -> bool:
    """True if the same question was answered in two ways. One call is proof."""
    return any(call.again is not NOT_ASKED and _changed(call.again, call.actual, tolerance) for call in calls)


def _changed(new: object, old: object, tolerance: Tolerance) -> bool:
    """Whether data differs; two objects that cannot be compared count as the same."""
    return any(
        one.kind != "type" or _known(one.actual) or _known(one.expected)
        for one in mismatches(new, old, tolerance, ANY_FAMILY)
    )


def _known(value: object) -> bool:
    return value is None or isinstance(value, (str, bytes, tuple, list, dict)) or read(value) is not None


def zeros(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Nothing but zeros."""
    sentence = "Your function returns zeros; look for a result that is allocated and never filled."
    found = follows(trials, lambda _, leaf: np.zeros_like(leaf.expected))
    yield from candidate("state:zeros", sentence, found)


def ones(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Nothing but ones."""
    sentence = "Your function returns ones; look for a result that is allocated and never filled."
    yield from candidate("state:ones", sentence, follows(trials, lambda _, leaf: np.ones_like(leaf.expected)))


def same_answer(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One and the same answer whatever the inputs are."""
    first = trials[0].call
    if not all(equals(trial.call.actual, first.actual, EXACT) for trial in trials[1:]):
        return
    if any(not equals(trial.call.expected, first.expected, trial.tolerance) for trial in trials[1:]):
        sentence = (
            "Your function gives the same answer for different inputs; look for an input it never uses."
        )
        witnesses = tuple(numbers_in(trial.call.expected, trial) for trial in trials)
        yield Candidate("state:same_answer", sentence, witnesses)


def one_number(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One and the same number at every place of every answer."""
    actual = trials[0].leaves[0].actual
    if actual.size:
        value = actual.ravel()[0]
        found = follows(trials, lambda _, leaf: np.full(leaf.expected.shape, value))
        sentence = (
            "Your function returns one number at every place of every result; "
            "look for an input it never uses."
        )
        yield from candidate("state:one_number", sentence, found)
