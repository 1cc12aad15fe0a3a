"""Plain ``assert`` statements of tests, noted like every other comparison instead of raised.

A test that ends at its first wrong value tells the code under test that the value was wrong. So ``assert x, y`` in a
test module means: if not ``x``, note an `AssertionError` of ``y`` and go on.
"""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from grader.errors import CourseError
from grader.testing.equality import failed

_NAME = "__grader_failed__"


class _Notes(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.If:
        _refuse_early_ends(node)
        told = [node.msg] if node.msg is not None else []
        call = ast.Call(func=ast.Name(id=_NAME, ctx=ast.Load()), args=told, keywords=[])
        denied = ast.UnaryOp(op=ast.Not(), operand=node.test)
        made = ast.If(test=denied, body=[ast.Expr(value=call)], orelse=[])
        for new in (made, denied, made.body[0], call, call.func):
            ast.copy_location(new, node)
        return made


def with_notes(text: str | bytes, path: str) -> CodeType:
    """Compile a module whose assertions are noted."""
    tree = _Notes().visit(ast.parse(text, path))
    first = ast.ImportFrom(module=failed.__module__, names=[ast.alias(failed.__name__, _NAME)], level=0)
    tree.body.insert(_after_the_header(tree.body), ast.fix_missing_locations(first))
    return compile(tree, path, "exec", dont_inherit=True)


def _after_the_header(body: Sequence[ast.stmt]) -> int:
    """Where the first statement may stand: after the docstring and imports from ``__future__``."""
    header = 0
    for number, statement in enumerate(body):
        docstring = (
            number == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        )
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (docstring or future):
            break
        header = number + 1
    return header


def _refuse_early_ends(node: ast.Assert) -> None:
    """An assertion that asks the student's code only as long as it is right tells it when it was wrong.

    Raises
    ------
    CourseError
        It does, in ``and``, ``or``, ``all``, ``any``, a chain of comparisons or its message.
    """
    parts = [part for each in ast.walk(node.test) for part in _asked_if(each)]
    if any(_asks(part) for part in (*parts, *([node.msg] if node.msg else ()))):
        raise CourseError(
            f"line {node.lineno}: an assert may not stop asking the student's code at the first wrong answer, as "
            "and, or, all, any and its message do. Call the function first, then assert."
        )


def _asked_if(node: ast.expr | ast.AST) -> list[ast.expr]:
    """What is only evaluated if something before it came out in one way."""
    match node:
        case ast.BoolOp(values=values):
            return values[1:]
        case ast.Compare(comparators=comparators):
            return comparators[1:]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.Call(func=ast.Name(id="all" | "any"), args=args):
            return args
    return []


def _asks(node: ast.AST) -> bool:
    """Something of ``student`` or ``compare`` is called in it."""
    called = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    names = {part.id for func in called for part in ast.walk(func) if isinstance(part, ast.Name)}
    return bool(names & {"student", "compare"})


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        """Never from a cache, which knows nothing of notes."""
        return with_notes(self.get_data(self.path), self.path)


class TestModules:
    """Finds the test modules of some folders for pytest, which asks every finder of ``sys.meta_path``."""

    __test__ = False

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = frozenset(str(folder) for folder in folders)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: Any = None  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:  # fmt: skip
        folder = next((each for each in path or () if each in self._folders), None)
        if folder is None:
            return None
        file = Path(folder) / f"{fullname.rpartition('.')[2]}.py"
        if not file.is_file():
            return None
        return importlib.util.spec_from_file_location(fullname, file, loader=_Loader(fullname, str(file)))
