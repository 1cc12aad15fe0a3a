"""How much of its tolerance an answer uses up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Reading, readings
from grader.diagnosis.mismatch import scale_of
from grader.testing.equality import Comparison

ATOL_PER_RTOL = 0.01
"""The absolute tolerance of a calibrated task, as a part of the relative one."""
_MOST = 1e99
"""Beyond this a share is no number JSON could hold: something where nothing is allowed."""
_PRECISE = ("float64", "complex128", "float", "complex")


@dataclass(frozen=True, slots=True)
class Share:
    """The largest error of one array."""

    used: float
    """As a multiple of what was allowed."""
    need: float
    """Smallest relative tolerance that would do, with an absolute one in proportion."""
    precise: bool
    """In float64; narrower numbers have a floor of their own, which no calibration moves."""


def shares(comparison: Comparison) -> Iterator[Share]:
    """One for each array of floating-point numbers of the right answer; none where the shapes differ.

    A comparison to the last bit has no share, since nothing is allowed.
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
            yield _share(got, right, comparison)


def _share(got: Reading, right: Reading, comparison: Comparison) -> Share:
    expected, actual = right.numbers(), got.numbers()
    finite = np.isfinite(expected) & np.isfinite(actual)
    magnitude = np.abs(expected[finite])
    error = np.abs(actual[finite] - expected[finite])
    allowed = comparison.tolerance.allowance(magnitude, right.dtype, scale_of(expected))
    with np.errstate(all="ignore"):  # nothing allowed and nothing wrong: 0 / 0 counts as nothing used
        used = np.where(error > 0, error / allowed, 0.0)
    return Share(
        used=min(float(np.max(used, initial=0.0)), _MOST),
        need=float(np.max(error / (magnitude + ATOL_PER_RTOL), initial=0.0)),
        precise=right.dtype in _PRECISE,
    )
