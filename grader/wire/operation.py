"""Operations on objects, by the sign under which a test declares them.

Both sides use the same table: the worker for objects of the student, the grader for objects of the reference.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

BINARY = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
}  # fmt: skip
"""Operators that Python tries on the right operand if the left one does not support them."""
ORDERED = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


def advanced(iterator: Any) -> tuple[bool, Any]:
    """Whether an iterator has another value, and that value."""
    for value in iterator:
        return True, value
    return False, None


OPERATIONS: dict[str, Callable[..., Any]] = {
    **{sign: getattr(operator, name) for sign, name in {**BINARY, **ORDERED}.items()},
    "==": operator.eq, "!=": operator.ne, "neg": operator.neg, "abs": abs, "len": len, "bool": bool,
    "float": float, "int": int, "in": operator.contains, "[]": operator.getitem, "[]=": operator.setitem,
    "iter": iter, "next": advanced, "set": setattr,
}  # fmt: skip
"""Operations by sign. Declaring ``iter`` allows ``next``; declaring an attribute allows ``set``."""

SIGNS = frozenset(OPERATIONS.keys() - {"next", "set"}) | {"()"}
"""The signs that a test may declare beside attribute names. ``()`` is a call of the object itself."""


class Operated:
    """A base class that turns each Python operator into a call of ``_operate`` with its sign and operands."""

    __hash__ = object.__hash__
    __array_ufunc__ = None
    """Makes numpy leave the operator to this class if an array is the left operand."""

    def _operate(self, sign: str, *operands: Any) -> Any:
        raise NotImplementedError

    def _may(self, sign: str) -> bool:
        """Whether a test declares the sign. If not, operators that Python calls implicitly are answered here."""
        raise NotImplementedError

    def __neg__(self) -> Any:
        return self._operate("neg", self)

    def __abs__(self) -> Any:
        return self._operate("abs", self)

    def __len__(self) -> Any:
        return self._operate("len", self)

    def __float__(self) -> Any:
        return self._operate("float", self)

    def __int__(self) -> Any:
        return self._operate("int", self)

    def __bool__(self) -> Any:
        return self._operate("bool", self) if self._may("bool") else True

    def __contains__(self, value: Any) -> Any:
        return self._operate("in", self, value)

    def __getitem__(self, key: Any) -> Any:
        return self._operate("[]", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._operate("[]=", self, key, value)

    def __eq__(self, other: object) -> Any:
        return self._operate("==", self, other) if self._may("==") else self is other

    def __ne__(self, other: object) -> Any:
        return self._operate("!=", self, other) if self._may("!=") else self is not other


def _left(sign: str) -> Callable[[Operated, Any], Any]:
    return lambda self, other: self._operate(sign, self, other)


def _right(sign: str) -> Callable[[Operated, Any], Any]:
    return lambda self, other: self._operate(sign, other, self)


for _sign, _name in {**BINARY, **ORDERED}.items():
    setattr(Operated, f"__{_name}__", _left(_sign))
for _sign, _name in BINARY.items():
    setattr(Operated, f"__r{_name}__", _right(_sign))
