"""An object of the student's and the reference's own, side by side: what is done with one is done with the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.diagnosis import Tolerance
from grader.messages import say, say_count
from grader.sandbox.call_failure import UnsupportedArgument
from grader.sandbox.callback import Callback
from grader.sandbox.remote_object import RemoteObject
from grader.testing.copying import as_crossed, copies
from grader.testing.equality import Complaint, expect, expect_close
from grader.wire import Own
from grader.wire.generator import is_generator
from grader.wire.operation import OPERATIONS, Operated
from grader.wire.structure import is_tensor, leaves, mapped, rebuilt

_OWN = ("_name", "_theirs", "_right", "_ways")
_DATA = (
    type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, np.ndarray, np.generic,
)  # fmt: skip
_END = object()
_NO_OBJECT, _LENGTH = say("object.none"), say("object.length")
COMPLAINTS = (_NO_OBJECT, _LENGTH)
"""All that a hidden test may say of objects; which of them is meant would be a word that the code can choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the two sides of a pair are compared."""

    tolerance: Tolerance
    remote: bool
    """Objects of the student's stay in a worker."""

    def is_object(self, value: Any) -> bool:
        """Whether a value of the student's is an object of a class, and no data."""
        return isinstance(value, RemoteObject) if self.remote else is_object(value)

    def paired(self, theirs: Any, right: Any, name: str) -> Any:
        """What a test gets for two results: a pair for objects, the student's value for data, which is compared."""
        right = as_crossed(right)
        if is_object(right):
            if not self.is_object(theirs):
                raise Complaint(_NO_OBJECT, say("object.none.detail", name=name))
            return Pair(name, theirs, right, self)
        if holds_objects(right):
            if not isinstance(theirs, (tuple, list)) or len(theirs) != len(right):
                raise Complaint(_LENGTH, say_count("object.holds.detail", len(right), name=name))
            parts = zip(theirs, right, strict=True)
            return rebuilt(
                right, [self.paired(*both, f"{name}[{place}]") for place, both in enumerate(parts)]
            )
        expect_close(theirs, right, self.tolerance, name)
        return theirs


class Pair(Operated):
    """A student's object and the reference's; every attribute, call and operator goes to both.

    Data that comes out is compared, and is the student's; objects that come out are pairs again.

    Examples
    --------
    >>> a = compare.new("Value", 2.0)
    >>> (a + a).data
    4.0
    """

    def __init__(self, name: str, theirs: Any, right: Any, ways: Ways) -> None:
        self._name = name
        self._theirs = theirs
        self._right = right
        self._ways = ways

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._ways.paired(
            getattr(self._theirs, name), getattr(self._right, name), f"{self._name}.{name}"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _OWN:
            object.__setattr__(self, name, value)
        else:
            setattr(self._theirs, name, copies(theirs_of(value)))
            setattr(self._right, name, copies(right_of(value)))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        theirs = self._theirs(*copies(theirs_of(args)), **copies(theirs_of(kwargs)))
        right = self._right(*copies(right_of(args)), **copies(right_of(kwargs)))
        return self._ways.paired(theirs, right, f"{self._name}(...)")

    def __iter__(self) -> Iterator[Any]:
        rights = iter(self._right)
        right: Any = _END
        ended = False
        for theirs in self._theirs:
            following = next(rights, _END)
            if following is _END and not ended:
                # Code that is no longer asked would know how many are right: the last right one stands for others.
                ended = True
                self._note_length("object.many.detail")
            right = right if ended else following
            if right is not _END:
                yield self._ways.paired(theirs, right, f"a value of {self._name}")
        if not ended and next(rights, _END) is not _END:
            self._note_length("object.few.detail")

    def _note_length(self, message_id: str) -> None:
        detail = say(message_id, name=self._name)
        expect(lambda: Complaint(_LENGTH, detail))

    def __repr__(self) -> str:
        return f"<{self._name}, the student's and the reference's>"

    def _may(self, sign: str) -> bool:
        return not isinstance(self._theirs, RemoteObject) or self._theirs._may(sign)

    def _operate(self, sign: str, *operands: Any) -> Any:
        operation = OPERATIONS[sign]
        theirs = operation(*(theirs_of(one) for one in operands))
        right = operation(*(right_of(one) for one in operands))
        return None if sign == "[]=" else self._ways.paired(theirs, right, f"the result of '{sign}'")


def theirs_of(value: Any) -> Any:
    """Arguments as the student's side gets them."""
    return mapped(value, lambda leaf: leaf._theirs if isinstance(leaf, Pair) else leaf)


def right_of(value: Any) -> Any:
    """Arguments as the reference gets them."""
    return mapped(value, _for_reference)


def _for_reference(value: Any) -> Any:
    if isinstance(value, Pair):
        return value._right
    if isinstance(value, RemoteObject):  # the reference would ask it, and hand it what it works with
        raise UnsupportedArgument("A test passes an object of the student's to the reference.")
    return value.function if isinstance(value, Callback) else value


def holds_objects(value: Any) -> bool:
    """Whether a value is an object, or a list or tuple with one."""
    return is_object(value) or (isinstance(value, (tuple, list)) and any(map(is_object, value)))


def has_pairs(value: Any) -> bool:
    """Whether an object of both sides is among some arguments."""
    return any(isinstance(leaf, Pair) for leaf in leaves(value))


def is_object(value: Any) -> bool:
    """Whether a value of this process is an object of a class, and no data."""
    if isinstance(value, (*_DATA, Callback, Own)) or is_generator(value):
        return False
    return not is_tensor(value)
