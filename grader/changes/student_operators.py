"""Operators for changes that students make and that no test has to be proved against: each yields replacements.

They go beyond the mutation operators of `grader.changes.mutation_operators`, and nobody has to fail all of them: a
change is only a candidate for what a student wrote.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from grader.changes.mutation_operators import called_name

_Replacements = Iterator[ast.AST]

ELEMENTWISE = (
    "tanh", "exp", "log", "log1p", "expm1", "sqrt", "abs", "absolute", "square", "sigmoid", "_sigmoid", "relu",
    "softmax", "_softmax", "log_softmax", "logsumexp", "sign", "floor", "ceil", "round", "cumsum",
)  # fmt: skip
"""Functions of one array that a student may leave out or apply twice."""
_OTHERS = {
    "max": ("min", "sum", "mean"), "amax": ("amin", "sum", "mean"), "min": ("max",), "var": ("std",), "std": ("var",),
    "argmax": ("argmin",), "argmin": ("argmax",), "maximum": ("minimum", "add"), "minimum": ("maximum",),
    "log": ("log2", "log10", "log1p"), "tanh": ("sin", "arctan"), "floor": ("ceil",), "ceil": ("floor",),
    "zeros": ("ones",), "ones": ("zeros",), "zeros_like": ("ones_like",), "ones_like": ("zeros_like",),
    "triu": ("tril",), "tril": ("triu",), "prod": ("sum",), "all": ("any",), "any": ("all",),
}  # fmt: skip
"""Functions that are taken for one another."""
_FACTORS = {"negative": -1, "double": 2, "half": 0.5}


def _term_dropped(node: ast.AST) -> _Replacements:
    """One side of a sum or difference multiplied by 0, which keeps the shape."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield ast.BinOp(left=node.left, op=node.op, right=_times(node.right, 0))
        yield ast.BinOp(left=_times(node.left, 0), op=node.op, right=node.right)
    if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield ast.AugAssign(target=node.target, op=node.op, value=_times(node.value, 0))


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
            if isinstance(side, ast.BinOp) and isinstance(side.op, (ast.Mult, ast.Div)):
                yield ast.BinOp(left=_with_side(node, side, side.left), op=side.op, right=side.right)
                if isinstance(side.op, ast.Mult):
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


def _option_dropped(node: ast.AST) -> _Replacements:
    """A call without one of its options."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for keyword in node.keywords:
            if keyword.arg not in ("axis", "dim", "dtype", "keepdims", "keepdim"):
                rest = [k for k in node.keywords if k is not keyword]
                yield ast.Call(func=node.func, args=node.args, keywords=rest)
        if len(node.args) > 1:
            yield ast.Call(func=node.func, args=node.args[:-1], keywords=node.keywords)


def _power_dropped(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield node.left


def _power_added(node: ast.AST) -> _Replacements:
    """A name squared."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield ast.BinOp(left=_name(node.id), op=ast.Mult(), right=_name(node.id))


def _call_dropped(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and called_name(node) in ELEMENTWISE:
        if node.args:
            yield node.args[0]
        elif isinstance(node.func, ast.Attribute):
            yield node.func.value


def _call_twice(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and called_name(node) in ELEMENTWISE and node.args:
        yield ast.Call(func=node.func, args=[node, *node.args[1:]], keywords=node.keywords)


def _call_other(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for other in _OTHERS.get(node.func.attr, ()):
            function = ast.Attribute(value=node.func.value, attr=other, ctx=ast.Load())
            yield ast.Call(func=function, args=node.args, keywords=node.keywords)


def _scaled(node: ast.AST) -> _Replacements:
    """What is assigned, or one part of what is returned, with a factor."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.value, ast.Constant):
        for factor in _FACTORS.values():
            yield ast.Assign(targets=node.targets, value=_times(node.value, factor))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for place, part in enumerate(node.value.elts):
            for factor in _FACTORS.values():
                parts = [_times(part, factor) if i == place else p for i, p in enumerate(node.value.elts)]
                yield ast.Return(value=ast.Tuple(elts=parts, ctx=ast.Load()))


def _axis_left_out(node: ast.AST) -> _Replacements:
    """A reduction over all axes."""
    if isinstance(node, ast.Call) and any(k.arg in ("axis", "dim") for k in node.keywords):
        keywords = [k for k in node.keywords if k.arg not in ("axis", "dim")]
        yield ast.Call(func=node.func, args=node.args, keywords=keywords)


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
    for place in places:
        yield ast.Subscript(value=node.value, slice=place, ctx=node.ctx)


def _reverse(node: ast.AST) -> _Replacements:
    """A loop in the other direction."""
    if isinstance(node, ast.For):
        iterated = node.iter
        if called_name(iterated) == "reversed" and isinstance(iterated, ast.Call):
            other: ast.expr = iterated.args[0]
        else:
            listed = ast.Call(func=_name("list"), args=[iterated], keywords=[])
            other = ast.Call(func=_name("reversed"), args=[listed], keywords=[])
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


def _condition_fixed(node: ast.AST) -> _Replacements:
    """A case distinction that always takes one of its ways."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.If) and not any(isinstance(n, ast.Raise) for n in ast.walk(node)):
        for value in (True, False):
            yield ast.If(test=ast.Constant(value=value), body=node.body, orelse=node.orelse)


def _times(node: ast.expr, factor: float) -> ast.expr:
    return ast.BinOp(left=ast.Constant(value=factor), op=ast.Mult(), right=node)


def _name(value: str) -> ast.Name:
    return ast.Name(id=value, ctx=ast.Load())


def other_names(node: ast.AST, names: Sequence[str]) -> _Replacements:
    """Another name of the same function in place of a name that is read."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for other in names:
            if other != node.id:
                yield _name(other)


STUDENT_OPERATORS: dict[str, Callable[[ast.AST], _Replacements]] = {
    "factor_dropped": _factor_dropped,
    "term_dropped": _term_dropped,
    "bracket": _bracket,
    "count": _count,
    "call_dropped": _call_dropped,
    "scaled": _scaled,
    "call_other": _call_other,
    "power_dropped": _power_dropped,
    "axis_left_out": _axis_left_out,
    "index": _index,
    "option_dropped": _option_dropped,
    "condition_fixed": _condition_fixed,
    "step_dropped": _step_dropped,
    "order": _order,
    "reverse": _reverse,
    "call_twice": _call_twice,
    "power_added": _power_added,
}
"""Operators by name, the likeliest first."""
