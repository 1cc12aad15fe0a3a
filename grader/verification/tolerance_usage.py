"""The part of a tolerance that an answer uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Reading, readings
from grader.diagnosis.mismatch import scale_of
from grader.testing.equality import Comparison

ATOL_PER_RTOL = 0.01
"""Absolute tolerance of a calibrated task as a fraction of its relative tolerance."""
_MOST = 1e99
"""Upper bound of a usage. An error where none is allowed would be infinite, which JSON cannot hold."""
_PRECISE = ("float64", "complex128", "float", "complex")


@dataclass(frozen=True, slots=True)
class ToleranceUsage:
    """The largest error of one array, relative to its tolerance."""

    used: float
    """The error as a multiple of the allowed error."""
    needed_rtol: float
    """Smallest sufficient relative tolerance, with `ATOL_PER_RTOL` times as much absolute tolerance."""
    is_float64: bool
    """Whether the array is float64. Narrower types have a fixed minimal tolerance that calibration does not change."""


def tolerance_usages(comparison: Comparison) -> Iterator[ToleranceUsage]:
    """The usage of each floating-point array of the expected value. Arrays of another shape are left out.

    An exact comparison has no usage, since it allows no error.
    """
    if comparison.tolerance.exact:
        return
    pairs = zip(readings(comparison.actual), readings(comparison.expected), strict=False)
    for got, right in pairs:
        if (
            right.kind in ("float", "complex")
            and not got.textual
            and got.shape == right.shape
            and right.array.size
        ):
            yield _usage(got, right, comparison)


def _usage(got: Reading, right: Reading, comparison: Comparison) -> ToleranceUsage:
    expected, actual = right.numbers(), got.numbers()
    finite = np.isfinite(expected) & np.isfinite(actual)
    magnitude = np.abs(expected[finite])
    error = np.abs(actual[finite] - expected[finite])
    allowed = comparison.tolerance.allowance(magnitude, right.dtype, scale_of(expected))
    with np.errstate(all="ignore"):  # 0 / 0 counts as 0: nothing is allowed and nothing is wrong
        used = np.where(error > 0, error / allowed, 0.0)
    return ToleranceUsage(
        used=min(float(np.max(used, initial=0.0)), _MOST),
        needed_rtol=float(np.max(error / (magnitude + ATOL_PER_RTOL), initial=0.0)),
        is_float64=right.dtype in _PRECISE,
    )
