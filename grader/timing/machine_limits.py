"""How fast this machine can be at best: the rates at which it copies and multiplies, measured in the same timing run.

A function has to move some bytes and to do some operations. No function does so faster than the machine copies and
multiplies (the roofline model of Williams, Waterman and Patterson, 2009). A submission that seems to be faster has
not done the work. The rates are measured like a submission: in a worker of the same kind, on the same core or device,
from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model import Device, SourceFile
from grader.sandbox.worker_session import Code
from grader.testing import Drawn
from grader.timing.timed_worker import Challenge, TimedWorker

_TEXT = """
def copy(source, target, times):
    for _ in range(times):
        target[...] = source
    return target[:1]

def multiply(a, b, times):
    for _ in range(times):
        product = a @ b
    return product[0, :1]
"""
RATES_CODE = Code(files=(SourceFile(name="machine_rates.py", text=_TEXT),), module="machine_rates")
"""The module of the worker whose calls `measure_rates` times."""
_REPEATS = 9
_SEED = 1
_POOL_NUMBERS = 1
_CHALLENGE = Challenge(0, 0.0)
"""The code is the grader's own, so its challenge need not be random. The results have one element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRates:
    """What one core, or one GPU, can do in a second."""

    bytes_per_s: float
    """Bytes read and written."""
    operations_per_s: float
    """Floating-point operations of a matrix product; a multiplication and an addition are two."""

    def least_s(self, moved_bytes: float, operations: float) -> float:
        """The shortest time for some work.

        Parameters
        ----------
        moved_bytes : float
            Bytes read and written.
        operations : float
            Floating-point operations.

        Returns
        -------
        float
            Seconds.
        """
        return max(moved_bytes / self.bytes_per_s, operations / self.operations_per_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Workload:
    """How much is copied and multiplied in one call."""

    elements: int
    matrix: int
    """Rows and columns of the matrices."""
    times: int


_WORKLOADS = {
    # On a processor the data fit into a cache. A student's inputs may fit as well, and the limit must hold for them.
    "cpu": _Workload(elements=1 << 18, matrix=256, times=20),
    "cuda": _Workload(elements=1 << 27, matrix=8192, times=4),
}


def measure_rates(worker: TimedWorker, device: Device, like: Any) -> MachineRates:
    """Measure the rates by the fastest of a few calls, because noise only adds time.

    On a processor CPU time is taken, as for the calls that are compared with the limit.

    Parameters
    ----------
    worker : TimedWorker
        Trusted, with `RATES_CODE` loaded.
    device : {"cpu", "cuda"}
    like : ndarray or Drawn
        An input of the timed function. Matrices of its dtype are multiplied. The copied array is float32.

    Returns
    -------
    MachineRates
    """
    load, numbers = _WORKLOADS[device], _drawn if isinstance(like, Drawn) else _ones
    worker.set_pool(numbers((_POOL_NUMBERS,), "float32"))
    line, square, dtype = (load.elements,), (load.matrix, load.matrix), str(like.dtype)
    copy_s = _shortest_s(
        worker, device, "copy", lambda: [numbers(line, "float32"), numbers(line, "float32"), load.times]
    )
    multiply_s = _shortest_s(
        worker, device, "multiply", lambda: [numbers(square, dtype), numbers(square, dtype), load.times]
    )
    return MachineRates(
        bytes_per_s=2 * 4 * load.elements * load.times / copy_s,
        operations_per_s=2 * load.matrix**3 * load.times / multiply_s,
    )


def _shortest_s(
    worker: TimedWorker, device: Device, function: str, inputs: Callable[[], Sequence[Any]]
) -> float:
    calls = []
    for _ in range(_REPEATS):
        worker.stage(inputs())
        calls.append(worker.timed_call(function, _CHALLENGE)[0])
    overhead = worker.measure_overhead(function, inputs(), [_CHALLENGE] * _REPEATS)
    if device == "cpu":
        shortest_s = min(call.cpu_s for call in calls) - overhead.cpu_s
    else:
        shortest_s = min(call.wall_s for call in calls) - overhead.wall_s
    return max(shortest_s, 1e-6)


def _ones(shape: tuple[int, ...], dtype: str) -> Any:
    return np.ones(shape, dtype)


def _drawn(shape: tuple[int, ...], dtype: Any) -> Drawn:
    return Drawn(shape=shape, dtype=dtype, seed=_SEED)
