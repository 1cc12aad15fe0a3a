"""What may be said of an exception that was raised while hidden inputs were near: its kind, out of a closed list.

An exception's class and text are chosen by the student's code, which could write hidden inputs into them. Eleven kinds
tell an honest student nearly as much, and a dishonest one three bits.
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


class Kind(NamedTuple):
    name: str
    """The class that is named in its place, if one is."""
    message_id: str
    """Of the sentence about it."""
    classes: tuple[type[BaseException], ...] = ()


_SHAPE = Kind("", "exception.shapes")
_CALL = Kind("TypeError", "exception.call")
_REFUSED = Kind("", "exception.refused")
_OTHER = Kind("", "exception.other")
_BY_CLASS = (
    Kind("IndexError", "exception.index", (IndexError,)),
    Kind("KeyError", "exception.key", (KeyError,)),
    Kind("", "exception.name", (AttributeError, NameError)),
    Kind("ZeroDivisionError", "exception.zero_division", (ZeroDivisionError,)),
    Kind("RecursionError", "exception.recursion", (RecursionError,)),
    Kind("TypeError", "exception.type", (TypeError,)),
    Kind("ValueError", "exception.value", (ValueError,)),
)
KINDS = (_SHAPE, _CALL, _REFUSED, *_BY_CLASS, _OTHER)
"""All there are."""


def kind_of(error: StudentError) -> Kind:
    """What may be said of an exception."""
    if error.refused:
        return _REFUSED
    raised = getattr(builtins, error.type_name, Exception)
    if issubclass(raised, (ValueError, RuntimeError)) and _SHAPES.search(error.text):
        return _SHAPE
    if issubclass(raised, TypeError) and _ARITY.search(error.text):
        return _CALL
    return next((kind for kind in _BY_CLASS if issubclass(raised, kind.classes)), _OTHER)
