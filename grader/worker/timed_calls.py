"""The worker's side of timed calls: keep inputs, call the function, and answer a challenge about its result.

No times are taken here, because the student's code could change them. The grader takes them from outside, and after the
call it asks for the sum of ``pool[offset + i] * |result[i] - centre|`` with an offset and a centre that are drawn after
the inputs were sent. The absolute value makes the sum need every element of the result. A linear sum
``pool[offset + i] * result[i]`` would not: for a product of two thin matrices it can be had without multiplying
them.

Inputs that are drawn on a GPU begin at a place of a longer draw that is chosen when the function is called. Work that a
GPU is given early takes no CPU time, so a function could otherwise begin when its inputs are staged.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from grader.wire.structure import is_tensor
from grader.worker import kernel

_CHUNK = {"cpu": 1 << 14, "cuda": 1 << 25}
"""Elements of a result that are processed at a time: few enough for the cache of a processor, and enough that a GPU is
busy for longer than it takes to start its kernels."""
_SAMPLED = 1024
"""Elements of a result that the grader is told as examples."""


@dataclass(slots=True)
class _Draw:
    """A longer draw than an input needs."""

    numbers: Any
    shape: tuple[int, ...]

    def input(self, shift: int) -> Any:
        """The input that begins so many numbers after the draw does."""
        return self.numbers[shift : shift + math.prod(self.shape)].view(self.shape)


class TimedCalls:
    """Inputs, random numbers and result of the timed function, on one device. Each method answers one request."""

    def __init__(self) -> None:
        self._device = "cpu"
        self._pool: Any = None
        self._buffer: Any = None
        """Memory for the differences of a challenge. It is taken once, so that no call takes memory for them."""
        self._staged: tuple[Any, ...] = ()
        """The inputs, as `_Draw` where they were drawn here."""
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

    def fill(self, kind: str, pool: Any) -> None:
        """Keep the random numbers that challenges are made of.

        Parameters
        ----------
        kind : {"value", "drawn"}
        pool : ndarray, Tensor or recipe
            One-dimensional.
        """
        self._pool = None  # two pools at a time would leave free memory, which would not count for a call
        self._pool = self._drawn(**pool).numbers if kind == "drawn" else self._on_device(pool)
        if self._device != "cpu" and is_tensor(self._pool) and self._buffer is None:
            self._buffer = self._pool.new_empty(_CHUNK[self._device])

    def stage(self, parts: Any) -> None:
        """Keep the inputs of the next call.

        Parameters
        ----------
        parts : list of pairs
            For each input ``("value", value)``, or ``("drawn", recipe)`` for a tensor that is drawn here.
        """
        self._staged = tuple(
            self._drawn(**part) if kind == "drawn" else self._on_device(part) for kind, part in parts
        )
        self._args = self._inputs(0)
        self._synchronize()

    def _inputs(self, shift: int) -> tuple[Any, ...]:
        return tuple(each.input(shift) if isinstance(each, _Draw) else each for each in self._staged)

    def run(self, function: Callable[..., Any], shift: int = 0) -> None:
        """Call the function on the inputs, and keep its result. Drawn inputs begin after ``shift`` numbers."""
        self._args = self._inputs(shift)
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
            total = total + window @ self._distances(part, centre)
        return float(total)

    def _distances(self, part: Any, centre: float) -> Any:
        if self._buffer is None:
            return abs((part.to(self._pool.dtype) if is_tensor(part) else part) - centre)
        if part.device != self._buffer.device:
            raise ValueError("the result lies on another device")
        return self._buffer[: len(part)].copy_(part).sub_(centre).abs_()

    def describe(self) -> dict[str, Any]:
        """What the grader has to know about a right result: size, type, scale, some elements; and bytes of inputs."""
        output = _contiguous(self._output)
        flat: Any = output.reshape(-1) if hasattr(output, "reshape") else np.empty(0)
        some, mean = flat[:: max(1, len(flat) // _SAMPLED)], 0.0
        if is_tensor(flat):
            torch = sys.modules["torch"]
            wide = torch.float32 if flat.itemsize < 4 else flat.dtype  # numpy has no bfloat16
            some = some.cpu().to(wide).numpy()
            if len(flat):  # the norm takes no memory that could be free for a call later
                mean = float(torch.linalg.vector_norm(flat, dtype=wide)) ** 2 / len(flat)
        elif len(flat):
            mean = float(np.mean(np.square(flat, dtype=np.float64)))
        return {
            "elements": len(flat), "dtype": str(some.dtype), "scale": mean**0.5, "some": some.astype(np.float64),
            "input_bytes": sum(int(arg.nbytes) for arg in self._args if hasattr(arg, "nbytes")),
        }  # fmt: skip

    def fetch(self, start: float = 0.0, count: int = 0) -> Any:
        """The whole result, or ``count`` elements of it after a share ``start`` of the others."""
        if count:
            self._output = _contiguous(self._output)
        return _fetched(self._output, start, count)

    def forget(self) -> None:
        """Drop inputs and result now. Otherwise freeing them would count as part of sending the next inputs."""
        self._staged, self._args, self._output = (), (), None

    def staged(self, start: float = 0.0, count: int = 0) -> Any:
        """The inputs as they are now, or a part of each. The grader checks that the call has not changed them."""
        return [_fetched(arg, start, count) for arg in self._args]

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
        self,
        shape: Any,
        dtype: str,
        seed: int,
        scale: float,
        shift: float,
        places: Any,
        values: Any,
        spare: int,
    ) -> _Draw:
        """Draw in place and in the type asked for: other memory would be free for the call, and not count for it."""
        torch = sys.modules["torch"]
        where = {"dtype": getattr(torch, dtype), "device": self._device}
        source = torch.Generator(device=self._device).manual_seed(seed)
        numbers = torch.randn(math.prod(shape) + spare, generator=source, **where).mul_(scale).add_(shift)
        if len(places):
            numbers[torch.as_tensor(places, device=self._device)] = torch.as_tensor(values, **where)
        return _Draw(numbers, tuple(shape))

    def _synchronize(self) -> None:
        """Wait until the GPU is done, so that its work counts for the request that started it."""
        if self._device != "cpu":
            sys.modules["torch"].cuda.synchronize()


def _fetched(value: Any, start: float, count: int) -> Any:
    """A value on the processor; with ``count``, so many elements of its flat form."""
    if count and hasattr(value, "reshape"):
        flat = value.reshape(-1)
        first = int(start * max(0, len(flat) - count))
        value = flat[first : first + count]
    return value.cpu() if is_tensor(value) else value


def _contiguous(output: Any) -> Any:
    """The result in C order, so that it is copied at most once for all requests that read it."""
    if is_tensor(output):
        return output.contiguous()
    return np.asarray(output, order="C") if isinstance(output, np.ndarray) else output
