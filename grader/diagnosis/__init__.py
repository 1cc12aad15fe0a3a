"""Whether a student's value is the right one and, if not, what can be proved about the difference.

Three questions, each with one function:

- ``difference``: is it the right value? Strict where numpy and torch are lenient, see ``mismatch``.
- ``explain``: what relation do the wrong numbers have to the right ones? One small probe per relation, in a
  module per family, run over all failing calls of a task together; see ``explanation`` for their order.
- ``match_wrong``: which known wrong answer are they?

The last two answer only on evidence, and by one rule: see ``evidence``. Everything here is pure numpy.
Tensors are recognised if torch is loaded already; it is never imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from grader.diagnosis.brief_sentence import UNKNOWN, ValueOrigin
from grader.diagnosis.difference import Difference, difference
from grader.diagnosis.failing_calls import NOT_ASKED, Call
from grader.diagnosis.mismatch import DifferenceKind
from grader.diagnosis.tolerance import Tolerance

if TYPE_CHECKING:
    from grader.diagnosis.explanation import Explanation, explain, fact
    from grader.diagnosis.known_answers import Raised, match_wrong

__all__ = [
    "NOT_ASKED",
    "UNKNOWN",
    "Call",
    "Difference",
    "DifferenceKind",
    "Explanation",
    "Raised",
    "Tolerance",
    "ValueOrigin",
    "difference",
    "explain",
    "fact",
    "match_wrong",
]

_LATE = {
    "Explanation": "explanation", "explain": "explanation", "fact": "explanation",
    "Raised": "known_answers", "match_wrong": "known_answers",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the probes with their first use: work that is all right never needs them (20 ms)."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
