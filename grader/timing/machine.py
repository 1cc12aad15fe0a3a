"""How fast this machine can be at best: the rate at which it copies and multiplies, measured in the same run.

No function is faster than moving the bytes it must move and doing the operations it must do at these rates (the
roofline of Williams, Waterman and Patterson, 2009). A submission that seems to be has not done the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_COPY_ELEMENTS = 1 << 18
"""2 MiB of float64, which stays in a cache: the limit is to hold for inputs that do as well."""
_MATRIX = 256
_REPEATS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Rates of one core."""

    bytes_per_s: float
    """Read and written."""
    operations_per_s: float
    """Floating-point operations of a matrix product, multiplications and additions apart."""

    def least_s(self, moved_bytes: float, operations: float) -> float:
        """The shortest time in which so many bytes and operations can be done."""
        return max(moved_bytes / self.bytes_per_s, operations / self.operations_per_s)


def probe() -> Machine:
    """Measure the rates of the core this process runs on; the best of a few, since noise only slows."""
    source, target = np.ones(_COPY_ELEMENTS), np.empty(_COPY_ELEMENTS)
    a, b = np.ones((_MATRIX, _MATRIX), np.float32), np.ones((_MATRIX, _MATRIX), np.float32)
    product = np.empty_like(a)
    copy_s = _shortest(lambda: np.copyto(target, source))
    multiply_s = _shortest(lambda: np.matmul(a, b, out=product))
    return Machine(bytes_per_s=2 * source.nbytes / copy_s, operations_per_s=2 * _MATRIX**3 / multiply_s)


def _shortest(run: Callable[[], object]) -> float:
    times = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)
