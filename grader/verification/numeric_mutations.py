"""Mutation operators for ranges of numbers: small constants, narrow types, limits and the length of a loop.

An answer with such a change agrees with the reference on ordinary inputs, and many of these changes never alter a
result. So `grader.verification.observable_changes` first looks for a call that shows the change; only then must a
hidden test fail it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.changes.mutation_operators import called_name

_Replacements = Iterator[ast.AST]

STEPS = 30
"""Number of steps of a loop that is cut short."""
LIMIT = 10
"""Bound on the absolute value of a clipped result in a loop."""
FLOOR = 1e-12
"""Constant added to a denominator or below a root, and the lower bound of a logarithm's argument."""
_LEAST = 1e-300
_RCOND = 1e-4
_CONVERTERS = {"_real", "_floating"}
"""Helper functions of references that convert integers to floats."""
_CASTS = {"astype", "to", "double", "float", "long"}


def _tiny(node: ast.AST) -> _Replacements:
    """A constant that avoids 0 in a logarithm, in a denominator or below a root."""
    if isinstance(node, ast.Call) and called_name(node) in ("log", "log2", "log10") and node.args:
        argument = node.args[0]
        for safe in (_plus(argument, _LEAST), _at_least(node.func, argument)):
            yield ast.Call(func=node.func, args=[safe, *node.args[1:]], keywords=node.keywords)
    if isinstance(node, ast.Call) and called_name(node) == "sqrt" and len(node.args) == 1:
        yield ast.Call(func=node.func, args=[_plus(node.args[0], FLOOR)], keywords=node.keywords)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_number(node.right):
        yield ast.BinOp(left=node.left, op=ast.Div(), right=_plus(node.right, FLOOR))
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div) and not _is_number(node.value):
        yield ast.AugAssign(target=node.target, op=ast.Div(), value=_plus(node.value, FLOOR))


def _plus(node: ast.expr, amount: float) -> ast.expr:
    return ast.BinOp(left=node, op=ast.Add(), right=ast.Constant(value=amount))


def _at_least(function: ast.expr, node: ast.expr) -> ast.expr:
    """The maximum of the argument and `FLOOR`, with the function of the library in use."""
    module = function.value if isinstance(function, ast.Attribute) else None
    name = module.id if isinstance(module, ast.Name) else ""
    floor = ast.Constant(value=FLOOR)
    if module is None or name == "math":
        return ast.Call(func=_name("max"), args=[node, floor], keywords=[])
    word = "clamp" if name == "torch" else "maximum"
    return ast.Call(
        func=ast.Attribute(value=module, attr=word, ctx=ast.Load()), args=[node, floor], keywords=[]
    )


def _is_number(node: ast.AST) -> bool:
    return not any(isinstance(n, (ast.Name, ast.Call)) for n in ast.walk(node))


def _name(value: str) -> ast.Name:
    return ast.Name(id=value, ctx=ast.Load())


def _narrow(node: ast.AST) -> _Replacements:
    """A conversion to float or a dtype removed, and counts taken modulo 256."""
    if not isinstance(node, ast.Call):
        return
    if called_name(node) in _CONVERTERS and isinstance(node.func, ast.Name) and node.args:
        kept = [_as_array(a) for a in node.args]
        yield kept[0] if node.func.id == "_real" else ast.List(elts=kept, ctx=ast.Load())
    if called_name(node) in _CASTS and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if called_name(node) == "float" and len(node.args) == 1 and isinstance(node.args[0], ast.Name):
        yield node.args[0]
    if any(k.arg == "dtype" for k in node.keywords):
        keywords = [k for k in node.keywords if k.arg != "dtype"]
        yield ast.Call(func=node.func, args=node.args, keywords=keywords)
    if called_name(node) in ("bincount", "count_nonzero") or (
        called_name(node) == "sum" and _sums_truths(node)
    ):
        yield ast.BinOp(left=node, op=ast.Mod(), right=ast.Constant(value=256))


def _as_array(node: ast.expr) -> ast.expr:
    convert = ast.Attribute(value=_name("np"), attr="asarray", ctx=ast.Load())
    if isinstance(node, ast.Starred):
        mapped = ast.Call(func=_name("map"), args=[convert, node.value], keywords=[])
        return ast.Starred(value=mapped, ctx=ast.Load())
    return ast.Call(func=convert, args=[node], keywords=[])


def _sums_truths(node: ast.Call) -> bool:
    summed = node.func.value if isinstance(node.func, ast.Attribute) else None
    parts = [p for p in (summed, *node.args[:1]) if p is not None]
    return any(isinstance(p, ast.Compare) or _joins_truths(p) for p in parts)


def _joins_truths(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr))


def _truncate(node: ast.AST) -> _Replacements:
    """A loop over a range cut off after `STEPS` steps."""
    if isinstance(node, ast.For) and _is_range(node.iter):
        yield ast.For(target=node.target, iter=_first(node.iter), body=node.body, orelse=node.orelse)
    if isinstance(node, ast.comprehension) and _is_range(node.iter):
        yield ast.comprehension(
            target=node.target, iter=_first(node.iter), ifs=node.ifs, is_async=node.is_async
        )


def _is_range(node: ast.AST) -> bool:
    if called_name(node) == "reversed" and isinstance(node, ast.Call) and node.args:
        return _is_range(node.args[0])
    return called_name(node) == "range"


def _first(steps: ast.expr) -> ast.expr:
    listed = ast.Call(func=_name("list"), args=[steps], keywords=[])
    return ast.Subscript(value=listed, slice=ast.Slice(upper=ast.Constant(value=STEPS)), ctx=ast.Load())


def _clip(node: ast.AST) -> _Replacements:
    """The result of a step of a loop clipped to `LIMIT`."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        yield ast.Assign(targets=node.targets, value=_clipped(node.value))
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and isinstance(node.value, ast.BinOp):
        yield ast.AugAssign(target=node.target, op=node.op, value=_clipped(node.value))


def _clipped(node: ast.expr) -> ast.expr:
    limits: list[ast.expr] = [ast.Constant(value=-LIMIT), ast.Constant(value=LIMIT)]
    return ast.Call(func=ast.Attribute(value=node, attr="clip", ctx=ast.Load()), args=limits, keywords=[])


def _condition(node: ast.AST) -> _Replacements:
    """Least squares through the normal equations, or with a large cutoff for small singular values."""
    if isinstance(node, ast.keyword) and node.arg == "rcond":
        yield ast.keyword(arg="rcond", value=ast.Constant(value=_RCOND))
    if (
        isinstance(node, ast.Subscript)
        and called_name(node.value) == "lstsq"
        and ast.unparse(node.slice) == "0"
    ):
        solve = node.value
        if isinstance(solve, ast.Call) and isinstance(solve.func, ast.Attribute) and len(solve.args) >= 2:
            rows, targets = solve.args[:2]
            turned = ast.Attribute(value=rows, attr="T", ctx=ast.Load())
            inverse = ast.Attribute(value=solve.func.value, attr="pinv", ctx=ast.Load())
            square = ast.BinOp(left=turned, op=ast.MatMult(), right=rows)
            yield ast.BinOp(
                left=ast.Call(func=inverse, args=[square], keywords=[]), op=ast.MatMult(),
                right=ast.BinOp(left=turned, op=ast.MatMult(), right=targets),
            )  # fmt: skip


def _shuffle(node: ast.AST) -> _Replacements:
    """A rotation in place of a random permutation. Both agree for two samples."""
    if (
        isinstance(node, ast.Call)
        and called_name(node) in ("permutation", "randperm")
        and len(node.args) == 1
    ):
        library = _name("torch" if called_name(node) == "randperm" else "np")
        places = ast.Call(
            func=ast.Attribute(value=library, attr="arange", ctx=ast.Load()), args=node.args, keywords=[]
        )
        start = ast.Subscript(value=node, slice=ast.Constant(value=0), ctx=ast.Load())
        moved = ast.BinOp(left=places, op=ast.Add(), right=start)
        yield ast.BinOp(left=moved, op=ast.Mod(), right=node.args[0])


NUMERIC_OPERATORS: dict[str, Callable[[ast.AST], _Replacements]] = {
    "tiny": _tiny,
    "narrow": _narrow,
    "truncate": _truncate,
    "clip": _clip,
    "condition": _condition,
    "shuffle": _shuffle,
}
"""Operators by the name that ``equivalent.toml`` uses."""
