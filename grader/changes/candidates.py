"""Changed references that may be what a student wrote, each with the sentence that says so.

A candidate is the text of one changed function. Executed after the reference, it replaces the reference's own function.
Sentences name what a student can see: parameters, names that the docstring uses, functions of the library. They never
show the reference's code.
"""

from __future__ import annotations

import ast
import itertools
import textwrap
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.changes.change_sentences import change_message, changed_part
from grader.changes.expression_words import ExpressionWords
from grader.changes.mutants import NodePosition, node_positions
from grader.changes.mutation_operators import OPERATORS
from grader.changes.student_operators import (
    STUDENT_OPERATORS,
    as_given,
    count_names,
    keep_arguments,
    name_added,
    other_counts,
    other_names,
)

MOST_CANDIDATES = 6000
"""Candidates for one function. The likeliest come first."""
_WITHOUT_EFFECT = {"copy", "keepdims", "max_shift"}
"""Operators whose changes alter no value, or only stop a calculation."""
_RANKS = (
    "known", "argument_exchanged", "factor_dropped", "term_dropped", "bracket", "bias", "epsilon", "sign",
    "mean_sum", "divisor", "axis", "last_term", "accumulate", "state", "swap", "transpose", "mask",
    "ignored_setting", "scaled", "call_dropped", "call_other", "activation", "count", "root", "power_dropped",
    "square_order", "axis_left_out", "off_by_one", "first_value", "first_round", "stale", "updated_early",
    "added_up", "index", "index_dropped", "as_given", "bound_dropped", "complement", "times_over", "border",
    "mode", "argument_more", "argument_less", "argument_left_out", "argument_negated", "argument_transposed",
    "argument_causal", "argument_reversed", "argument_centred", "argument_standardised", "argument_rounded",
    "argument_sorted", "argument_positive", "argument_absolute", "argument_squared", "argument_halved",
    "argument_doubled", "option_dropped", "condition_fixed", "step_dropped", "order", "reverse", "call_twice",
    "other_name", "constant", "constant_other", "power_added", "divisor_added", "factor_added", "term_added",
    "slope_added", "call_added", "diagonal", "centred", "argument_summed", "argument_averaged",
)  # fmt: skip
"""Operators, the likeliest mistakes first."""
LIKELY = frozenset(_RANKS[1 : _RANKS.index("first_value")]) - {"argument_exchanged", "swap"}
"""Kinds of changes that are tried on top of another mistake, and on right answers in another style."""
_CONVERTERS = ("_real", "_floating")
"""Helpers of references that convert integers to floats; what goes wrong with integers has a sentence of its own."""
_NOT_IN_AN_INDEX = ("term_dropped", "sign", "factor_dropped", "power_added", "complement", "constant_other")
_NUMBERS_ONLY = (
    "constant", "constant_other", "argument_more", "argument_less", "power_added", "complement", "argument_halved",
    "argument_doubled", "argument_rounded", "square_order", "factor_added", "term_added", "divisor_added",
    "slope_added",
)  # fmt: skip
"""Operators whose results may meet an integer by chance."""


Phrases = Mapping[str, Mapping[str, str]]


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


def candidate_changes(
    source: str,
    function: str,
    statement: str = "",
    phrases: Phrases | None = None,
    operators: Container[str] | None = None,
) -> list[CandidateChange]:
    """Changed references for one function of a module, the likeliest first.

    Parameters
    ----------
    source : str
        The reference.
    function : str
        The function that a student's calls go to.
    statement : str, optional
        What students have read. Names that occur there may be said.
    phrases : mapping, optional
        The author's words for expressions, by function of the reference.
    operators : container of str, optional
        Only changes of these kinds; all if it is left out.
    """
    tree = ast.parse(source)
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if function not in defined:
        return []
    found: list[CandidateChange] = [] if operators else list(_argument_changes(defined[function]))
    for name in _called(defined, function):
        if name in _CONVERTERS:
            continue
        words = ExpressionWords(defined[function], statement, (phrases or {}).get(name, {}))
        found += _changes_of(defined[name], words, operators, own=name == function)
    unique = {(each.function, each.definition): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: each.rank)[:MOST_CANDIDATES]


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


def _changes_of(
    node: ast.FunctionDef, words: ExpressionWords, operators: Container[str] | None, *, own: bool
) -> Iterator[CandidateChange]:
    body = _without_docstring(node)
    local = _local_names(body)
    counts = count_names(body)
    parameters = local[: len(node.args.posonlyargs) + len(node.args.args)]
    kept = keep_arguments(body.body, parameters, _CONVERTERS)
    text, index = _FunctionText(body), -1
    for position in node_positions(body):
        if position.parent is body:
            index += 1
        for operator, replacement in _replacements(position, local, parameters, counts, kept):
            if operators is not None and operator not in operators:
                continue
            definition = text.with_change(index, position, replacement)
            if definition is None:
                continue
            message_id, values = change_message(operator, position, replacement, words)
            place = changed_part(operator, position.node, replacement)
            yield CandidateChange(
                function=node.name, operator=operator, definition=definition, message_id=message_id, values=values,
                names=words.among(place) or words.among(position.statement),
                own=own,
            )  # fmt: skip


def _replacements(
    position: NodePosition,
    local: Sequence[str],
    parameters: Sequence[str],
    counts: Collection[str],
    kept: Collection[str],
) -> Iterator[tuple[str, ast.AST]]:
    for operators in (OPERATORS, STUDENT_OPERATORS):
        for name, operator in operators.items():
            if name in _WITHOUT_EFFECT or position.excludes(name):
                continue
            if position.in_index and name in _NOT_IN_AN_INDEX:
                continue
            for replacement in operator(position.node):
                yield name, replacement
    for replacement in other_names(position.node, local):
        yield "other_name", replacement
    for replacement in other_counts(position.node, parameters, counts):
        yield "count", replacement
    for replacement in as_given(position.node, kept):
        yield "as_given", replacement
    yield from name_added(position.node, local)


class _FunctionText:
    """The text of a function with one statement of its body changed; the others are written once."""

    def __init__(self, body: ast.FunctionDef) -> None:
        self._body = body
        arguments = ast.unparse(body.args)
        self._head = f"def {body.name}({arguments}):\n"
        self._statements = [_indented(statement) for statement in body.body]

    def with_change(self, index: int, position: NodePosition, replacement: ast.AST) -> str | None:
        """``None`` if the replacement cannot stand there."""
        ast.copy_location(replacement, position.node)
        position.replace_node(replacement)
        try:
            changed = _indented(self._body.body[index])
        except (AttributeError, TypeError, ValueError):
            return None
        finally:
            position.replace_node(position.node)
        before, after = self._statements[:index], self._statements[index + 1 :]
        return self._head + "\n".join([*before, changed, *after])


def _indented(statement: ast.stmt) -> str:
    return textwrap.indent(ast.unparse(statement), "    ")


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
        for given in ("mask", "mask & causal") if name == "mask" else ():
            change = f"a[{place}] = _causal(a[{place}], *a, given=lambda mask, causal: {given})"
            yield _argument_change(node, names, "argument_causal", change, {"name": name})


_VALUE_CHANGES = {
    "argument_more": "_whole({value}) + 1",
    "argument_less": "_whole({value}) - 1",
    "argument_left_out": "0 * {value}",
    "argument_negated": "-{value}",
    "argument_transposed": "_matrix({value}).T",
    "argument_reversed": "{value}[::-1]",
    "argument_centred": "{value} - np.mean({value}, axis=0)",
    "argument_standardised": "{value} / np.std({value}, axis=0)",
    "argument_rounded": "np.round({value})",
    "argument_sorted": "np.sort({value}, axis=0)",
    "argument_positive": "np.maximum({value}, 0)",
    "argument_absolute": "abs({value})",
    "argument_squared": "{value} ** 2",
    "argument_halved": "{value} / 2",
    "argument_doubled": "2 * {value}",
    "argument_summed": "0 * {value} + np.sum({value}, axis=0)",
    "argument_averaged": "0 * {value} + np.mean({value}, axis=0)",
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

def _causal(mask, queries, keys, *_, given):
    import torch
    counts = queries.shape[-2], (keys if keys.ndim == queries.ndim else queries).shape[-2]
    causal = torch.ones(counts, dtype=torch.bool).tril()
    return causal if mask is None else given(mask, causal)

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
