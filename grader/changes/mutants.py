"""Mutants: small changes of a reference, like mistakes of a student. Each must cost points.

A mutant replaces one node of the reference's syntax tree. A mutation operator gives the new node.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.changes.mutation_operators import OPERATORS, Operator, called_name

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The reference with one change."""

    function: str
    operator: str
    line: int
    before: str
    """The changed statement, as `ast.unparse` writes it."""
    after: str
    source: str
    span: tuple[int, int, int, int] | None = None
    """First line, column, last line and column of the changed statement in the reference, without the statements below
    it; ``None`` if the change is at no single place. Columns count bytes, as in `ast`."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What identifies a mutant. It has no line number, since lines move."""
        return self.function, self.operator, self.before, self.after

    @property
    def diff(self) -> str:
        return f"- {self.before}\n+ {self.after}"


def mutants(source: str, operators: Mapping[str, Operator] = OPERATORS) -> Iterator[Mutant]:
    """Every mutant of a module, each once, in the order of its lines.

    Parameters
    ----------
    source : str
        The reference module.
    operators : mapping, optional
        Mutation operators by name.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for function in [n for n in ast.walk(tree) if isinstance(n, _FunctionNode)]:
        for position in node_positions(function):
            for name, operator in operators.items():
                if position.excludes(name):
                    continue
                for replacement in operator(position.node):
                    mutant = _apply_change(tree, function.name, name, position, replacement)
                    if mutant is not None and mutant.source not in seen:
                        seen.add(mutant.source)
                        yield mutant


@dataclass(frozen=True, slots=True)
class NodePosition:
    """The position of a node in the syntax tree."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    in_loop: bool
    in_index: bool = False
    """Whether it is part of an index, a slice or the limits of a range."""

    def replace_node(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node

    def excludes(self, operator: str) -> bool:
        """Whether the operator does not apply here. Some operators apply only inside loops."""
        if operator in ("state", "clip"):
            return not self.in_loop
        return operator == "swap" and _is_order_free(self.node, self.parent)


def _is_order_free(node: ast.AST, parent: ast.AST) -> bool:
    """Whether the order of elements has no meaning: a tuple of axes, the right side of ``in``."""
    if isinstance(parent, ast.keyword):
        return parent.arg in ("axis", "dim") and isinstance(node, ast.Tuple)
    sought = isinstance(parent, ast.Compare) and isinstance(parent.ops[-1], (ast.In, ast.NotIn))
    return sought and isinstance(parent, ast.Compare) and node is parent.comparators[-1]


def _has_no_effect(node: ast.AST, parent: ast.AST, field: str) -> bool:
    """Whether a change below the node has no effect or cannot run."""
    if field == "annotation" or called_name(node) == "result_type":
        return True  # it uses only the dtypes of its arguments
    # In a shape, -1 is the only negative number.
    return called_name(parent) in ("reshape", "view") and isinstance(node, ast.UnaryOp)


def node_positions(function: _FunctionNode) -> Iterator[NodePosition]:
    """The nodes of a function that can be replaced, the docstring left out."""
    body = function.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # the docstring
    offset = len(function.body) - len(body)
    for index, statement in enumerate(body):
        yield NodePosition(statement, function, "body", index + offset, statement, False)
        yield from _positions_below(statement, statement, in_loop=False)


def _positions_below(
    node: ast.AST, statement: ast.stmt, *, in_loop: bool, in_index: bool = False
) -> Iterator[NodePosition]:
    if isinstance(node, (ast.Raise, ast.Assert, ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    in_loop = in_loop or isinstance(node, (ast.For, ast.While))
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.expr_context, ast.operator)):
                continue
            if _has_no_effect(child, node, field):
                continue
            inner = child if isinstance(child, ast.stmt) else statement
            place = in_index or field == "slice" or called_name(node) in ("range", "slice")
            yield NodePosition(child, node, field, index, inner, in_loop, place)
            yield from _positions_below(child, inner, in_loop=in_loop, in_index=place)


def _apply_change(
    tree: ast.Module, function: str, operator: str, position: NodePosition, node: ast.AST
) -> Mutant | None:
    before = _statement_text(position.statement)
    ast.copy_location(node, position.node)
    position.replace_node(node)
    try:
        ast.fix_missing_locations(tree)
        source = ast.unparse(tree)
        after = _statement_text(node if position.node is position.statement else position.statement)
    finally:
        position.replace_node(position.node)
    try:
        compile(source, "<mutant>", "exec")
    except SyntaxError:  # the replacement is not valid here
        return None
    line = getattr(position.node, "lineno", position.statement.lineno)
    return Mutant(
        function=function, operator=operator, line=line, before=before, after=after, source=source,
        span=_span(position.statement),
    )  # fmt: skip


def _span(statement: ast.stmt) -> tuple[int, int, int, int]:
    last: ast.AST = statement
    if isinstance(statement, (ast.For, ast.While)):
        last = statement.iter if isinstance(statement, ast.For) else statement.test
    elif isinstance(statement, ast.If):
        last = statement.test
    elif isinstance(statement, ast.With):
        last = statement.items[-1].optional_vars or statement.items[-1].context_expr
    end_line, end_column = getattr(last, "end_lineno", None), getattr(last, "end_col_offset", None)
    return statement.lineno, statement.col_offset, end_line or statement.lineno, end_column or 0


def _statement_text(node: ast.AST) -> str:
    """The text of a statement; only the first line of a compound statement."""
    text = ast.unparse(node)
    return text.splitlines()[0] if isinstance(node, (ast.For, ast.While, ast.If, ast.With)) else text
