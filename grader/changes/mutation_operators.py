"""Mutation operators: each function yields replacements for a node of a syntax tree.

The operators imitate common mistakes in numerical code: a sum for a mean, n for n − 1, a wrong axis, a missing
transpose, eps outside the root, an inverted mask.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

_Replacements = Iterator[ast.AST]
Operator = Callable[[ast.AST], _Replacements]

_BIAS = re.compile(r"b[0-9a-z]?|bias\w*|beta|intercept|offset")
_EPSILONS = {"eps", "epsilon"}
_TINY = 1e-5
"""A float constant up to this size counts as an epsilon."""
_NEUTRAL = {"stride": 1, "padding": 0, "dilation": 1, "s": 1, "p": 0, "d": 1}
_FLAGS = {"train", "training"}
_SYMMETRIC = {
    "result_type", "maximum", "minimum", "max", "min", "gcd", "array_equal", "logical_and", "logical_or", "hypot",
    "broadcast_shapes",
}  # fmt: skip
"""Functions whose result does not depend on the order of their arguments."""
_REORDERED = {"transpose", "swapaxes", "moveaxis", "permute"}


def called_name(node: ast.AST) -> str:
    """The last part of the called name: ``norm`` for a call of ``np.linalg.norm``; empty for other nodes."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _name(value: str) -> ast.Name:
    return ast.Name(id=value, ctx=ast.Load())


def _plus(node: ast.expr, amount: int) -> ast.expr:
    operator = ast.Add() if amount > 0 else ast.Sub()
    return ast.BinOp(left=node, op=operator, right=ast.Constant(value=abs(amount)))


def _is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _mean_sum(node: ast.AST) -> _Replacements:
    other = {"mean": "sum", "sum": "mean", "nanmean": "nansum"}.get(called_name(node))
    if other and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        function = ast.Attribute(value=node.func.value, attr=other, ctx=ast.Load())
        keywords = [k for k in node.keywords if k.arg not in ("start",)]
        yield ast.Call(func=function, args=node.args, keywords=keywords)


def _divisor(node: ast.AST) -> _Replacements:
    """n for n − 1, n − 1 for n in a denominator, and ddof 1 for 0 or 0 for 1."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and _is_one(node.right):
        yield node.left
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_count(node.right):
        yield ast.BinOp(left=node.left, op=ast.Div(), right=_plus(node.right, -1))
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div) and _is_count(node.value):
        yield ast.AugAssign(target=node.target, op=ast.Div(), value=_plus(node.value, -1))
    if isinstance(node, ast.keyword) and node.arg == "ddof" and isinstance(node.value, ast.Constant):
        yield ast.keyword(arg="ddof", value=ast.Constant(value=1 - int(str(node.value.value))))


def _is_one(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _is_count(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return len(node.id) == 1 or node.id in ("count", "total", "size")
    if isinstance(node, ast.Attribute):
        return node.attr == "size"
    is_shape = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)
    return called_name(node) == "len" or (is_shape and ast.unparse(node).split("[")[0].endswith(".shape"))


def _axis(node: ast.AST) -> _Replacements:
    if not isinstance(node, ast.keyword) or node.arg not in ("axis", "dim"):
        return
    value = node.value
    if isinstance(value, ast.Tuple) and len(value.elts) > 1:
        for skipped in range(len(value.elts)):
            rest = [e for i, e in enumerate(value.elts) if i != skipped]
            yield ast.keyword(arg=node.arg, value=ast.Tuple(elts=rest, ctx=ast.Load()))
    elif isinstance(value, ast.Constant) and isinstance(value.value, int):
        yield ast.keyword(arg=node.arg, value=ast.Constant(value=1 if value.value == 0 else 0))
    elif isinstance(value, ast.UnaryOp):
        yield ast.keyword(arg=node.arg, value=ast.Constant(value=0))


def _keepdims(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.keyword) and node.arg in ("keepdims", "keepdim"):
        yield ast.keyword(arg=node.arg, value=ast.Constant(value=False))


def _transpose(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield node.value
    if (
        isinstance(node, ast.Call)
        and called_name(node) in _REORDERED
        and isinstance(node.func, ast.Attribute)
    ):
        yield node.args[0] if _is_name(node.func.value, {"np", "torch"}) and node.args else node.func.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for left, right in ((True, False), (False, True)):
            yield ast.BinOp(
                left=_transposed(node.left) if left else node.left,
                op=ast.MatMult(),
                right=_transposed(node.right) if right else node.right,
            )


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(value=node, attr="T", ctx=ast.Load())


def _sign(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield ast.BinOp(left=node.left, op=other, right=node.right)
    if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield ast.AugAssign(target=node.target, op=other, value=node.value)
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and not isinstance(node.operand, ast.Constant)
    ):
        yield node.operand


def _times_over(node: ast.AST) -> _Replacements:
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, (ast.Mult, ast.Div)):
        other = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        if isinstance(node, ast.BinOp):
            yield ast.BinOp(left=node.left, op=other, right=node.right)
        else:
            yield ast.AugAssign(target=node.target, op=other, value=node.value)


def _comparison_boundary(node: ast.AST) -> _Replacements:
    swaps: dict[type[ast.cmpop], ast.cmpop] = {
        ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(),
        ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(),
    }  # fmt: skip
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            if type(operator) in swaps:
                ops = [*node.ops[:index], swaps[type(operator)], *node.ops[index + 1 :]]
                yield ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _constant(node: ast.AST) -> _Replacements:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, (int, float))
        and not isinstance(node.value, bool)
    ):
        value = node.value
        larger = float(f"{value * 1.1:.12g}") if value else 0.1
        yield ast.Constant(value=value + 1 if isinstance(value, int) else larger)


def _off_by_one(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and called_name(node) in ("range", "slice"):
        for index in range(min(len(node.args), 2)):  # the third argument is the step
            for amount in (1, -1):
                args = [_plus(a, amount) if i == index else a for i, a in enumerate(node.args)]
                yield ast.Call(func=node.func, args=args, keywords=[])
        if len(node.args) == 1:
            yield ast.Call(func=node.func, args=[ast.Constant(value=1), *node.args], keywords=[])
    if isinstance(node, ast.Slice):
        for amount in (1, -1):
            if node.lower is not None:
                yield ast.Slice(lower=_plus(node.lower, amount), upper=node.upper, step=node.step)
            if node.upper is not None:
                yield ast.Slice(lower=node.lower, upper=_plus(node.upper, amount), step=node.step)


def _epsilon(node: ast.AST) -> _Replacements:
    """Epsilon removed from a sum or a lower bound, and moved out of a square root."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        if _is_epsilon(node.right):
            yield node.left
        elif _is_epsilon(node.left):
            yield node.right
    bounded = isinstance(node, ast.Call) and called_name(node) in ("maximum", "clip", "clamp")
    if bounded and isinstance(node, ast.Call) and any(_is_epsilon(a) for a in node.args[1:]):
        yield node.args[0]
    if called_name(node) == "sqrt" and isinstance(node, ast.Call) and len(node.args) == 1:
        inner = node.args[0]
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add) and _is_epsilon(inner.right):
            root = ast.Call(func=node.func, args=[inner.left], keywords=[])
            yield ast.BinOp(left=root, op=ast.Add(), right=inner.right)


def _is_epsilon(node: ast.AST) -> bool:
    small = isinstance(node, ast.Constant) and isinstance(node.value, float) and 0 < node.value <= _TINY
    return small or _is_name(node, _EPSILONS)


def _root(node: ast.AST) -> _Replacements:
    if called_name(node) == "sqrt" and isinstance(node, ast.Call) and node.args:
        yield node.args[0]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "0.5":
        yield node.left


def _max_shift(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        right = ast.unparse(node.right)
        if "max" in right or right in ("shift", "top", "peak", "m"):
            yield node.left


def _mask(node: ast.AST) -> _Replacements:
    """A mask removed or inverted."""
    if isinstance(node, ast.Call):
        yield from _mask_in_call(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Invert, ast.Not)):
        yield node.operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield node.left
        yield node.right
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for mask, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(mask, ast.Compare) or _is_mask(mask):
                yield other
    if isinstance(node, ast.Subscript) and _is_mask(node.slice):
        yield ast.Subscript(value=node.value, slice=_inverted(node.slice), ctx=node.ctx)


def _mask_in_call(node: ast.Call) -> _Replacements:
    if called_name(node) == "where" and len(node.args) == 3:
        yield node.args[1]
        yield node.args[2]
        yield ast.Call(func=node.func, args=[node.args[0], node.args[2], node.args[1]], keywords=[])
    elif called_name(node) == "masked_fill" and isinstance(node.func, ast.Attribute):
        yield node.func.value
        if _is_mask(node.args[0]):
            yield ast.Call(
                func=node.func, args=[_inverted(node.args[0]), *node.args[1:]], keywords=node.keywords
            )
    else:
        for index, argument in enumerate(node.args):
            if _is_mask(argument):  # the called function also works without a mask
                args = [*node.args[:index], ast.Constant(value=None), *node.args[index + 1 :]]
                yield ast.Call(func=node.func, args=args, keywords=node.keywords)


def _is_mask(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and "mask" in node.id


def _inverted(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Invert(), operand=node)


def _swap(node: ast.AST) -> _Replacements:
    """Two neighbouring elements or arguments exchanged."""
    if isinstance(node, (ast.Tuple, ast.List)) and 2 <= len(node.elts) <= 8:
        for i in range(len(node.elts) - 1):
            elements = list(node.elts)
            elements[i], elements[i + 1] = elements[i + 1], elements[i]
            yield type(node)(elts=elements, ctx=node.ctx)
    if isinstance(node, ast.Call) and 2 <= len(node.args) <= 8 and called_name(node) not in _SYMMETRIC:
        for i in range(len(node.args) - 1):
            args = list(node.args)
            args[i], args[i + 1] = args[i + 1], args[i]
            yield ast.Call(func=node.func, args=args, keywords=node.keywords)


def _accumulate(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.AugAssign):
        yield ast.Assign(targets=[node.target], value=node.value)


def _ignored_setting(node: ast.AST) -> _Replacements:
    """A setting replaced by its neutral value, one use at a time: it is ignored on one axis and kept on the other."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _NEUTRAL:
        yield ast.Constant(value=_NEUTRAL[node.id])


def _bias(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        if isinstance(node.right, ast.Name) and _BIAS.fullmatch(node.right.id):
            yield node.left
        if isinstance(node.left, ast.Name) and _BIAS.fullmatch(node.left.id):
            yield node.right


def _copy(node: ast.AST) -> _Replacements:
    if called_name(node) in ("copy", "detach", "clone") and isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and not node.args:
            yield node.func.value
        elif node.args:
            yield node.args[0]


def _mode(node: ast.AST) -> _Replacements:
    if _is_name(node, _FLAGS) and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield ast.UnaryOp(op=ast.Not(), operand=_name(node.id))
    other = {"train": "eval", "eval": "train"}.get(called_name(node))
    if other and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        function = ast.Attribute(value=node.func.value, attr=other, ctx=ast.Load())
        yield ast.Call(func=function, args=[], keywords=[])


def _state(node: ast.AST) -> _Replacements:
    """An update that reads its own target is discarded: the state does not change."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        written = {n.id for n in ast.walk(node.targets[0]) if isinstance(n, ast.Name)}
        if written & {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}:
            yield ast.Assign(targets=[ast.Name(id="_", ctx=ast.Store())], value=node.value)


OPERATORS: dict[str, Operator] = {
    "mean_sum": _mean_sum,
    "divisor": _divisor,
    "axis": _axis,
    "keepdims": _keepdims,
    "transpose": _transpose,
    "sign": _sign,
    "times_over": _times_over,
    "border": _comparison_boundary,
    "constant": _constant,
    "off_by_one": _off_by_one,
    "epsilon": _epsilon,
    "root": _root,
    "max_shift": _max_shift,
    "mask": _mask,
    "swap": _swap,
    "accumulate": _accumulate,
    "ignored_setting": _ignored_setting,
    "bias": _bias,
    "copy": _copy,
    "mode": _mode,
    "state": _state,
}
"""Operators by the name that ``equivalent.toml`` uses."""
