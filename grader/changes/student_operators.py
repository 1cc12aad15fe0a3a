"""Operators for changes that students make and that no test has to be proved against: each yields replacements.

They go beyond the mutation operators of `grader.changes.mutation_operators`, and nobody has to fail all of them: a
change is only a candidate for what a student wrote.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from grader.changes.call_operators import (
    activation,
    axis_left_out,
    bound_dropped,
    call_added,
    call_dropped,
    call_other,
    call_twice,
    cut_otherwise,
    first_value,
    last_term,
    option_dropped,
)
from grader.changes.mutation_operators import called_name
from grader.changes.syntax_nodes import assigned_values, expression, name_node, subject_of, times

_Replacements = Iterator[ast.AST]

_TINY = 1e-5
_FACTORS = {"negative": -1, "double": 2, "half": 0.5}


def _term_dropped(node: ast.AST) -> _Replacements:
    """One side of a sum or difference multiplied by 0, which keeps the shape."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield ast.BinOp(left=node.left, op=node.op, right=times(node.right, 0))
        yield ast.BinOp(left=times(node.left, 0), op=node.op, right=node.right)
    if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield ast.AugAssign(target=node.target, op=node.op, value=times(node.value, 0))


def _factor_dropped(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
        yield node.left
        if isinstance(node.op, ast.Mult):
            yield node.right
    if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Mult, ast.Div)):
        yield ast.Pass()
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield node.left
        yield node.right


def _bracket(node: ast.AST) -> _Replacements:
    """A factor that reaches one term of a sum only, or one term too many."""
    if not isinstance(node, ast.BinOp):
        return
    if isinstance(node.op, (ast.Mult, ast.Div, ast.MatMult)):
        for outer, inner in ((node.right, node.left), (node.left, node.right)):
            if not (isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub))):
                continue
            if inner is node.right and isinstance(node.op, ast.Div):
                continue
            for reached in (inner.left, inner.right):
                pair = (reached, outer) if inner is node.left else (outer, reached)
                term: ast.expr = ast.BinOp(left=pair[0], op=node.op, right=pair[1])
                left, right = (term, inner.right) if reached is inner.left else (inner.left, term)
                yield ast.BinOp(left=left, op=inner.op, right=right)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        for side in (node.left, node.right):
            if isinstance(side, ast.BinOp) and isinstance(side.op, (ast.Mult, ast.Div, ast.MatMult)):
                yield ast.BinOp(left=_with_side(node, side, side.left), op=side.op, right=side.right)
                if isinstance(side.op, (ast.Mult, ast.MatMult)):
                    yield ast.BinOp(left=side.left, op=side.op, right=_with_side(node, side, side.right))


def _with_side(total: ast.BinOp, term: ast.expr, other: ast.expr) -> ast.BinOp:
    """A sum with another expression in place of one of its terms."""
    return ast.BinOp(
        left=other if term is total.left else total.left, op=total.op,
        right=other if term is total.right else total.right,
    )  # fmt: skip


def _count(node: ast.AST) -> _Replacements:
    """The length of another axis, or the number of all elements."""
    array: ast.expr | None = None
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "shape"
    ):
        array = node.value.value
    elif isinstance(node, ast.Call) and called_name(node) == "len" and len(node.args) == 1:
        array = node.args[0]
    if array is not None:
        for axis in (0, 1, 2, -1):
            shape = ast.Attribute(value=array, attr="shape", ctx=ast.Load())
            yield ast.Subscript(value=shape, slice=ast.Constant(value=axis), ctx=ast.Load())
        yield ast.Attribute(value=array, attr="size", ctx=ast.Load())


def _power_dropped(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield node.left


def _power_other(node: ast.AST) -> _Replacements:
    """Another power: one more or less, the inverse, half of it, twice it."""
    power = (
        ast.unparse(node.right).strip("()")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        else ""
    )
    if isinstance(node, ast.BinOp) and re.fullmatch(r"-?[\d.]+", power):
        value = float(power)
        for other in dict.fromkeys((value + 1, value - 1, -value, value / 2, 2 * value)):
            if other != 0:
                yield ast.BinOp(left=node.left, op=ast.Pow(), right=_number(other))


def _number(value: float) -> ast.expr:
    number = ast.Constant(value=int(abs(value)) if value.is_integer() else abs(value))
    return ast.UnaryOp(op=ast.USub(), operand=number) if value < 0 else number


def _condition_dropped(node: ast.AST) -> _Replacements:
    """One of two conditions."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield node.left
        yield node.right
    if isinstance(node, ast.BoolOp) and len(node.values) == 2:
        yield from node.values


def _power_added(node: ast.AST) -> _Replacements:
    """A name squared."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield ast.BinOp(left=name_node(node.id), op=ast.Mult(), right=name_node(node.id))


def _scaled(node: ast.AST) -> _Replacements:
    """What is assigned, or one part of what is returned, with a factor."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.value, ast.Constant):
        for factor in _FACTORS.values():
            yield ast.Assign(targets=node.targets, value=times(node.value, factor))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for place, part in enumerate(node.value.elts):
            for factor in _FACTORS.values():
                parts = [times(part, factor) if i == place else p for i, p in enumerate(node.value.elts)]
                yield ast.Return(value=ast.Tuple(elts=parts, ctx=ast.Load()))


def _index(node: ast.AST) -> _Replacements:
    """An index one place off; the first for the last."""
    if not isinstance(node, ast.Subscript):
        return
    places: list[ast.expr] = []
    if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
        places = [ast.Constant(value=v) for v in (0, -1, 1) if v != node.slice.value]
    elif isinstance(node.slice, (ast.Name, ast.BinOp, ast.UnaryOp)):
        places = [
            ast.BinOp(left=node.slice, op=op, right=ast.Constant(value=1)) for op in (ast.Add(), ast.Sub())
        ]
        places.append(ast.Constant(value=0))
    elif isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
        places = [ast.Slice(lower=ast.Constant(value=0), upper=ast.Constant(value=1))]
    for place in places:
        yield ast.Subscript(value=node.value, slice=place, ctx=node.ctx)


def _condition_fixed(node: ast.AST) -> _Replacements:
    """A case distinction that always takes one of its ways."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.If) and not any(isinstance(n, ast.Raise) for n in ast.walk(node)):
        for value in (True, False):
            yield ast.If(test=ast.Constant(value=value), body=node.body, orelse=node.orelse)


def _narrowed(node: ast.AST) -> _Replacements:
    """A value rounded to float32."""
    for rebuild, value in assigned_values(node):
        yield rebuild(expression(f"_narrow({ast.unparse(value)})"))


def _index_dropped(node: ast.AST) -> _Replacements:
    """An array as it is, where an index reorders it or takes a part of it."""
    selects = isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Name, ast.Call, ast.Slice))
    if selects and isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    if called_name(node) == "argsort" and isinstance(node, ast.Call):
        array = subject_of(node)
        if array is not None:
            yield expression(f"np.arange(len({ast.unparse(array)}))")


def _square_order(node: ast.AST) -> _Replacements:
    """The square of a sum for the sum of squares, and the other way round."""
    two = ast.Constant(value=2)
    if isinstance(node, ast.Call) and called_name(node) in ("sum", "mean") and node.args:
        inner = node.args[0]
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
            call = ast.Call(func=node.func, args=[inner.left, *node.args[1:]], keywords=node.keywords)
            yield ast.BinOp(left=call, op=ast.Pow(), right=inner.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        bases = [_base_of_square(side) for side in (node.left, node.right)]
        if any(bases):
            left, right = (base or side for base, side in zip(bases, (node.left, node.right), strict=True))
            yield ast.BinOp(left=ast.BinOp(left=left, op=node.op, right=right), op=ast.Pow(), right=two)
    base = _base_of_square(node)
    if isinstance(base, ast.BinOp) and isinstance(base.op, (ast.Add, ast.Sub)):
        squares = [ast.BinOp(left=side, op=ast.Pow(), right=two) for side in (base.left, base.right)]
        yield ast.BinOp(left=squares[0], op=base.op, right=squares[1])


def _base_of_square(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "2":
        return node.left
    return None


def _complement(node: ast.AST) -> _Replacements:
    """A value, or one minus it, or one plus it."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for operator in (ast.Sub(), ast.Add()):
            yield ast.BinOp(left=ast.Constant(value=1), op=operator, right=name_node(node.id))
    is_sum = isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Add))
    if is_sum and isinstance(node, ast.BinOp) and ast.unparse(node.left) == "1":
        yield node.right


def _constant_other(node: ast.AST) -> _Replacements:
    """Half, double, the inverse, the negative of a constant, one less, 0 and 1."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) > _TINY:
        for other in dict.fromkeys((value / 2, value * 2, -value, 1 / value, value - 1, 0, 1)):
            if other != value:
                whole = isinstance(value, int) and float(other).is_integer()
                yield ast.Constant(value=int(other) if whole else other)


def _centred(node: ast.AST) -> _Replacements:
    """A value without its mean."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield expression(f"({node.id} - np.mean({node.id}, axis=0))")


def _diagonal(node: ast.AST) -> _Replacements:
    """Only the diagonal of a matrix."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield expression(f"np.diag(np.diag({node.id}))")


STUDENT_OPERATORS: dict[str, Callable[[ast.AST], _Replacements]] = {
    "factor_dropped": _factor_dropped,
    "term_dropped": _term_dropped,
    "bracket": _bracket,
    "count": _count,
    "call_dropped": call_dropped,
    "scaled": _scaled,
    "call_other": call_other,
    "activation": activation,
    "power_dropped": _power_dropped,
    "power_other": _power_other,
    "condition_dropped": _condition_dropped,
    "cut_otherwise": cut_otherwise,
    "axis_left_out": axis_left_out,
    "index": _index,
    "option_dropped": option_dropped,
    "condition_fixed": _condition_fixed,
    "call_twice": call_twice,
    "power_added": _power_added,
    "last_term": last_term,
    "index_dropped": _index_dropped,
    "bound_dropped": bound_dropped,
    "square_order": _square_order,
    "complement": _complement,
    "constant_other": _constant_other,
    "call_added": call_added,
    "diagonal": _diagonal,
    "centred": _centred,
    "first_value": first_value,
    "narrowed": _narrowed,
}
"""Operators by name, the likeliest first."""
