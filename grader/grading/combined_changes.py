"""Two changes at once, and terms with a wrong coefficient, from what single changes give: no call is made for them.

Changes of different terms of a sum add up, those of different factors multiply. So the student's numbers of one call
are looked up among all pairs in the time of a sort, and the pairs that are left are tried on the other calls.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.diagnosis.as_numbers import readings

Vector = NDArray[np.float64]
Combine = Callable[[object, object, object], object]
FEWEST_VALUES = 4
"""Values of a call below which a pair would fit by chance."""
_NEAR = 1e-7
_MOST_PAIRS = 40
_MOST_TERMS = 12
_MOST_VALUES = 256
"""Numbers of a result that are looked at; what is found is compared with the whole result afterwards."""


@dataclass(frozen=True, slots=True)
class ChangePair:
    """Two changes, by their numbers, and how what they give is combined."""

    first: int
    second: int
    combine: Combine


def vector_of(value: object) -> Vector | None:
    """The first numbers of a result in one vector; ``None`` if it has others than finite real ones."""
    arrays = [reading.array for reading in readings(value)]
    if not arrays or any(array.dtype.kind not in "biuf" for array in arrays):
        return None
    vector = np.concatenate([np.ravel(array)[:_MOST_VALUES].astype(np.float64) for array in arrays])[
        :_MOST_VALUES
    ]
    return vector if np.isfinite(vector).all() else None


def pairs(student: Vector, right: Vector, given: Sequence[tuple[int, Vector]]) -> Iterator[ChangePair]:
    """Pairs of changes that give a student's numbers in one call, the likeliest first.

    Parameters
    ----------
    student, right : ndarray of shape (n,)
    given : sequence of tuple (int, ndarray)
        The number of each change, and what it gives, the likeliest first.
    """
    if student.size < FEWEST_VALUES:
        return
    usable = [(number, values) for number, values in given if values.shape == right.shape]
    distinct = _distinct(usable, right)
    if not distinct:
        return
    numbers = [number for number, _ in distinct]
    table = np.stack([values for _, values in distinct])
    found = [
        *((i, j, _added) for i, j in _matching(table - right, student - right, np.subtract)),
        *((i, j, _multiplied) for i, j in _matching(*_quotients(table, student, right), np.divide)),
    ]
    for i, j, combine in sorted(found, key=lambda each: each[0] + each[1])[:_MOST_PAIRS]:
        yield ChangePair(numbers[i], numbers[j], combine)


def wrong_terms(student: Vector, right: Vector, without: Sequence[tuple[int, Vector]]) -> tuple[int, ...]:
    """One or two terms that give a student's numbers with other coefficients; none if there are no such terms.

    Parameters
    ----------
    student, right : ndarray of shape (n,)
    without : sequence of tuple (int, ndarray)
        The number of each term, and what comes out without it.
    """
    usable = [(number, values) for number, values in without if values.shape == right.shape]
    terms = dict(_distinct(usable, right)[:_MOST_TERMS])
    for count in (1, 2):
        for chosen in itertools.combinations(terms, count):
            if student.size >= FEWEST_VALUES + count:
                found = coefficients(student, right, [terms[number] for number in chosen])
                if found is not None:
                    return chosen
    return ()


def coefficients(student: Vector, right: Vector, without: Sequence[Vector]) -> tuple[float, ...] | None:
    """The coefficients of terms that give a student's numbers, 1 is right; ``None`` if there are none."""
    matrix, error = np.stack([right - values for values in without], axis=1), student - right
    excess, _, rank, _ = np.linalg.lstsq(matrix, error, rcond=None)
    if rank < len(without) or np.abs(matrix @ excess - error).max() > _near(right) * np.abs(student).max():
        return None
    return tuple(1 + float(more) for more in excess)


def _near(right: Vector) -> float:
    """Relative error of sums of numbers of a type; numbers that float32 can hold exactly were probably float32."""
    return 1e-5 if np.array_equal(right, right.astype(np.float32)) else _NEAR


def _distinct(given: Sequence[tuple[int, Vector]], right: Vector) -> list[tuple[int, Vector]]:
    """The first of those that give the same, without those that change nothing."""
    seen = {_key(right)}
    kept = []
    for number, values in given:
        key = _key(values)
        if key not in seen:
            seen.add(key)
            kept.append((number, values))
    return kept


def _key(values: Vector) -> bytes:
    return np.array([f"{value:.8e}" for value in values[:64]]).tobytes()


def _quotients(table: Vector, student: Vector, right: Vector) -> tuple[Vector, Vector]:
    """What changes and the student give, divided by the right values; nothing where a right value is 0."""
    if not right.all():
        return table[:0], student
    return table / right, student / right


def _matching(
    table: Vector, wanted: Vector, rest: Callable[[Vector, Vector], Vector]
) -> Iterator[tuple[int, int]]:
    """Rows that make up what is wanted together: ``rest(wanted, row)`` is another row."""
    if len(table) < 2:
        return
    weights = np.random.default_rng(0).uniform(1.0, 2.0, size=wanted.size)
    needed = rest(wanted, table)
    needed[~np.isfinite(needed)] = np.nan
    sums, order = table @ weights, np.argsort(table @ weights)
    sought = needed @ weights
    slack = 1e-6 * (np.abs(table) @ weights + np.abs(wanted) @ weights)
    low = np.searchsorted(sums[order], sought - slack)
    high = np.searchsorted(sums[order], sought + slack)
    size, near = np.abs(wanted).max(), _near(wanted)
    for i in range(len(table)):
        for j in order[low[i] : high[i]] if np.isfinite(sought[i]) else ():
            if i < j and np.abs(table[j] - needed[i]).max() <= near * max(size, np.abs(needed[i]).max()):
                yield i, int(j)


def _added(right: object, first: object, second: object) -> object:
    return _leafwise(lambda r, a, b: a + b - r, right, first, second)


def _multiplied(right: object, first: object, second: object) -> object:
    return _leafwise(lambda r, a, b: a * (b / r), right, first, second)


def _leafwise(rule: Callable[..., object], *values: Any) -> object:
    """A rule for numbers and arrays applied to each part of results; ``None`` where they differ in shape."""
    if isinstance(values[0], (tuple, list)):
        if not all(isinstance(v, (tuple, list)) and len(v) == len(values[0]) for v in values):
            return None
        return type(values[0])(_leafwise(rule, *each) for each in zip(*values, strict=True))
    shapes = {np.shape(value) for value in values}
    return rule(*values) if len(shapes) == 1 else None
