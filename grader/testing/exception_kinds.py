"""The kinds of exceptions that a report may name, from a closed list.

The student's code chooses the class and the text of an exception and could encode hidden inputs in them. Eleven kinds
tell an honest student nearly as much, and carry less than four bits.
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
_ARITY = re.compile(r"positional argument|keyword argument|takes .* arguments?")


class ExceptionKind(NamedTuple):
    name: str
    """The class that a report names; empty if it names none."""
    message_id: str
    """Of the sentence in a report."""
    classes: tuple[type[BaseException], ...] = ()


_SHAPE = ExceptionKind("", "exception.shapes")
_CALL = ExceptionKind("TypeError", "exception.call")
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
KINDS = (_SHAPE, _CALL, _REFUSED, *_BY_CLASS, _OTHER)
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
    return next((kind for kind in _BY_CLASS if issubclass(raised, kind.classes)), _OTHER)
