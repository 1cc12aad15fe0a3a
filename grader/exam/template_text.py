"""Texts of a question in which ``{{ name }}`` stands for a parameter: Jinja2 without logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from grader.errors import CourseError

_LOGIC = {"block_begin": "{%", "comment_begin": "{#", "raw_begin": "{% raw %}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateText:
    """A text with names of parameters.

    Attributes
    ----------
    names : frozenset of str
        The parameters it shows.
    """

    source: str
    names: frozenset[str]
    where: str

    def render(self, parameters: Mapping[str, Any]) -> str:
        """The text with the values of its parameters.

        Raises
        ------
        CourseError
            It names something that is no parameter, or an entry that a parameter lacks.
        """
        if not self.names:
            return self.source
        try:
            return _template(self.source).render(parameters)
        except TemplateError as error:
            known = ", ".join(sorted(parameters))
            raise CourseError(f"{self.where}: {error}. Names of parameters: {known}.") from None


def template_text(source: str, place: str, line: int) -> TemplateText:
    """A text as a template.

    Raises
    ------
    CourseError
        It holds logic, or is no template. The message names file and line.
    """
    where = f"{place}:{line}"
    try:
        for at, kind, _ in _environment().lex(source):
            if kind in _LOGIC:
                raise CourseError(
                    f"{place}:{line + at - 1}: '{_LOGIC[kind]}' starts logic, and a text may only show parameters as "
                    "{{ name }}. Compute the value in draw(), or write '{ %' where TeX needs it."
                )
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        raise CourseError(
            f"{place}:{line + error.lineno - 1}: the text cannot be read: {error.message}. In TeX put a blank between "
            "a brace and a parameter: \\frac{ {{ a }} }{2}."
        ) from None
    names = frozenset(name for node in tree.body for name in _names(node, place, line))
    return TemplateText(source=source, names=names, where=where)


def _names(node: nodes.Node, place: str, line: int) -> list[str]:
    """The parameters that are shown in an output node; anything but ``{{ name }}`` and ``{{ name[0] }}`` is refused."""
    found = []
    for shown in node.iter_child_nodes():
        if isinstance(shown, nodes.TemplateData):
            continue
        inner = shown
        while isinstance(inner, nodes.Getitem) and isinstance(inner.arg, nodes.Const):
            inner = inner.node
        if not isinstance(inner, nodes.Name):
            raise CourseError(
                f"{place}:{line + shown.lineno - 1}: a text may show a parameter, {{{{ name }}}}, or an entry of one, "
                "{{ name[0] }}, and nothing else. Compute other values in draw()."
            )
        found.append(inner.name)
    return found


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, finalize=shown_value, keep_trailing_newline=True)


@cache
def _template(source: str) -> Template:
    return _environment().from_string(source)


def shown_value(value: Any) -> str:
    r"""A parameter as a statement shows it: a list with commas, a matrix with ``&`` and ``\\`` for TeX.

    Examples
    --------
    >>> shown_value(0.5), shown_value(3.0), shown_value([1, 2.5]), shown_value([[1, 2], [3, 4]])
    ('0.5', '3', '1, 2.5', '1 & 2 \\\\ 3 & 4')
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        if value and isinstance(value[0], list):
            return r" \\ ".join(" & ".join(map(shown_value, row)) for row in value)
        return ", ".join(map(shown_value, value))
    return _shown_float(value) if isinstance(value, float) else str(value)


def _shown_float(value: float) -> str:
    if value == 0 or 1e-6 <= abs(value) < 1e15:
        return np.format_float_positional(value, trim="-")
    mantissa, _, exponent = np.format_float_scientific(value, trim="-").partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


__all__ = ["TemplateText", "shown_value", "template_text"]
