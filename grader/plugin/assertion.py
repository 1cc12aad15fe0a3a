"""Rewriting of ``assert`` statements: a failed assertion is noted, like every other comparison, and not raised.

A test that ends at its first wrong value reveals to the code under test that the value was wrong. So ``assert x, y`` in
a test module means: if not ``x``, note ``AssertionError(y)`` and continue. A message that stands there as it is, and
the same of ``what=`` in a comparison, becomes an `AuthorText`: it names the property, and a hidden test may show it.
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
from grader.testing.equality import AuthorText, note_failed_assert

_ASSERT_FUNCTION = "__grader_failed__"
_AUTHOR_TEXT = "__grader_text__"


class _AssertRewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.If:
        _refuse_early_exit(node)
        self.generic_visit(node)
        arguments = [_as_author_text(node.msg)] if node.msg is not None else []
        call = ast.Call(func=ast.Name(id=_ASSERT_FUNCTION, ctx=ast.Load()), args=arguments, keywords=[])
        negation = ast.UnaryOp(op=ast.Not(), operand=node.test)
        branch = ast.If(test=negation, body=[ast.Expr(value=call)], orelse=[])
        for new in (branch, negation, branch.body[0], call, call.func):
            ast.copy_location(new, node)
        return branch

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        self.generic_visit(node)
        if node.arg == "what":
            node.value = _as_author_text(node.value)
        return node


def _as_author_text(node: ast.expr) -> ast.expr:
    """Mark a text that stands in the test as it is: a report of a hidden test may show it."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return node
    marked = ast.Call(func=ast.Name(id=_AUTHOR_TEXT, ctx=ast.Load()), args=[node], keywords=[])
    ast.copy_location(marked, node)
    ast.copy_location(marked.func, node)
    return marked


def compile_test_module(text: str | bytes, path: str) -> CodeType:
    """Compile a test module with rewritten assertions."""
    tree = _AssertRewriter().visit(ast.parse(text, path))
    first = ast.ImportFrom(
        module=note_failed_assert.__module__,
        names=[
            ast.alias(note_failed_assert.__name__, _ASSERT_FUNCTION),
            ast.alias(AuthorText.__name__, _AUTHOR_TEXT),
        ],
        level=0,
    )
    tree.body.insert(_header_length(tree.body), ast.fix_missing_locations(first))
    return compile(tree, path, "exec", dont_inherit=True)


def _header_length(body: Sequence[ast.stmt]) -> int:
    """The number of statements that must come first: the docstring and imports from ``__future__``."""
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


def _refuse_early_exit(node: ast.Assert) -> None:
    """Refuse an assertion that stops calling the student's code at a wrong value, since the code would notice.

    Raises
    ------
    CourseError
        The assertion calls it in an operand of ``and`` or ``or``, in ``all`` or ``any``, in a chain of comparisons or
        in its message.
    """
    parts = [part for each in ast.walk(node.test) for part in _conditional_parts(each)]
    if any(_calls_student_code(part) for part in (*parts, *([node.msg] if node.msg else ()))):
        raise CourseError(
            f"line {node.lineno}: an assert may not stop asking the student's code at the first wrong answer, as "
            "and, or, all, any and its message do. Call the function first, then assert."
        )


def _conditional_parts(node: ast.expr | ast.AST) -> list[ast.expr]:
    """The operands that are evaluated only if an earlier one has a certain value."""
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


def _calls_student_code(node: ast.AST) -> bool:
    """Whether an expression calls something of ``student`` or ``compare``."""
    called = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    names = {part.id for func in called for part in ast.walk(func) if isinstance(part, ast.Name)}
    return bool(names & {"student", "compare"})


class _TestModuleLoader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        """Compile the module anew. A cache would hold unchanged assertions."""
        return compile_test_module(self.get_data(self.path), self.path)


class TestModules:
    """An import finder for the test modules of some folders. Pytest asks every finder of ``sys.meta_path``."""

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
        return importlib.util.spec_from_file_location(
            fullname, file, loader=_TestModuleLoader(fullname, str(file))
        )
