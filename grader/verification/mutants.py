"""Small changes to a reference, as a student might make them: each must cost points.

A mutant replaces one node of the reference's syntax tree by what one operator makes of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.verification.mutation_operators import OPERATORS, Operator, called

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The reference with one change."""

    function: str
    operator: str
    line: int
    before: str
    """The statement changed, normalised (as `ast.unparse` writes it)."""
    after: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What an assignment names an equivalent mutant by: no line, which moves."""
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
        What changes a node, by name.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for function in [n for n in ast.walk(tree) if isinstance(n, _Function)]:
        for place in _places(function):
            for name, operator in operators.items():
                if place.spares(name):
                    continue
                for replacement in operator(place.node):
                    mutant = _apply(tree, function.name, name, place, replacement)
                    if mutant is not None and mutant.source not in seen:
                        seen.add(mutant.source)
                        yield mutant


@dataclass(frozen=True, slots=True)
class _Place:
    """A node, and how to put another in its stead."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    in_loop: bool

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node

    def spares(self, operator: str) -> bool:
        """Whether the operator has no place here: some change only what a loop does again and again."""
        if operator in ("state", "clip"):
            return not self.in_loop
        return operator == "swap" and _in_any_order(self.node, self.parent)


def _in_any_order(node: ast.AST, parent: ast.AST) -> bool:
    """Axes that are reduced together, and what something is looked for among."""
    if isinstance(parent, ast.keyword):
        return parent.arg in ("axis", "dim") and isinstance(node, ast.Tuple)
    sought = isinstance(parent, ast.Compare) and isinstance(parent.ops[-1], (ast.In, ast.NotIn))
    return sought and isinstance(parent, ast.Compare) and node is parent.comparators[-1]


def _idle(node: ast.AST, parent: ast.AST, field: str) -> bool:
    """Whether no change below a node can matter, or none can run."""
    if field == "annotation" or called(node) == "result_type":
        return True  # only the types of its arguments count
    return called(parent) in ("reshape", "view") and isinstance(node, ast.UnaryOp)  # there is no -2


def _places(function: _Function) -> Iterator[_Place]:
    body = function.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # the docstring
    offset = len(function.body) - len(body)
    for index, statement in enumerate(body):
        yield _Place(statement, function, "body", index + offset, statement, False)
        yield from _below(statement, statement, in_loop=False)


def _below(node: ast.AST, statement: ast.stmt, *, in_loop: bool) -> Iterator[_Place]:
    if isinstance(node, (ast.Raise, ast.Assert, ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    in_loop = in_loop or isinstance(node, (ast.For, ast.While))
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.expr_context, ast.operator)):
                continue
            if _idle(child, node, field):
                continue
            inner = child if isinstance(child, ast.stmt) else statement
            yield _Place(child, node, field, index, inner, in_loop)
            yield from _below(child, inner, in_loop=in_loop)


def _apply(tree: ast.Module, function: str, operator: str, place: _Place, node: ast.AST) -> Mutant | None:
    before = _shown(place.statement)
    ast.copy_location(node, place.node)
    place.put(node)
    try:
        ast.fix_missing_locations(tree)
        source = ast.unparse(tree)
        after = _shown(node if place.node is place.statement else place.statement)
    finally:
        place.put(place.node)
    try:
        compile(source, "<mutant>", "exec")
    except SyntaxError:  # a replacement that is no program
        return None
    line = getattr(place.node, "lineno", place.statement.lineno)
    return Mutant(function=function, operator=operator, line=line, before=before, after=after, source=source)


def _shown(node: ast.AST) -> str:
    """A statement's own text; of a compound one only the head."""
    text = ast.unparse(node)
    return text.splitlines()[0] if isinstance(node, (ast.For, ast.While, ast.If, ast.With)) else text
