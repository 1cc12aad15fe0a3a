"""Right but for the first or last row, column or entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, Witnesses, candidate, distinct_values
from grader.diagnosis.failing_calls import FailingCall
from grader.diagnosis.mismatch import close

LEAST = 4
"""Length of the axis: with fewer entries the edge is a large part of the whole."""

_FIRST_AXIS = (("edge:first", (0,)), ("edge:last", (-1,)), ("edge:both", (0, -1)))
_LAST_AXIS = (("edge:first_column", (0,)), ("edge:last_column", (-1,)), ("edge:both_column", (0, -1)))


def first_axis(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Wrong at the ends of the first axis only."""
    yield from _along(failing, 0, _FIRST_AXIS)


def last_axis(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Wrong at the ends of the last axis only."""
    if all(leaf.expected.ndim > 1 for failed in failing for leaf in failed.leaves):
        yield from _along(failing, -1, _LAST_AXIS)


def _along(
    failing: Sequence[FailingCall], axis: int, ends: Sequence[tuple[str, tuple[int, ...]]]
) -> Iterator[Candidate]:
    for id_, indices in ends:
        found = _wrong_values(failing, axis, indices)
        if found is not None:
            yield from candidate(id_, found)
            return


def _wrong_values(
    failing: Sequence[FailingCall], axis: int, indices: tuple[int, ...]
) -> tuple[Witnesses, ...] | None:
    gathered: list[Witnesses] = []
    for failed in failing:
        values: list[object] = []
        for leaf in failed.leaves:
            wrong = ~close(leaf.got, leaf.right, leaf.tolerance)
            if not _at_edge(wrong, axis, indices):
                return None
            values += distinct_values(leaf, leaf.expected[wrong])
        gathered.append(tuple(values))
    return tuple(gathered)


def _at_edge(wrong: Numbers, axis: int, indices: tuple[int, ...]) -> bool:
    if wrong.ndim == 0 or wrong.shape[axis] < LEAST + len(indices) - 1:
        return False
    others = tuple(k for k in range(wrong.ndim) if k != axis % wrong.ndim)
    hit = np.asarray(wrong.any(axis=others))
    inside = hit.copy()
    inside[list(indices)] = False
    return bool(not inside.any() and np.all(hit[list(indices)]))
