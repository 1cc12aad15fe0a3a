"""Findings in functions that pyflakes has no message for: arguments that are not read, results that are lost.

Each check reports only what it can see for sure in the syntax tree. Where code may have an effect that the tree does
not show, it reports nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPE = (*FUNCTION, ast.Lambda, ast.ClassDef)
_CALCULATION = (ast.BinOp, ast.UnaryOp, ast.Compare)
_JUMP = (ast.Break, ast.Continue)
_GOES_ON = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Pass, ast.Delete, ast.Assert, ast.Import)
"""Statements after which the next one is run."""
_PURE = frozenset({
    "abs", "astype", "clip", "concatenate", "dot", "einsum", "exp", "flatten", "log", "matmul", "max", "maximum",
    "mean", "min", "minimum", "ravel", "reshape", "sqrt", "squeeze", "stack", "std", "sum", "tanh", "transpose",
    "var", "where",
})  # fmt: skip
"""Functions and methods of numpy and torch that change nothing: their result is all they do."""
_BLANK = frozenset(
    {"dict", "empty", "empty_like", "full", "full_like", "list", "ones", "ones_like", "zeros", "zeros_like"}
)
"""Calls that make a first value which is meant to be replaced."""
_HIDDEN_READS = frozenset({"eval", "exec", "locals", "vars"})


class LintFinding(NamedTuple):
    """One finding. It is sent as data, and the grader makes the sentence."""

    kind: str
    where: str
    """The function, with the functions and classes around it: ``BatchNorm.forward``."""
    name: str = ""


def check_function(
    function: Function, where: str, *, method: bool = False, nested: bool = False
) -> Iterator[LintFinding]:
    """What is found in one function, without the functions inside it."""
    body = _without_docstring(function.body)
    if _is_stub(body):
        return
    own = list(_own_nodes(function))
    lost = not _is_special(function) and _loses_result(function, own)
    if lost:
        yield LintFinding("no return", where)
    elif any(map(_returns_in_first_round, own)):
        yield LintFinding("return in loop", where)
    elif _has_open_end(body, own):
        yield LintFinding("open end", where)
    if _reads_hidden(function):
        return
    if not nested:
        yield from _check_arguments(function, body, where, method=method)
    shared = _declared(own) | _names_of_inner_scopes(own)
    for finding in _check_statements(body[:-1] if lost else body, where):
        if not (finding.kind == "replaced value" and finding.name in shared):
            yield finding


def _without_docstring(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    return body[1:] if body and _is_constant(body[0]) else body


def _is_constant(statement: ast.stmt) -> bool:
    """Whether a statement is only a text or ``...``."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_stub(body: Sequence[ast.stmt]) -> bool:
    return all(isinstance(statement, (ast.Pass, ast.Raise)) or _is_constant(statement) for statement in body)


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of functions and classes inside it."""
    pending = list(ast.iter_child_nodes(function))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _SCOPE):
            pending += ast.iter_child_nodes(node)


def _is_special(function: Function) -> bool:
    return function.name.startswith("__") and function.name.endswith("__")


def _reads_hidden(function: Function) -> bool:
    """Whether a function can read its variables without naming them."""
    return any(isinstance(node, ast.Name) and node.id in _HIDDEN_READS for node in ast.walk(function))


def _reads(node: ast.AST, name: str) -> bool:
    """Whether code reads or deletes a variable, functions inside it included."""
    for each in ast.walk(node):
        match each:
            case ast.Name(id=read, ctx=ast.Load() | ast.Del()) | ast.AugAssign(target=ast.Name(id=read)):
                if read == name:
                    return True
            case ast.Global(names=names) | ast.Nonlocal(names=names) if name in names:
                return True
    return False


def _names_of_inner_scopes(own: Iterable[ast.AST]) -> set[str]:
    """The names in functions and classes inside a function, which may use its variables at any time."""
    scopes = (node for node in own if isinstance(node, _SCOPE))
    return {node.id for scope in scopes for node in ast.walk(scope) if isinstance(node, ast.Name)}


# Results


def _loses_result(function: Function, own: Sequence[ast.AST]) -> bool:
    """Whether a function ends with a calculation and returns nothing anywhere."""
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own):
        return False
    if any(isinstance(node, ast.Return) and node.value is not None for node in own):
        return False
    return _ends_with_lost_value(
        function.body, _declared(own), {argument.arg for argument in _arguments(function)}
    )


def _declared(own: Iterable[ast.AST]) -> set[str]:
    """The variables of a function that belong to code around it."""
    return {name for node in own if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}


def _ends_with_lost_value(body: Sequence[ast.stmt], kept: set[str], arguments: set[str]) -> bool:
    match body[-1] if body else None:
        case ast.Expr(value=value):
            return isinstance(value, (*_CALCULATION, ast.Name, ast.Tuple)) or bool(_pure_call(value))
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr())
        ):
            return name not in kept
        case ast.AugAssign(target=ast.Name(id=name)):  # may change an argument in place
            return name not in kept | arguments
        case ast.For(body=inner) | ast.While(body=inner) | ast.With(body=inner):
            return _ends_with_lost_value(inner, kept, arguments)
        case ast.If(body=inner, orelse=other):
            return _ends_with_lost_value(inner, kept, arguments) or _ends_with_lost_value(
                other, kept, arguments
            )
    return False


def _returns_in_first_round(node: ast.AST) -> bool:
    """Whether it is a loop over something that returns before its second round."""
    if not isinstance(node, (ast.For, ast.AsyncFor)):
        return False
    goes_on = any(isinstance(inner, ast.Continue) for inner in ast.walk(node))
    return not goes_on and any(isinstance(statement, ast.Return) for statement in node.body)


def _has_open_end(body: Sequence[ast.stmt], own: Sequence[ast.AST]) -> bool:
    """Whether a function returns a value in some places, and its end can be reached without one."""
    returned = [node.value for node in own if isinstance(node, ast.Return)]
    some = any(value is not None and not _is_none(value) for value in returned)
    explicit = any(value is None or _is_none(value) for value in returned)
    generator = any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own)
    return some and not explicit and not generator and not _stops(body)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _stops(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of a block cannot be reached. Where that is hard to tell, the answer is yes."""
    match body[-1] if body else None:
        case ast.If(body=inner, orelse=other):
            return _stops(inner) and _stops(other)
        case ast.For(orelse=other):
            return bool(other) and _stops(other)
        case ast.Expr(value=ast.Call()):  # perhaps of a function that raises
            return True
    return bool(body) and not isinstance(body[-1], _GOES_ON)


# Arguments


def _arguments(function: Function) -> list[ast.arg]:
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _check_arguments(
    function: Function, body: Sequence[ast.stmt], where: str, *, method: bool
) -> Iterator[LintFinding]:
    if _is_special(function) and function.name != "__init__":  # Python decides what it is called with
        return
    for argument in _arguments(function)[1 if method else 0 :]:
        name = argument.arg
        if name.startswith("_") or name in ("self", "cls"):
            continue
        if not any(_reads(statement, name) for statement in body):
            yield LintFinding("unread argument", where, name)
        elif _is_replaced_first(body, name):
            yield LintFinding("replaced argument", where, name)


def _is_replaced_first(body: Sequence[ast.stmt], name: str) -> bool:
    """Whether the first statement that names an argument gives it another value."""
    for statement in body:
        if _assigned_name(statement) == name:
            return not _reads(statement, name)
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement)):
            return False
    return False


# Statements


def _check_statements(body: Sequence[ast.stmt], where: str) -> Iterator[LintFinding]:
    """Lost results in a block, and in the blocks inside it."""
    yield from _replaced_values(body, where)
    for statement in body:
        if isinstance(statement, ast.Expr):
            yield from _lost_value(statement.value, where)
        if not isinstance(statement, _SCOPE):
            for inner in _blocks(statement):
                yield from _check_statements(inner, where)


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        yield getattr(statement, field, [])
    for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield branch.body


def _lost_value(value: ast.expr, where: str) -> Iterator[LintFinding]:
    if isinstance(value, _CALCULATION):
        yield LintFinding("lost value", where)
    elif called := _pure_call(value):
        yield LintFinding("lost result", where, called)


def _pure_call(value: ast.expr) -> str:
    """The function of `_PURE` that an expression calls, if it calls one and keeps nothing of its result."""
    if not (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _PURE
    ):
        return ""
    return "" if any(keyword.arg in ("out", None) for keyword in value.keywords) else value.func.attr


def _replaced_values(body: Sequence[ast.stmt], where: str) -> Iterator[LintFinding]:
    """Values that the same block replaces before anything reads them."""
    waiting: dict[str, None] = {}
    for statement in body:
        for name in [name for name in waiting if _reads(statement, name)]:
            del waiting[name]
        if any(isinstance(node, _JUMP) for node in ast.walk(statement)):
            waiting.clear()  # what follows may be left out
        name = _assigned_name(statement)
        if name in waiting:
            yield LintFinding("replaced value", where, name)
        if name and _is_calculated(statement):
            waiting[name] = None
        else:
            waiting.pop(name, None)


def _assigned_name(statement: ast.stmt) -> str:
    """The variable that a statement sets, if it sets one and does nothing else; else empty."""
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr())
        ):
            return name
    return ""


def _is_calculated(statement: ast.stmt) -> bool:
    """Whether the value of an assignment is more than a start, such as zeros."""
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call):
        called = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        return called not in _BLANK
    return isinstance(value, ast.BinOp)
