"""Operators for changes that students make and that no test has to be proved against: each yields replacements.

They go beyond the mutation operators of `grader.changes.mutation_operators`, and nobody has to fail all of them: a
change is only a candidate for what a student wrote.
"""

from __future__ import annotations

import ast
import copy
import functools
import re
from collections.abc import Callable, Collection, Iterator, Sequence

from grader.changes.mutation_operators import called_name
from grader.changes.syntax_nodes import expression, name_node, times

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


def _cut_otherwise(node: ast.AST) -> _Replacements:
    """A reshape where the axes have to be exchanged, and the last two axes of a reshape the other way round."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        array = ast.unparse(node.value)
        yield expression(f"({array}).reshape(({ast.unparse(node)}).shape)")
    if called_name(node) in ("transpose", "permute", "swapaxes", "moveaxis") and isinstance(node, ast.Call):
        subject = _subject(node)
        if subject is not None:
            yield expression(f"({ast.unparse(subject)}).reshape(({ast.unparse(node)}).shape)")
    if called_name(node) in ("reshape", "view") and isinstance(node, ast.Call):
        yield expression(
            f"(lambda a: a.reshape(*a.shape[:-2], a.shape[-1], a.shape[-2]).swapaxes(-1, -2))"
            f"({ast.unparse(node)})"
        )
        subject = _subject(node)
        if subject is not None:
            cut = ast.unparse(node).replace(
                ast.unparse(subject), f"({ast.unparse(subject)}).swapaxes(-1, -2)", 1
            )
            yield expression(cut)


def _power_added(node: ast.AST) -> _Replacements:
    """A name squared."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield ast.BinOp(left=name_node(node.id), op=ast.Mult(), right=name_node(node.id))


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
            yield ast.Assign(targets=node.targets, value=times(node.value, factor))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for place, part in enumerate(node.value.elts):
            for factor in _FACTORS.values():
                parts = [times(part, factor) if i == place else p for i, p in enumerate(node.value.elts)]
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


def other_names(node: ast.AST, names: Sequence[str]) -> _Replacements:
    """Another name of the same function in place of a name that is read."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for other in names:
            if other != node.id:
                yield name_node(other)


def _last_term(node: ast.AST) -> _Replacements:
    """Of a sum over many terms only the last, or the first."""
    for place in (-1, 0):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            cut = f"slice({place}, None)" if place else "slice(0, 1)"
            left, right = ast.unparse(node.left), ast.unparse(node.right)
            yield expression(f"({left})[..., {cut}] @ ({right})[..., {cut}, :]")
        if isinstance(node, ast.Call) and called_name(node) in ("sum", "mean"):
            axis = next((k.value for k in node.keywords if k.arg == "axis"), None)
            array = _subject(node)
            if isinstance(axis, (ast.Constant, ast.UnaryOp)) and array is not None:
                kept = any(k.arg == "keepdims" for k in node.keywords)
                taken = f"[{place}]" if kept else str(place)
                yield expression(f"np.take({ast.unparse(array)}, {taken}, axis={ast.unparse(axis)})")


def _narrowed(node: ast.AST) -> _Replacements:
    """A value rounded to float32."""
    for rebuild, value in _assigned_values(node):
        yield rebuild(expression(f"_narrow({ast.unparse(value)})"))


def _index_dropped(node: ast.AST) -> _Replacements:
    """An array as it is, where an index reorders it or takes a part of it."""
    selects = isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Name, ast.Call, ast.Slice))
    if selects and isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    if called_name(node) == "argsort" and isinstance(node, ast.Call):
        array = _subject(node)
        if array is not None:
            yield expression(f"np.arange(len({ast.unparse(array)}))")


def _bound_dropped(node: ast.AST) -> _Replacements:
    """The larger or smaller of two values, without the comparison."""
    bounds = called_name(node) in ("max", "min", "maximum", "minimum", "clip")
    if bounds and isinstance(node, ast.Call) and len(node.args) > 1:
        yield from node.args[:2]


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


def _call_added(node: ast.AST) -> _Replacements:
    """A function applied to what is assigned or returned, where none belongs."""
    for rebuild, value in _assigned_values(node):
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


def _centred(node: ast.AST) -> _Replacements:
    """A value without its mean."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield expression(f"({node.id} - np.mean({node.id}, axis=0))")


def _first_value(node: ast.AST) -> _Replacements:
    """The first value, or the last, in place of a mean, or of all means of a statement."""
    if _is_mean(node) or (
        isinstance(node, (ast.Assign, ast.Return)) and sum(map(_is_mean, ast.walk(node))) > 1
    ):
        yield from (_one_for_means(node, place) for place in (0, -1))


def _is_mean(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and called_name(node) in ("mean", "average") and _subject(node) is not None
    )


def _one_for_means(node: ast.AST, place: int) -> ast.AST:
    """A copy of a node with one value in place of each mean."""

    class Chooser(ast.NodeTransformer):
        def visit_Call(self, call: ast.Call) -> ast.AST:
            array = _subject(call)
            if not _is_mean(call) or array is None:
                return self.generic_visit(call)
            return expression(f"({ast.unparse(array)})[{place}]")

    chosen: ast.AST = Chooser().visit(copy.deepcopy(node))
    return chosen


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


def _activation(node: ast.AST) -> _Replacements:
    yield from (replacement for _, replacement in other_activations(node))


def _diagonal(node: ast.AST) -> _Replacements:
    """Only the diagonal of a matrix."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield expression(f"np.diag(np.diag({node.id}))")


def _assigned_values(node: ast.AST) -> Iterator[tuple[Callable[[ast.expr], ast.AST], ast.expr]]:
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


def name_added(node: ast.AST, names: Sequence[str]) -> Iterator[tuple[str, ast.AST]]:
    """Another value added to what is assigned or returned, or multiplied with it, or a division by it."""
    for rebuild, value in _assigned_values(node):
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


def _subject(node: ast.Call) -> ast.expr | None:
    """The array that a function of a library, or a method, is called for."""
    on = node.func.value if isinstance(node.func, ast.Attribute) else None
    if on is not None and not (isinstance(on, ast.Name) and on.id in ("np", "torch")):
        return on
    return node.args[0] if node.args else None


STUDENT_OPERATORS: dict[str, Callable[[ast.AST], _Replacements]] = {
    "factor_dropped": _factor_dropped,
    "term_dropped": _term_dropped,
    "bracket": _bracket,
    "count": _count,
    "call_dropped": _call_dropped,
    "scaled": _scaled,
    "call_other": _call_other,
    "activation": _activation,
    "power_dropped": _power_dropped,
    "power_other": _power_other,
    "condition_dropped": _condition_dropped,
    "cut_otherwise": _cut_otherwise,
    "axis_left_out": _axis_left_out,
    "index": _index,
    "option_dropped": _option_dropped,
    "condition_fixed": _condition_fixed,
    "call_twice": _call_twice,
    "power_added": _power_added,
    "last_term": _last_term,
    "index_dropped": _index_dropped,
    "bound_dropped": _bound_dropped,
    "square_order": _square_order,
    "complement": _complement,
    "constant_other": _constant_other,
    "call_added": _call_added,
    "diagonal": _diagonal,
    "centred": _centred,
    "first_value": _first_value,
    "narrowed": _narrowed,
}
"""Operators by name, the likeliest first."""
