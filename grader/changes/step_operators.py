"""Operators for changes of steps that students make: statements, loops, old and new values.

As those of `grader.changes.student_operators`, they are only candidates for what a student wrote.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from grader.changes.mutation_operators import called_name
from grader.changes.syntax_nodes import expression, name_node

_Replacements = Iterator[ast.AST]
_KEPT = "{name}_as_given"


def _reverse(node: ast.AST) -> _Replacements:
    """A loop in the other direction."""
    if isinstance(node, ast.For):
        iterated = node.iter
        if called_name(iterated) == "reversed" and isinstance(iterated, ast.Call):
            other: ast.expr = iterated.args[0]
        else:
            listed = ast.Call(func=name_node("list"), args=[iterated], keywords=[])
            other = ast.Call(func=name_node("reversed"), args=[listed], keywords=[])
        yield ast.For(target=node.target, iter=other, body=node.body, orelse=node.orelse)


def _order(node: ast.AST) -> _Replacements:
    """Two neighbouring statements of a loop exchanged."""
    if isinstance(node, ast.For):
        for first in range(len(node.body) - 1):
            body = list(node.body)
            body[first], body[first + 1] = body[first + 1], body[first]
            yield ast.For(target=node.target, iter=node.iter, body=body, orelse=node.orelse)


def _step_dropped(node: ast.AST) -> _Replacements:
    """A statement that changes what is there already, left out."""
    if isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    ):
        yield ast.Pass()


def _first_round(node: ast.AST) -> _Replacements:
    """A loop that ends after its first round, as with a `return` that is indented too far."""
    if isinstance(node, ast.For):
        yield ast.For(target=node.target, iter=node.iter, body=[*node.body, ast.Break()], orelse=[])
    if isinstance(node, ast.comprehension):
        first = expression(f"list({ast.unparse(node.iter)})[:1]")
        yield ast.comprehension(target=node.target, iter=first, ifs=node.ifs, is_async=0)


def _stale(node: ast.AST) -> _Replacements:
    """A value from before a loop, read in one of its statements in place of the newest."""
    if not isinstance(node, ast.For):
        return
    written = dict.fromkeys(name for s in node.body for n in ast.walk(s) if (name := _written(n)))
    own = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    for name in written:
        for place, statement in enumerate(node.body):
            if name in own or not _reads(statement, name):
                continue
            old = f"{name}_before"
            body = [*node.body[:place], _renamed(statement, name, old), *node.body[place + 1 :]]
            kept = ast.parse(f"import copy\n{old} = copy.deepcopy({name})").body
            loop = ast.For(target=node.target, iter=node.iter, body=body, orelse=node.orelse)
            yield ast.If(test=ast.Constant(value=True), body=[*kept, loop], orelse=[])


def _written(node: ast.AST) -> str:
    """The name that a node writes to, itself or one of its entries."""
    if isinstance(node, (ast.Name, ast.Subscript)) and isinstance(node.ctx, ast.Store):
        while isinstance(node, ast.Subscript):
            node = node.value
        return node.id if isinstance(node, ast.Name) else ""
    return ""


def _reads(statement: ast.stmt, name: str) -> bool:
    return any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in ast.walk(statement)
    )


def _renamed(statement: ast.stmt, name: str, other: str) -> ast.stmt:
    changed: ast.stmt = _Renamer(name, other).visit(ast.parse(ast.unparse(statement)).body[0])
    return changed


class _Renamer(ast.NodeTransformer):
    """Another name where one is read; an entry that is written to keeps its name."""

    def __init__(self, name: str, other: str) -> None:
        self._name = name
        self._other = other

    def visit_Name(self, node: ast.Name) -> ast.Name:
        is_read = node.id == self._name and isinstance(node.ctx, ast.Load)
        return name_node(self._other) if is_read else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return node if isinstance(node.ctx, ast.Store) else self.generic_visit(node)


def _added_up(node: ast.AST) -> _Replacements:
    """What a round of a loop calculates is added to what the round before left; in the second way of two loops, to what
    the inner one's rounds left."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        yield from _totals(node)
    if not isinstance(node, ast.For):
        return
    for place, inner in enumerate(node.body):
        if not isinstance(inner, ast.For):
            continue
        for number, statement in enumerate(inner.body):
            for total in _totals(statement):
                names = [n.id for n in ast.walk(total.targets[0]) if isinstance(n, ast.Name)]
                forgotten = ast.parse(" = ".join([*names, "None"])).body
                rounds = [*inner.body[:number], total, *inner.body[number + 1 :]]
                loop = ast.For(target=inner.target, iter=inner.iter, body=rounds, orelse=inner.orelse)
                body = [*forgotten, *node.body[:place], loop, *node.body[place + 1 :]]
                yield ast.For(target=node.target, iter=node.iter, body=body, orelse=node.orelse)


def _totals(statement: ast.AST) -> Iterator[ast.Assign]:
    """An assignment to names as a sum with what they hold."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    if (
        isinstance(statement, ast.Assign)
        and target is not None
        and all(isinstance(n, ast.Name) for n in parts)
    ):
        before = ", ".join(f"locals().get({n.id!r})" for n in parts if isinstance(n, ast.Name))
        before = f"({before})" if isinstance(target, ast.Tuple) else before
        total = expression(f"_total({before}, {ast.unparse(statement.value)})")
        yield ast.Assign(targets=[target], value=total)


def _updated_early(node: ast.AST) -> _Replacements:
    """Of two values that a loop updates together, one is updated first and the step of the other computed from it."""
    if not isinstance(node, ast.For):
        return
    for place, statement in enumerate(node.body[1:], 1):
        for first, second in _single_updates(statement):
            again = [first, node.body[place - 1], second]
            body = [*node.body[:place], *again, *node.body[place + 1 :]]
            yield ast.For(target=node.target, iter=node.iter, body=body, orelse=node.orelse)


def _single_updates(statement: ast.stmt) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    """The assignments of ``a, b = …, …`` one after the other, in both orders."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=[a, b])], value=ast.Tuple(elts=[c, d])):
            one, other = ast.Assign(targets=[a], value=c), ast.Assign(targets=[b], value=d)
            for update in (one, other):
                ast.copy_location(update, statement)
            yield one, other
            yield other, one


def as_given(node: ast.AST, kept: Collection[str]) -> _Replacements:
    """An argument as it was passed, where the function has changed it."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in kept:
        yield name_node(_KEPT.format(name=node.id))


def keep_arguments(
    body: list[ast.stmt], parameters: Collection[str], converters: Collection[str]
) -> list[str]:
    """Insert a statement before each change of an argument that is no conversion; which arguments are kept so."""
    kept: list[str] = []
    for statement in list(body):
        converts = any(f"{name}(" in ast.unparse(statement) for name in converters)
        if isinstance(statement, ast.Assign) and not converts:
            names = {n.id for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
            for name in sorted(names & set(parameters) - set(kept)):
                keeping = ast.parse(f"{_KEPT.format(name=name)} = {name}").body[0]
                body.insert(body.index(statement), keeping)
                kept.append(name)
    return kept


def old_for_new(node: ast.AST, definitions: Mapping[str, ast.expr], names: Sequence[str]) -> _Replacements:
    """At one of its places a value is computed from another one of a like name: the old one for the new one."""
    if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in definitions):
        return
    definition = definitions[node.id]
    for used in sorted({n.id for n in ast.walk(definition) if isinstance(n, ast.Name)} & set(names)):
        for other in names:
            if other not in (used, node.id) and _alike(used, other):
                yield _with_name(definition, used, other)


def definitions_of(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """What the names of a function stand for that are assigned once and read more than once."""
    written = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    read = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    return {
        node.targets[0].id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        and written.count(node.targets[0].id) == 1 < read.count(node.targets[0].id)
    }  # fmt: skip


def _alike(name: str, other: str) -> bool:
    """Whether two names share a part, as ``c`` and ``c_new`` do."""
    first, second = (set(re.findall(r"[A-Za-z]+", each.replace("_", " "))) for each in (name, other))
    return bool(first & second)


def _with_name(node: ast.expr, name: str, other: str) -> ast.expr:
    changed: ast.expr = _Renamer(name, other).visit(copy.deepcopy(node))
    return changed


STEP_OPERATORS: dict[str, Callable[[ast.AST], _Replacements]] = {
    "step_dropped": _step_dropped,
    "order": _order,
    "reverse": _reverse,
    "first_round": _first_round,
    "stale": _stale,
    "updated_early": _updated_early,
    "added_up": _added_up,
}
"""Operators by name, the likeliest first."""
