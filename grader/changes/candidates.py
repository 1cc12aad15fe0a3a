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

from grader.changes.call_operators import applied, elementwise_calls
from grader.changes.change_sentences import change_message, changed_part
from grader.changes.driver import WHOLE
from grader.changes.expression_words import ExpressionWords, Phrases
from grader.changes.mutants import NodePosition, node_positions
from grader.changes.mutation_operators import OPERATORS
from grader.changes.name_operators import count_names, name_added, other_counts, other_names
from grader.changes.step_operators import (
    STEP_OPERATORS,
    as_given,
    definitions_of,
    keep_arguments,
    old_for_new,
)
from grader.changes.student_operators import STUDENT_OPERATORS

MOST_CANDIDATES = 10_000
"""Candidates for one function. The likeliest come first."""
_WITHOUT_EFFECT = {"copy", "keepdims", "max_shift"}
"""Operators whose changes alter no value, or only stop a calculation."""
_RANKS = (
    "known", "argument_exchanged", "factor_dropped", "term_dropped", "bracket", "bias", "epsilon", "sign",
    "mean_sum", "divisor", "condition_dropped", "axis", "last_term", "accumulate", "state", "swap", "transpose",
    "mask", "ignored_setting", "scaled", "call_dropped", "call_other", "activation", "count", "root",
    "power_dropped", "power_other", "square_order", "axis_left_out", "off_by_one", "first_value", "first_round",
    "stale", "updated_early", "old_for_new", "cut_otherwise", "added_up", "index", "index_dropped", "as_given",
    "bound_dropped", "complement", "times_over", "border", "mode", "argument_more", "argument_less",
    "argument_left_out", "argument_negated", "argument_transposed", "argument_causal", "argument_reversed",
    "argument_centred", "argument_standardised", "argument_rounded", "argument_sorted", "argument_positive",
    "argument_absolute", "argument_squared", "argument_halved", "argument_doubled", "option_dropped",
    "condition_fixed", "step_dropped", "order", "reverse", "call_twice", "other_name", "constant",
    "constant_other", "power_added", "divisor_added", "factor_added", "term_added", "slope_added", "call_added",
    "diagonal", "centred", "argument_summed", "argument_averaged", "argument_pooled", "narrowed",
)  # fmt: skip
"""Operators, the likeliest mistakes first."""
OF_FORM = frozenset(each for each in _RANKS if not each.startswith("argument_")) - {
    "known", "term_added", "factor_added", "divisor_added", "slope_added",
}  # fmt: skip
"""Kinds of changes that depend on the form of an answer; the others are the same in every form."""
LIKELY = frozenset(_RANKS[1 : _RANKS.index("first_value")]) - {"argument_exchanged", "swap"}
"""Kinds of changes that are tried on top of another mistake, and on right answers in another style."""
_CONVERTERS = ("_real", "_floating")
"""Helpers of references that convert integers to floats."""
_NOT_IN_AN_INDEX = ("term_dropped", "sign", "factor_dropped", "power_added", "complement", "constant_other")
_NUMBERS_ONLY = (
    "constant", "constant_other", "argument_more", "argument_less", "power_added", "complement", "argument_halved",
    "argument_doubled", "argument_rounded", "square_order", "factor_added", "term_added", "divisor_added",
    "slope_added",
)  # fmt: skip
"""Operators whose results may meet an integer by chance."""


@dataclass(frozen=True, slots=True)
class FunctionBody:
    """A function as text: its first line, and its statements."""

    head: str
    statements: tuple[str, ...]

    def with_statement(self, place: int, text: str) -> str:
        """The whole function with another statement at a place."""
        statements = [*self.statements[:place], text, *self.statements[place + 1 :]]
        return "\n".join([self.head, *(textwrap.indent(each, "    ") for each in statements)])


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChange:
    """A changed function."""

    function: str
    """The function that is changed: the one that was called, or one that it calls."""
    operator: str
    text: str
    """The changed statement, or a whole definition."""
    message_id: str
    values: Mapping[str, str]
    """Values of the message."""
    names: tuple[str, ...]
    """Names near the change that the student knows."""
    body: FunctionBody | None = None
    """The function of which a statement is changed; ``None`` if there is a whole definition."""
    place: int = WHOLE
    """Number of the statement."""
    own: bool
    """The change is in the called function, not in one that it calls."""
    target: str = ""
    """Words for what the changed statement computes; empty if the message says it."""
    exchanged: tuple[str, str] | None = None
    """A local name, and the other one that stands in its place."""
    joined: tuple[str, str] | None = None
    """A local name, and the other one that its value is combined with."""

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The smaller, the likelier."""
        return _RANKS.index(self.operator), not self.own, len(self.text)

    @property
    def definition(self) -> str:
        """The whole text of what is defined anew."""
        return self.text if self.body is None else self.body.with_statement(self.place, self.text)

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
    tasks: Container[str] = (),
    unaltered: str = "",
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
    tasks : container of str, optional
        Functions that students are graded on by themselves: they are not changed where another function calls them.
    unaltered : str, optional
        Another module: only statements that it has, too, are changed.
    """
    tree = ast.parse(source)
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if function not in defined:
        return []
    statements = set(_statements(unaltered)) if unaltered else None
    found: list[CandidateChange] = [] if operators else list(_argument_changes(defined[function]))
    for name in _called(defined, function, tasks):
        if _is_converter(defined[name]):
            continue
        words = ExpressionWords(defined[function], statement, (phrases or {}).get(name, {}))
        found += _changes_of(defined[name], words, operators, statements, own=name == function)
    unique: dict[tuple[str, int, str], CandidateChange] = {}
    for each in sorted(found, key=lambda each: each.rank):
        unique.setdefault((each.function, each.place, each.text), each)
    return list(unique.values())[:MOST_CANDIDATES]


def _statements(source: str) -> Iterator[str]:
    """The text of each statement in the functions of a module, of those with a body and of those in it."""
    for definition in ast.parse(source).body:
        if isinstance(definition, ast.FunctionDef):
            body = _without_docstring(definition)
            yield from (ast.unparse(n) for n in ast.walk(body) if isinstance(n, ast.stmt) and n is not body)


def _is_converter(node: ast.FunctionDef) -> bool:
    """Whether a helper only converts integers to floats; what goes wrong with integers has a sentence of its own."""
    if node.name in _CONVERTERS:
        return True
    converts = any(isinstance(n, ast.Attribute) and n.attr in ("asarray", "astype") for n in ast.walk(node))
    return (
        node.name.startswith("_") and converts and not any(isinstance(n, ast.BinOp) for n in ast.walk(node))
    )


def _called(defined: Mapping[str, ast.FunctionDef], function: str, tasks: Container[str]) -> list[str]:
    """A function and those of its module that it calls, directly or through others, but for other tasks."""
    seen: list[str] = []
    waiting = [function]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.append(name)
            read = (n.id for n in ast.walk(defined[name]) if isinstance(n, ast.Name))
            waiting += [each for each in read if each in defined and each not in tasks]
    return seen


def _changes_of(
    node: ast.FunctionDef,
    words: ExpressionWords,
    operators: Container[str] | None,
    statements: Container[str] | None,
    *,
    own: bool,
) -> Iterator[CandidateChange]:
    body = _without_docstring(node)
    local = _local_names(body)
    counts = count_names(body)
    parameters = local[: len(node.args.posonlyargs) + len(node.args.args)]
    kept = keep_arguments(body.body, parameters, _CONVERTERS)
    definitions = definitions_of(body)
    calls = elementwise_calls(body)
    whole, index = function_body(body), -1
    for position in node_positions(body):
        if position.parent is body:
            index += 1
        if statements is not None and ast.unparse(position.statement) not in statements:
            continue
        for operator, replacement in _replacements(
            position, local, parameters, counts, kept, definitions, calls
        ):
            if operators is not None and operator not in operators:
                continue
            changed = _changed_statement(body.body[index], position, replacement)
            if changed is None:
                continue
            message_id, values = change_message(operator, position, replacement, words)
            place = changed_part(operator, position.node, replacement)
            target = words.of_target(position.statement)
            yield CandidateChange(
                function=node.name, operator=operator, text=changed, body=whole, place=index,
                message_id=message_id, values=values, names=words.among(place) or words.among(position.statement),
                own=own, target="" if target in values.values() else target,
                exchanged=_exchanged(operator, position.node, replacement),
                joined=_joined(operator, position.node, place),
            )  # fmt: skip


def _exchanged(operator: str, node: ast.AST, replacement: ast.AST) -> tuple[str, str] | None:
    if operator == "other_name" and isinstance(node, ast.Name) and isinstance(replacement, ast.Name):
        return node.id, replacement.id
    return None


def _joined(operator: str, node: ast.AST, added: ast.AST) -> tuple[str, str] | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if operator.endswith("_added") and isinstance(target, ast.Name) and isinstance(added, ast.Name):
        return target.id, added.id
    return None


def _replacements(
    position: NodePosition,
    local: Sequence[str],
    parameters: Sequence[str],
    counts: Collection[str],
    kept: Collection[str],
    definitions: Mapping[str, ast.expr],
    calls: Sequence[str],
) -> Iterator[tuple[str, ast.AST]]:
    for operators in (OPERATORS, STUDENT_OPERATORS, STEP_OPERATORS):
        for name, operator in operators.items():
            if name in _WITHOUT_EFFECT or position.excludes(name):
                continue
            if position.in_index and name in _NOT_IN_AN_INDEX:
                continue
            if name == "constant_other" and isinstance(getattr(position.parent, "op", None), ast.Pow):
                continue  # `power_other` changes exponents
            for replacement in operator(position.node):
                yield name, replacement
    for replacement in other_names(position.node, local):
        yield "other_name", replacement
    for replacement in other_counts(position.node, parameters, counts):
        yield "count", replacement
    for replacement in old_for_new(position.node, definitions, local):
        yield "old_for_new", replacement
    for replacement in applied(position.node, calls, local):
        yield "call_added", replacement
    for replacement in as_given(position.node, kept):
        yield "as_given", replacement
    yield from name_added(position.node, local)


def function_body(body: ast.FunctionDef) -> FunctionBody:
    """The text of a function."""
    return FunctionBody(f"def {body.name}({ast.unparse(body.args)}):", tuple(map(ast.unparse, body.body)))


def _changed_statement(statement: ast.stmt, position: NodePosition, replacement: ast.AST) -> str | None:
    """The text of a statement of the body with another node in it; ``None`` if the node cannot stand there."""
    ast.fix_missing_locations(ast.copy_location(replacement, position.node))
    if position.node is statement:
        return _unparsed(replacement)
    position.replace_node(replacement)
    try:
        return _unparsed(statement)
    finally:
        position.replace_node(position.node)


def _unparsed(node: ast.AST) -> str | None:
    try:
        return ast.unparse(node)
    except (AttributeError, TypeError, ValueError):
        return None


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
    "argument_pooled": "_pooled({value})",
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

def _pooled(value):
    return value if np.ndim(value) < 3 else 0 * value + np.mean(value, axis=0)

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
        function=node.name, operator=operator, text=definition, message_id=f"change.{operator}", values=values,
        names=(), own=True,
    )  # fmt: skip
