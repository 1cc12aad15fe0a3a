"""The functions that question files import: `part`, `mistake` and `reference`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn, TypeVar

from grader.course import suggestion
from grader.course.author_module import authors_module
from grader.errors import CourseError
from grader.exam.question import MOODLE_SHARES, AnswerKind, AuthorFunction, NamedMistake
from grader.exam.template_text import template_text

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST_PLACES = 12
_RESERVED = ("draw", "proof")


@dataclass(slots=True, kw_only=True)
class PartDeclaration:
    """A part as it was declared; its mistakes come later in the file."""

    function: AuthorFunction
    kind: AnswerKind
    places: int
    label: str
    solution: str
    settings: dict[str, Any]
    mistakes: list[NamedMistake] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Declarations:
    """What the question file that is being loaded has declared so far."""

    place: str
    reference_dir: Path
    parts: list[PartDeclaration] = field(default_factory=list)
    references: dict[str, ModuleType] = field(default_factory=dict)

    def names(self) -> set[str]:
        return {each.function.name for each in self.parts} | {
            mistake.name for each in self.parts for mistake in each.mistakes
        }

    def fail(self, line: int, message: str) -> NoReturn:
        raise CourseError(f"{self.place}:{line}: {message}")


_loaded: ContextVar[Declarations | None] = ContextVar("declarations", default=None)


@contextmanager
def collected(declarations: Declarations) -> Iterator[None]:
    """Collect in ``declarations`` what a question file declares."""
    token = _loaded.set(declarations)
    try:
        yield
    finally:
        _loaded.reset(token)


def part(
    label: str = "",
    *,
    decimals: int | None = None,
    digits: int | None = None,
    integer: bool = False,
    choice: bool = False,
    points: float = 1,
    unit: str = "",
    rows: Iterable[str] | None = None,
    columns: Iterable[str] | None = None,
    follow: bool = True,
    fixed: str = "",
    source: str = "",
    solution: str = "",
) -> Callable[[Function], Function]:
    r"""Declare that a function computes an answer. Its arguments are names of parameters or of earlier parts.

    Parameters
    ----------
    label : str
        What stands before the field, such as ``$\\sigma^2 =$``.
    decimals, digits, integer, choice
        Exactly one: decimals or significant digits asked for, a whole number, or one of several texts. The texts of
        a choice are what the function and its mistakes return.
    points : float
    unit : str
        May be typed behind the number.
    rows, columns : list of str, optional
        Labels of a table: the function returns an array of that shape.
    follow : bool
        False: an answer that is right for wrong earlier answers earns nothing.
    fixed : str
        Why it does no harm that many students have the same answer.
    source : str
        Where the right choice is written down, such as ``lecture notes 004, lines 388-396``.
    solution : str
        How the answer comes about, for the student's report: Markdown that may show parameters, earlier parts and this
        one as ``{{ name }}``. A part is shown with the digits asked for.
    """
    wanted = {"decimals": decimals, "digits": digits, "integer": integer or None, "choice": choice or None}
    settings = {
        "points": points, "unit": unit, "follow": follow, "fixed": fixed, "source": source,
        "rows": rows, "columns": columns,
    }  # fmt: skip

    def declare(run: Function) -> Function:
        declarations = _current("part")
        function = _author_function(declarations, run)
        kind = _kind(declarations, function, wanted)
        declared = PartDeclaration(
            function=function, kind=kind, places=_places(declarations, function, kind, wanted[kind]),
            label=_text(declarations, function, "label", label),
            solution=" ".join(_text(declarations, function, "solution", solution).split()),
            settings=_checked(declarations, function, kind, settings),
        )  # fmt: skip
        declarations.parts.append(declared)
        return run

    return declare


def mistake(*, of: Callable[..., Any], worth: float = 0) -> Callable[[Function], Function]:
    """Declare that a function computes a wrong answer of the part ``of``, worth a share of its points.

    The function's name is the mistake's id, its docstring the sentence for whoever made it. Where it returns None,
    the mistake is not possible with these parameters.
    """

    def declare(run: Function) -> Function:
        declarations = _current("mistake")
        function = _author_function(declarations, run)
        line = function.line
        found = next((each for each in declarations.parts if each.function.run is of), None)
        if found is None:
            name = getattr(of, "__name__", repr(of))
            declarations.fail(
                line, f"'of' of the mistake {function.name} must be a part declared above, got {name}."
            )
        if not isinstance(worth, (int, float)) or float(worth) not in MOODLE_SHARES:
            shares = ", ".join(f"{share:g}" for share in MOODLE_SHARES)
            declarations.fail(
                line, f"worth of the mistake {function.name} must be one of {shares}, got {worth!r}."
            )
        if not inspect.getdoc(run):
            declarations.fail(
                line, f"the mistake {function.name} has no docstring. Write what the number is."
            )
        sentence = template_text(
            " ".join(inspect.cleandoc(run.__doc__ or "").split()), declarations.place, line
        )
        found.mistakes.append(
            NamedMistake(name=function.name, worth=float(worth), sentence=sentence, function=function)
        )
        return run

    return declare


def reference(assignment_id: str) -> ModuleType:
    """The reference module of an assignment, ``reference/<assignment_id>.py``."""
    declarations = _current("reference")
    path = declarations.reference_dir / f"{assignment_id}.py"
    if not path.is_file():
        known = (each.stem for each in declarations.reference_dir.glob("*.py"))
        raise CourseError(
            f"{declarations.place}: there is no reference '{assignment_id}' in {declarations.reference_dir}."
            f"{suggestion(assignment_id, known)}"
        )
    module = _reference_module(path, path.stat().st_mtime_ns)
    declarations.references[assignment_id] = module
    return module


@lru_cache(maxsize=256)
def _reference_module(path: Path, _: int) -> ModuleType:
    return authors_module(path, str(path))


def _current(name: str) -> Declarations:
    declarations = _loaded.get()
    if declarations is None:
        raise CourseError(
            f"{name}() is for question files, and none is being loaded. Use: grader verify --questions NAME"
        )
    return declarations


def _author_function(declarations: Declarations, run: Callable[..., Any]) -> AuthorFunction:
    declared = frozenset(each.function.name for each in declarations.parts)
    function = author_function(declarations.place, run, declared)
    if function.name in _RESERVED or function.name.startswith("_"):
        declarations.fail(function.line, f"a part or mistake cannot be called {function.name}. Rename it.")
    if function.name in declarations.names():
        declarations.fail(
            function.line, f"there are two parts or mistakes called {function.name}. Rename one."
        )
    return function


def author_function(
    place: str, run: Callable[..., Any], parts: Collection[str] = frozenset()
) -> AuthorFunction:
    """A function with the names of its arguments, some of them of parts.

    Raises
    ------
    CourseError
        An argument is no plain name, or has a default.
    """
    line = run.__code__.co_firstlineno
    parameters = inspect.signature(run).parameters.values()
    for each in parameters:
        if each.kind is not each.POSITIONAL_OR_KEYWORD or each.default is not each.empty:
            raise CourseError(
                f"{place}:{line}: the argument '{each}' of {run.__name__} must be a plain name: of a parameter or of "
                "an earlier part. Take the default or the star away."
            )
    names = tuple(each.name for each in parameters)
    earlier = tuple(name for name in names if name in parts)
    return AuthorFunction(name=run.__name__, run=run, arguments=names, line=line, earlier=earlier)


def _kind(declarations: Declarations, function: AuthorFunction, wanted: dict[str, Any]) -> AnswerKind:
    given = [name for name, value in wanted.items() if value is not None]
    if len(given) != 1:
        declarations.fail(
            function.line,
            f"the part {function.name} needs exactly one of decimals=, digits=, integer=True and choice=True, got "
            f"{' and '.join(given) or 'none'}.",
        )
    return AnswerKind(given[0])


def _places(declarations: Declarations, function: AuthorFunction, kind: AnswerKind, value: Any) -> int:
    if kind in (AnswerKind.INTEGER, AnswerKind.CHOICE):
        return 0
    least = 0 if kind is AnswerKind.DECIMALS else 1
    if type(value) is not int or not least <= value <= _MOST_PLACES:
        declarations.fail(
            function.line,
            f"{kind.value} of the part {function.name} must be a whole number from {least} to {_MOST_PLACES}, "
            f"got {value!r}.",
        )
    return value


def _checked(
    declarations: Declarations, function: AuthorFunction, kind: AnswerKind, settings: dict[str, Any]
) -> dict[str, Any]:
    points = settings["points"]
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < 1000:
        declarations.fail(
            function.line, f"points of the part {function.name} must be a number > 0, got {points!r}."
        )
    if type(settings["follow"]) is not bool:
        declarations.fail(function.line, f"follow of the part {function.name} must be True or False.")
    texts = {key: _text(declarations, function, key, settings[key]) for key in ("unit", "fixed", "source")}
    rows, columns = (_labels(declarations, function, key, settings[key]) for key in ("rows", "columns"))
    if kind is AnswerKind.CHOICE and (rows or columns):
        declarations.fail(function.line, f"the part {function.name} is a choice and cannot be a table.")
    if rows or columns:
        rows, columns = rows or ("",), columns or ("",)
    return {**settings, **texts, "points": float(points), "rows": rows, "columns": columns}


def _text(declarations: Declarations, function: AuthorFunction, key: str, value: Any) -> str:
    if not isinstance(value, str):
        declarations.fail(function.line, f"{key} of the part {function.name} must be a text, got {value!r}.")
    return value


def _labels(declarations: Declarations, function: AuthorFunction, key: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    labels = () if isinstance(value, str) else tuple(value)
    if not labels or not all(isinstance(each, str) for each in labels):
        declarations.fail(
            function.line, f"{key} of the part {function.name} must be a list of texts, got {value!r}."
        )
    return labels


__all__ = [
    "Declarations", "PartDeclaration", "author_function", "collected", "mistake", "part", "reference",
]  # fmt: skip
