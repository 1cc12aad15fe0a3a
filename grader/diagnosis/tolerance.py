"""How far a number may lie from the right one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.errors import CourseError

FLOORS = {"float32": 1e-5, "complex64": 1e-5, "float16": 1e-2, "bfloat16": 2e-2}
"""Error, as a part of the array's scale, that two honest computations in that dtype may differ by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """An element passes when ``|actual - expected| <= atol + rtol * |expected|``.

    Where the right answer is itself of low precision, the dtype's floor (``FLOORS``) times the array's
    largest magnitude is granted if that is more. Both zero means equal to the last bit, without a floor.
    """

    rtol: float
    atol: float

    def __post_init__(self) -> None:
        for name, value in (("rtol", self.rtol), ("atol", self.atol)):
            if not (math.isfinite(value) and value >= 0):
                raise CourseError(
                    f"The tolerance {name!r} must be a finite number >= 0. Got {value!r} instead. "
                    "Correct it in assignment.toml or in the test that passes it."
                )

    def or_wider(self, other: Tolerance | None) -> Tolerance:
        """The larger of both in each respect."""
        if other is None:
            return self
        return Tolerance(rtol=max(self.rtol, other.rtol), atol=max(self.atol, other.atol))

    @property
    def exact(self) -> bool:
        return self.rtol == 0 and self.atol == 0

    def floor(self, dtype: str, scale: float) -> float:
        """Absolute error granted to every element of an array of this dtype and scale."""
        return 0.0 if self.exact else FLOORS.get(dtype, 0.0) * scale

    def allowance(self, magnitude: NDArray[np.float64], dtype: str, scale: float) -> NDArray[np.float64]:
        """Absolute error granted to each element, given the magnitudes of the right ones."""
        bound = np.asarray(self.atol + self.rtol * magnitude)
        floor = self.floor(dtype, scale)
        return np.maximum(bound, floor) if floor else bound
