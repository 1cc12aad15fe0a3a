"""Select the statements of a notebook that belong to the submission: imports, functions, classes, and what they use.

A notebook also has statements that plot, train and try things out. Of these, a statement is kept if it binds a name
that a kept statement uses, such as a constant, a type alias or a guarded import.
"""

from __future__ import annotations
import __future__

import ast
import functools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import NamedTuple

_DEFINITION = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENT = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.Try)
"""Kept if they bind a name that is used. Loops are not kept, because most of them are training loops."""
FUTURE_FLAGS = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)
_MAX_NAMES = 3
_LOOP = (ast.For, ast.AsyncFor, ast.While)
_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class CellRemark(NamedTuple):
    """A cell or statement that was left out. It is sent as data, and the grader makes the sentence."""

    cell: int
    what: str
    """``syntax``, ``loop``, ``block``, ``function``, ``class``, ``import``, ``assignment`` or ``statement``."""
    names: tuple[str, ...] = ()
    """The names that the statement binds."""
    line: int = 0
    """Line of the cell, for a syntax error."""
    error: str = ""
    """The builtin exception that was raised."""
    missing_name: str = ""
    """The package or name that was not found, if that is the reason."""


@dataclass(frozen=True, slots=True)
class CellStatement:
    """One statement to run."""

    cell: int
    what: str
    names: tuple[str, ...]
    statement: ast.stmt
    flags: int
    """Flags of the compiler, of ``from __future__ import …``."""
    code: CodeType

    def failure_remark(self, error: str, missing_name: str) -> CellRemark:
        return CellRemark(self.cell, self.what, self.names, error=error, missing_name=missing_name)


@dataclass(frozen=True, slots=True)
class Selection:
    """The statements of a notebook to run, and remarks about those that are left out."""

    statements: list[CellStatement]
    remarks: list[CellRemark]
    """Cells that do not parse, and statements that bind a used name but are not run."""


def select_statements(
    name: str, text: str, cells: Sequence[tuple[int, int]], asked: Sequence[str] = ()
) -> Selection:
    """Select the statements of a notebook to run, in order.

    Parameters
    ----------
    name : str
        File name for tracebacks.
    text : str
        The code of all cells, one after the other.
    cells : sequence of (number, first line)
    asked : sequence of str
        Names that the grader uses: the functions of the tasks, in whatever way they are defined.
    """
    found, remarks = _parse_cells(name, text, cells)
    kept, wanted = _select_kept([statement for _, statement in found], set(asked))
    assigned = {name for _, s in found if isinstance(s, _ASSIGNMENT) for name in bound_names(s)}
    flags, chosen = 0, []
    for (cell, statement), keep in zip(found, kept, strict=True):
        if keep:
            flags |= _future_flags(statement)
            code = compiled(statement, name, flags)
            chosen.append(CellStatement(cell, *_kind_and_names(statement), statement, flags, code))
        elif missed := sorted(
            {*bound_names(statement), *(assigned & set(_method_targets(statement)))} & wanted
        ):
            what = "loop" if isinstance(statement, _LOOP) else "block"
            remarks.append(CellRemark(cell, what, tuple(missed[:_MAX_NAMES])))
    return Selection(chosen, remarks)


def compiled(statement: ast.stmt, file: str, flags: int) -> CodeType:
    """The code of one statement of a module."""
    module = ast.Module(body=[statement], type_ignores=[])
    code: CodeType = compile(module, file, "exec", flags=flags, dont_inherit=True)
    return code


def split_statements(
    name: str, text: str, cells: Sequence[tuple[int, int]], asked: Sequence[str] = ()
) -> tuple[list[ast.stmt], list[ast.stmt], bool]:
    """The statements of a notebook that are run, those that are not, and whether every cell can be read."""
    found, broken = _parse_cells(name, text, cells)
    kept, _ = _select_kept([statement for _, statement in found], set(asked))
    run = [statement for (_, statement), keep in zip(found, kept, strict=True) if keep]
    return run, [statement for (_, statement), keep in zip(found, kept, strict=True) if not keep], not broken


def _parse_cells(
    name: str, text: str, cells: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, ast.stmt]], list[CellRemark]]:
    """(cell, statement) of every cell that parses, and remarks about the cells that do not."""
    lines = text.split("\n")
    starts = [first for _, first in cells] + [len(lines) + 1]
    found: list[tuple[int, ast.stmt]] = []
    broken = []
    for (number, first), end in zip(cells, starts[1:], strict=True):
        blank = "\n" * (first - 1)  # keeps the line numbers of the whole text
        try:
            body = ast.parse(blank + "\n".join(lines[first - 1 : end - 1]), name).body
        except SyntaxError as error:
            broken.append(CellRemark(number, "syntax", line=(error.lineno or first) - first + 1))
            continue
        found += [(number, statement) for statement in body]
    return found, broken


def _select_kept(statements: Sequence[ast.stmt], wanted: set[str]) -> tuple[list[bool], set[str]]:
    """For each statement whether it is kept, and the names that are used.

    Definitions are kept, and statements that bind a wanted name or a name that a kept statement uses.
    """
    kept = [isinstance(statement, _DEFINITION) or _is_alias(statement) for statement in statements]
    binds = [set(bound_names(s)) if isinstance(s, _ASSIGNMENT) else set() for s in statements]
    fresh = {i for i, keep in enumerate(kept) if keep or binds[i] & wanted}
    while fresh:
        for i in fresh:
            kept[i] = True
            wanted |= used_names(statements[i])
        fresh = {i for i, keep in enumerate(kept) if not keep and binds[i] & wanted}
    return kept, wanted


def _is_alias(statement: ast.stmt) -> bool:
    """Whether it gives a name to a function: ``softmax = stable_softmax``, ``f = lambda x: …``."""
    return isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Name, ast.Lambda))


def bound_names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds in the module, and those whose items or attributes it assigns."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            yield from (n.id for n in ast.walk(node.value) if isinstance(n, ast.Name))


def _method_targets(statement: ast.stmt) -> Iterator[str]:
    """The name whose method a statement calls: ``L`` in ``L.append(1)``."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            yield function.value.id


def used_names(node: ast.AST) -> set[str]:
    """The names that a statement reads from the module, without the local names of functions."""
    used: set[str] = set()
    for child in ast.iter_child_nodes(node):
        used |= used_names(child)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        used.add(node.id)
    if isinstance(node, _SCOPE):
        used -= _local_names(node) - _names_outside_body(node)
    return used


def _names_outside_body(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    """Names in defaults, decorators and annotations, which are looked up outside of the function."""
    outside: list[ast.AST] = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    if not isinstance(function, ast.Lambda):
        outside += [*function.decorator_list, *filter(None, [function.returns])]
        outside += [a.annotation for a in ast.walk(function.args) if isinstance(a, ast.arg) and a.annotation]
    return set().union(*(used_names(node) for node in outside))


def _local_names(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    arguments = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    if isinstance(function, ast.Lambda):
        return arguments
    declared = {
        n for node in ast.walk(function) if isinstance(node, (ast.Global, ast.Nonlocal)) for n in node.names
    }
    stored = {
        node.id
        for inner in function.body
        for node in ast.walk(inner)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return (arguments | stored) - declared


def _future_flags(statement: ast.stmt) -> int:
    """The compiler flags of ``from __future__ import …``. As in a notebook, they hold for all later cells."""
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    flags = 0
    for alias in statement.names:
        feature = getattr(__future__, alias.name, None)
        flags |= getattr(feature, "compiler_flag", 0)
    return flags


def _kind_and_names(statement: ast.stmt) -> tuple[str, tuple[str, ...]]:
    """What a statement is, and the names that it binds."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "function", (statement.name,)
    if isinstance(statement, ast.ClassDef):
        return "class", (statement.name,)
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return "import", ()
    names = sorted(set(bound_names(statement)))
    return ("assignment", tuple(names[:_MAX_NAMES])) if names else ("statement", ())
