"""``hidden/benchmark.py``: what the timed calls of an assignment are given, and what they must move at least."""

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
    """The functions of ``hidden/benchmark.py`` that belong to one entry: ``inputs_<id>`` and ``ideal_<id>``.

    Raises
    ------
    CourseError
        The file or a function is missing, or it cannot be imported.
    """

    def __init__(self, assignment: Assignment, entry: Performance) -> None:
        self._place = f"{assignment.id}/hidden/benchmark.py"
        module = self._imported(assignment)
        self._inputs = self._function(module, f"inputs_{entry.id}")
        self._ideal = self._function(module, f"ideal_{entry.id}")

    def _imported(self, assignment: Assignment) -> ModuleType:
        path = assignment.benchmark_path
        if not path.exists():
            raise CourseError(
                f"{self._place} is missing: a timed function needs inputs. Write it; CONTRIBUTING.md says how."
            )
        return authors_module(path, self._place)

    def _function(self, module: ModuleType, name: str) -> Callable[..., Any]:
        function = getattr(module, name, None)
        if not callable(function):
            raise CourseError(f"{self._place} has no function {name}. Define it there.")
        found: Callable[..., Any] = function
        return found

    def inputs(self, rng: np.random.Generator, size: str) -> Sequence[Any]:
        """Fresh arguments of one timed call."""
        made = self._called(self._inputs, size, rng)
        if not isinstance(made, (list, tuple)):
            raise CourseError(
                f"{self._place}: {self._inputs.__name__} must return a list or tuple of arguments, got "
                f"{type(made).__name__} for the size {size}. Put brackets around it."
            )
        return made

    def ideal(self, size: str) -> tuple[float, float]:
        """Bytes that must be read and written at least, and floating-point operations."""
        made = self._called(self._ideal, size)
        match made:
            case (int() | float() as moved, int() | float() as operations) if moved > 0 and operations > 0:
                return float(moved), float(operations)
        raise CourseError(
            f"{self._place}: {self._ideal.__name__} must return two numbers > 0, bytes and operations, got "
            f"{repr(made)[:60]} for the size {size}. Correct it."
        )

    def _called(self, function: Callable[..., Any], size: str, *first: Any) -> Any:
        """What a function of the author's returns; what it raises is the course's fault."""
        try:
            return function(*first, *dimensions(size))
        except Exception as error:  # an author's function may raise anything, and the course is at fault
            raise CourseError(
                f"{self._place}: {function.__name__} raised {type(error).__name__}: {error}, for the size {size}. "
                "Correct it, or the sizes in assignment.toml; nothing is graded."
            ) from error
