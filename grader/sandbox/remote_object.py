"""An object of the student's, as a test holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from grader.sandbox.call_failure import StudentError, UndeclaredAttribute
from grader.wire.fresh import memory_bytes
from grader.wire.operation import Operated

if TYPE_CHECKING:
    from grader.sandbox.worker_client import Worker

_ITERATED, _ITERATED_BYTES = 2_000, 64 << 20
"""Values of one iteration, each a question and an answer, and what they may take together."""
_OWN = ("_worker", "_number", "_type_name", "_name")


class ObjectWatch(Protocol):
    """Decides about every use of the objects of one worker."""

    def may(self, name: str) -> bool:
        """Whether an object may be asked for a name or sign."""

    def watched(self, name: str, ask: Callable[[], Any]) -> Any:
        """The answer of ``ask``, which uses an attribute, a method or an operator; it need not be asked."""


class _Unwatched:
    def may(self, _name: str) -> bool:
        return True

    def watched(self, _name: str, ask: Callable[[], Any]) -> Any:
        return ask()


UNWATCHED: ObjectWatch = _Unwatched()
"""Allows everything: for code that is not under test, and for looking at the sandbox itself."""


class RemoteObject(Operated):
    """An object that stays in the worker, seen as an opaque handle.

    Attributes are read as data or as handles again, methods are called with data and handles, operators are applied
    there. A handle answers only to names and signs that the running test declares: a library that looks at a value
    on its own, as numpy does, reaches no code of the student's.
    """

    def __init__(self, worker: Worker, number: int, type_name: str) -> None:
        self._worker = worker
        self._number = number
        self._type_name = type_name
        self._name = ""
        """The attribute it was read from, for messages: the worker's own name for it says what the worker likes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self._worker.stopped:  # a stopped worker would be waited for in vain
            raise AttributeError(name)
        self._require(name)
        value = self._worker.watch.watched(name, lambda: self._worker.get(self._number, name))
        if isinstance(value, RemoteObject):
            value._name = name
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _OWN:
            object.__setattr__(self, name, value)
        else:
            self._require(name)
            self._ask("set", self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not self._name:
            self._require("()")
        name = self._name or "it"
        return self._worker.watch.watched(name, lambda: self._worker.call(self._number, args, kwargs).value)

    def __iter__(self) -> Iterator[Any]:
        iterator = self._operate("iter", self)
        left = _ITERATED_BYTES  # a test may keep all that it is given
        for _ in range(_ITERATED + 1):
            match self._ask("next", iterator):
                case (True, value) if (left := left - memory_bytes(value)) > 0:
                    yield value
                case (True, _):
                    break
                case _:
                    return
        raise StudentError("TypeError", _too_many())

    def __repr__(self) -> str:
        return f"<{self._type_name} in the worker>"

    def _may(self, sign: str) -> bool:
        return self._worker.watch.may(sign)

    def _operate(self, sign: str, *operands: Any) -> Any:
        self._require(sign)
        return self._ask(sign, *operands)

    def _ask(self, sign: str, *operands: Any) -> Any:
        return self._worker.watch.watched(sign, lambda: self._worker.operate(sign, operands))

    def _require(self, name: str) -> None:
        if not self._worker.watch.may(name):
            raise UndeclaredAttribute(name)


def _too_many() -> str:
    return f"an iterator gives more than {_ITERATED:,} values, or values of more than {_ITERATED_BYTES >> 20} MiB"
