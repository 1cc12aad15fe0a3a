"""What may be said of an exception that was raised while hidden inputs were near: its kind, out of a closed list.

An exception's class and text are chosen by the student's code, which could write hidden inputs into them. Ten kinds
tell an honest student nearly as much, and a dishonest one three bits.
"""

from __future__ import annotations

import builtins
import re

from grader.sandbox.failure import StudentError

_SHAPES = re.compile(
    r"broadcast|shapes? .*(not aligned|mismatch|invalid|cannot)|mismatch in its core dimension|"
    r"cannot reshape|size of tensor|shapes cannot be multiplied|dimensions? .*must match|"
    r"same number of dimensions|must have the same shape",
    re.IGNORECASE,
)
_ARITY = re.compile(r"positional argument|keyword argument|takes .* arguments?")
_NAMED = (
    (IndexError, "an index is out of range"),
    (KeyError, "a key is not in the dictionary"),
    ((AttributeError, NameError), "a name or an attribute does not exist"),
    (ZeroDivisionError, "a division by zero"),
    (RecursionError, "a function calls itself too often"),
    (TypeError, "a value has the wrong type for what is done with it"),
    (ValueError, "a value is not one that the called function accepts"),
)
_SHAPE = "the shapes of two arrays do not fit together"
_CALL = "a function is called with the wrong arguments"
_OTHER = "something else went wrong in it"
PHRASES = (_SHAPE, _CALL, *(phrase for _, phrase in _NAMED), _OTHER)
"""All there are."""


def phrase(error: StudentError) -> str:
    """The kind of an exception, as the end of a sentence."""
    kind = getattr(builtins, error.type_name, Exception)
    if issubclass(kind, (ValueError, RuntimeError)) and _SHAPES.search(error.text):
        return _SHAPE
    if issubclass(kind, TypeError) and _ARITY.search(error.text):
        return _CALL
    return next((said for classes, said in _NAMED if issubclass(kind, classes)), _OTHER)
