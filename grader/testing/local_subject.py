"""A submission in this process, without walls.

``check --debug`` uses it for one's own code, and the benchmarks measure with it what a call costs without a worker.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want
from grader.testing.copying import rebuilt
from grader.testing.subject import FilePath
from grader.wire import Own
from grader.wire.fresh import fresh
from grader.wire.held import held, memory_of, tensors


class LocalSubject:
    """A submission in this process, without walls: for debugging one's own code, and for measuring."""

    remote = False

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
        memory = [memory_of(args[number]) for number in want.in_place]
        value = _as_student(
            getattr(module, function), *resolved(args, self._module), **resolved(kwargs, self._module)
        )
        self.received = True
        pairs = zip(want.in_place, memory, strict=True)
        replaced = tuple(number for number, before in pairs if memory_of(args[number]) != before)
        flags = tuple(t.requires_grad for t in tensors(value)) if want.requires_grad else ()
        return CallResult(held(value), (tuple(args), kwargs), replaced, flags)

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
        torch = sys.modules["torch"]
        leaves = [args[i].detach().clone().requires_grad_() for i in wrt]
        given = list(args)
        for index, leaf in zip(wrt, leaves, strict=True):
            given[index] = leaf
        output = _as_student(getattr(self._module, name), *given)
        if not (isinstance(output, torch.Tensor) and output.requires_grad):
            return output, "cut off"
        seed = torch.ones_like(output) if upstream is None else upstream
        try:
            return output, torch.autograd.grad(output, leaves, seed, allow_unused=True)
        except NotImplementedError:
            return output, "failed"
        except RuntimeError as error:
            if "modified by an inplace operation" not in str(error):
                raise
            return output, "in place"


def _as_student(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function of the module; what it raises counts as the student's, with the traceback kept."""
    try:
        return function(*args, **kwargs)
    except Exception as error:  # a student's code may raise anything
        name = next((k.__name__ for k in type(error).__mro__ if hasattr(builtins, k.__name__)), "Exception")
        raise StudentError(name, str(error)) from error


def resolved(value: Any, module: ModuleType) -> Any:
    """Arguments for code in this process: the functions themselves, instead of what stands for them."""
    if isinstance(value, Callback):
        return value.function
    if isinstance(value, Own):
        return getattr(module, value.name)
    if isinstance(value, FilePath):
        return str(value.local)
    if isinstance(value, (tuple, list)):
        parts = [resolved(v, module) for v in value]
        same = all(part is v for part, v in zip(parts, value, strict=True))
        return value if same else rebuilt(value, parts)  # the list itself, where code may change it
    if isinstance(value, dict):
        table = {k: resolved(v, module) for k, v in value.items()}
        return value if all(table[k] is v for k, v in value.items()) else table
    return value
