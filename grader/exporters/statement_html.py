r"""Markdown as HTML for learning platforms. Formulas stay TeX, ``\(…\)``, which the platform draws."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

FormulaText = Callable[[str, bool], str]
"""Takes TeX and whether it stands on a line of its own; returns markup."""


def tex_formula(tex: str, display: bool) -> str:
    r"""A formula as TeX between ``\(`` and ``\)``, escaped for HTML."""
    begin, end = (r"\[", r"\]") if display else (r"\(", r"\)")
    return begin + html.escape(tex.strip(), quote=False) + end


def statement_html(text: str, formula: FormulaText = tex_formula) -> str:
    """Paragraphs, lists, code, tables and formulas. Raw HTML is shown as it is written; nothing is linked or loaded."""
    return str(_parser(formula).render(text)).strip()


def inline_html(text: str, formula: FormulaText = tex_formula) -> str:
    """A short text: a label, a choice, or the sentence of a mistake."""
    return str(_parser(formula).renderInline(" ".join(text.split()))).strip()


@cache
def _parser(formula: FormulaText) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")

    def drawn(tex: str, options: dict[str, Any]) -> str:
        return formula(tex, bool(options["display_mode"]))

    dollarmath_plugin(parser, allow_labels=False, double_inline=True, renderer=drawn)
    for kind in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(kind, _formula_rule(formula, display=kind != "math_inline"))
    parser.add_render_rule("link_open", lambda *_: "")
    parser.add_render_rule("link_close", _address)
    parser.add_render_rule("image", _alternative_text)
    return parser


def _formula_rule(formula: FormulaText, *, display: bool) -> Callable[..., str]:
    def rendered(_: Any, tokens: list[Token], index: int, *__: Any) -> str:
        shown = formula(tokens[index].content, display)
        return f"<p>{shown}</p>\n" if tokens[index].type == "math_block" else shown

    return rendered


def _address(_: Any, tokens: list[Token], index: int, *__: Any) -> str:
    """The address of a link, behind its text."""
    opened = next(each for each in reversed(tokens[:index]) if each.type == "link_open")
    return f" ({html.escape(str(opened.attrGet('href')))})"


def _alternative_text(_: Any, tokens: list[Token], index: int, *__: Any) -> str:
    return html.escape(tokens[index].content)


__all__ = ["FormulaText", "inline_html", "statement_html", "tex_formula"]
