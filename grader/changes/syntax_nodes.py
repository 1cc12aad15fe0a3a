"""Nodes of a syntax tree that several operators make."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator


def expression(text: str) -> ast.expr:
    """The node of an expression."""
    return ast.parse(text, mode="eval").body


def name_node(name: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(id=name, ctx=ast.Load())


def times(node: ast.expr, factor: float) -> ast.expr:
    """A node multiplied by a number."""
    return ast.BinOp(left=ast.Constant(value=factor), op=ast.Mult(), right=node)


def assigned_values(node: ast.AST) -> Iterator[tuple[Callable[[ast.expr], ast.AST], ast.expr]]:
    """What a statement assigns or returns, with a function that makes the statement anew; each part of a tuple."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.value, ast.Constant):
        yield lambda new: ast.Assign(targets=node.targets, value=new), node.value
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for place, part in enumerate(node.value.elts):
            yield functools.partial(_with_part, node.value, place), part
    elif isinstance(node, ast.Return) and node.value is not None:
        yield lambda new: ast.Return(value=new), node.value


def _with_part(parts: ast.Tuple, place: int, new: ast.expr) -> ast.AST:
    elements = [new if i == place else part for i, part in enumerate(parts.elts)]
    return ast.Return(value=ast.Tuple(elts=elements, ctx=ast.Load()))


def subject_of(node: ast.Call) -> ast.expr | None:
    """The array that a function of a library, or a method, is called for."""
    on = node.func.value if isinstance(node.func, ast.Attribute) else None
    if on is not None and not (isinstance(on, ast.Name) and on.id in ("np", "torch")):
        return on
    return node.args[0] if node.args else None
