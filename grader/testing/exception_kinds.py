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
    phrase: str
    """The end of a sentence."""
    classes: tuple[type[BaseException], ...] = ()


_SHAPE = Kind("", "the shapes of two arrays do not fit together")
_CALL = Kind("TypeError", "a function is called with the wrong arguments (TypeError)")
_REFUSED = Kind(
    "",
    "the function it was given is called with arguments of another type or shape than it takes, or too often",
)
_OTHER = Kind("", "something else went wrong in it")
_BY_CLASS = (
    Kind("IndexError", "an index is out of range (IndexError)", (IndexError,)),
    Kind("KeyError", "a key is not in the dictionary (KeyError)", (KeyError,)),
    Kind(
        "", "a name or an attribute does not exist (NameError or AttributeError)", (AttributeError, NameError)
    ),
    Kind("ZeroDivisionError", "a division by zero (ZeroDivisionError)", (ZeroDivisionError,)),
    Kind("RecursionError", "a function calls itself too often (RecursionError)", (RecursionError,)),
    Kind("TypeError", "a value has the wrong type for what is done with it (TypeError)", (TypeError,)),
    Kind("ValueError", "a value is not one that the called function accepts (ValueError)", (ValueError,)),
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
