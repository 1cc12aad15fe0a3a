"""What hidden and public tests import. docs/tests.md shows all of it.

Fixtures come from the engine: ``student``, ``compare``, ``reference``, ``given``, ``files``, ``training`` and ``rng``.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from grader.sandbox.callback import Callback, Shaped
from grader.testing.categorical import Discrete, coin, evenly, permutations
from grader.testing.compare import Compare, Reference, Student
from grader.testing.device_inputs import Drawn
from grader.testing.distributions import Continuous, Normal, Uniform
from grader.testing.equality import Mismatch, WrongException, assert_close, assert_raises
from grader.testing.files import Files
from grader.testing.given import Given
from grader.testing.mark import TaskMark, task
from grader.testing.object_pair import Pair
from grader.testing.statistical_assertions import assert_distribution, assert_independent, assert_rate
from grader.testing.subject import AuthorError, Subject
from grader.testing.training import Trained, Training
from grader.wire import Own
from grader.wire.generator import SeededGenerator, torch_generator
from grader.wire.generator import seeded_generator as generator


def callback(function: object, like: tuple[object, ...], max_calls: int = 10_000) -> Callback:
    """Wrap a function of the test so that student code may call it.

    Parameters
    ----------
    function : callable
        Stays in the grader; gets and returns data.
    like : tuple
        One example or pattern (`shaped`) per parameter. What the student's code passes must have the same type,
        shape and dtype kind, and be finite. It may be passed by the name of the parameter; a parameter with a
        default may be left out.
    max_calls : int
        Calls beyond this are refused.

    Examples
    --------
    >>> f = callback(np.sin, like=(shaped("n"),))
    >>> compare.derivative(f, np.linspace(0.0, 1.0, 5))
    """
    if not callable(function):
        raise TypeError(f"callback() takes a function, got {type(function).__name__}")
    return Callback(function=function, like=like, max_calls=max_calls)


def shaped(*sizes: int | str, dtype: Any = float) -> Shaped:
    """A pattern for an argument of a callback: an array of any size that fits.

    Parameters
    ----------
    *sizes : int or str
        One per axis. A letter stands for any size, the same one wherever it occurs in a call: ``shaped("n", 3)``.
    dtype : type
        ``float`` (which takes integers too), ``int`` or ``bool`` for numpy; a torch dtype for tensors.

    Examples
    --------
    >>> model = callback(lambda X, w: X @ w, like=(shaped("n", "d"), shaped("d")))
    >>> labels = callback(np.bincount, like=(shaped("n", dtype=int),))
    """
    is_torch = str(dtype).startswith("torch.")
    word = str(dtype).removeprefix("torch.") if is_torch else np.dtype(dtype).name
    kind: Literal["float", "integer", "bool"] = (
        "float" if "float" in word else "bool" if word == "bool" else "integer"
    )
    return Shaped(sizes, kind, "torch" if is_torch else "numpy")


def own(name: str) -> Own:
    """A function or class of the module under test, to be passed to another of its functions.

    The student's function gets the student's, the reference's gets the reference's; neither leaves its process.

    Examples
    --------
    >>> compare.compose(own("square"), 3.0)
    """
    return Own(name)


__all__ = [
    "AuthorError", "Callback", "Compare", "Continuous", "Discrete", "Drawn", "Files", "Given", "Mismatch", "Normal",
    "Own", "Pair", "Reference", "SeededGenerator", "Shaped", "Student", "Subject", "TaskMark", "Trained", "Training",
    "Uniform", "WrongException", "assert_close", "assert_distribution", "assert_independent", "assert_raises",
    "assert_rate", "callback", "coin", "evenly", "generator", "own", "permutations", "shaped", "task",
    "torch_generator",
]  # fmt: skip
