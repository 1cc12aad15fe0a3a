"""What of a notebook counts as the submission: imports, functions, classes, and what those use.

A notebook also plots, trains and tries things out. Of its other statements those are kept that bind a name which
the kept ones use, however they compute it: a constant, a type alias, a guarded import.
"""

from __future__ import annotations
import __future__

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import NamedTuple

_DEFINITION = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENT = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.Try)
"""Kept where used. Loops are not: a training loop is what most of them are."""
_MOST_NAMES = 3
_LOOP = (ast.For, ast.AsyncFor, ast.While)
_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Remark(NamedTuple):
    """Something that was left out. It crosses as data: the grader makes the sentence."""

    cell: int
    what: str
    """``syntax``, ``loop``, ``block``, ``function``, ``class``, ``import``, ``assignment`` or ``statement``."""
    names: tuple[str, ...] = ()
    """What the statement makes."""
    line: int = 0
    """Line of the cell, for a syntax error."""
    error: str = ""
    """The builtin exception that was raised."""
    lacking: str = ""
    """The package or the name that was not there, where that is the reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement to run."""

    cell: int
    what: str
    names: tuple[str, ...]
    code: CodeType

    def failed(self, error: str, lacking: str) -> Remark:
        return Remark(self.cell, self.what, self.names, error=error, lacking=lacking)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a notebook is run, and what is missed."""

    steps: list[Step]
    remarks: list[Remark]
    """Cells that cannot be read or that set what is used in a way that is not run."""


def select(name: str, text: str, cells: Sequence[tuple[int, int]], asked: Sequence[str] = ()) -> Selection:
    """Choose the statements of a notebook that count, in order.

    Parameters
    ----------
    name : str
        File name for tracebacks.
    text : str
        The code of all cells, one after the other.
    cells : sequence of (number, first line)
    asked : sequence of str
        Names that are used from outside: the functions of the tasks, however they are made.
    """
    found, remarks = _statements(name, text, cells)
    kept, wanted = _kept([statement for _, statement in found], set(asked))
    assigned = {name for _, s in found if isinstance(s, _ASSIGNMENT) for name in _bound(s)}
    flags, chosen = 0, []
    for (cell, statement), keep in zip(found, kept, strict=True):
        if keep:
            flags |= _future_flags(statement)
            module = ast.Module(body=[statement], type_ignores=[])
            code = compile(module, name, "exec", flags=flags, dont_inherit=True)
            chosen.append(Step(cell, *_what(statement), code))
        elif missed := sorted({*_bound(statement), *(assigned & set(_changed(statement)))} & wanted):
            what = "loop" if isinstance(statement, _LOOP) else "block"
            remarks.append(Remark(cell, what, tuple(missed[:_MOST_NAMES])))
    return Selection(chosen, remarks)


def _statements(
    name: str, text: str, cells: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, ast.stmt]], list[Remark]]:
    """(cell, statement) of every cell that can be read; a broken one loses only itself."""
    lines = text.split("\n")
    starts = [first for _, first in cells] + [len(lines) + 1]
    found: list[tuple[int, ast.stmt]] = []
    broken = []
    for (number, first), end in zip(cells, starts[1:], strict=True):
        blank = "\n" * (first - 1)  # keeps the line numbers of the whole text
        try:
            body = ast.parse(blank + "\n".join(lines[first - 1 : end - 1]), name).body
        except SyntaxError as error:
            broken.append(Remark(number, "syntax", line=(error.lineno or first) - first + 1))
            continue
        found += [(number, statement) for statement in body]
    return found, broken


def _kept(statements: Sequence[ast.stmt], wanted: set[str]) -> tuple[list[bool], set[str]]:
    """Which are definitions or bind a name that is wanted or that something kept uses; and all such names."""
    kept = [isinstance(statement, _DEFINITION) or _renames(statement) for statement in statements]
    binds = [set(_bound(s)) if isinstance(s, _ASSIGNMENT) else set() for s in statements]
    fresh = {i for i, keep in enumerate(kept) if keep or binds[i] & wanted}
    while fresh:
        for i in fresh:
            kept[i] = True
            wanted |= _used(statements[i])
        fresh = {i for i, keep in enumerate(kept) if not keep and binds[i] & wanted}
    return kept, wanted


def _renames(statement: ast.stmt) -> bool:
    """``softmax = stable_softmax``, ``f = lambda x: …``: a function under another name."""
    return isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Name, ast.Lambda))


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Names a statement gives to the module; what it calls methods on or assigns parts of counts as well."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            yield from (n.id for n in ast.walk(node.value) if isinstance(n, ast.Name))


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement of its own calls a method of: ``L.append(1)``."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            yield function.value.id


def _used(node: ast.AST) -> set[str]:
    """Names read from the module: what a function binds itself is its own."""
    used: set[str] = set()
    for child in ast.iter_child_nodes(node):
        used |= _used(child)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        used.add(node.id)
    if isinstance(node, _SCOPE):
        used -= _locals(node) - _used_before_the_body(node)
    return used


def _used_before_the_body(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    """Names in defaults, decorators and annotations, which are looked up outside."""
    outside: list[ast.AST] = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    if not isinstance(function, ast.Lambda):
        outside += [*function.decorator_list, *filter(None, [function.returns])]
        outside += [a.annotation for a in ast.walk(function.args) if isinstance(a, ast.arg) and a.annotation]
    return set().union(*(_used(node) for node in outside))


def _locals(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
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
    """As in a notebook, ``from __future__ import …`` holds for the cells that follow."""
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    flags = 0
    for alias in statement.names:
        feature = getattr(__future__, alias.name, None)
        flags |= getattr(feature, "compiler_flag", 0)
    return flags


def _what(statement: ast.stmt) -> tuple[str, tuple[str, ...]]:
    """What a statement is, and the names it makes."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "function", (statement.name,)
    if isinstance(statement, ast.ClassDef):
        return "class", (statement.name,)
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return "import", ()
    names = sorted(set(_bound(statement)))
    return ("assignment", tuple(names[:_MOST_NAMES])) if names else ("statement", ())
