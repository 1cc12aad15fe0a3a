"""Operators for names that a student takes for one another, or adds: each gets the names that may stand there."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

from grader.changes.syntax_nodes import assigned_values, expression, name_node

_Replacements = Iterator[ast.AST]


def other_names(node: ast.AST, names: Sequence[str]) -> _Replacements:
    """Another name of the same function in place of a name that is read."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for other in names:
            if other != node.id:
                yield name_node(other)


def name_added(node: ast.AST, names: Sequence[str]) -> Iterator[tuple[str, ast.AST]]:
    """Another value added to what is assigned or returned, or multiplied with it, or a division by it."""
    for rebuild, value in assigned_values(node):
        for name in names:
            if isinstance(value, ast.Name) and value.id == name:
                continue
            for operator, operation in (
                ("term_added", ast.Add()), ("factor_added", ast.Mult()), ("divisor_added", ast.Div()),
            ):  # fmt: skip
                yield operator, rebuild(ast.BinOp(left=value, op=operation, right=name_node(name)))
            slope = expression(f"{name} * (1 - {name})")
            yield "slope_added", rebuild(ast.BinOp(left=value, op=ast.Mult(), right=slope))


def other_counts(node: ast.AST, arrays: Sequence[str], counts: Collection[str]) -> _Replacements:
    """The length of another axis of an argument, or the number of all its entries, as a count or a divisor."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in counts:
        for name in arrays:
            for count in (f"{name}.shape[0]", f"{name}.shape[1]", f"{name}.size"):
                yield expression(count)
    if not (isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div)):
        return
    for name in arrays:
        for count in (f"{name}.shape[0]", f"{name}.shape[1]", f"{name}.size", f"np.sqrt({name}.shape[-1])"):
            if isinstance(node, ast.BinOp):
                yield ast.BinOp(left=node.left, op=ast.Div(), right=expression(count))
            else:
                yield ast.AugAssign(target=node.target, op=ast.Div(), value=expression(count))


def count_names(function: ast.FunctionDef) -> set[str]:
    """Names that hold a length or a number of entries."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and re.search(r"\.shape|\.size|\blen\(", ast.unparse(node.value)):
            found |= {n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return found
