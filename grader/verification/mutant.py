"""Small changes to a reference, as a student might make them: each must cost points.

A mutant replaces one node of the reference's syntax tree by one operator. Operators are made for numerical
code: a sum for a mean, n for n − 1, an axis, a transpose, eps outside the root.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_Replacements = Iterator[ast.AST]
_Operator = Callable[[ast.AST], _Replacements]
_Function = ast.FunctionDef | ast.AsyncFunctionDef

_BIASES = {"b", "bias", "beta", "bo", "intercept"}
_EPSILONS = {"eps", "epsilon"}
_NEUTRAL = {"stride": 1, "padding": 0, "dilation": 1, "s": 1, "p": 0, "d": 1}
_FLAGS = {"train", "training"}
_JOINS = {"concatenate", "hstack", "vstack", "stack", "cat"}
_STATEMENTS = (
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.Return,
    ast.Expr,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
)


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


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, each once, in the order of its lines.

    Parameters
    ----------
    source : str
        The reference module.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for function in [n for n in ast.walk(tree) if isinstance(n, _Function)]:
        for place in _places(function):
            for name, operator in OPERATORS.items():
                if name == "state" and not place.in_loop:
                    continue  # outside a loop nothing is carried
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


def _name(value: str) -> ast.Name:
    return ast.Name(id=value, ctx=ast.Load())


def _plus(node: ast.expr, amount: int) -> ast.expr:
    operator = ast.Add() if amount > 0 else ast.Sub()
    return ast.BinOp(left=node, op=operator, right=ast.Constant(value=abs(amount)))


def _called(node: ast.AST) -> str:
    """The last name of what a call calls: ``np.linalg.norm`` is ``norm``."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _mean_sum(node: ast.AST) -> _Replacements:
    other = {"mean": "sum", "sum": "mean", "nanmean": "nansum"}.get(_called(node))
    if other and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        function = ast.Attribute(value=node.func.value, attr=other, ctx=ast.Load())
        keywords = [k for k in node.keywords if k.arg not in ("start",)]
        yield ast.Call(func=function, args=node.args, keywords=keywords)


def _divisor(node: ast.AST) -> _Replacements:
    """n for n − 1, n − 1 for n below a fraction, and ddof turned round."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and _is_one(node.right):
        yield node.left
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _counts(node.right):
        yield ast.BinOp(left=node.left, op=ast.Div(), right=_plus(node.right, -1))
    if isinstance(node, ast.keyword) and node.arg == "ddof" and isinstance(node.value, ast.Constant):
        yield ast.keyword(arg="ddof", value=ast.Constant(value=1 - int(str(node.value.value))))


def _is_one(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _counts(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return len(node.id) == 1 or node.id in ("count", "total", "size")
    if isinstance(node, ast.Attribute):
        return node.attr == "size"
    is_shape = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)
    return _called(node) == "len" or (is_shape and ast.unparse(node).split("[")[0].endswith(".shape"))


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
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
        other = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        yield ast.BinOp(left=node.left, op=other, right=node.right)


def _border(node: ast.AST) -> _Replacements:
    swaps: dict[type[ast.cmpop], ast.cmpop] = {
        ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(),
        ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(),
    }  # fmt: skip
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in swaps:
        yield ast.Compare(left=node.left, ops=[swaps[type(node.ops[0])]], comparators=node.comparators)


def _constant(node: ast.AST) -> _Replacements:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, (int, float))
        and not isinstance(node.value, bool)
    ):
        value = node.value
        yield ast.Constant(value=value + 1 if isinstance(value, int) else (value * 1.1 if value else 0.1))


def _off_by_one(node: ast.AST) -> _Replacements:
    if _called(node) == "range" and isinstance(node, ast.Call):
        for index in range(len(node.args)):
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
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_name(node.right, _EPSILONS):
        yield node.left
    if _called(node) == "sqrt" and isinstance(node, ast.Call) and len(node.args) == 1:
        inner = node.args[0]
        if (
            isinstance(inner, ast.BinOp)
            and isinstance(inner.op, ast.Add)
            and _is_name(inner.right, _EPSILONS)
        ):
            root = ast.Call(func=node.func, args=[inner.left], keywords=[])
            yield ast.BinOp(left=root, op=ast.Add(), right=inner.right)


def _root(node: ast.AST) -> _Replacements:
    if _called(node) == "sqrt" and isinstance(node, ast.Call) and node.args:
        yield node.args[0]


def _max_shift(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        right = ast.unparse(node.right)
        if "max" in right or right in ("shift", "top", "peak", "m"):
            yield node.left


def _mask(node: ast.AST) -> _Replacements:
    if _called(node) == "where" and isinstance(node, ast.Call) and len(node.args) == 3:
        yield node.args[1]
        yield node.args[2]
        yield ast.Call(func=node.func, args=[node.args[0], node.args[2], node.args[1]], keywords=[])
    if _called(node) == "masked_fill" and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Invert, ast.Not)):
        yield node.operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield node.left
        yield node.right


def _swap(node: ast.AST) -> _Replacements:
    """Neighbours exchanged: gates, arguments, parts joined, values returned."""
    if isinstance(node, (ast.Tuple, ast.List)) and 2 <= len(node.elts) <= 8:
        for i in range(len(node.elts) - 1):
            elements = list(node.elts)
            elements[i], elements[i + 1] = elements[i + 1], elements[i]
            yield type(node)(elts=elements, ctx=node.ctx)
    if isinstance(node, ast.Call) and 2 <= len(node.args) <= 8:
        for i in range(len(node.args) - 1):
            args = list(node.args)
            args[i], args[i + 1] = args[i + 1], args[i]
            yield ast.Call(func=node.func, args=args, keywords=node.keywords)


def _accumulate(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.AugAssign):
        yield ast.Assign(targets=[node.target], value=node.value)


def _ignored_setting(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _NEUTRAL:
        yield ast.Constant(value=_NEUTRAL[node.id])


def _bias(node: ast.AST) -> _Replacements:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        if _is_name(node.right, _BIASES):
            yield node.left
        if _is_name(node.left, _BIASES):
            yield node.right


def _copy(node: ast.AST) -> _Replacements:
    if _called(node) in ("copy", "detach", "clone") and isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and not node.args:
            yield node.func.value
        elif node.args:
            yield node.args[0]


def _mode(node: ast.AST) -> _Replacements:
    if _is_name(node, _FLAGS) and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield ast.UnaryOp(op=ast.Not(), operand=_name(node.id))


def _state(node: ast.AST) -> _Replacements:
    """An assignment whose target it reads itself goes nowhere: the state is not carried."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        written = {n.id for n in ast.walk(node.targets[0]) if isinstance(n, ast.Name)}
        if written & {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}:
            yield ast.Assign(targets=[ast.Name(id="_", ctx=ast.Store())], value=node.value)


OPERATORS: dict[str, _Operator] = {
    "mean_sum": _mean_sum,
    "divisor": _divisor,
    "axis": _axis,
    "keepdims": _keepdims,
    "transpose": _transpose,
    "sign": _sign,
    "times_over": _times_over,
    "border": _border,
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
"""By the name an assignment lists an equivalent mutant under."""
