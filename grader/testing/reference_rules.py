"""The rule that a reference's exception states: what an input must fulfil, without the values of this input."""

from __future__ import annotations

import ast
import functools
import linecache
import re
import traceback

_VALUE = "\N{HORIZONTAL ELLIPSIS}"
_EQUAL = re.compile(rf"\s*=\s*(?:{_VALUE}|[\[(][^\])]*{_VALUE}[^\])]*[\])])")
_BRACKET = re.compile(rf"\s*\([^()]*{_VALUE}[^()]*\)")
_GOT = re.compile(r"[,;:]\s+got\b")


def stated_rule(error: BaseException) -> str:
    """The rule, from the statement that raised the exception; empty if it states none.

    Examples
    --------
    >>> rule_in("raise ValueError(f'k must be from 1 to n = {n}, got {k}.')")
    'k must be from 1 to n'
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1].lineno is None:
        return ""
    text = "".join(linecache.getlines(frames[-1].filename))
    return _rules(text).get(frames[-1].lineno, "")


@functools.lru_cache(maxsize=64)
def _rules(text: str) -> dict[int, str]:
    """The rules of a module by the lines of the statements that raise."""
    tree = ast.parse(text)
    return {
        line: rule_in(ast.unparse(node))
        for node in ast.walk(tree) if isinstance(node, ast.Raise)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }  # fmt: skip


def rule_in(statement: str) -> str:
    """The rule in the text of a ``raise`` statement."""
    (node,) = ast.parse(statement).body
    call = node.exc if isinstance(node, ast.Raise) else None
    if not isinstance(call, ast.Call) or not call.args:
        return ""
    text = _GOT.split(_text(call.args[0]))[0]
    before, _, after = text.partition(": ")
    text = before if _VALUE in after else text
    text = _BRACKET.sub("", _EQUAL.sub("", text))
    if _VALUE in text:
        text = text[: text.index(_VALUE)]
        text = text.rpartition(",")[0]
    return text.strip().rstrip(".,;:")


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else _VALUE for p in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""
