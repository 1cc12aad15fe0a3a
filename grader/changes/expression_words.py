"""Words for what stands in a reference, so that a sentence about a change can say what was changed.

The words come from the author (``[phrases]`` in ``mistakes.toml``), or are made from names that a student knows. Only
short expressions get words: a long one would show the reference's code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from grader.changes.mutation_operators import called_name

Phrases = Mapping[str, Mapping[str, str]]
"""An author's words for expressions, by function and code."""
_DEPTH = 2
_LONGEST = 60
"""Characters."""
_PLAIN = {"np", "torch", "math", "range", "len", "float", "int"}
_OF = {
    "mean": "the mean of", "nanmean": "the mean of", "sum": "the sum of", "nansum": "the sum of",
    "var": "the variance of", "std": "the standard deviation of", "sqrt": "the square root of",
    "exp": "the exponential of", "log": "the logarithm of", "max": "the largest value of",
    "amax": "the largest value of", "min": "the smallest value of", "tanh": "tanh of", "_sigmoid": "the sigmoid of",
    "sigmoid": "the sigmoid of", "abs": "the absolute value of", "square": "the square of",
    "cumsum": "the cumulative sum of", "prod": "the product of", "transpose": "the transpose of", "diag": "the "
    "diagonal of", "sort": "the sorted", "argsort": "the order of", "argmax": "the place of the largest value of",
    "softmax": "the softmax of", "_softmax": "the softmax of", "norm": "the norm of", "inv": "the inverse of",
    "unique": "the distinct values of", "zeros_like": "zeros in the shape of", "ones_like": "ones in the shape of",
}  # fmt: skip
_SAME = {
    "_real",
    "_floating",
    "float",
    "asarray",
    "array",
    "copy",
    "reshape",
    "astype",
    "ravel",
    "double",
    "clone",
}
"""Functions whose result goes by the name of their argument."""


class ExpressionWords:
    """Words for the expressions of one function.

    Parameters
    ----------
    node : ast.FunctionDef
    statement : str
        What students have read. Names that occur there may be said.
    written : mapping of str to str
        The author's words, by the code that they stand for.
    """

    def __init__(self, node: ast.FunctionDef, statement: str, written: Mapping[str, str]) -> None:
        text = f"{ast.get_docstring(node) or ''}\n{statement}"
        code = " ".join(re.findall(r"`+([^`]+)`+", text))
        self._names = {*re.findall(r"[A-Za-z_]\w*", code), *re.findall(r"[A-Za-z]\w*_\w+", text)}
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        parameters = {a.arg for a in arguments}
        self._parameters = parameters & self._names if node.name.startswith("_") else parameters
        self._written = {
            ast.unparse(ast.parse(code, mode="eval").body): words for code, words in written.items()
        }

    def among(self, node: ast.AST) -> tuple[str, ...]:
        """Up to three names in an expression that a student knows."""
        names = dict.fromkeys(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        return tuple(n for n in names if self.knows(n) and n not in _PLAIN)[:3]

    def knows(self, name: str) -> bool:
        """Whether a name is a parameter, or a longer name that the statement or the docstring uses."""
        return name in self._parameters or (
            name in self._names and len(name) > 1 and not name.startswith("_")
        )

    def of_target(self, statement: ast.stmt) -> str:
        """The author's words for what a statement assigns; empty if there are none."""
        target: ast.AST | None = None
        if isinstance(statement, (ast.Assign, ast.AugAssign)):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        while isinstance(target, ast.Subscript):
            target = target.value
        return self._written.get(ast.unparse(target), "") if isinstance(target, ast.Name) else ""

    def of(self, node: ast.AST) -> str:
        """Words for an expression; empty if there are none, or too many."""
        words = self._words(node, _DEPTH)
        return words if len(words) <= _LONGEST else ""

    def _words(self, node: ast.AST, depth: int) -> str:
        written = self._written.get(ast.unparse(node)) if isinstance(node, ast.expr) else None
        if written:
            return written
        if isinstance(node, ast.Name):
            return node.id if self.knows(node.id) and node.id not in _PLAIN else ""
        if isinstance(node, ast.Constant):
            return str(node.value) if type(node.value) in (int, float) else ""
        if depth == 0:
            return ""
        return self._composed(node, depth - 1)

    def _composed(self, node: ast.AST, depth: int) -> str:
        if isinstance(node, ast.BinOp):
            return self._binary(node, depth)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return _filled("minus {}", self._words(node.operand, depth))
        if isinstance(node, ast.Attribute):
            form = {"T": "the transpose of {}", "size": "the number of all entries of {}"}.get(node.attr, "")
            return _filled(form, self._words(node.value, depth))
        if isinstance(node, ast.Subscript):
            return self._element(node, depth)
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        return ""

    def _binary(self, node: ast.BinOp, depth: int) -> str:
        left, right = self._words(node.left, depth), self._words(node.right, depth)
        if isinstance(node.op, ast.Pow):
            form = {"2": "the square of {}", "0.5": "the square root of {}"}.get(right, "")
            return _filled(form, left)
        forms = {
            ast.Mult: "{} times {}", ast.MatMult: "the product of {} and {}", ast.Div: "{} divided by {}",
            ast.Add: "{} + {}", ast.Sub: "{} - {}",
        }  # fmt: skip
        return _filled(forms.get(type(node.op), ""), left, right)

    def _element(self, node: ast.Subscript, depth: int) -> str:
        value, place = node.value, ast.unparse(node.slice)
        if isinstance(value, ast.Attribute) and value.attr == "shape":
            form = {"0": "the number of rows of {}", "-1": "the length of the last axis of {}"}.get(
                place, f"the length of axis {place} of {{}}" if place.isdigit() else ""
            )
            return _filled(form, self._words(value.value, depth))
        form = {"0": "the first entry of {}", "-1": "the last entry of {}"}.get(place, "{}")
        return _filled(form, self._words(value, depth))

    def _called(self, node: ast.Call, depth: int) -> str:
        name = called_name(node)
        on = node.func.value if isinstance(node.func, ast.Attribute) else None
        is_method = on is not None and not (isinstance(on, ast.Name) and on.id in _PLAIN)
        subject = on if is_method else (node.args[0] if node.args else None)
        if subject is None:
            return ""
        if name in _SAME:
            return self._words(subject, depth + 1)
        if name == "len":
            return _filled("the length of {}", self._words(subject, depth))
        return _filled(f"{_OF[name]} {{}}", self._words(subject, depth)) if name in _OF else ""


def _filled(form: str, *words: str) -> str:
    return form.format(*words) if form and all(words) else ""
