"""The cheats of an exercise that is timed: the general ones, written from templates, and its own.

A template is a file of ``templates/cheats/``. A file ``cheats/NAME.py`` of an assignment is written the same way and
replaces the template of that name. Each says in its docstring what must come of it, and defines the exercise's
function, or ``FUNCTION(*arguments)`` in its place. ``from exercise import …`` gives it

- ``naive`` and ``good``: the functions of ``solutions/naive.py`` and ``solutions/good.py``;
- ``COUNT``: how many arguments a call needs; those that have a default reach ``naive`` and ``good`` by themselves;
- ``TIMED``: the mean of the result for each size that is timed, by the shapes of the arguments;
- ``shape_of(*arguments)`` and ``kind_of(*arguments)``: shape and dtype of the result, without computing it;
- ``part_of(*arguments, rows=slice(…))``: the arguments of the call that returns only these rows of the result, along
  the axis ``AXIS``.

A template that needs what an exercise does not have, such as rows that can be computed alone, is left out.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.course import Assignment
from grader.course.author_module import module_from_text
from grader.course.performance import Performance
from grader.data import template_folder
from grader.errors import CourseError
from grader.timing import Benchmark
from grader.verification.result_layout import Layout, layout_of

_VERDICT = re.compile(r"^verdict: (.+)$", re.MULTILINE)
_STAND_IN = "FUNCTION"
_EXERCISE = "exercise"


class Cheat(NamedTuple):
    """A submission that tries to win without solving."""

    name: str
    text: str
    verdict: str
    """What must come of it; ``|`` stands between verdicts that are all allowed."""


def cheats_of(assignment: Assignment, entry: Performance) -> list[Cheat]:
    """All cheats against the function of an entry, sorted by name.

    Raises
    ------
    CourseError
        ``solutions/naive.py`` is missing or fails on the timed inputs, or a file of ``cheats/`` imports what the
        exercise does not have.
    """
    exercise = Exercise(assignment, entry)
    own = _texts(assignment.folder / "cheats")
    cheats = []
    for name, text in sorted((_texts(template_folder() / "cheats") | own).items()):
        verdict = _VERDICT.search(ast.get_docstring(ast.parse(text)) or "")
        missing = [part for part in _imported(text) if exercise.part(part) is None]
        if missing and name in own:
            raise CourseError(
                f"{assignment.id}/cheats/{name}.py: the exercise has no {', '.join(missing)} to import. "
                f"Choose from {', '.join(PARTS)}, or write it there."
            )
        if verdict and not missing:
            cheats.append(Cheat(name, exercise.written(text), verdict[1]))
    return cheats


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}


def _imported(text: str) -> list[str]:
    """What a template imports of the exercise."""
    return [name for node in ast.parse(text).body for name in _names(node)]


def _names(node: ast.stmt) -> list[str]:
    found = isinstance(node, ast.ImportFrom) and node.module == _EXERCISE
    return [alias.name for alias in node.names] if found else []  # type: ignore[attr-defined]


class Exercise:
    """What a template can know of a timed function.

    Parameters
    ----------
    assignment : Assignment
    entry : Performance
        The function is timed on a CPU.

    Raises
    ------
    CourseError
        ``solutions/naive.py`` does not define the function.
    """

    def __init__(self, assignment: Assignment, entry: Performance) -> None:
        self._assignment = assignment
        self._entry = entry
        self._name = assignment.function_of(entry)
        self._solutions = _texts(assignment.folder / "solutions")
        self._function = self._definition()
        every = self._function.args
        names = [a.arg for a in every.args]
        self._needed = names[: len(names) - len(every.defaults)]
        self._optional = names[len(self._needed) :]
        self._parts: dict[str, str | None] = {}

    def _definition(self) -> ast.FunctionDef:
        """The function of the naive solution."""
        for node in ast.parse(self._solutions.get("naive", "")).body:
            if isinstance(node, ast.FunctionDef) and node.name == self._name:
                return node
        raise CourseError(
            f"{self._assignment.id}/solutions/naive.py must define {self._name}, over which the cheats are written, "
            "but does not. Write the simplest right answer there."
        )

    def part(self, name: str) -> str | None:
        """The text of what a template imports; ``None`` where the exercise does not have it."""
        if name not in self._parts:
            self._parts[name] = PARTS[name](self) if name in PARTS else None
        return self._parts[name]

    def written(self, template: str) -> str:
        """The submission that a template stands for."""
        lines = template.splitlines()
        for node in reversed(ast.parse(template).body):
            if isinstance(node, ast.FunctionDef) and node.name == _STAND_IN:
                lines[node.lineno - 1 : node.body[0].lineno - 1] = self._head()
            elif names := _names(node):
                lines[node.lineno - 1 : node.end_lineno] = [self.part(name) or "" for name in names]
        return "\n".join(lines) + "\n"

    def _head(self) -> list[str]:
        """The beginning of the function: its signature, what it refuses, and its arguments under one name."""
        refused = "\n".join(ast.unparse(node) for node in self._refusals()).splitlines()
        options = ", ".join(f"{name}={name}" for name in self._optional)
        kept = ["global OPTIONS", f"OPTIONS = dict({options})"] if options else []
        body = [*refused, *kept, f"arguments = ({_joined(self._needed)})"]
        return [f"def {self._name}({ast.unparse(self._function.args)}):", *(f"    {line}" for line in body)]

    def _refusals(self) -> Iterator[ast.If]:
        """The checks of arguments with which the naive solution begins, as far as they need nothing else of it."""
        known = {a.arg for a in self._function.args.args} | set(vars(builtins))
        for node in self._function.body:
            if isinstance(node, ast.If) and all(isinstance(n, ast.Raise) for n in node.body):
                if {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} <= known:
                    yield node
            elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                return

    def solution(self, name: str) -> str | None:
        """The function of a solution, and within it all that it needs, so that no name meets one of the cheat's.

        Arguments that have a default are those of the call that is running.
        """
        if name not in self._solutions:
            return None
        tree = ast.parse(self._solutions[name])
        body = tree.body[ast.get_docstring(tree) is not None :]
        body = [n for n in body if not (isinstance(n, ast.ImportFrom) and n.module == "__future__")]
        lines = [f"    {line}".rstrip() for line in "\n".join(map(ast.unparse, body)).splitlines()]
        given = f"lambda *arguments: {self._name}(*arguments, **OPTIONS)" if self._optional else self._name
        options = ["OPTIONS = {}", ""] if self._optional else []
        return "\n".join(
            ["", *options, f"def _{name}():", *lines, f"    return {given}", "", f"{name} = _{name}()", ""]
        )

    def count(self) -> str:
        """How many arguments a call needs."""
        return f"COUNT = {len(self._needed)}"

    def timed(self) -> str:
        """Shapes of the arguments at each size, and the mean of the result, so that a guess is right on average."""
        calls = [self._inputs(size) for size in self._entry.sizes]
        means = {tuple(map(np.shape, args)): float(np.mean(self._result(args))) for args in calls}
        return f"TIMED = {means!r}"

    def shape(self) -> str:
        """The shape of the result."""
        lengths = [
            str(length)
            if isinstance(length, int)
            else f"{self._needed[length.argument]}.shape[{length.axis}]"
            for length in self._layout.lengths
        ]
        return _function("shape_of", ", ".join(self._needed), f"return ({_joined(lengths)})")

    def kind(self) -> str:
        """The dtype of the result: a floating-point type that holds all arguments."""
        names = ", ".join(self._needed)
        return _function("kind_of", names, "import numpy", f"return numpy.result_type({names}, 1.0)")

    def axis(self) -> str | None:
        """The axis of the result along which rows can be computed alone."""
        return self._layout.rows and f"AXIS = {self._layout.rows.axis}"

    def rows(self) -> str | None:
        """The arguments from which some rows are computed."""
        if self._layout.rows is None:
            return None
        argument, axis = self._layout.rows.source
        names = list(self._needed)
        names[argument] += f"[{':, ' * axis}rows]"
        return _function("part_of", f"{', '.join(self._needed)}, *, rows", f"return ({_joined(names)})")

    @cached_property
    def _layout(self) -> Layout:
        args = self._inputs(self._entry.sizes[0])
        self._result(args)  # here it must not fail; with halves of arguments it may
        return layout_of(self._naive, args)

    def _inputs(self, size: str) -> Sequence[Any]:
        return self._benchmark.inputs(np.random.default_rng(0), size)[: len(self._needed)]

    @cached_property
    def _benchmark(self) -> Benchmark:
        return Benchmark(self._assignment, self._entry)

    @cached_property
    def _naive(self) -> Callable[..., npt.NDArray[Any]]:
        """The naive solution, staff's own code, run in this process."""
        module = module_from_text("naive", self._solutions["naive"], "naive.py")
        return lambda *args: np.asarray(getattr(module, self._name)(*(np.array(a) for a in args)))

    def _result(self, args: Sequence[Any]) -> npt.NDArray[Any]:
        try:
            return self._naive(*args)
        except Exception as error:  # a solution may raise anything: the course is at fault
            raise CourseError(
                f"{self._assignment.id}/solutions/naive.py fails on the inputs of hidden/benchmark.py: "
                f"{type(error).__name__}: {error}. Correct one of them."
            ) from error


def _joined(items: Sequence[str]) -> str:
    """The inside of a tuple."""
    return ", ".join(items) + ("," if len(items) == 1 else "")


def _function(name: str, parameters: str, *body: str) -> str:
    return "\n".join(["", f"def {name}({parameters}):", *(f"    {line}" for line in body), ""])


PARTS: dict[str, Callable[[Exercise], str | None]] = {
    "naive": lambda exercise: exercise.solution("naive"),
    "good": lambda exercise: exercise.solution("good"),
    "COUNT": Exercise.count,
    "TIMED": Exercise.timed,
    "shape_of": Exercise.shape,
    "kind_of": Exercise.kind,
    "AXIS": Exercise.axis,
    "part_of": Exercise.rows,
}
"""What a template may import of an exercise."""
