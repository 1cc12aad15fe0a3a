"""Loads one question file."""

from __future__ import annotations

import ast
import inspect
import io
import re
import textwrap
import tokenize
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.course.author_module import module_from_text
from grader.errors import CourseError, GraderError
from grader.exam.declaration import Declarations, PartDeclaration, author_function, collected
from grader.exam.question import AuthorFunction, Part, Question
from grader.exam.template_text import template_text

_ARRANGING = ("array", "asarray", "astype", "atleast_2d", "column_stack", "reshape", "stack")
"""Calls that put values into arrays and compute nothing."""

_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\[abfnrtv])([A-Za-z]*)")
"""What Python makes a control character of, as the beginning of many commands of TeX."""


def load_question(path: Path, *, topic: str, place: str, reference_dir: Path) -> Question:
    """The question of a file.

    Parameters
    ----------
    path : Path
    topic : str
    place : str
        The file as messages name it.
    reference_dir : Path
        Where `reference` looks for modules.

    Raises
    ------
    CourseError
        The file is no question. The message says file, line, what is wrong and what to do.
    """
    text = _read(path, place)
    declarations = Declarations(place=place, reference_dir=reference_dir)
    module = _run(path, text, declarations)
    _check_escapes(text, place)
    if not declarations.parts:
        raise CourseError(
            f"{place}: the file has no part. Put @part(decimals=3) above the function of the answer."
        )
    draw = _function(module, "draw", place)
    if draw is None:
        raise CourseError(f"{place}: there is no draw(rng), which returns the parameters. Add it.")
    if list(inspect.signature(draw).parameters) != ["rng"]:
        raise CourseError(f"{place}:{draw.__code__.co_firstlineno}: draw must have one argument, rng.")
    proof = _function(module, "proof", place)
    question = Question(
        name=path.stem, topic=topic, place=place, statement=template_text(*_statement(text, module, place)),
        draw=draw, draw_line=draw.__code__.co_firstlineno,
        parts=tuple(_part(each, declarations) for each in declarations.parts),
        proof=author_function(place, proof) if proof else None,
    )  # fmt: skip
    _check_arguments(question)
    return question


def _read(path: Path, place: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(f"{place}: not UTF-8 text at byte {error.start}. Save the file as UTF-8.") from None
    except OSError as error:
        raise CourseError(f"{place}: cannot be read: {error.strerror}. Put a readable file there.") from None


def _run(path: Path, text: str, declarations: Declarations) -> ModuleType:
    """Run the file. What it raises is the author's mistake."""
    place = declarations.place
    try:
        with collected(declarations):
            return module_from_text(path.stem, text, str(path))
    except GraderError:
        raise
    except SyntaxError as error:
        raise CourseError(f"{place}:{error.lineno}: not valid Python: {error.msg}.") from None
    except Exception as error:  # whatever an author's file raises is the question's fault
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
        ]
        where = f"{place}:{lines[-1]}" if lines else place
        raise CourseError(f"{where}: the file cannot be loaded: {type(error).__name__}: {error}.") from error


def _check_escapes(text: str, place: str) -> None:
    """No text may hold the control character that Python makes of ``\\theta`` or ``\\nu``."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        prefix = token.string.partition(token.string[-1])[0].lower() if token.type == tokenize.STRING else "r"
        found = None if "r" in prefix else _ESCAPE.search(token.string)
        if found:
            line = token.start[0] + token.string.count("\n", 0, found.start())
            raise CourseError(
                f"{place}:{line}: Python reads {found[1]} of '{found[1]}{found[2]}' as a control character. "
                f"Write '\\{found[1]}{found[2]}', or put an r before the text."
            )


def _statement(text: str, module: ModuleType, place: str) -> tuple[str, str, int]:
    first = ast.parse(text).body[0]
    if not (module.__doc__ or "").strip():
        raise CourseError(
            f"{place}:1: the file has no docstring, and that is the question's statement. Write one."
        )
    return inspect.cleandoc(module.__doc__ or ""), place, first.lineno


def _function(module: ModuleType, name: str, place: str) -> Callable[..., Any] | None:
    found = getattr(module, name, None)
    if found is not None and not inspect.isfunction(found):
        raise CourseError(f"{place}: {name} must be a function, got {type(found).__name__}.")
    return found


def _part(declared: PartDeclaration, declarations: Declarations) -> Part:
    function = declared.function
    label, solution = (
        template_text(text, declarations.place, function.line) for text in (declared.label, declared.solution)
    )
    return Part(
        name=function.name, label=label, solution=solution, kind=declared.kind, places=declared.places,
        function=function, reference_call=reference_call(function, declarations.references),
        mistakes=tuple(declared.mistakes), **declared.settings,
    )  # fmt: skip


def _check_arguments(question: Question) -> None:
    """No function may name a part that comes later, or its own."""
    names = [part.name for part in question.parts]
    for position, part in enumerate(question.parts):
        for function in (part.function, *(each.function for each in part.mistakes)):
            late = [name for name in function.arguments if name in names[position:]]
            if late:
                raise CourseError(
                    f"{question.place}:{function.line}: {function.name} is computed from {late[0]}, which is not an "
                    f"earlier part than {part.name}. Name parameters and earlier parts only, or change the order."
                )


def reference_call(function: AuthorFunction, references: dict[str, ModuleType]) -> str:
    """``assignment.function`` if a function is one call of a reference function, else empty.

    The result may be indexed, or be made a float or int. Arguments may be put into arrays, but nothing is computed
    beside the call.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function.run))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    body = [each for each in tree.body if not _is_text(each)]
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return ""
    called = _bare_call(body[0].value)
    if called is None or any(_computes(each) for each in (*called.args, *called.keywords)):
        return ""
    target = called.func
    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
        return ""
    module = function.run.__globals__.get(target.value.id)
    names = [name for name, each in references.items() if each is module]
    return f"{names[0]}.{target.attr}" if names else ""


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bare_call(node: ast.expr) -> ast.Call | None:
    """The call whose result is returned, without indices and conversions around it."""
    while True:
        if isinstance(node, ast.Subscript):
            node = node.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("float", "int")
        ):
            node = node.args[0] if node.args else ast.Constant(None)
        else:
            return node if isinstance(node, ast.Call) else None


def _computes(node: ast.AST) -> bool:
    """Whether something is computed: an operation between values, or a call that does more than make an array."""
    for each in ast.walk(node):
        if isinstance(each, (ast.BinOp, ast.Lambda, ast.IfExp, ast.comprehension)):
            return True
        if isinstance(each, ast.Call) and not (
            isinstance(each.func, ast.Attribute) and each.func.attr in _ARRANGING
        ):
            return True
    return False


__all__ = ["load_question", "reference_call"]
