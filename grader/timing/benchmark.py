"""``hidden/benchmark.py`` of an assignment: the inputs of its timed calls, and the least work that they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from grader.course import Assignment
from grader.course.author_module import authors_module
from grader.course.performance import Performance, dimensions
from grader.errors import CourseError


class Benchmark:
    """The functions ``inputs_<id>`` and ``ideal_<id>`` of ``hidden/benchmark.py``, for one timed function.

    Parameters
    ----------
    assignment : Assignment
    entry : Performance
        The timed function; its ``id`` selects the two functions.

    Raises
    ------
    CourseError
        The file or a function is missing, or the file cannot be imported.
    """

    def __init__(self, assignment: Assignment, entry: Performance) -> None:
        self._file = f"{assignment.id}/hidden/benchmark.py"
        module = self._load(assignment)
        self._inputs = self._function(module, f"inputs_{entry.id}")
        self._ideal = self._function(module, f"ideal_{entry.id}")

    def _load(self, assignment: Assignment) -> ModuleType:
        path = assignment.benchmark_path
        if not path.exists():
            raise CourseError(
                f"{self._file} is missing: a timed function needs inputs. Write it; CONTRIBUTING.md says how."
            )
        return authors_module(path, self._file)

    def _function(self, module: ModuleType, name: str) -> Callable[..., Any]:
        function = getattr(module, name, None)
        if not callable(function):
            raise CourseError(f"{self._file} has no function {name}. Define it there.")
        found: Callable[..., Any] = function
        return found

    def inputs(self, rng: np.random.Generator, size: str) -> Sequence[Any]:
        """Fresh arguments of one timed call.

        Parameters
        ----------
        rng : numpy.random.Generator
        size : str
            Dimensions joined by ``x``, such as ``600x600x64``.

        Returns
        -------
        list or tuple
            One item per argument.

        Raises
        ------
        CourseError
            The author's function raised, or it returned something else.
        """
        args = self._call(self._inputs, size, rng)
        if not isinstance(args, (list, tuple)):
            raise CourseError(
                f"{self._file}: {self._inputs.__name__} must return a list or tuple of arguments, got "
                f"{type(args).__name__} for the size {size}. Put brackets around it."
            )
        return args

    def ideal(self, size: str) -> tuple[float, float]:
        """The least work that a call of this size needs.

        Parameters
        ----------
        size : str
            Dimensions joined by ``x``.

        Returns
        -------
        tuple of float
            Bytes read and written, and floating-point operations; both above 0.

        Raises
        ------
        CourseError
            The author's function raised, or it returned something else.
        """
        work = self._call(self._ideal, size)
        match work:
            case (int() | float() as moved, int() | float() as operations) if moved > 0 and operations > 0:
                return float(moved), float(operations)
        raise CourseError(
            f"{self._file}: {self._ideal.__name__} must return two numbers > 0, bytes and operations, got "
            f"{repr(work)[:60]} for the size {size}. Correct it."
        )

    def _call(self, function: Callable[..., Any], size: str, *first: Any) -> Any:
        try:
            return function(*first, *dimensions(size))
        except Exception as error:  # an author's function may raise anything, and the course is at fault
            raise CourseError(
                f"{self._file}: {function.__name__} raised {type(error).__name__}: {error}, for the size {size}. "
                "Correct it, or the sizes in assignment.toml; nothing is graded."
            ) from error
