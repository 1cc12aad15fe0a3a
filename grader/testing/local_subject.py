"""A submission in this process, without walls.

``check --debug`` uses it for one's own code, and the benchmarks measure with it what a call costs without a worker.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want
from grader.testing.subject import FilePath
from grader.wire import Own
from grader.wire.differentiation import differentiated
from grader.wire.fresh import fresh
from grader.wire.held import observed_call
from grader.wire.structure import replaced


class LocalSubject:
    """A submission in this process, without walls: for debugging one's own code, and for measuring."""

    remote = False
    cpu_s = 0.0

    def __init__(self, module: ModuleType, given: ModuleType | None = None) -> None:
        self.received = False
        self.failure: WorkerFailure | None = None
        self.asks: frozenset[str] = frozenset()
        self.files: tuple[str, ...] = ()
        self._module = module
        self._given = given

    def begin(self) -> None:
        self.received = False

    def defines(self, function: str) -> bool:
        return callable(getattr(self._module, function, None))

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        place, _, function = name.rpartition(":")
        module = self._given if place else self._module
        result = _as_student(
            observed_call, getattr(module, function), resolved(args, self._module), resolved(kwargs, self._module),
            want.in_place, flags=want.requires_grad,
        )  # fmt: skip
        self.received = True
        return CallResult(result.value, (tuple(args), kwargs), result.replaced, result.requires_grad)

    def read_file(self, path: FilePath) -> bytes:
        return path.local.read_bytes()

    def write_file(self, path: FilePath, data: bytes) -> None:
        path.local.write_bytes(data)

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult:
        values, after = [], None
        for row in seeds.tolist():
            left = iter(row)
            after = fresh(tuple(args), left), fresh(kwargs, left)
            values.append(
                _as_student(
                    getattr(self._module, name),
                    *resolved(after[0], self._module),
                    **resolved(after[1], self._module),
                )
            )
            self.received = True
        return CallResult(values, after)

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        given = resolved(args, self._module)
        return _as_student(differentiated, getattr(self._module, name), given, wrt, upstream)


def _as_student(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function of the module; what it raises counts as the student's, with the traceback kept."""
    try:
        return function(*args, **kwargs)
    except Exception as error:  # a student's code may raise anything
        name = next((k.__name__ for k in type(error).__mro__ if hasattr(builtins, k.__name__)), "Exception")
        raise StudentError(name, str(error)) from error


def resolved(value: Any, module: ModuleType) -> Any:
    """Arguments for code in this process: the functions themselves, instead of what stands for them.

    A list in which nothing stands for a function is itself: code may change it.
    """
    return replaced(value, lambda leaf: _resolved(leaf, module))


def _resolved(leaf: Any, module: ModuleType) -> Any:
    if isinstance(leaf, Callback):
        return leaf.function
    if isinstance(leaf, Own):
        return getattr(module, leaf.name)
    return str(leaf.local) if isinstance(leaf, FilePath) else leaf
