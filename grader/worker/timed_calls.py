"""The worker's side of timed calls: keep inputs, call the function, and answer a challenge about its result.

No times are taken here, because the student's code could change them. The grader takes them from outside, and after the
call it asks for the sum of ``pool[offset + i] * |result[i] - centre|`` with an offset and a centre that are drawn after
the inputs were sent. The absolute value makes the sum need every element of the result. A linear sum
``pool[offset + i] * result[i]`` would not: for a product of two thin matrices it can be had without multiplying
them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from grader.wire.structure import is_tensor
from grader.worker import kernel

_CHUNK = {"cpu": 1 << 14, "cuda": 1 << 22}
"""Elements of a result that are processed at a time: few enough for the cache, and to take little memory."""


class TimedCalls:
    """Inputs, random numbers and result of the timed function, on one device. Each method answers one request."""

    def __init__(self) -> None:
        self._device = "cpu"
        self._pool: Any = None
        self._args: tuple[Any, ...] = ()
        self._output: Any = None

    def configure(self, device: str, return_freed_memory: bool) -> None:
        """Set where tensors are placed, and whether freed memory goes back to the kernel at once.

        Parameters
        ----------
        device : {"cpu", "cuda"}
        return_freed_memory : bool
        """
        self._device = device
        if return_freed_memory:
            kernel.return_freed_memory()

    def fill(self, pool: Any) -> None:
        """Keep the random numbers that challenges are made of.

        Parameters
        ----------
        pool : ndarray or Tensor
            One-dimensional.
        """
        self._pool = self._on_device(pool)

    def stage(self, parts: Any) -> None:
        """Keep the inputs of the next call.

        Parameters
        ----------
        parts : list of pairs
            For each input ``("value", value)``, or ``("drawn", recipe)`` for a tensor that is drawn here.
        """
        self._args = tuple(
            self._drawn(**part) if kind == "drawn" else self._on_device(part) for kind, part in parts
        )
        self._synchronize()

    def run(self, function: Callable[..., Any]) -> None:
        """Call the function on the inputs, and keep its result."""
        # Two results at a time would count as memory of the call, and the old one could pass for its result.
        self._output = None
        self._output = function(*self._args)
        self._synchronize()

    def commit(self, offset: int, centre: float) -> float:
        """Answer a challenge.

        Parameters
        ----------
        offset : int
            Index of the first number of the pool.
        centre : float

        Returns
        -------
        float
            The sum of ``pool[offset + i] * |result[i] - centre|`` over all elements of the flat result.
        """
        self._output = _contiguous(self._output)
        flat = self._output.reshape(-1)
        total, size = 0.0, _CHUNK[self._device]
        for start in range(0, len(flat), size):
            part = flat[start : start + size]
            window = self._pool[offset + start : offset + start + len(part)]
            total = total + window @ abs((part.to(window.dtype) if is_tensor(part) else part) - centre)
        return float(total)

    def fetch(self) -> Any:
        """The whole result."""
        return self._output.cpu() if is_tensor(self._output) else self._output

    def forget(self) -> None:
        """Drop inputs and result now. Otherwise freeing them would count as part of sending the next inputs."""
        self._args, self._output = (), None

    def staged(self) -> Any:
        """The inputs as they are now. The grader checks that the call has not changed them."""
        return [arg.cpu() if is_tensor(arg) else arg for arg in self._args]

    def steps(self, function: Callable[..., Any]) -> int:
        """Count the lines of Python that one call executes.

        The student's code can change the count, so it is good for advice and worth no points.
        """
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

    def _on_device(self, value: Any) -> Any:
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

    def _synchronize(self) -> None:
        """Wait until the GPU is done, so that its work counts for the request that started it."""
        if self._device != "cpu":
            sys.modules["torch"].cuda.synchronize()


def _contiguous(output: Any) -> Any:
    """The result in C order, so that it is copied at most once for all requests that read it."""
    if is_tensor(output):
        return output.contiguous()
    return np.asarray(output, order="C") if isinstance(output, np.ndarray) else output
