"""Operators for calls that a student leaves out, adds, or takes for another one: each yields replacements."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from grader.changes.mutation_operators import called_name
from grader.changes.syntax_nodes import assigned_values, expression, subject_of

_Replacements = Iterator[ast.AST]

ELEMENTWISE = (
    "tanh", "exp", "log", "log1p", "expm1", "sqrt", "abs", "absolute", "square", "sigmoid", "_sigmoid",
    "softmax", "_softmax", "log_softmax", "logsumexp", "sign", "floor", "ceil", "round", "cumsum", "sort", "relu",
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
_ADDED_CALLS = ("abs", "sqrt", "square", "exp", "log", "tanh", "sign", "tril", "triu", "round")
"""Functions that a student may apply where none belongs."""
_APPLIED = ("tanh", "exp", "log", "sqrt", "abs", "sigmoid", "_sigmoid", "softmax", "_softmax", "relu")
"""Functions that a student may apply once more, to what is their result already or was never their input."""
_ACTIVATIONS = {
    "ReLU": "np.maximum({x}, 0)", "a leaky ReLU": "np.where({x} > 0, {x}, 0.01 * ({x}))",
    "the softplus": "np.log1p(np.exp({x}))", "tanh": "np.tanh({x})", "the tanh of half the input": "np.tanh(({x}) / 2)",
    "the sigmoid": "1 / (1 + np.exp(-({x})))", "the sigmoid of twice the input": "1 / (1 + np.exp(-2 * ({x})))",
    "1 minus the sigmoid": "1 / (1 + np.exp({x}))",
}  # fmt: skip
"""Activations that are taken for one another, by their names in a sentence."""
_SLOPES = {"0.01": "np.where({x} > 0, 1, 0.01)", "-1": "np.sign({x})"}
"""What takes the place of 0 for negative values."""


def call_dropped(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and called_name(node) in ELEMENTWISE:
        if node.args:
            yield node.args[0]
        elif isinstance(node.func, ast.Attribute):
            yield node.func.value


def call_twice(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and called_name(node) in ELEMENTWISE and node.args:
        yield ast.Call(func=node.func, args=[node, *node.args[1:]], keywords=node.keywords)


def call_other(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for other in _OTHERS.get(node.func.attr, ()):
            function = ast.Attribute(value=node.func.value, attr=other, ctx=ast.Load())
            yield ast.Call(func=function, args=node.args, keywords=node.keywords)


def call_added(node: ast.AST) -> _Replacements:
    """A function applied to what is assigned or returned, where none belongs."""
    for rebuild, value in assigned_values(node):
        for name in _ADDED_CALLS:
            yield rebuild(expression(f"np.{name}({ast.unparse(value)})"))


def elementwise_calls(function: ast.FunctionDef) -> list[str]:
    """The functions of one array that a function calls, as it writes them."""
    calls = (n for n in ast.walk(function) if isinstance(n, ast.Call) and len(n.args) == 1)
    return list(dict.fromkeys(ast.unparse(n.func) for n in calls if called_name(n) in _APPLIED))


def applied(node: ast.AST, functions: Sequence[str], names: Sequence[str]) -> _Replacements:
    """A function applied to a name that is read."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for function in functions:
            yield expression(f"{function}({node.id})")


def option_dropped(node: ast.AST) -> _Replacements:
    """A call without one of its options."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for keyword in node.keywords:
            if keyword.arg not in ("axis", "dim", "dtype", "keepdims", "keepdim"):
                rest = [k for k in node.keywords if k is not keyword]
                yield ast.Call(func=node.func, args=node.args, keywords=rest)
        if len(node.args) > 1:
            yield ast.Call(func=node.func, args=node.args[:-1], keywords=node.keywords)


def axis_left_out(node: ast.AST) -> _Replacements:
    """A reduction over all axes."""
    if isinstance(node, ast.Call) and any(k.arg in ("axis", "dim") for k in node.keywords):
        keywords = [k for k in node.keywords if k.arg not in ("axis", "dim")]
        yield ast.Call(func=node.func, args=node.args, keywords=keywords)


def bound_dropped(node: ast.AST) -> _Replacements:
    """The larger or smaller of two values, without the comparison."""
    bounds = called_name(node) in ("max", "min", "maximum", "minimum", "clip")
    if bounds and isinstance(node, ast.Call) and len(node.args) > 1:
        yield from node.args[:2]


def last_term(node: ast.AST) -> _Replacements:
    """Of a sum over many terms only the last, or the first."""
    for place in (-1, 0):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            cut = f"slice({place}, None)" if place else "slice(0, 1)"
            left, right = ast.unparse(node.left), ast.unparse(node.right)
            yield expression(f"({left})[..., {cut}] @ ({right})[..., {cut}, :]")
        if isinstance(node, ast.Call) and called_name(node) in ("sum", "mean"):
            axis = next((k.value for k in node.keywords if k.arg == "axis"), None)
            array = subject_of(node)
            if isinstance(axis, (ast.Constant, ast.UnaryOp)) and array is not None:
                kept = any(k.arg == "keepdims" for k in node.keywords)
                taken = f"[{place}]" if kept else str(place)
                yield expression(f"np.take({ast.unparse(array)}, {taken}, axis={ast.unparse(axis)})")


def first_value(node: ast.AST) -> _Replacements:
    """The first value, or the last, in place of a mean, or of all means of a statement."""
    if _is_mean(node) or (
        isinstance(node, (ast.Assign, ast.Return)) and sum(map(_is_mean, ast.walk(node))) > 1
    ):
        yield from (_one_for_means(node, place) for place in (0, -1))


def _is_mean(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and called_name(node) in ("mean", "average")
        and subject_of(node) is not None
    )


def _one_for_means(node: ast.AST, place: int) -> ast.AST:
    """A copy of a node with one value in place of each mean."""

    class Chooser(ast.NodeTransformer):
        def visit_Call(self, call: ast.Call) -> ast.AST:
            array = subject_of(call)
            if not _is_mean(call) or array is None:
                return self.generic_visit(call)
            return expression(f"({ast.unparse(array)})[{place}]")

    chosen: ast.AST = Chooser().visit(copy.deepcopy(node))
    return chosen


def cut_otherwise(node: ast.AST) -> _Replacements:
    """A reshape where the axes have to be exchanged, and the last two axes of a reshape the other way round."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        array = ast.unparse(node.value)
        yield expression(f"({array}).reshape(({ast.unparse(node)}).shape)")
    if called_name(node) in ("transpose", "permute", "swapaxes", "moveaxis") and isinstance(node, ast.Call):
        subject = subject_of(node)
        if subject is not None:
            yield expression(f"({ast.unparse(subject)}).reshape(({ast.unparse(node)}).shape)")
    if called_name(node) in ("reshape", "view") and isinstance(node, ast.Call):
        yield expression(
            f"(lambda a: a.reshape(*a.shape[:-2], a.shape[-1], a.shape[-2]).swapaxes(-1, -2))"
            f"({ast.unparse(node)})"
        )
        subject = subject_of(node)
        if subject is not None:
            cut = ast.unparse(node).replace(
                ast.unparse(subject), f"({ast.unparse(subject)}).swapaxes(-1, -2)", 1
            )
            yield expression(cut)


def other_activations(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Another activation, with its name; for a comparison with 0 the slope of another one below 0."""
    match node:
        case ast.Compare(left=left) if ast.unparse(node).endswith(" > 0"):
            x, forms = left, _SLOPES
        case ast.Call(args=[x, *_]) if called_name(node).lstrip("_") in ("tanh", "sigmoid"):
            forms = _ACTIVATIONS
        case ast.Call(args=[x, ast.Constant(value=0)]) if called_name(node) == "maximum":
            forms = _ACTIVATIONS
        case _:
            return
    for name, form in forms.items():
        yield name, expression(form.format(x=ast.unparse(x)))


def activation(node: ast.AST) -> _Replacements:
    yield from (replacement for _, replacement in other_activations(node))
