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

from grader.testing.equality import failed

_NAME = "__grader_failed__"


class _Notes(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.If:
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
