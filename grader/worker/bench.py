"""What a timed call needs inside the worker: inputs laid ready, a call, and an answer that commits to its result.

Nothing is timed here. The grader stamps the call from outside and asks for ``pool[offset:offset + n] · output`` with
an offset it drew after the call, so that only a worker that holds the whole output can answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Bench:
    """Inputs, pool and output of one timed function."""

    def __init__(self) -> None:
        self._pool: Any = None
        self._args: tuple[Any, ...] = ()
        self._output: Any = None

    def fill(self, pool: Any) -> None:
        """Keep the numbers that challenges are drawn from."""
        self._pool = pool

    def stage(self, args: Any) -> None:
        """Lay fresh inputs ready; the last output is forgotten, so that it cannot be handed in again."""
        self._args = tuple(args)
        self._output = None

    def run(self, function: Callable[..., Any]) -> None:
        self._output = function(*self._args)

    def commit(self, offset: int) -> float:
        """The challenge: a product with a window of the pool as long as the output."""
        flat = self._output.reshape(-1)
        return float(self._pool[offset : offset + flat.size] @ flat)

    def fetch(self) -> Any:
        return self._output
