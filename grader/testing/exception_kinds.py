"""The kinds of exceptions that a report may name, from a closed list.

The student's code chooses the class and the text of an exception and could encode hidden inputs in them. Fourteen kinds
tell an honest student nearly as much, and carry less than four bits. Patterns of Python's, numpy's and torch's own
messages decide between kinds that share a class.
"""

from __future__ import annotations

import builtins
import re
from typing import NamedTuple

from grader.sandbox.call_failure import StudentError

_SHAPES = re.compile(
    r"broadcast|shapes? .*(not aligned|mismatch|invalid|cannot)|mismatch in its core dimension|"
    r"cannot reshape|size of tensor|shapes cannot be multiplied|dimensions? .*must match|"
    r"same number of dimensions|must have the same shape",
    re.IGNORECASE,
)
_ARITY = re.compile(r"positional argument|keyword argument|takes .* arguments?|multiple values for argument")
_NONE = re.compile(r"\bNoneType\b")
_MIXED = re.compile(
    r"cannot be interpreted as an integer|indices must be integers|only integer scalar arrays|"
    r"only integers, slices|used as indices must be of integer|must be integers or|Cannot cast ufunc|"
    r"can't be cast to the desired|expected scalar type|to have the same dtype|must have the same dtype"
)
_SINGLE = re.compile(
    r"not subscriptable|not iterable|non-iterable|has no len\(\)|does not support item assignment|"
    r"only (length-1|size-1|0-dimensional) arrays|truth value of an array|setting an array element with a sequence|"
    r"Boolean value of Tensor|only one element tensors"
)


class ExceptionKind(NamedTuple):
    name: str
    """The class that a report names; empty if it names none."""
    message_id: str
    """Of the sentence in a report."""
    classes: tuple[type[BaseException], ...] = ()


_SHAPE = ExceptionKind("", "exception.shapes")
_CALL = ExceptionKind("TypeError", "exception.call")
_NO_VALUE = ExceptionKind("", "exception.none")
_MIXED_NUMBERS = ExceptionKind("", "exception.mixed")
_SINGLE_NUMBER = ExceptionKind("", "exception.single")
_REFUSED = ExceptionKind("", "exception.refused")
_OTHER = ExceptionKind("", "exception.other")
_BY_CLASS = (
    ExceptionKind("IndexError", "exception.index", (IndexError,)),
    ExceptionKind("KeyError", "exception.key", (KeyError,)),
    ExceptionKind("", "exception.name", (AttributeError, NameError)),
    ExceptionKind("ZeroDivisionError", "exception.zero_division", (ZeroDivisionError,)),
    ExceptionKind("RecursionError", "exception.recursion", (RecursionError,)),
    ExceptionKind("TypeError", "exception.type", (TypeError,)),
    ExceptionKind("ValueError", "exception.value", (ValueError,)),
)
KINDS = (_SHAPE, _CALL, _NO_VALUE, _MIXED_NUMBERS, _SINGLE_NUMBER, _REFUSED, *_BY_CLASS, _OTHER)
"""All kinds."""


def exception_kind(error: StudentError) -> ExceptionKind:
    """The kind of an exception."""
    if error.refused:
        return _REFUSED
    raised = getattr(builtins, error.type_name, Exception)
    if issubclass(raised, (ValueError, RuntimeError)) and _SHAPES.search(error.text):
        return _SHAPE
    if issubclass(raised, TypeError) and _ARITY.search(error.text):
        return _CALL
    if issubclass(raised, (TypeError, AttributeError)) and _NONE.search(error.text):
        return _NO_VALUE
    if issubclass(raised, (TypeError, ValueError, IndexError, RuntimeError)):
        if _MIXED.search(error.text):
            return _MIXED_NUMBERS
        if _SINGLE.search(error.text):
            return _SINGLE_NUMBER
    return next((kind for kind in _BY_CLASS if issubclass(raised, kind.classes)), _OTHER)
