"""The sentence of a changed reference: the id of a message, and the words that it needs.

Where there are words for what was changed, the sentence has them (``ID.of``); otherwise it says the kind of change.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from grader.changes.call_operators import other_activations
from grader.changes.expression_words import ExpressionWords
from grader.changes.mutants import NodePosition
from grader.changes.mutation_operators import called_name

Message = tuple[str, dict[str, str]]
_PLAIN_NAMES = {"amax": "max", "amin": "min", "nansum": "sum", "nanmean": "mean", "absolute": "abs"}


def change_message(
    operator: str, position: NodePosition, replacement: ast.AST, words: ExpressionWords
) -> Message:
    """The id of a candidate's sentence, and its values."""
    node = position.node
    if operator in _SPECIAL:
        found = _SPECIAL[operator](node, replacement, words)
        if found is not None:
            return found
    what = words.of(changed_part(operator, node, replacement))
    if what and operator in WITH_WORDS:
        return f"change.{operator}.of", {"what": what}
    return f"change.{operator}", {}


def changed_part(operator: str, node: ast.AST, replacement: ast.AST) -> ast.AST:
    """The part of the code that a change is about."""
    if operator == "term_dropped" and isinstance(node, ast.BinOp) and isinstance(replacement, ast.BinOp):
        return node.right if replacement.left is node.left else node.left
    if operator == "factor_dropped" and isinstance(node, ast.BinOp):
        return node.right if replacement is node.left else node.left
    if operator in ("sign", "times_over") and isinstance(node, ast.BinOp):
        return node.right
    if operator in ("term_dropped", "factor_dropped", "sign", "times_over") and isinstance(
        node, ast.AugAssign
    ):
        return node.value
    if operator in (
        "mean_sum",
        "root",
        "last_term",
        "power_dropped",
        "index_dropped",
        "bound_dropped",
        "first_value",
    ):
        return _inner(node)
    if operator == "added_up" and isinstance(node, ast.For):
        return _total_of(replacement)
    if operator in ("accumulate", "state", "step_dropped", "added_up", "call_added"):
        return _target(node)
    if operator in ("term_added", "factor_added", "divisor_added"):
        return _added(replacement)
    if operator == "slope_added":
        return _sloped(replacement)
    return node


WITH_WORDS = frozenset({
    "sign", "term_dropped", "factor_dropped", "times_over", "mean_sum", "root", "last_term", "power_dropped",
    "power_added", "index_dropped", "accumulate", "state", "step_dropped", "added_up", "term_added", "factor_added",
    "divisor_added", "index", "diagonal", "slope_added", "centred", "first_value",
})  # fmt: skip
"""Operators whose sentence can name what was changed."""


def _inner(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.BinOp):
        return node.left
    if isinstance(node, ast.Subscript):
        return node.value
    if isinstance(node, ast.Call):
        method = isinstance(node.func, ast.Attribute) and not (
            isinstance(node.func.value, ast.Name) and node.func.value.id in ("np", "torch")
        )
        if method and isinstance(node.func, ast.Attribute):
            return node.func.value
        return node.args[0] if node.args else node
    return node


def _target(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.AugAssign):
        target: ast.AST = node.target
    elif isinstance(node, ast.Assign):
        target = node.targets[0]
    else:
        return node
    while isinstance(target, ast.Subscript):
        target = target.value
    return target


def _total_of(replacement: ast.AST) -> ast.AST:
    """The name that a changed loop adds up."""
    for node in ast.walk(replacement):
        if isinstance(node, ast.Assign) and called_name(node.value) == "_total":
            return node.targets[0]
    return replacement


def _sloped(replacement: ast.AST) -> ast.AST:
    """The name s in an added factor s * (1 - s)."""
    for node in ast.walk(replacement):
        match node:
            case ast.BinOp(left=ast.Name() as name, right=right) if ast.unparse(right) == f"1 - {name.id}":
                return name
    return replacement


def _added(replacement: ast.AST) -> ast.AST:
    """The name that was added as a term, factor or divisor."""
    value = getattr(replacement, "value", replacement)
    for node in ast.walk(value):
        if isinstance(node, ast.BinOp):
            return node.right
    return value


def _mean_sum(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message:
    kind, what = called_name(node).removeprefix("nan"), words.of(_inner(node))
    return (f"change.mean_sum.{kind}.of", {"what": what}) if what else (f"change.mean_sum.{kind}", {})


def _axis(node: ast.AST, replacement: ast.AST, _: ExpressionWords) -> Message | None:
    values = (getattr(node, "value", None), getattr(replacement, "value", None))
    if not all(isinstance(v, (ast.Constant, ast.Tuple, ast.UnaryOp)) for v in values):
        return None
    right, other = (ast.unparse(v) for v in values if v is not None)
    return "change.axis.from", {"axis": right, "other": other}


def _call_dropped(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message:
    return _call(node, words, "call_dropped")


def _call_twice(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message:
    return _call(node, words, "call_twice")


def _call(node: ast.AST, words: ExpressionWords, kind: str) -> Message:
    call, what = _spoken(called_name(node)), words.of(_inner(node))
    if what:
        return f"change.{kind}.of", {"call": call, "what": what}
    return f"change.{kind}", {"call": call}


def _call_other(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message:
    values = {"call": _spoken(called_name(node)), "other": _spoken(called_name(replacement))}
    what = words.of(_inner(node))
    return ("change.call_other.of", {**values, "what": what}) if what else ("change.call_other", values)


def _spoken(name: str) -> str:
    return _PLAIN_NAMES.get(name, name).lstrip("_")


def _ignored_setting(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message:
    what = words.of(node)
    return ("change.ignored_setting", {"name": what}) if what else ("change.constant", {})


def _other_name(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message:
    name, other = words.of(node), words.of(replacement)
    if name and other:
        return "change.other_name.both", {"name": name, "other": other}
    if name:
        return "change.other_name.right", {"name": name}
    return ("change.other_name.other", {"other": other}) if other else ("change.other_name.none", {})


def _option_dropped(node: ast.AST, _: ast.AST, __: ExpressionWords) -> Message:
    return "change.option_dropped", {"call": _spoken(called_name(node))}


def _scaled(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message:
    factor = re.search(r"(-1|2|0\.5) \* ", ast.unparse(replacement))
    kind = {"-1": "negative", "2": "double", "0.5": "half"}[factor[1] if factor else "2"]
    what = words.of(_target(node)) if isinstance(node, ast.Assign) else ""
    return (f"change.scaled.{kind}.of", {"what": what}) if what else (f"change.scaled.{kind}", {})


def _swap(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    before, after = (_elements(n) for n in (node, replacement))
    moved = [words.of(b) for b, a in zip(before, after, strict=False) if b is not a]
    if len(moved) != 2 or not all(moved):
        return None
    return "change.swap.of", {"what": moved[0], "other": moved[1]}


def _elements(node: ast.AST) -> list[ast.expr]:
    return node.args if isinstance(node, ast.Call) else list(getattr(node, "elts", ()))


def _transpose(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if isinstance(node, ast.BinOp) and isinstance(replacement, ast.BinOp):
        turned = node.left if replacement.left is not node.left else node.right
        what = words.of(turned)
        return ("change.transpose.added", {"what": what}) if what else None
    what = words.of(_inner(node) if isinstance(node, ast.Call) else getattr(node, "value", node))
    return ("change.transpose.dropped", {"what": what}) if what else None


def _divisor(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message | None:
    if isinstance(node, ast.keyword):
        return "change.divisor.ddof", {}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        what = words.of(node.left)
        return ("change.divisor.larger", {"what": what}) if what else None
    count = getattr(node, "right", None) or getattr(node, "value", None)
    what = words.of(count) if isinstance(count, ast.AST) else ""
    return ("change.divisor.smaller", {"what": what}) if what else None


def _constant(node: ast.AST, replacement: ast.AST, _: ExpressionWords) -> Message:
    return "change.constant.of", {"what": ast.unparse(node), "other": ast.unparse(replacement)}


def _complement(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if isinstance(node, ast.BinOp):
        what, id_ = words.of(node.right), "change.complement.dropped"
    else:
        what = words.of(node)
        is_sum = isinstance(replacement, ast.BinOp) and isinstance(replacement.op, ast.Add)
        id_ = "change.complement.more" if is_sum else "change.complement.of"
    return (id_, {"what": what}) if what else None


def _count(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    right, other = (words.of(_counted(each)) for each in (node, replacement))
    if other and right and right != other:
        return "change.count.of", {"what": right, "other": other}
    return ("change.count.other", {"other": other}) if other else None


def _counted(node: ast.AST) -> ast.AST:
    """The divisor of a division; any other node as it is."""
    if isinstance(node, ast.BinOp):
        return node.right
    return node.value if isinstance(node, ast.AugAssign) else node


def _stale(_: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    kept = replacement.body[1] if isinstance(replacement, ast.If) else None
    what = words.of(_inner(kept.value)) if isinstance(kept, ast.Assign) else ""
    return ("change.stale.of", {"what": what}) if what else None


def _order(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if not (isinstance(node, ast.For) and isinstance(replacement, ast.For)):
        return None
    moved = [words.of(_target(b)) for b, a in zip(node.body, replacement.body, strict=True) if b is not a]
    if len(moved) != 2 or not all(moved) or moved[0] == moved[1]:
        return None
    return "change.order.of", {"what": moved[0], "other": moved[1]}


def _bound(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if not isinstance(node, ast.Call):
        return None
    lost = next((words.of(a) for a in node.args if a is not replacement), "")
    return ("change.bound_dropped.of", {"what": lost}) if lost else None


def _square_order(_: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    total = replacement.left if isinstance(replacement, ast.BinOp) else None
    if not (isinstance(total, ast.BinOp) and isinstance(total.op, ast.Add)):
        return None
    what, other = words.of(total.left), words.of(total.right)
    return ("change.square_order.of", {"what": what, "other": other}) if what and other else None


def _activation(node: ast.AST, replacement: ast.AST, _: ExpressionWords) -> Message:
    made = ast.unparse(replacement)
    other = next(name for name, each in other_activations(node) if ast.unparse(each) == made)
    if isinstance(node, ast.Compare):
        return "change.activation.slope", {"other": other}
    return "change.activation", {"other": other}


def _as_given(node: ast.AST, _: ast.AST, words: ExpressionWords) -> Message | None:
    name = ast.unparse(node)
    what = name if words.knows(name) else words.of(node)
    return ("change.as_given.of", {"what": what}) if what else None


def _index(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if not (isinstance(node, ast.Subscript) and isinstance(replacement, ast.Subscript)):
        return None
    what = words.of(node.value)
    match replacement.slice:
        case ast.Constant(value=0) | ast.Slice():
            kind = "first"
        case ast.Constant(value=-1):
            kind = "last"
        case ast.BinOp(left=left, op=ast.Add()) if left is node.slice:
            kind = "later"
        case ast.BinOp(left=left, op=ast.Sub()) if left is node.slice:
            kind = "earlier"
        case _:
            return None
    return (f"change.index.{kind}.of", {"what": what}) if what else None


def _old_for_new(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    what, other = words.of(node), words.of(replacement)
    return ("change.old_for_new.of", {"what": what, "other": other}) if what and other else None


def _power_other(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if not (isinstance(node, ast.BinOp) and isinstance(replacement, ast.BinOp)):
        return None
    what = words.of(node.left)
    powers = {"power": ast.unparse(node.right), "other": ast.unparse(replacement.right)}
    return ("change.power_other.of", {"what": what, **powers}) if what else ("change.power_other", powers)


def _condition_dropped(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    sides = (
        node.values
        if isinstance(node, ast.BoolOp)
        else [getattr(node, "left", node), getattr(node, "right", node)]
    )
    what = next((words.of(side) for side in sides if side is not replacement), "")
    return ("change.condition_dropped.of", {"what": what}) if what else None


def _updated_early(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message | None:
    if not (isinstance(node, ast.For) and isinstance(replacement, ast.For)):
        return None
    added = [s for s in replacement.body if s not in node.body]
    what, other = (words.of(_target(s)) for s in added)
    return ("change.updated_early.of", {"what": what, "other": other}) if what and other else None


def _call_added(node: ast.AST, replacement: ast.AST, words: ExpressionWords) -> Message:
    calls = [n for n in ast.walk(replacement) if isinstance(n, ast.Call)]
    own = ast.unparse(node)
    call = next((called_name(n) for n in calls if ast.unparse(n) not in own), "").lstrip("_")
    what = words.of(_target(node) if isinstance(node, ast.Assign) else node)
    if what and not isinstance(node, ast.Return):
        return "change.call_added.of", {"call": call, "what": what}
    return "change.call_added", {"call": call}


_SPECIAL: dict[str, Callable[[ast.AST, ast.AST, ExpressionWords], Message | None]] = {
    "mean_sum": _mean_sum,
    "axis": _axis,
    "call_dropped": _call_dropped,
    "call_twice": _call_twice,
    "call_other": _call_other,
    "ignored_setting": _ignored_setting,
    "other_name": _other_name,
    "option_dropped": _option_dropped,
    "scaled": _scaled,
    "swap": _swap,
    "transpose": _transpose,
    "divisor": _divisor,
    "constant": _constant,
    "constant_other": _constant,
    "complement": _complement,
    "count": _count,
    "stale": _stale,
    "order": _order,
    "bound_dropped": _bound,
    "call_added": _call_added,
    "activation": _activation,
    "as_given": _as_given,
    "updated_early": _updated_early,
    "old_for_new": _old_for_new,
    "index": _index,
    "power_other": _power_other,
    "condition_dropped": _condition_dropped,
    "square_order": _square_order,
}
