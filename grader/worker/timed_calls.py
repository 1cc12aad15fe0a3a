"""What a timed call needs inside the worker: inputs laid ready, a call, and an answer that commits to its result.

Nothing is timed here. The grader stamps the call from outside and asks for ``pool[offset:offset + n] · |output - c|``
with an offset and a number c that are sent after the call. Without the absolute value that would be linear, and the
product of two thin matrices answers a linear question without being multiplied out: this takes each of its numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from grader.wire.structure import is_tensor
from grader.worker import kernel

_PART = {"cpu": 1 << 14, "cuda": 1 << 22}
"""Numbers of an output that a challenge takes at a time: they fit a cache, and are little memory."""


class TimedCalls:
    """Inputs, pool and output of one timed function, on one device."""

    def __init__(self) -> None:
        self._device = "cpu"
        self._pool: Any = None
        self._args: tuple[Any, ...] = ()
        self._output: Any = None

    def settle(self, device: str, frugal: bool) -> None:
        """Where tensors among the inputs belong, and whether memory is what will be looked at."""
        self._device = device
        if frugal:
            kernel.return_freed_memory()

    def fill(self, pool: Any) -> None:
        """Keep the numbers that challenges are drawn from."""
        self._pool = self._placed(pool)

    def stage(self, parts: Any) -> None:
        """Lay fresh inputs ready."""
        self._args = tuple(
            self._drawn(**part) if kind == "drawn" else self._placed(part) for kind, part in parts
        )
        self._finish()

    def run(self, function: Callable[..., Any]) -> None:
        self._output = (
            None  # two results at a time would count as memory of the call, and an old one as its result
        )
        self._output = function(*self._args)
        self._finish()

    def commit(self, offset: int, centre: float) -> float:
        """The challenge: distances from a number, times a window of the pool as long as the output."""
        self._output = _in_order(self._output)
        flat = self._output.reshape(-1)
        total, size = 0.0, _PART[self._device]
        for start in range(0, len(flat), size):
            part = flat[start : start + size]
            window = self._pool[offset + start : offset + start + len(part)]
            total = total + window @ abs((part.to(window.dtype) if is_tensor(part) else part) - centre)
        return float(total)

    def fetch(self) -> Any:
        return self._output.cpu() if is_tensor(self._output) else self._output

    def forget(self) -> None:
        """Give inputs and output back before the next ones come: that is no part of laying them ready."""
        self._args, self._output = (), None

    def staged(self) -> Any:
        """The inputs as they are now: a timed call may not change them."""
        return [arg.cpu() if is_tensor(arg) else arg for arg in self._args]

    def steps(self, function: Callable[..., Any]) -> int:
        """Lines of Python that one call executes. The worker's own word: good for advice, never for points."""
        count = 0

        def local(_: FrameType, event: str, __: Any) -> Any:
            nonlocal count
            count += event == "line"
            return local

        before = sys.gettrace()
        sys.settrace(lambda *_: local)
        try:
            function(*self._args)
        finally:
            sys.settrace(before)
        return count

    def _placed(self, value: Any) -> Any:
        return value.to(self._device) if is_tensor(value) else value

    def _drawn(
        self, shape: Any, dtype: str, seed: int, scale: float, shift: float, places: Any, values: Any
    ) -> Any:
        torch = sys.modules["torch"]
        source = torch.Generator(device=self._device).manual_seed(seed)
        numbers = torch.randn(tuple(shape), generator=source, device=self._device) * scale + shift
        if places:
            numbers.view(-1)[torch.tensor(places, device=self._device)] = torch.tensor(
                values, device=self._device
            )
        return numbers.to(getattr(torch, dtype))

    def _finish(self) -> None:
        """Wait for the device: what it still has to do belongs to what was asked of it."""
        if self._device != "cpu":
            sys.modules["torch"].cuda.synchronize()


def _in_order(output: Any) -> Any:
    """An array that lies in memory as it is numbered, so that it is copied once at most, whoever looks at it."""
    if is_tensor(output):
        return output.contiguous()
    return np.asarray(output, order="C") if isinstance(output, np.ndarray) else output
