"""An object of the student's, as a test holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.sandbox.worker import Worker


class RemoteObject:
    """An object that stays in the worker, seen as an opaque handle.

    Attributes are read as data; methods are called with data.
    """

    def __init__(self, worker: Worker, number: int, type_name: str) -> None:
        self._worker = worker
        self._number = number
        self._type_name = type_name
        self._name = "it"
        """What the test called it, for messages: the worker's own name for it says what the worker likes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self._worker.stopped:  # a stopped worker would be waited for in vain
            raise AttributeError(name)
        value = self._worker.watched(name, lambda: self._worker.get(self._number, name))
        if isinstance(value, RemoteObject):
            value._name = name
        return value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._worker.watched(self._name, lambda: self._worker.call(self._number, args, kwargs).value)

    def __repr__(self) -> str:
        return f"<{self._type_name} in the worker>"
