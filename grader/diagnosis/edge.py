"""Right but for the first or last row, column or entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, Witnesses, shown
from grader.diagnosis.failing_calls import Trial
from grader.diagnosis.mismatch import close

LEAST = 4
"""Length of the axis: with fewer entries the edge is a large part of the whole."""

_ENDS = (("first", "start", (0,)), ("last", "end", (-1,)), ("both", "ends", (0, -1)))
_HINTS = {
    "first": "look at how the first step is treated, and at where your loop or slice begins.",
    "last": "look at an incomplete last batch, and at where your loop or slice ends.",
    "both": "look at padding, and at how the border is treated.",
}


def first_axis(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Wrong at the ends of the first axis only."""
    yield from _along(trials, 0, "the first axis", "")


def last_axis(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Wrong at the ends of the last axis only."""
    if all(leaf.expected.ndim > 1 for trial in trials for leaf in trial.leaves):
        yield from _along(trials, -1, "the last axis", "_column")


def _along(trials: Sequence[Trial], axis: int, name: str, suffix: str) -> Iterator[Candidate]:
    for key, end, indices in _ENDS:
        found = _only(trials, axis, indices)
        if found is not None:
            sentence = f"Your values are wrong only at the {end} of {name} and right elsewhere; {_HINTS[key]}"
            yield Candidate(f"edge:{key}{suffix}", sentence, found)
            return


def _only(trials: Sequence[Trial], axis: int, indices: tuple[int, ...]) -> tuple[Witnesses, ...] | None:
    gathered: list[Witnesses] = []
    for trial in trials:
        values: list[object] = []
        for leaf in trial.leaves:
            wrong = ~close(leaf.got, leaf.right, leaf.tolerance)
            if not _at_edge(wrong, axis, indices):
                return None
            values += shown(leaf, leaf.expected[wrong])
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
