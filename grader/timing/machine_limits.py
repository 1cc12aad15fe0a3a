"""How fast this machine can be at best: the rates at which it copies and multiplies, measured in the same run.

No function is faster than moving the bytes it must move and doing the operations it must do at these rates (the
roofline of Williams, Waterman and Patterson, 2009). A submission that seems to be has not done the work. The rates
are timed like a submission: in a worker of the same kind, on the same core or device, from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model import Device, SourceFile
from grader.sandbox.worker_session import Code
from grader.testing import Drawn
from grader.timing.timed_worker import Challenge, Player

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
CODE = Code(files=(SourceFile(name="light.py", text=_TEXT),), module="light")
_REPEATS = 9
_SEED = 1
_POOL = 1
_CHALLENGE = Challenge(0, 0.0)
"""Nobody is suspected here: one element, and always the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What one core, or one GPU, can do in a second."""

    bytes_per_s: float
    """Read and written."""
    operations_per_s: float
    """Floating-point operations of a matrix product, multiplications and additions apart."""

    def least_s(self, moved_bytes: float, operations: float) -> float:
        """The shortest time in which so many bytes and operations can be done."""
        return max(moved_bytes / self.bytes_per_s, operations / self.operations_per_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """How much is copied and multiplied: on a core so little that it stays in a cache, for an input may as well."""

    elements: int
    matrix: int
    times: int


_LOADS = {
    "cpu": _Load(elements=1 << 18, matrix=256, times=20),
    "cuda": _Load(elements=1 << 27, matrix=8192, times=4),
}


def rates(player: Player, device: Device, like: Any) -> Rates:
    """Measure them with a worker that holds `CODE`; the best of a few calls, since noise only slows.

    Parameters
    ----------
    player : Player
    device : {"cpu", "cuda"}
    like : ndarray or Drawn
        An input of the task: numbers of its kind and type are multiplied. What is copied is float32.
    """
    load, numbers = _LOADS[device], _drawn if isinstance(like, Drawn) else _ones
    player.fill(_tensor() if isinstance(like, Drawn) else np.ones(_POOL, np.float32))
    line, square, dtype = (load.elements,), (load.matrix, load.matrix), str(like.dtype)
    copy_s = _shortest(
        player, "copy", lambda: [numbers(line, "float32"), numbers(line, "float32"), load.times]
    )
    multiply_s = _shortest(
        player, "multiply", lambda: [numbers(square, dtype), numbers(square, dtype), load.times]
    )
    return Rates(
        bytes_per_s=2 * 4 * load.elements * load.times / copy_s,
        operations_per_s=2 * load.matrix**3 * load.times / multiply_s,
    )


def _shortest(player: Player, function: str, inputs: Callable[[], Sequence[Any]]) -> float:
    times = []
    for _ in range(_REPEATS):
        player.stage(inputs())
        timed, _ = player.play(function, _CHALLENGE)
        times.append(timed.wall_s)
    return max(min(times) - player.overhead(function, inputs(), [_CHALLENGE] * _REPEATS)[0], 1e-6)


def _ones(shape: tuple[int, ...], dtype: str) -> Any:
    return np.ones(shape, dtype)


def _drawn(shape: tuple[int, ...], dtype: Any) -> Drawn:
    return Drawn(shape=shape, dtype=dtype, seed=_SEED)


def _tensor() -> Any:
    import torch  # only where something of torch is timed

    return torch.ones(_POOL)
