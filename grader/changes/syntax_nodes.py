"""Nodes of a syntax tree that several operators make."""

from __future__ import annotations

import ast


def expression(text: str) -> ast.expr:
    """The node of an expression."""
    return ast.parse(text, mode="eval").body


def name_node(name: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(id=name, ctx=ast.Load())


def times(node: ast.expr, factor: float) -> ast.expr:
    """A node multiplied by a number."""
    return ast.BinOp(left=ast.Constant(value=factor), op=ast.Mult(), right=node)
