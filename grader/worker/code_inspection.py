"""Look at a student's file with pyflakes and a few checks of our own. No code of the file is run.

The worker that does this has nothing but the file: no test, no input, and no code of the student's that runs. What it
finds leaves it as a kind from a closed list, the function where it is, and a name of the file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from grader.worker import notebook_cells
from grader.worker.function_checks import FUNCTION, LintFinding, check_function

_MOST_FINDINGS = 200
_SETS = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)


class _Scope(NamedTuple):
    """The lines of a function or class, and its name with those around it."""

    first: int
    last: int
    where: str


def inspect(name: str, text: str, cells: Sequence[Any], asked: Sequence[str]) -> list[LintFinding]:
    """What is remarkable in the functions of a file; in a notebook, in those of the statements that are run."""
    kept, left_out, whole = _statements(name, text, cells, asked)
    live = _last_definitions(kept)
    counted = ast.Module(body=live, type_ignores=[])
    linted = _linted(
        ast.Module(body=kept, type_ignores=[]), list(_scopes(counted, "")), left_out, whole=whole
    )
    found = [*linted, *_checked(counted), *_outside_reads(live)]
    lost = {finding.where for finding in found if finding.kind == "no return"}
    told = (each for each in found if each.where and not (each.kind == "unused value" and each.where in lost))
    return list(dict.fromkeys(told))[:_MOST_FINDINGS]


def _statements(
    name: str, text: str, cells: Sequence[Any], asked: Sequence[str]
) -> tuple[list[ast.stmt], list[ast.stmt], bool]:
    """The statements that are run when the file is imported, those that are not, and whether all could be read."""
    if cells:
        return notebook_cells.split_statements(name, text, cells, asked)
    body = ast.parse(text, name).body
    return [s for s in body if not _is_main(s)], [s for s in body if _is_main(s)], True


def _last_definitions(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements without functions and classes that a later definition replaces."""
    last = {node.name: node for node in statements if isinstance(node, (*FUNCTION, ast.ClassDef))}
    return [s for s in statements if not isinstance(s, (*FUNCTION, ast.ClassDef)) or last[s.name] is s]


def _is_main(statement: ast.stmt) -> bool:
    """Whether it is ``if __name__ == "__main__":``."""
    match statement:
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def _scopes(node: ast.AST, outer: str) -> Iterator[_Scope]:
    for child in ast.iter_child_nodes(node):
        inner = outer
        if isinstance(child, (*FUNCTION, ast.ClassDef)):
            inner = f"{outer}.{child.name}" if outer else child.name
            yield _Scope(child.lineno, child.end_lineno or child.lineno, inner)
        yield from _scopes(child, inner)


def _linted(
    tree: ast.Module, scopes: Sequence[_Scope], left_out: Iterable[ast.stmt], *, whole: bool
) -> Iterator[LintFinding]:
    """The messages of pyflakes that say something about a result, in the given scopes."""
    # A submission's worker has no pyflakes: only the zygote that inspects has it, and has loaded it before.
    from pyflakes import messages
    from pyflakes.checker import Checker

    not_run = {name for statement in left_out for name in notebook_cells.bound_names(statement)}
    values = {place for node in ast.walk(tree) if isinstance(node, _SETS) for place in _places(node)}
    definitions = {node.lineno for node in ast.walk(tree) if isinstance(node, FUNCTION)}
    for message in Checker(tree).messages:
        where = _where(scopes, message.lineno)
        match message:
            case messages.RedefinedWhileUnused(message_args=(str(name), int(first))):
                if {first, message.lineno} <= definitions:
                    yield LintFinding("defined twice", where or name, name)
            case messages.UnusedVariable(message_args=(str(name),)):
                if (message.lineno, message.col) in values and not name.startswith("_"):
                    yield LintFinding("unused value", where, name)
            case messages.UndefinedLocal(message_args=(str(name), *_)):
                yield LintFinding("used too early", where, name)
            case messages.UndefinedName(message_args=(str(name),)):
                if name in not_run or whole:
                    yield LintFinding("not run" if name in not_run else "undefined", where, name)


def _places(assignment: ast.AST) -> Iterator[tuple[int, int]]:
    """Line and column of the names that an assignment sets, which is where pyflakes reports them."""
    for node in ast.walk(assignment):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.col_offset


def _where(scopes: Sequence[_Scope], line: int) -> str:
    """The innermost scope that holds a line: the last one, as inner ones come after outer ones."""
    return next((scope.where for scope in reversed(scopes) if scope.first <= line <= scope.last), "")


def _checked(tree: ast.Module) -> Iterator[LintFinding]:
    """Findings of our own in all functions, methods and inner functions."""
    pending: list[tuple[ast.AST, str, bool, bool]] = [(tree, "", False, False)]
    while pending:
        node, outer, in_class, in_function = pending.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, (*FUNCTION, ast.ClassDef)):
                pending.append((child, outer, in_class, in_function))
                continue
            where = f"{outer}.{child.name}" if outer else child.name
            is_class = isinstance(child, ast.ClassDef)
            if not isinstance(child, ast.ClassDef):
                yield from check_function(child, where, method=in_class, nested=in_function)
            pending.append((child, where, is_class, in_function or not is_class))


def _outside_reads(statements: Sequence[ast.stmt]) -> Iterator[LintFinding]:
    """Functions that read data which a statement outside of all functions has computed."""
    data = {name for statement in statements for name in _data_names(statement)}
    for function in statements:
        if isinstance(function, FUNCTION):
            nodes = list(_without_annotations(function.body))
            called = {
                node.func.id
                for node in nodes
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            read = {
                node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            }
            for name in sorted(data & read & notebook_cells.used_names(function) - called):
                yield LintFinding("outside", function.name, name)


def _without_annotations(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes of a block but those of annotations of variables, which name types."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        pending += (
            child for child in ast.iter_child_nodes(node) if child is not getattr(node, "annotation", None)
        )


def _data_names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement sets to something computed; no constants, no other names of functions or types."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)) or statement.value is None:
        return
    if isinstance(statement.value, (ast.Name, ast.Attribute, ast.Lambda)):
        return
    if any(isinstance(node, (ast.Name, ast.Call, ast.Attribute)) for node in ast.walk(statement.value)):
        yield from (name for name in notebook_cells.bound_names(statement) if not _is_constant_name(name))


def _is_constant_name(name: str) -> bool:
    """Whether a name is written as a constant. Short ones are those of matrices: ``X``, ``W1``."""
    return name.isupper() and len(name) > 2
