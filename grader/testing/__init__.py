"""What hidden and public tests import. See CONTRIBUTING.md for a test module with everything in it.

Fixtures come from the engine: ``student``, ``compare``, ``reference`` and ``rng``.
"""

from __future__ import annotations

from grader.sandbox.callback import Callback
from grader.testing.compare import Compare, Reference, Student
from grader.testing.drawn import Drawn
from grader.testing.equality import Mismatch, WrongException, assert_close, assert_raises
from grader.testing.law import Continuous, Normal, Uniform
from grader.testing.mark import TaskMark, task
from grader.testing.statistic import assert_distribution, assert_independent, assert_rate
from grader.testing.subject import AuthorError, Subject
from grader.testing.table import Discrete, coin, evenly, permutations
from grader.wire.value import SeededGenerator
from grader.wire.value import seeded_generator as generator


def callback(function: object, like: tuple[object, ...], max_calls: int = 10_000) -> Callback:
    """Wrap a function of the test so that student code may call it.

    Parameters
    ----------
    function : callable
        Stays in the grader; gets and returns data.
    like : tuple
        One example per argument. What the student's code passes must have the same type, shape and dtype
        kind, and be finite.
    max_calls : int
        Calls beyond this are refused.
    """
    if not callable(function):
        raise TypeError(f"callback() takes a function, got {type(function).__name__}")
    return Callback(function=function, like=like, max_calls=max_calls)


__all__ = [
    "AuthorError", "Callback", "Compare", "Continuous", "Discrete", "Drawn", "Mismatch", "Normal", "Reference",
    "SeededGenerator", "Student", "Subject", "TaskMark", "Uniform", "WrongException", "assert_close",
    "assert_distribution", "assert_independent", "assert_raises", "assert_rate", "callback", "coin", "evenly",
    "generator", "permutations", "task",
]  # fmt: skip
