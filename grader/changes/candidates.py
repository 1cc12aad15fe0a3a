"""Changed references that may be what a student wrote, each with the sentence that says so.

A candidate is the text of one changed function. Executed after the reference, it replaces the reference's own function.
Sentences name what a student can see: parameters, names that the docstring uses, functions of the library. They never
show the reference's code.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.changes.mutants import NodePosition, node_positions
from grader.changes.mutation_operators import OPERATORS, called_name
from grader.changes.student_operators import STUDENT_OPERATORS, other_names

MOST_CANDIDATES = 6000
"""Candidates for one function. The likeliest come first."""
_WITHOUT_EFFECT = {"copy", "keepdims", "max_shift"}
"""Operators whose changes alter no value, or only stop a calculation."""
_RANKS = (
    "argument_exchanged", "factor_dropped", "term_dropped", "bracket", "bias", "epsilon", "sign", "mean_sum",
    "divisor", "count", "axis", "swap", "transpose", "mask", "accumulate", "state", "ignored_setting",
    "scaled", "call_dropped", "call_other", "root", "power_dropped", "axis_left_out", "off_by_one", "index",
    "times_over", "border", "mode", "argument_more", "argument_less", "argument_left_out", "argument_negated",
    "argument_transposed", "argument_reversed", "option_dropped", "condition_fixed", "step_dropped", "order",
    "reverse", "call_twice", "other_name", "constant", "power_added",
)  # fmt: skip
"""Operators, the likeliest mistakes first."""
_CONVERTERS = ("_real", "_floating")
"""Helpers of references that convert integers to floats; what goes wrong with integers has a sentence of its own."""
_NUMBERS_ONLY = ("constant", "argument_more", "argument_less", "power_added")
"""Operators whose results may meet an integer by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChange:
    """A changed function."""

    function: str
    """The function that is changed: the one that was called, or one that it calls."""
    operator: str
    definition: str
    message_id: str
    values: Mapping[str, str]
    """Values of the message."""
    names: tuple[str, ...]
    """Names near the change that the student knows."""
    own: bool
    """The change is in the called function, not in one that it calls."""

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The smaller, the likelier."""
        return _RANKS.index(self.operator), not self.own, len(self.definition)

    @property
    def is_numeric_guess(self) -> bool:
        """Whether it fits an integer easily by chance."""
        return self.operator in _NUMBERS_ONLY


def candidate_changes(source: str, function: str, statement: str = "") -> list[CandidateChange]:
    """Changed references for one function of a module, the likeliest first.

    Parameters
    ----------
    source : str
        The reference.
    function : str
        The function that a student's calls go to.
    statement : str, optional
        What students have read. Names that occur there may be said.
    """
    tree = ast.parse(source)
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if function not in defined:
        return []
    known = _KnownNames(defined[function], statement)
    found: list[CandidateChange] = list(_argument_changes(defined[function]))
    for name in _called(defined, function):
        if name in _CONVERTERS:
            continue
        found += _changes_of(defined[name], known, own=name == function)
    unique = {(each.function, each.definition): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: each.rank)[:MOST_CANDIDATES]


class _KnownNames:
    """Names that a student knows: parameters, and longer names that the statement or the docstring uses."""

    def __init__(self, node: ast.FunctionDef, statement: str) -> None:
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self._parameters = {a.arg for a in arguments}
        text = f"{ast.get_docstring(node) or ''}\n{statement}"
        code = " ".join(re.findall(r"`+([^`]+)`+", text))
        self._words = {*re.findall(r"[A-Za-z_]\w*", code), *re.findall(r"[A-Za-z]\w*_\w+", text)}

    def among(self, node: ast.AST) -> tuple[str, ...]:
        names = (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        known = (n for n in names if self.knows(n))
        return tuple(
            n for n in dict.fromkeys(known) if n not in ("np", "torch", "math", "range", "len", "float")
        )[:3]

    def knows(self, name: str) -> bool:
        return name in self._parameters or (
            name in self._words and len(name) > 1 and not name.startswith("_")
        )


def _called(defined: Mapping[str, ast.FunctionDef], function: str) -> list[str]:
    """A function and those of its module that it calls, directly or through others."""
    seen: list[str] = []
    waiting = [function]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.append(name)
            waiting += [n.id for n in ast.walk(defined[name]) if isinstance(n, ast.Name) and n.id in defined]
    return seen


def _changes_of(node: ast.FunctionDef, known: _KnownNames, *, own: bool) -> Iterator[CandidateChange]:
    body = _without_docstring(node)
    local = _local_names(body)
    for position in node_positions(body):
        for operator, replacement in _replacements(position, local):
            definition = _definition(body, position, replacement)
            if definition is None:
                continue
            message_id, values = _message(operator, position, replacement, known)
            yield CandidateChange(
                function=node.name, operator=operator, definition=definition, message_id=message_id, values=values,
                names=known.among(_shown(operator, position.node, replacement)) or known.among(position.statement),
                own=own,
            )  # fmt: skip


def _replacements(position: NodePosition, local: Sequence[str]) -> Iterator[tuple[str, ast.AST]]:
    for operators in (OPERATORS, STUDENT_OPERATORS):
        for name, operator in operators.items():
            if name in _WITHOUT_EFFECT or position.excludes(name):
                continue
            if position.in_index and name in ("term_dropped", "sign", "factor_dropped", "power_added"):
                continue
            for replacement in operator(position.node):
                yield name, replacement
    for replacement in other_names(position.node, local):
        yield "other_name", replacement


def _definition(body: ast.FunctionDef, position: NodePosition, replacement: ast.AST) -> str | None:
    ast.copy_location(replacement, position.node)
    position.replace_node(replacement)
    try:
        text = ast.unparse(body)
    except (AttributeError, TypeError, ValueError):  # a node that cannot stand there
        return None
    finally:
        position.replace_node(position.node)
    return text


def _without_docstring(node: ast.FunctionDef) -> ast.FunctionDef:
    """The function without docstring and annotations, which cost time and change nothing."""
    body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
    arguments = node.args
    for each in (
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    ):
        if each is not None:
            each.annotation = None
    plain: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            plain.append(
                ast.copy_location(ast.Assign(targets=[statement.target], value=statement.value), statement)
            )
        else:
            plain.append(statement)
    return ast.FunctionDef(
        name=node.name,
        args=arguments,
        body=plain,
        decorator_list=[],
        returns=None,
        lineno=node.lineno,
        col_offset=0,
    )


def _local_names(node: ast.FunctionDef) -> list[str]:
    """Parameters and names that are assigned."""
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    names += [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return list(dict.fromkeys(names))


def _shown(operator: str, node: ast.AST, replacement: ast.AST) -> ast.AST:
    """The part of the code that a change is about."""
    if operator == "term_dropped" and isinstance(node, ast.BinOp) and isinstance(replacement, ast.BinOp):
        return node.right if replacement.left is node.left else node.left
    if operator == "term_dropped" and isinstance(node, ast.AugAssign):
        return node.value
    if operator == "factor_dropped" and isinstance(node, ast.BinOp):
        return node.right if replacement is node.left else node.left
    if operator == "sign" and isinstance(node, (ast.BinOp, ast.AugAssign)):
        return node.right if isinstance(node, ast.BinOp) else node.value
    return node


def _message(
    operator: str, position: NodePosition, replacement: ast.AST, known: _KnownNames
) -> tuple[str, dict[str, str]]:
    """The id of a candidate's sentence, and its values."""
    node = position.node
    if operator in ("call_dropped", "call_twice"):
        return f"change.{operator}", {"call": called_name(node).lstrip("_")}
    if operator == "call_other":
        return "change.call_other", {"call": called_name(node), "other": called_name(replacement)}
    if operator == "mean_sum":
        return f"change.mean_sum.{called_name(node).removeprefix('nan')}", {}
    if operator in ("axis", "axis_left_out"):
        return f"change.{operator}", {}
    if operator == "ignored_setting" and isinstance(node, ast.Name) and known.knows(node.id):
        return "change.ignored_setting", {"name": node.id}
    if operator == "other_name" and isinstance(node, ast.Name) and isinstance(replacement, ast.Name):
        names = {"name": node.id} if known.knows(node.id) else {}
        names |= {"other": replacement.id} if known.knows(replacement.id) else {}
        kind = {2: "both", 1: "right" if "name" in names else "other"}.get(len(names), "none")
        return f"change.other_name.{kind}", names
    if operator == "option_dropped":
        return "change.option_dropped", {"call": called_name(node)}
    if operator == "scaled":
        factor = re.search(r"(-1|2|0\.5) \* ", ast.unparse(replacement))
        word = {"-1": "negative", "2": "double", "0.5": "half"}[factor[1] if factor else "2"]
        return f"change.scaled.{word}", {}
    if operator == "ignored_setting":
        return "change.constant", {}
    return f"change.{operator}", {}


def _argument_changes(node: ast.FunctionDef) -> Iterator[CandidateChange]:
    """The function called with other arguments than the test's."""
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
    for first, second in itertools.combinations(range(len(names)), 2):
        yield _argument_change(
            node, names, "argument_exchanged", f"a[{first}], a[{second}] = a[{second}], a[{first}]",
            {"name": names[first], "other": names[second]},
        )  # fmt: skip
    for place, name in enumerate(names):
        for operator, change in _VALUE_CHANGES.items():
            yield _argument_change(
                node, names, operator, f"a[{place}] = {change.format(value=f'a[{place}]')}", {"name": name}
            )


_VALUE_CHANGES = {
    "argument_more": "_whole({value}) + 1",
    "argument_less": "_whole({value}) - 1",
    "argument_left_out": "0 * {value}",
    "argument_negated": "-{value}",
    "argument_transposed": "_matrix({value}).T",
    "argument_reversed": "{value}[::-1]",
}
_CHECKS = """\
def _whole(value):
    if type(value) is not int:
        raise TypeError("no whole number")
    return value

def _matrix(value):
    if getattr(value, "ndim", 0) != 2:
        raise TypeError("no matrix")
    return value

"""


def _argument_change(
    node: ast.FunctionDef, names: Sequence[str], operator: str, change: str, values: dict[str, str]
) -> CandidateChange:
    positional = ", ".join(f"a[{place}]" for place in range(len(names)))
    definition = (
        f"{_CHECKS}_original = {node.name}\n\ndef {node.name}(*args, **kwargs):\n"
        f"    import inspect\n    bound = inspect.signature(_original).bind(*args, **kwargs)\n"
        f"    bound.apply_defaults()\n    a = [bound.arguments[n] for n in {list(names)!r}]\n"
        f"    {change}\n    return _original({positional})\n"
    )
    return CandidateChange(
        function=node.name, operator=operator, definition=definition, message_id=f"change.{operator}", values=values,
        names=(), own=True,
    )  # fmt: skip
