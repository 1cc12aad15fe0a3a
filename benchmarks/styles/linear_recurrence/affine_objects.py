"""An object for each step, with a method that joins two steps; functools.reduce keeps what has been joined so far.

tier: none
advice: Join steps in chunks
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np


@dataclass(frozen=True)
class Affine:
    """The function state -> factor * state + offset, for all features."""

    factor: np.ndarray
    offset: np.ndarray

    def then(self, other):
        return Affine(other.factor * self.factor, other.factor * self.offset + other.offset)


def linear_recurrence(a, x):
    dtype = np.result_type(a.dtype, x.dtype, 1.0)
    a, x = a.astype(dtype), x.astype(dtype)
    states = []

    def extend(joined, step):
        joined = joined.then(step)
        states.append(joined.offset)
        return joined

    start = Affine(np.ones(x.shape[1], dtype), np.zeros(x.shape[1], dtype))
    reduce(extend, (Affine(factor, offset) for factor, offset in zip(a, x, strict=True)), start)
    return np.vstack(states)
